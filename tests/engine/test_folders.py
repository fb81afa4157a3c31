"""A library folder moves: copied, compared, named anew, and only then gone at the old place."""

from pathlib import Path

import pytest

from seedance_desktop.core.adopted import Placing
from seedance_desktop.core.changes import rate
from seedance_desktop.core.entry import Entry
from seedance_desktop.core.errors import DiskFullError, FolderUnusableError, InputError
from seedance_desktop.core.events import LibraryChanged
from seedance_desktop.core.job import JobState
from seedance_desktop.core.library_folder import LibraryFolder
from seedance_desktop.core.stopped import StoppedError
from seedance_desktop.store import folder_copy
from tests.engine.bench import Bed, Bench, a_request, files_in
from tests.engine.test_mending import made
from tests.support.pictures import make_clip


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.fixture(params=["one disk", "two disks"])
def disks(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Across two disks nothing can be linked."""
    if request.param == "two disks":

        def refuse(_source: object, _target: object) -> None:
            raise OSError(18, "Invalid cross-device link")

        monkeypatch.setattr(folder_copy, "_name_again", refuse)
    return str(request.param)


@pytest.mark.usefixtures("disks")
async def test_everything_is_at_the_new_place_and_nothing_at_the_old_one(
    bench: Bench, tmp_path: Path
) -> None:
    await made(bench, "A red kite", "A blue boat")
    new = tmp_path / "new" / "place"
    told: list[tuple[int, int]] = []
    async with bench.opened() as bed:
        await bed.kept_up()
        (bench.library / "mine.txt").write_text("not the library's")
        clip = bench.library / files_in(bench.library)[0]
        clip.with_name(f"{clip.stem} last frame.png").write_text("its picture")
        before = contents(bench.library)
        del before["mine.txt"]
        numbers = [entry.number for entry in await entries(bed)]
        await bed.engine.library.apply(rate(4, tuple(numbers)))

        moved = await bed.engine.files.move_library(
            bench.library, new, lambda done, total: told.append((done, total))
        )

        after = [entry.video for entry in await entries(bed)]
        assert {video.library for video in after} == {new}
        assert all(video.path.is_file() for video in after)
        assert LibraryChanged() in bed.events
        assert {entry.organised.rating for entry in await entries(bed)} == {4}
        assert (await bed.engine.files.check()).missing == 0
    kept = {file: content for file, content in contents(new).items() if not file.startswith(".")}
    assert kept == before
    assert contents(bench.library) == {"mine.txt": b"not the library's"}
    assert moved.count >= len(before)
    assert moved.left == (bench.library / "mine.txt",)
    assert told[-1][0] == told[-1][1]


async def entries(bed: Bed) -> list[Entry]:
    videos = await bed.engine.library.newest(10)
    found = [await bed.engine.search.entry(video.id) for video in videos]
    return [entry for entry in found if entry is not None]


@pytest.mark.usefixtures("disks")
async def test_stopped_on_the_way_nothing_has_happened(bench: Bench, tmp_path: Path) -> None:
    await made(bench, "A red kite", "A blue boat")
    before = contents(bench.library)
    calls = 0

    def tell(_done: int, _total: int) -> None:
        nonlocal calls
        calls += 1
        if calls == 2:
            raise StoppedError

    async with bench.opened() as bed:
        with pytest.raises(StoppedError):
            await bed.engine.files.move_library(bench.library, tmp_path / "new", tell)
        videos = await bed.engine.library.newest(10)

    assert {video.library for video in videos} == {bench.library}
    assert contents(bench.library) == before
    assert not (tmp_path / "new").exists()


@pytest.mark.usefixtures("disks")
async def test_an_empty_folder_that_was_chosen_is_there_after_a_move_that_failed(
    bench: Bench, tmp_path: Path
) -> None:
    await made(bench, "A red kite")
    chosen = tmp_path / "chosen"
    chosen.mkdir()

    def tell(done: int, total: int) -> None:
        if done == total and any(chosen.rglob("*.mp4")):
            raise StoppedError

    async with bench.opened() as bed:
        await bed.kept_up()
        with pytest.raises(StoppedError):
            await bed.engine.files.move_library(bench.library, chosen, tell)

    assert list(chosen.iterdir()) == []


async def test_a_copy_that_is_not_what_was_copied_is_noticed_and_nothing_is_removed(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await made(bench, "A red kite")
    before = contents(bench.library)

    compare = folder_copy._are_same

    def spoiled(source: Path, target: Path) -> bool:
        """What a bad disk does between writing and reading."""
        content = target.read_bytes()
        target.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
        return compare(source, target)

    def refuse(_source: object, _target: object) -> None:
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr(folder_copy, "_name_again", refuse)
    async with bench.opened() as bed:
        await bed.kept_up()
        monkeypatch.setattr(folder_copy, "_are_same", spoiled)
        with pytest.raises(FolderUnusableError, match="did not arrive as it was"):
            await bed.engine.files.move_library(bench.library, tmp_path / "new")

    assert contents(bench.library) == before
    assert contents(tmp_path / "new") == {}


async def test_a_folder_that_it_cannot_be_moved_to_is_refused_in_words(
    bench: Bench, tmp_path: Path
) -> None:
    await made(bench, "A red kite")
    full = tmp_path / "full"
    full.mkdir()
    (full / "something.txt").write_text("there already")
    async with bench.opened() as bed:
        move = bed.engine.files.move_library
        with pytest.raises(FolderUnusableError, match="is not empty"):
            await move(bench.library, full)
        with pytest.raises(FolderUnusableError, match="or around it"):
            await move(bench.library, bench.library / "inside")
        with pytest.raises(FolderUnusableError, match="or around it"):
            await move(bench.library, bench.library.parent)
        with pytest.raises(FolderUnusableError, match="is not there"):
            await move(tmp_path / "away", tmp_path / "new")


async def test_a_disk_without_room_is_told_before_anything_is_copied(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await made(bench, "A red kite")
    monkeypatch.setattr(folder_copy, "_SPARE", 1 << 60)
    monkeypatch.setattr(folder_copy, "_is_one_disk", lambda _old, _new: False)
    async with bench.opened() as bed:
        with pytest.raises(DiskFullError):
            await bed.engine.files.move_library(bench.library, tmp_path / "new")

    assert contents(tmp_path / "new") == {}


async def test_while_a_job_is_under_way_its_folder_stays(bench: Bench, tmp_path: Path) -> None:
    async with bench.opened() as bed:
        job = await bed.submit_one(a_request())
        await bed.until(job, JobState.RUNNING)

        with pytest.raises(InputError, match="Jobs are under way"):
            await bed.engine.files.move_library(bench.library, tmp_path / "new")

        await bed.settled(job)


async def test_every_folder_is_listed_with_what_is_in_it(bench: Bench, tmp_path: Path) -> None:
    (_job,) = await made(bench, "A red kite")
    other = tmp_path / "Dropbox" / "clips"
    other.mkdir(parents=True)
    clip = make_clip(other / "plain.mp4", (96, 160), frames=3)
    async with bench.opened() as bed:
        await bed.kept_up()
        await bed.engine.files.adopt([other], Placing.WHERE_IT_IS)
        size = clip.stat().st_size
        clip.rename(tmp_path / "away.mp4")
        other.rmdir()

        usual, adopted = await bed.engine.files.folders.all()

    assert (usual.path, usual.count, usual.is_usual) == (bench.library, 1, True)
    assert adopted == LibraryFolder(other, 1, size, is_usual=False, is_there=False, cloud="Dropbox")
