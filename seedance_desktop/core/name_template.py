"""Names of files made from a template such as ``{year}/{prompt:32}-{seed}``.

What stands in braces is put in from the video; a ``/`` makes a folder. Whatever comes out is a name
that every common file system takes. Nothing here looks at a disk.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from seedance_desktop.core.entry import Entry
from seedance_desktop.core.errors import InputError
from seedance_desktop.core.mentions import without_mentions
from seedance_desktop.core.words import Message

USUAL = "{year}/{month}/{day}/{prompt:40}-{job}"
"""What a clip is called when it arrives, or nearly so."""

_MOST_BYTES = 180
"""Of a name: some file systems take 255 bytes, some 143 letters, and copies get a number."""
_LONGEST = 200
"""Letters that a part may be cut to, and digits that a number may be filled to."""
_LIBRARY = "./"
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\/]+')
_PIECE = re.compile(r"\{\{|\}\}|\{(?P<field>[^{}]*)\}|(?P<brace>[{}])|(?P<text>[^{}]+)")
_RESERVED = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))]
)
"""What Windows takes for devices, with any suffix."""


class TemplateError(InputError):
    """A template that makes no names. ``start`` and ``end`` are where in it the trouble is."""

    title = Message("This template cannot be used")

    def __init__(self, message: Message, start: int = 0, end: int = 0) -> None:
        super().__init__(message)
        self.start = start
        self.end = end


@dataclass(frozen=True, slots=True)
class _Field:
    """``limit``: letters at most, or digits at least."""

    name: str
    limit: int | None


@dataclass(frozen=True, slots=True)
class NameTemplate:
    """A template that was understood; ``text`` is how it was written."""

    text: str
    _parts: tuple["str | _Field", ...]

    @property
    def has_folder(self) -> bool:
        """Whether it says where a file goes; ``./`` is the library's own folder."""
        return "/" in self.text

    def name(self, entry: Entry, number: int) -> PurePosixPath:
        """The place that an entry gets inside its library, with its own suffix.

        ``number`` is its place among those that are named, from 1.
        """
        made = "".join(
            part if isinstance(part, str) else _told(part, entry, number) for part in self._parts
        )
        parts = [_clean(part) for part in made.removeprefix(_LIBRARY).split("/")]
        *folders, stem = [part or "_" for part in parts]
        return PurePosixPath(*folders, f"{_not_reserved(stem)}{entry.video.file.suffix}")


def parse_template(text: str) -> NameTemplate:
    """Raises TemplateError."""
    if not text.strip():
        raise TemplateError(Message("Write how the files are to be called."))
    parts: list[str | _Field] = []
    for piece in _PIECE.finditer(text):
        if piece["brace"]:
            message = Message("This brace has no partner; a brace itself is written twice.")
            raise TemplateError(message, *piece.span())
        if piece["field"] is not None:
            parts.append(_field(piece["field"], *piece.span()))
        else:
            parts.append(piece["text"] or piece[0][0])
    _check_folders("".join(part if isinstance(part, str) else "x" for part in parts), len(text))
    return NameTemplate(text, tuple(parts))


def template_fields() -> Mapping[str, Message]:
    """What may stand in braces, and what it says, in the order to show it."""
    return {name: words for name, (words, _) in _FIELDS.items()}


def free_name(wanted: PurePosixPath, taken: Collection[str]) -> PurePosixPath:
    """``wanted``, or with `` 2``, `` 3``, … added where one of ``taken`` is called so already.

    Names are compared as ``same_name`` writes them.
    """
    name, number = wanted, 1
    while same_name(name) in taken:
        number += 1
        name = wanted.with_name(f"{wanted.stem} {number}{wanted.suffix}")
    return name


def same_name(name: PurePosixPath) -> str:
    """The same text for names that some system takes for one and the same."""
    return unicodedata.normalize("NFC", name.as_posix()).casefold()


def _field(text: str, start: int, end: int) -> _Field:
    name, colon, limit = (part.strip() for part in text.partition(":"))
    if name not in _FIELDS:
        known = ", ".join(f"{{{each}}}" for each in _FIELDS)
        values = {"field": f"{{{text}}}", "known": known}
        raise TemplateError(
            Message("{field} is not known. There are: {known}.", values), start, end
        )
    if not colon:
        return _Field(name, None)
    if not limit.isdecimal() or not 1 <= int(limit) <= _LONGEST:
        message = Message(
            "After “:” stands how many letters to keep, from 1 to {most}, such as {example}.",
            {"most": _LONGEST, "example": f"{{{name}:32}}"},
        )
        raise TemplateError(message, start, end)
    return _Field(name, int(limit))


