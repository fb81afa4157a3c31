"""What every command of the command line is made of."""

from argparse import Namespace
from collections.abc import Callable
from dataclasses import dataclass

from seedance_desktop.cli.output import Output
from seedance_desktop.cli.parser import Parser
from seedance_desktop.core.words import Message


@dataclass(frozen=True, slots=True)
class Command:
    """``run`` answers with the exit code and raises KnownError kinds.

    ``makes_files``: told to scripts at its end.
    """

    description: Message
    add_arguments: Callable[[Parser], None]
    run: Callable[[Namespace, Output], int]
    makes_files: bool = False
