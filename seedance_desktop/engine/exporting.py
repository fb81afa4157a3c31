"""A set of clips handed on: a folder or a ZIP of the files with a table of how they were made."""

import json
import shutil
import zipfile
from collections.abc import Iterable, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from seedance_desktop.core.entry import Entry, ancestors_of
from seedance_desktop.core.library_errors import FileGoneError, export_error
from seedance_desktop.core.mentions import readable_prompt
from seedance_desktop.core.name_template import free_name, same_name
from seedance_desktop.core.spreadsheet import csv_text
from seedance_desktop.core.stopped import Tell, nobody
from seedance_desktop.core.words import Message
from seedance_desktop.engine.last_frame import beside, pictures_beside
from seedance_desktop.store.files import free_path
from seedance_desktop.store.records import Record, request_record

COLUMNS = (
    "file",
    "made_at",
    "prompt",
    "model",
    "resolution",
    "ratio",
    "width",
    "height",
    "seconds",
    "seed",
    "tokens",
    "price",
    "currency",
    "rating",
    "favourite",
    "tags",
    "collections",
    "notes",
    "lineage",
    "last_frame",
)


@dataclass(frozen=True, slots=True)
class Exported:
    """Where the set lies, how many clips it has, and the videos whose file was not there."""

    target: Path
    count: int
    missing: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A clip of the set by its name there, and the picture of its last frame if it has one."""

    entry: Entry
    name: str
    picture: Path | None = None
    picture_name: str = ""

    @property
    def files(self) -> Sequence[tuple[Path, str]]:
        """What is copied, and how it is called in the set."""
        clip = (self.entry.video.path, self.name)
        return (clip, (self.picture, self.picture_name)) if self.picture else (clip,)


def export(
    entries: Sequence[Entry],
    target: Path,
    *,
    tell: Tell = nobody,
) -> Exported:
    """Copy clips with their last frames to a new folder, or a ZIP where ``target`` is called so.

    Made beside and then renamed; what is there already is never written over. ``manifest.csv`` and
    ``manifest.json`` say of each file how it was made. Blocks; ``tell`` is told how many are done,
    and ends the export by raising. Raises DiskError kinds.
    """
    goal = free_path(target)
    part = goal.with_name(f".{goal.name}.part")
    there: list[Entry] = []
    missing: list[Path] = []
    for entry in entries:
        if entry.video.path.is_file():
            there.append(entry)
        else:
            missing.append(entry.video.path)
    if not there:
        raise FileGoneError(Message("None of these files is there, so there is nothing to export."))
    items = _items(there)
    is_zip = target.suffix.lower() == ".zip"
    with ExitStack() as undo:
        undo.callback(_remove, part)
        try:
            goal.parent.mkdir(parents=True, exist_ok=True)
            (_write_zip if is_zip else _write_folder)(items, part, tell)
            part.rename(goal)
        except OSError as error:
            raise export_error(error, target) from error
        undo.pop_all()
    return Exported(goal, len(there), tuple(missing))


def manifest_row(item: Item) -> Record:
    """What is told of a clip, flat, as the table has it."""
    video, said = item.entry.video, item.entry.organised
    lineage = (f"{each.kinship} {each.video}" for each in ancestors_of(video.request))
    values = (
        item.name,
        video.made_at.isoformat(),
        readable_prompt(video.request),
        video.request.model,
        video.request.resolution,
        video.request.ratio,
        video.clip.size.width,
        video.clip.size.height,
        round(video.clip.duration, 3),
        video.seed,
        video.tokens,
        video.price,
        video.currency,
        said.rating,
        int(said.is_favourite),
        "; ".join(said.tags),
        "; ".join(said.collections),
        said.notes,
        "; ".join(lineage),
        item.picture_name,
    )
    return dict(zip(COLUMNS, values, strict=True))


def _items(entries: Iterable[Entry]) -> list[Item]:
    """Under their own names, numbered where two are alike; the pictures as the clips beside them.

    Clips come first: a picture gives way to a clip.
    """
    taken = {"manifest.csv", "manifest.json"}
    items = [Item(entry, _free(Path(entry.video.path.name), taken)) for entry in entries]
    for place, item in enumerate(items):
        picture = next(iter(pictures_beside(item.entry.video.path)), None)
        if picture is not None:
            name = _free(beside(Path(item.name), picture.suffix), taken)
            items[place] = replace(item, picture=picture, picture_name=name)
    return items


def _free(wanted: Path, taken: set[str]) -> str:
    """A name that is not taken yet, also to systems that do not tell case; it is from now on."""
    name = free_name(PurePosixPath(wanted.name), taken)
    taken.add(same_name(name))
    return name.name


def _write_folder(items: Sequence[Item], part: Path, tell: Tell) -> None:
    _remove(part)
    part.mkdir()
    for done, item in enumerate(items):
        tell(done, len(items))
        for path, name in item.files:
            shutil.copy2(path, part / name)
    for name, text in _manifests(items).items():
        (part / name).write_text(text, encoding="utf-8", newline="")
    tell(len(items), len(items))


def _write_zip(items: Sequence[Item], part: Path, tell: Tell) -> None:
    """Stored as they are: clips are packed already."""
    with zipfile.ZipFile(part, "w", zipfile.ZIP_STORED, strict_timestamps=False) as archive:
        for done, item in enumerate(items):
            tell(done, len(items))
            for path, name in item.files:
                archive.write(path, name)
        for name, text in _manifests(items).items():
            archive.writestr(name, text)
    tell(len(items), len(items))


def _manifests(items: Sequence[Item]) -> dict[str, str]:
    rows = [manifest_row(item) for item in items]
    told = [
        row | {"request": _told_request(item.entry)} for row, item in zip(rows, items, strict=True)
    ]
    return {
        "manifest.csv": csv_text(COLUMNS, rows),
        "manifest.json": json.dumps(told, ensure_ascii=False, indent=2),
    }


def _told_request(entry: Entry) -> Record:
    """Without the folders of the maker's pictures."""
    record = request_record(entry.video.request)
    for picture in record["pictures"]:
        picture["source"] = Path(picture["source"]).name
    return record


def _remove(part: Path) -> None:
    if part.is_dir():
        shutil.rmtree(part, ignore_errors=True)
    else:
        with suppress(OSError):  # the error that brought us here says more
            part.unlink(missing_ok=True)