def _check_folders(text: str, end: int) -> None:
    if text.startswith(("/", "\\", "~")):
        raise TemplateError(
            Message("The folders begin inside the library: leave out the “/” at the start."), 0, 1
        )
    for part in text.removeprefix(_LIBRARY).split("/"):
        if not part.strip():
            raise TemplateError(Message("A folder or file has no name here."), 0, end)
        if not part.strip().strip("."):
            raise TemplateError(Message("“.” and “..” are no names."), 0, end)


def _told(field: _Field, entry: Entry, number: int) -> str:
    if field.name == "number":
        return f"{number:0{field.limit or 1}}"
    said = _plain(_FIELDS[field.name][1](entry))
    if field.limit is None or len(said) <= field.limit:
        return said
    cut = said[: field.limit]
    if " " in cut and not said[field.limit].isspace():
        cut = cut[: cut.rindex(" ")]
    return cut.rstrip(" -_.,;")


def _plain(value: str) -> str:
    """What a video says never makes a folder, nor a line."""
    return " ".join(_FORBIDDEN.sub(" ", unicodedata.normalize("NFC", value)).split())


def _clean(part: str) -> str:
    """A name that every file system takes: nothing forbidden, no blank or dot at its ends."""
    plain = _FORBIDDEN.sub("-", " ".join(part.split())).strip(" .")
    plain = re.sub(r"(?<=\S)-{2,}", "-", plain).strip("-_ ") or plain.strip("- ")
    cut = plain.encode()[:_MOST_BYTES].decode(errors="ignore").rstrip(" .")
    return _not_reserved(cut)


def _not_reserved(stem: str) -> str:
    return f"{stem}_" if stem.partition(".")[0].strip().casefold() in _RESERVED else stem


def _moment(form: str) -> Callable[[Entry], str]:
    return lambda entry: f"{entry.video.made_at.astimezone():{form}}"


def _seed(entry: Entry) -> str:
    return "" if entry.video.seed is None else str(entry.video.seed)


def _cost(entry: Entry) -> str:
    return "" if entry.video.price is None else f"{entry.video.price:.2f}"


def _first(names: tuple[str, ...]) -> str:
    return names[0] if names else ""


_FIELDS: Mapping[str, tuple[Message, Callable[[Entry], str]]] = {
    "date": (Message("day, such as 2026-11-22"), _moment("%Y-%m-%d")),
    "time": (Message("time, such as 09-30-12"), _moment("%H-%M-%S")),
    "year": (Message("year"), _moment("%Y")),
    "month": (Message("month"), _moment("%m")),
    "day": (Message("day of the month"), _moment("%d")),
    "prompt": (
        Message("prompt; {example} is at most 32 letters of it", {"example": "{prompt:32}"}),
        lambda entry: without_mentions(entry.video.request.prompt),
    ),
    "seed": (Message("seed"), _seed),
    "model": (Message("model"), lambda entry: entry.video.request.model),
    "resolution": (Message("resolution"), lambda entry: entry.video.request.resolution),
    "ratio": (
        Message("shape, such as 16x9"),
        lambda entry: entry.video.request.ratio.replace(":", "x"),
    ),
    "width": (Message("width in pixels"), lambda entry: str(entry.video.clip.size.width)),
    "height": (Message("height in pixels"), lambda entry: str(entry.video.clip.size.height)),
    "seconds": (Message("length in seconds"), lambda entry: f"{entry.video.clip.duration:.0f}"),
    "cost": (Message("price"), _cost),
    "stars": (Message("stars, from 0 to 5"), lambda entry: str(entry.organised.rating)),
    "tag": (Message("first tag"), lambda entry: _first(entry.organised.tags)),
    "collection": (
        Message("first collection"),
        lambda entry: _first(entry.organised.collections),
    ),
    "name": (Message("present name"), lambda entry: entry.video.file.stem),
    "job": (Message("end of the job's name"), lambda entry: entry.video.job.rsplit("-", 1)[-1]),
    "number": (
        Message("place in the selection; {example} fills it up", {"example": "{number:3}"}),
        lambda _entry: "",
    ),
}
