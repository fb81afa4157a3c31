import csv
import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from seedance_desktop.core.entry import Entry, Organised
from seedance_desktop.core.failure import Action
from seedance_desktop.core.ids import EntryNumber, VideoId
from seedance_desktop.core.library_errors import ExportFailedError, FileGoneError
from seedance_desktop.engine.exporting import export
from tests.store.shelf import clip


def an_entry(library: Path, number: int, name: str = "sea.mp4", prompt: str = "=海") -> Entry:
    video = replace(
        clip(number, prompt=prompt, variation_of=VideoId("elder")),
        library=library,
        file=Path(str(number), name),
    )
    video.path.parent.mkdir(parents=True)
    video.path.write_bytes(b"clip %d" % number)
    said = Organised(4, is_favourite=True, notes="two\nlines", tags=("a", "b"))
    return Entry(EntryNumber(number), video, said)


@pytest.mark.parametrize("name", ["out", "out.zip"])
def test_a_set_carries_its_files_and_how_they_were_made(tmp_path: Path, name: str) -> None:
    entries = [an_entry(tmp_path, 1), an_entry(tmp_path, 2, "Sea.mp4"), an_entry(tmp_path, 3)]
    entries[2].video.path.unlink()
    (tmp_path / name).touch()

    done = export(entries, tmp_path / name)

    assert done.target.name == name.replace("out", "out 2")
    assert (done.count, done.missing) == (2, (entries[2].video.path,))
    files = contents(done.target)
    assert files["sea.mp4"] == b"clip 1"
    assert files["Sea 2.mp4"] == b"clip 2"
    first, second = csv.DictReader(io.StringIO(files["manifest.csv"].decode("utf-8-sig")))
    assert (first["file"], second["file"]) == ("sea.mp4", "Sea 2.mp4")
    assert first["prompt"] == "'=海"
    assert (first["tags"], first["notes"]) == ("a; b", "two\nlines")
    assert (first["seed"], first["price"]) == ("42", "0.25")
    assert first["lineage"] == "variation_of elder"
    told = json.loads(files["manifest.json"])
    assert told[0]["prompt"] == "=海"
    assert told[0]["request"]["pictures"][0]["source"] == "sea side.png"
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith(".")) == []


@pytest.mark.parametrize("name", ["out", "out.zip"])
def test_the_picture_of_the_last_frame_goes_with_its_clip_and_is_in_the_table(
    tmp_path: Path, name: str
) -> None:
    entries = [
        an_entry(tmp_path, 1),
        an_entry(tmp_path, 2),
        an_entry(tmp_path, 3, "sea 2 last frame.png"),
    ]
    for entry, suffix in zip(entries, (".png", ".png"), strict=False):
        path = entry.video.path
        path.with_name(f"{path.stem} last frame{suffix}").write_bytes(b"frame of %d" % entry.number)

    done = export(entries, tmp_path / name)

    files = contents(done.target)
    assert files["sea last frame.png"] == b"frame of 1"
    assert files["sea 2 last frame 2.png"] == b"frame of 2"
    assert files["sea 2 last frame.png"] == b"clip 3"
    assert len(files) == 5 + 2
    told = json.loads(files["manifest.json"])
    names = ["sea last frame.png", "sea 2 last frame 2.png", ""]
    assert [row["last_frame"] for row in told] == names
    rows = csv.DictReader(io.StringIO(files["manifest.csv"].decode("utf-8-sig")))
    assert [row["last_frame"] for row in rows] == names
    assert done.count == 3


def test_a_set_that_was_stopped_leaves_nothing_behind(tmp_path: Path) -> None:
    entries = [an_entry(tmp_path / "library", number) for number in range(3)]

    class Stopped(Exception):
        pass

    def stop(done: int, total: int) -> None:
        if done == 1:
            raise Stopped

    for name in ("out", "out.zip"):
        with pytest.raises(Stopped):
            export(entries, tmp_path / name, tell=stop)

    assert [path.name for path in tmp_path.iterdir()] == ["library"]


def test_nothing_to_export_and_nowhere_to_put_it_are_said(tmp_path: Path) -> None:
    entry = an_entry(tmp_path / "library", 1)
    (tmp_path / "file").touch()

    with pytest.raises(ExportFailedError) as told:
        export([entry], tmp_path / "file" / "out")
    assert told.value.failure.action is Action.NONE  # no other folder for the library
    entry.video.path.unlink()
    with pytest.raises(FileGoneError, match="nothing to export"):
        export([entry], tmp_path / "out")


def contents(target: Path) -> dict[str, bytes]:
    if target.is_dir():
        return {path.name: path.read_bytes() for path in target.iterdir()}
    with zipfile.ZipFile(target) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_what_is_there_and_what_is_missing_is_told_apart_in_one_pass(tmp_path: Path) -> None:
    """Each of ten thousand looked for among ten thousand took half a minute."""
    there = an_entry(tmp_path, 0)
    gone = replace(there.video, file=Path("gone.mp4"))
    compared = 0

    class Counted(Entry):
        def __eq__(self, _other: object) -> bool:
            nonlocal compared
            compared += 1
            return False

        __hash__ = Entry.__hash__

    entries = [there, *(Counted(EntryNumber(n), gone, Organised()) for n in range(1, 50))]

    done = export(entries, tmp_path / "out")

    assert (done.count, len(done.missing)) == (1, 49)
    assert compared == 0
