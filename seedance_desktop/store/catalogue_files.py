"""The tables of models and prices: those that ship with the program and the user's own."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from seedance_desktop.core.catalogue import Catalogue, merged, read_catalogue
from seedance_desktop.core.errors import CatalogueError, InputError
from seedance_desktop.core.resources import resource
from seedance_desktop.core.words import Message
from seedance_desktop.store.folders import Folders

_Table = dict[str, object]


@dataclass(frozen=True, slots=True)
class LoadedCatalogue:
    """The catalogue, and what is wrong with files of the user that had to be left out of it."""

    catalogue: Catalogue
    problems: tuple[InputError, ...] = ()


def load_catalogue(folders: Folders) -> LoadedCatalogue:
    """The shipped tables with the user's laid over them, each as far as it can be used."""
    models = _parsed(resource("models.toml"))
    prices = _parsed(resource("prices.toml"))
    problems: list[InputError] = []
    catalogue = None
    try:
        if rows := _of_user(folders.user_models_file):
            wider = merged(models, rows)
            catalogue = _checked(folders.user_models_file, wider, prices)
            models = wider
    except InputError as error:
        problems.append(error)
    try:
        if rows := _of_user(folders.user_prices_file):
            dearer = merged(prices, rows)
            catalogue = _checked(folders.user_prices_file, models, dearer)
    except InputError as error:
        problems.append(error)
    return LoadedCatalogue(catalogue or read_catalogue(models, prices), tuple(problems))


def _checked(file: Path, models: _Table, prices: _Table) -> Catalogue:
    try:
        return read_catalogue(models, prices)
    except CatalogueError as error:
        raise _problem(file, error.message) from error


def _of_user(file: Path) -> _Table:
    try:
        return _parsed(file)
    except FileNotFoundError:
        return {}
    except tomllib.TOMLDecodeError as error:
        reason = Message("It is not valid TOML: {reason}.", {"reason": _with_line(error, file)})
        raise _problem(file, reason) from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        reason = Message("Line {line} is not UTF-8 text.", {"line": line})
        raise _problem(file, reason) from error
    except OSError as error:
        reason = Message("It cannot be read: {reason}.", {"reason": error.strerror or str(error)})
        raise _problem(file, reason) from error


def _with_line(error: tomllib.TOMLDecodeError, file: Path) -> str:
    """What the parser says, with a number for the line that it calls the end."""
    last = len(file.read_bytes().rstrip().splitlines())
    return str(error).replace("at end of document", f"at the end of line {last}")


def _parsed(file: Path) -> _Table:
    return tomllib.loads(file.read_bytes().decode("utf-8"))


def _problem(file: Path, reason: Message) -> InputError:
    return UserTableError(
        Message("{file} is left out. {reason}", {"file": str(file), "reason": reason}),
        remedy=Message("Correct the file or move it away, then start the program again."),
        facts={"file": str(file)},
    )


class UserTableError(InputError):
    """A table of the user that cannot be used; the shipped one goes on to serve."""

    title = Message("Your own table of models or prices cannot be read")
