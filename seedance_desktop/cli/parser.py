"""Reading a command's words: mistakes become errors with a remedy, as all others are."""

from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import NoReturn

from typing_extensions import override

from seedance_desktop.core.errors import InputError
from seedance_desktop.core.words import Message, tr


class UsageError(InputError):
    """The command's words are not understood."""

    title = Message("The command is not understood")


class Parser(ArgumentParser):
    """Takes options by their whole names alone: ``--frame`` must not come to mean ``--frames``."""

    def __init__(self, command: str, description: str) -> None:
        super().__init__(
            prog=f"seedance-desktop {command}", description=description, allow_abbrev=False
        )

    @override
    def error(self, message: str) -> NoReturn:
        raise UsageError(
            Message("{reason}.", {"reason": message[:1].upper() + message[1:]}),
            remedy=Message("See {command} --help.", {"command": self.prog}),
        )

    def add_profile(self) -> None:
        """Declare what every command of a profile takes."""
        self.add_argument(
            "--profile", type=path, metavar="DIR", help=tr("keep everything under this folder")
        )
        self.add_argument(
            "--json", action="store_true", help=tr("print one JSON object a line, for scripts")
        )


def whole(text: str) -> int:
    """A whole number, for argparse."""
    try:
        return int(text)
    except ValueError:
        raise ArgumentTypeError(tr("“{given}” is no whole number", given=text)) from None


def values(choices: type[StrEnum]) -> list[str]:
    """What may be given, for argparse: a mistake is answered with these words."""
    return [choice.value for choice in choices]


def within(least: int, most: int) -> Callable[[str], int]:
    """A whole number in a range, for argparse."""

    def number(text: str) -> int:
        found = whole(text)
        if not least <= found <= most:
            raise ArgumentTypeError(
                tr("it must be {least} to {most}, not {given}", least=least, most=most, given=text)
            )
        return found

    return number


def path(text: str) -> Path:
    """A whole path, for argparse: a job outlives the folder that the command was given in."""
    if not text:
        raise ArgumentTypeError(tr("the name is empty"))
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ArgumentTypeError(tr("the name holds signs that are no valid text")) from None
    return Path(text).absolute()
