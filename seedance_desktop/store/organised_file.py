"""What is said of a library's videos, as a file in the library itself: for when records are lost.

One file for a folder, written whole and renamed, so that it is always readable: see
docs/library-format.md. The records are what counts; the file is never read while they are sound.
"""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from seedance_desktop.core.entry import Organised
from seedance_desktop.core.ids import VideoId
from seedance_desktop.store.files import write_atomically

NAME = ".seedance-library.json"
FORMAT = "seedance-desktop/organised"
VERSION = 1
_MOST_STARS = 5

_log = logging.getLogger(__name__)


class _Line(msgspec.Struct, omit_defaults=True):
    """What is written of one video; what was not said is left out."""

    file: str = ""
    stars: int = 0
    favourite: bool = False
    tags: tuple[str, ...] = ()
    collections: tuple[str, ...] = ()
    notes: str = ""


class _Document(msgspec.Struct):
    format: str
    version: int
    collections: tuple[str, ...] = ()
    videos: dict[str, msgspec.Raw] = {}


@dataclass(frozen=True, slots=True)
class Noted:
    """What is said of a video, and where it was in the library when that was written."""

    file: str
    organised: Organised


@dataclass(frozen=True, slots=True)
class OrganisedLibrary:
    """All that a library's own file says. ``collections`` are those that it is to have at least."""

    videos: Mapping[VideoId, Noted] = field(default_factory=dict)
    collections: tuple[str, ...] = ()


class LeaveAloneError(Exception):
    """From a newer program, or not to be read just now: nothing is written over it."""


def read_organised(library: Path) -> OrganisedLibrary:
    """What the file in ``library`` says; nothing where there is none, or none to be understood.

    Raises LeaveAloneError.
    """
    return read_organised_file(library / NAME)


def read_organised_file(path: Path) -> OrganisedLibrary:
    """As ``read_organised``, of any file of this kind."""
    try:
        document = msgspec.json.decode(path.read_bytes(), type=_Document)
    except FileNotFoundError:
        return OrganisedLibrary()
    except OSError as error:
        raise LeaveAloneError from error
    except (msgspec.DecodeError, UnicodeError) as error:
        _log.info("%s cannot be read: %s", path, error)
        return OrganisedLibrary()
    if document.version > VERSION:
        raise LeaveAloneError
    if document.format != FORMAT:
        return OrganisedLibrary()
    videos = {VideoId(video): _noted(raw, path) for video, raw in document.videos.items()}
    readable = {video: noted for video, noted in videos.items() if noted is not None}
    return OrganisedLibrary(readable, document.collections)


def write_organised(library: Path, known: OrganisedLibrary) -> None:
    """Raises DiskError kinds."""
    write_organised_file(library / NAME, known)


def write_organised_file(path: Path, known: OrganisedLibrary) -> None:
    """A line for each video, so that people and tools that compare can read it."""
    videos = (
        f"{_json(video)}: {_json(_line(noted))}" for video, noted in sorted(known.videos.items())
    )
    text = (
        f'{{\n"format": {_json(FORMAT)},\n"version": {VERSION},\n'
        f'"collections": {_json(known.collections)},\n'
        '"videos": {\n' + ",\n".join(videos) + "\n}\n}\n"
    )
    write_atomically(path, text.encode())


def organised_in(libraries: Iterable[Path]) -> OrganisedLibrary:
    """All that the files of these libraries say; one that cannot be understood says nothing."""
    videos: dict[VideoId, Noted] = {}
    collections: dict[str, None] = {}
    for library in libraries:
        try:
            found = read_organised(library)
        except LeaveAloneError:
            _log.info("%s is left alone", library / NAME)
            continue
        videos.update(found.videos)
        collections.update(dict.fromkeys(found.collections))
    return OrganisedLibrary(videos, tuple(collections))


def _noted(raw: msgspec.Raw, path: Path) -> Noted | None:
    """One line that cannot be understood must not take the others with it."""
    try:
        line = msgspec.json.decode(raw, type=_Line)
    except (msgspec.DecodeError, UnicodeError) as error:
        _log.info("a line of %s cannot be read: %s", path, error)
        return None
    stars = min(max(line.stars, 0), _MOST_STARS)
    organised = Organised(stars, line.favourite, line.notes, line.tags, line.collections)
    return Noted(line.file, organised)


def _line(noted: Noted) -> _Line:
    said = noted.organised
    return _Line(
        noted.file, said.rating, said.is_favourite, said.tags, said.collections, said.notes
    )


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
