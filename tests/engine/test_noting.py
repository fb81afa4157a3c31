"""What is said of videos outlives the records: it lies in the library, too, and comes back."""

import shutil
from pathlib import Path

import pytest

from seedance_desktop.core.adopted import Placing
from seedance_desktop.core.changes import Label, Put, rate
from seedance_desktop.core.entry import Organised
from seedance_desktop.core.events import RecordsDamaged
from seedance_desktop.core.ids import VideoId
from seedance_desktop.engine import noting
from seedance_desktop.store.copies import daily_copies_of
from seedance_desktop.store.organised_file import NAME, read_organised
from tests.engine.bench import Bed, Bench, files_in
from tests.engine.test_mending import made, ruin
from tests.support.pictures import make_clip


@pytest.fixture(scope="module")
def sample_clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_clip(tmp_path_factory.mktemp("clips") / "plain.mp4", (96, 160), frames=10)


SAID = Organised(4, is_favourite=False, notes="", tags=("night",), collections=())


async def said_in(bed: Bed) -> dict[VideoId, Organised]:
    found = {}
    for video in await bed.engine.library.newest(10):
        entry = await bed.engine.search.entry(video.id)
        assert entry is not None
        found[video.id] = entry.organised
    return found


async def organise(bed: Bed, *videos: VideoId) -> None:
    for video in videos:
        entry = await bed.engine.search.entry(video)
        assert entry is not None
        await bed.engine.library.apply(rate(4, (entry.number,)))
        await bed.engine.library.apply(Put(Label.TAG, under=(("night", (entry.number,)),)))


async def test_what_is_said_is_in_the_library_once_the_program_is_closed(bench: Bench) -> None:
    (job,) = await made(bench, "A red kite")
    async with bench.opened() as bed:
        await bed.kept_up()
        assert job.video is not None
        await organise(bed, job.video)

    known = read_organised(bench.library)

    assert known.videos[job.video].organised == SAID
    assert known.videos[job.video].file == files_in(bench.library)[0].as_posix()


async def test_it_is_written_while_the_program_runs_once_it_has_been_quiet(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(noting, "_QUIET", 0.01)
    (job,) = await made(bench, "A red kite")
    async with bench.opened() as bed:
        await bed.kept_up()
        assert job.video is not None
        await organise(bed, job.video)
        while not read_organised(bench.library).videos:
            await bed.pass_time()


async def test_records_that_are_lost_altogether_come_back_with_what_was_said(
    bench: Bench,
) -> None:
    """Another computer: a new profile, and the library's folder."""
    red, blue = await made(bench, "A red kite", "A blue boat")
    assert red.video is not None
    async with bench.opened() as bed:
        await bed.kept_up()
        await organise(bed, red.video)
    before = (bench.library / NAME).read_bytes()
    shutil.rmtree(bench.folders.data)

    async with bench.opened() as bed:
        await bed.kept_up()
        assert bench.library.is_dir()
        assert (bench.library / NAME).read_bytes() == before
        await bed.engine.rebuild(bench.library)  # is done at a start as well, by itself
        after = await said_in(bed)

    assert after == {red.video: SAID, blue.video: Organised()}


async def test_adopted_clips_without_a_recipe_come_back_as_well(
    bench: Bench, sample_clip: Path
) -> None:
    folder = bench.library
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(sample_clip, folder / "plain.mp4")
    shutil.copyfile(sample_clip, folder / "never adopted.mp4")
    with (folder / "never adopted.mp4").open("ab") as file:
        file.write(b"\0" * 8)
    async with bench.opened() as bed:
        await bed.kept_up()
        adopted = await bed.engine.files.adopt([folder / "plain.mp4"], Placing.WHERE_IT_IS)
        await organise(bed, adopted.added[0].id)
    shutil.rmtree(bench.folders.data)
    (folder / "plain.mp4").rename(folder / "moved meanwhile.mp4")

    async with bench.opened() as bed:
        await bed.engine.rebuild(folder)
        after = await said_in(bed)

    assert after == {adopted.added[0].id: SAID}


async def test_a_folder_that_is_adopted_brings_what_was_said_there(
    bench: Bench, tmp_path: Path
) -> None:
    (job,) = await made(bench, "A red kite")
    assert job.video is not None
    async with bench.opened() as bed:
        await bed.kept_up()
        await organise(bed, job.video)
    elsewhere = tmp_path / "from a friend"
    shutil.copytree(bench.library, elsewhere)
    shutil.rmtree(bench.folders.data)
    shutil.rmtree(bench.library)

    async with bench.opened() as bed:
        adopted = await bed.engine.files.adopt([elsewhere], Placing.WHERE_IT_IS)
        after = await said_in(bed)

    assert [video.id for video in adopted.added] == [job.video]
    assert after == {job.video: SAID}


async def test_after_damage_all_of_it_is_back_and_the_account_says_so(bench: Bench) -> None:
    red, _blue = await made(bench, "A red kite", "A blue boat")
    assert red.video is not None
    async with bench.opened() as bed:
        await bed.kept_up()
        await organise(bed, red.video)
    for copy in daily_copies_of(bench.folders.database):
        copy.unlink()
    ruin(bench.folders.database)

    async with bench.opened() as bed:
        told = await bed.seen(RecordsDamaged)
        after = await said_in(bed)

    assert after[red.video] == SAID
    words = str(told.failure.message)
    assert "could not be read from the damaged file" in words
    assert "with stars, tags, collections or notes as before: 1" in words
