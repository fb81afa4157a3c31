"""What is said of a library's videos, as a file in the library itself: for when records are lost.

One file for a folder, written whole and renamed, so that it is always readable: see
docs/library-format.md. The records are what counts; the file is never read while they are sound.
"""

import logging
from collections.abc import Iterable, Iterator, Mapping
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
_START, _END = b'\n"videos": {\n', b"\n}\n}\n"
"""Around the lines of the videos, one each."""

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
    written = read_written(path)
    videos = {video: written.noted(line) for video, line in written.lines}
    readable = {video: noted for video, noted in videos.items() if noted is not None}
    return OrganisedLibrary(readable, written.collections)


class Written:
    """What stands in a file; a video's line is read when it is asked for.

    A file as this program writes it is never read as a whole: of a hundred thousand videos that
    would hold up everybody else for a tenth of a second.
    """

    def __init__(self, path: Path, content: bytes, head: _Document, start: int = -1) -> None:
        self.content = content
        self.collections = head.collections
        self._path = path
        self._head = head
        self._start = start

    @property
    def lines(self) -> Iterator[tuple[VideoId, bytes]]:
        """The videos, each with its line as it is."""
        if self._start < 0:
            yield from ((VideoId(name), bytes(raw)) for name, raw in self._head.videos.items())
            return
        place, end = self._start, len(self.content) - len(_END)
        while place < end:
            stop = self.content.find(b"\n", place)
            name, _, line = self.content[place:stop].removesuffix(b",").partition(b'": ')
            try:
                yield VideoId(msgspec.json.decode(name + b'"', type=str)), line
            except (msgspec.DecodeError, UnicodeError) as error:
                _log.info("a line of %s cannot be read: %s", self._path, error)
            place = stop + 1

    def noted(self, line: bytes) -> Noted | None:
        """What a line says; None for one that cannot be understood."""
        return _noted(line, self._path)


def read_written(path: Path) -> Written:
    """As ``read_organised_file``, of a file that may be long. Raises LeaveAloneError."""
    nothing = _Document(FORMAT, VERSION)
    try:
        content = path.read_bytes()
        start = content.find(_START) + len(_START) if content.endswith(_END) else -1
        is_ours = start >= len(_START)
        head = content[:start] + b"}}" if is_ours else content
        document = msgspec.json.decode(head, type=_Document)
    except FileNotFoundError:
        return Written(path, b"", nothing)
    except OSError as error:
        raise LeaveAloneError from error
    except (msgspec.DecodeError, UnicodeError) as error:
        _log.info("%s cannot be read: %s", path, error)
        return Written(path, b"", nothing)
    if document.version > VERSION:
        raise LeaveAloneError
    if document.format != FORMAT:
        return Written(path, content, nothing)
    return Written(path, content, document, start if is_ours else -1)


def write_organised(library: Path, known: OrganisedLibrary) -> None:
    """Raises DiskError kinds."""
    write_organised_file(library / NAME, known)


def write_organised_file(path: Path, known: OrganisedLibrary) -> None:
    """A line for each video, so that people and tools that compare can read it."""
    write_atomically(path, organised_text(known.collections, sorted(known.videos.items())))


def organised_text(
    collections: Iterable[str], videos: Iterable[tuple[VideoId, Noted]]
) -> bytearray:
    """What a file says; ``videos`` are taken one by one, in their order."""
    text = bytearray(
        f'{{\n"format": {_json(FORMAT)},\n"version": {VERSION},\n'
        f'"collections": {_json(tuple(collections))},'.encode()
    )
    text += _START
    between = b""
    for video, noted in videos:
        text += between + f"{_json(video)}: {_json(_line(noted))}".encode()
        between = b",\n"
    text += _END
    return text


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


def _noted(raw: bytes, path: Path) -> Noted | None:
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
