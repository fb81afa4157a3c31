"""A set of clips handed on: a folder or a ZIP of the files with a table of how they were made."""

import json
import shutil
import zipfile
from collections.abc import Iterable, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

from seedance_desktop.core.disk import disk_error
from seedance_desktop.core.entry import Entry, ancestors_of
from seedance_desktop.core.library_errors import FileGoneError
from seedance_desktop.core.mentions import readable_prompt
from seedance_desktop.core.spreadsheet import csv_text
from seedance_desktop.core.stopped import Tell, nobody
from seedance_desktop.core.words import Message
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
)


@dataclass(frozen=True, slots=True)
class Exported:
    """Where the set lies, how many files it has, and the videos whose file was not there."""

    target: Path
    count: int
    missing: tuple[Path, ...]


def export(
    entries: Sequence[Entry],
    target: Path,
    *,
    tell: Tell = nobody,
) -> Exported:
    """Copy the clips to a new folder, or into a ZIP where ``target`` is called so.

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
    named = _names(there)
    is_zip = target.suffix.lower() == ".zip"
    with ExitStack() as undo:
        undo.callback(_remove, part)
        try:
            goal.parent.mkdir(parents=True, exist_ok=True)
            (_write_zip if is_zip else _write_folder)(named, part, tell)
            part.rename(goal)
        except OSError as error:
            raise disk_error(error, target) from error
        undo.pop_all()
    return Exported(goal, len(there), tuple(missing))


def manifest_row(entry: Entry, name: str) -> Record:
    """What is told of a file, flat, as the table has it."""
    video, said = entry.video, entry.organised
    lineage = (f"{each.kinship} {each.video}" for each in ancestors_of(video.request))
    values = (
        name,
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
    )
    return dict(zip(COLUMNS, values, strict=True))


def _names(entries: Iterable[Entry]) -> list[tuple[str, Entry]]:
    """Their own names, numbered where two are alike, also to systems that do not tell case."""
    taken = {"manifest.csv", "manifest.json"}
    named = []
    for entry in entries:
        path = entry.video.path
        name, number = path.name, 1
        while name.casefold() in taken:
            number += 1
            name = f"{path.stem} {number}{path.suffix}"
        taken.add(name.casefold())
        named.append((name, entry))
    return named


def _write_folder(named: Sequence[tuple[str, Entry]], part: Path, tell: Tell) -> None:
    _remove(part)
    part.mkdir()
    for done, (name, entry) in enumerate(named):
        tell(done, len(named))
        shutil.copy2(entry.video.path, part / name)
    for name, text in _manifests(named).items():
        (part / name).write_text(text, encoding="utf-8", newline="")
    tell(len(named), len(named))


def _write_zip(named: Sequence[tuple[str, Entry]], part: Path, tell: Tell) -> None:
    """Stored as they are: clips are packed already."""
    with zipfile.ZipFile(part, "w", zipfile.ZIP_STORED, strict_timestamps=False) as archive:
        for done, (name, entry) in enumerate(named):
            tell(done, len(named))
            archive.write(entry.video.path, name)
        for name, text in _manifests(named).items():
            archive.writestr(name, text)
    tell(len(named), len(named))


def _manifests(named: Sequence[tuple[str, Entry]]) -> dict[str, str]:
    rows = [manifest_row(entry, name) for name, entry in named]
    told = [
        row | {"request": _told_request(entry)} for row, (_, entry) in zip(rows, named, strict=True)
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
