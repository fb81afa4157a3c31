# ruff: noqa: ASYNC240 - a test looks at its own small files, and nothing else runs meanwhile
import asyncio
import itertools
import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from seedance_desktop.core.adopted import Placing
from seedance_desktop.core.changes import rate
from seedance_desktop.core.entry import Entry
from seedance_desktop.core.events import LibraryChanged, VideoAdded
from seedance_desktop.core.found import Order
from seedance_desktop.core.geometry import Size
from seedance_desktop.core.query_text import parse
from seedance_desktop.core.video import Video
from seedance_desktop.engine.recipe import recipe_json
from seedance_desktop.engine.watching import Watch
from seedance_desktop.engine.workers import Workers
from seedance_desktop.media.clip_recipe import write_recipe
from seedance_desktop.store.clip_files import cloud_of
from tests.engine.bench import PATIENCE, Bed, Bench
from tests.store.samples import a_job, a_request
from tests.store.shelf import clip as a_clip
from tests.support.pictures import cut, make_clip


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_clip(tmp_path_factory.mktemp("clips") / "plain.mp4", (96, 160), frames=10)


@pytest.fixture(scope="module")
def told(plain: Path) -> Path:
    """The same with a recipe."""
    job = replace(a_job(), request=a_request(prompt="a told sea"))
    path = plain.with_name("told.mp4")
    write_recipe(plain, path, recipe_json(job, replace(a_clip(1), job=job.id, seed=7)))
    return path


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A folder that is not the library's."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    return folder


@pytest.fixture
def clip(elsewhere: Path, plain: Path) -> Path:
    """The one clip in that folder, which a test may do with as it likes."""
    return Path(shutil.copy(plain, elsewhere))


async def found(bed: Bed, text: str = "") -> list[Entry]:
    answer = await bed.engine.search.find(parse(text).query, Order())
    assert answer is not None
    return list(answer.first)


async def adopt(bed: Bed, *paths: Path, placing: Placing = Placing.WHERE_IT_IS) -> list[Video]:
    await bed.kept_up()
    done = await bed.engine.files.adopt(paths, placing)
    assert done.refused == ()
    return list(done.added)


async def test_a_folder_joins_as_it_is_with_recipes_and_plainly(
    bench: Bench, elsewhere: Path, plain: Path, told: Path
) -> None:
    folder = elsewhere
    (folder / "deep").mkdir()
    shutil.copy(plain, folder / "deep" / "IMG 0042.MP4")
    shutil.copy(told, folder / "told.mp4")
    (folder / "notes.txt").write_text("no clip")
    async with bench.opened() as bed:
        videos = {video.file.name: video for video in await adopt(bed, folder)}
        again = await bed.engine.files.adopt([folder], Placing.WHERE_IT_IS)

        assert videos["told.mp4"].request.prompt == "a told sea"
        assert videos["told.mp4"].seed == 7
        assert videos["IMG 0042.MP4"].request.ratio == "9:16"
        assert videos["IMG 0042.MP4"].clip.size == Size(96, 160)
        assert [entry.video for entry in await found(bed, "img 0042")] == [videos["IMG 0042.MP4"]]
        assert len(await found(bed, "told")) == 1
        assert {path.name for path in again.known} == {"told.mp4", "IMG 0042.MP4"}
        assert bed.engine.files.libraries()[1:] == [folder]
    assert VideoAdded(videos["told.mp4"]) in bed.events
    assert sorted(path.name for path in folder.rglob("*.*")) == [
        "IMG 0042.MP4",
        "notes.txt",
        "told.mp4",
    ]


async def test_a_dropped_clip_is_copied_into_the_library_and_the_original_stays(
    bench: Bench, tmp_path: Path, plain: Path
) -> None:
    dropped = Path(shutil.copy(plain, tmp_path / "holiday.mp4"))
    async with bench.opened() as bed:
        (video,) = await adopt(bed, dropped, placing=Placing.COPIED)

    assert video.path.is_relative_to(bench.library)
    assert video.path.name == "holiday.mp4"
    assert video.path.read_bytes() == dropped.read_bytes()
    assert list((bench.library / ".seedance-parts").iterdir()) == []


async def test_broken_clips_each_get_an_answer_and_the_others_join(
    bench: Bench, tmp_path: Path, plain: Path
) -> None:
    folder = tmp_path / "broken"
    folder.mkdir()
    (folder / "empty.mp4").touch()
    (folder / "text.mp4").write_text("#EXTM3U\nhttp://example.com/x.mp4\n")
    (folder / "other.mp4").write_bytes(b"\x1a\x45\xdf\xa3" + bytes(range(256)) * 40)
    shutil.copy(plain, folder / "whole.mp4")
    cut(Path(shutil.copy(plain, folder / "cut.mp4")), 0.3)
    cut(Path(shutil.copy(plain, folder / "short.mp4")), 0.9)
    async with bench.opened() as bed:
        done = await bed.engine.files.adopt([folder, tmp_path / "nothing.mp4"], Placing.WHERE_IT_IS)

    assert [video.file.name for video in done.added] == ["whole.mp4"]
    words = {refused.path.name: str(refused.failure.message) for refused in done.refused}
    assert words["empty.mp4"] == "empty.mp4 is empty."
    assert words["text.mp4"] == "text.mp4 is a text, not a clip."
    assert words["nothing.mp4"] == "nothing.mp4 is not there."
    assert words["short.mp4"] == "short.mp4 is cut: the end of the file is missing."
    assert {"cut.mp4", "other.mp4"} <= words.keys()
    assert {refused.failure.kind for refused in done.refused} == {"ClipUnusableError"}


async def test_a_name_that_is_no_text_keeps_nobody_else_from_joining(
    bench: Bench, tmp_path: Path, plain: Path
) -> None:
    folder = tmp_path / "old disk"
    folder.mkdir()
    shutil.copy(plain, folder / "good.mp4")
    odd = os.fsencode(folder) + b"/bad\xff.mp4"
    try:
        Path(os.fsdecode(odd)).write_bytes(plain.read_bytes())
    except OSError:
        pytest.skip("this file system takes text alone")
    async with bench.opened() as bed:
        done = await bed.engine.files.adopt([folder], Placing.WHERE_IT_IS)
        alone = await bed.engine.files.adopt([Path(os.fsdecode(odd))], Placing.COPIED)
        checked = await bed.engine.files.check()

    assert [video.file.name for video in done.added] == ["good.mp4"]
    for refused in (*done.refused, *alone.refused):
        assert "bad\ufffd.mp4 is no readable text" in str(refused.failure.message)
    assert (len(done.refused), len(alone.refused), checked.unknown) == (1, 1, ())


async def test_a_folder_that_is_closed_to_us_is_told_and_the_others_join(
    bench: Bench, tmp_path: Path, plain: Path
) -> None:
    closed = tmp_path / "disk" / "closed"
    closed.mkdir(parents=True)
    shutil.copy(plain, closed.with_name("good.mp4"))
    closed.chmod(0)
    try:
        if os.access(closed, os.R_OK):
            pytest.skip("nothing is closed to this user")
        async with bench.opened() as bed:
            done = await bed.engine.files.adopt([tmp_path / "disk"], Placing.WHERE_IT_IS)
    finally:
        closed.chmod(0o700)

    assert [video.file.name for video in done.added] == ["good.mp4"]
    assert [refused.path for refused in done.refused] == [closed]


@pytest.mark.parametrize("bin_", [".Trash-1000/files", "$RECYCLE.BIN/S-1-5", ".Trashes/501"])
async def test_a_file_that_went_into_the_bin_of_its_own_disk_is_missing_and_not_moved(
    bench: Bench, tmp_path: Path, plain: Path, bin_: str
) -> None:
    disk = tmp_path / "disk"
    (disk / bin_).mkdir(parents=True)
    clip = disk / "clip.mp4"
    shutil.copy(plain, clip)
    async with bench.opened() as bed:
        await adopt(bed, disk)
        clip.rename(disk / bin_ / "clip.mp4")
        whole = await bed.engine.files.check()
        seen = [(entry.video.path, entry.is_missing) for entry in await found(bed)]
        again = await bed.engine.files.adopt([disk], Placing.WHERE_IT_IS)

    assert (whole.missing, whole.found_again, whole.unknown) == (1, 0, ())
    assert seen == [(clip, True)]
    assert again.added == ()


async def test_a_file_that_was_moved_is_found_again_by_its_content(
    bench: Bench, clip: Path, told: Path
) -> None:
    folder = clip.parent
    shutil.copy(told, folder)
    async with bench.opened() as bed:
        videos = await adopt(bed, folder)
        entries = {entry.video.id: entry for entry in await found(bed)}
        await bed.engine.library.apply(rate(5, tuple(e.number for e in entries.values())))
        (folder / "new").mkdir()
        clip.rename(folder / "new" / "沙丘.mp4")
        (folder / "told.mp4").unlink()

        checked = await bed.engine.files.check()

        assert (checked.found_again, checked.missing, checked.unknown) == (1, 1, ())
        (moved,) = await found(bed, "沙丘")
        assert moved.video.path == folder / "new" / "沙丘.mp4"
        assert moved.organised.rating == 5
        assert [entry.video.file.name for entry in await found(bed, "is:missing")] == ["told.mp4"]
        shutil.copy(told, folder / "back.mp4")
        assert (await bed.engine.files.check()).found_again == 1
        assert await found(bed, "is:missing") == []
    assert len(videos) == 2


async def test_a_file_that_was_overwritten_with_rubbish_is_noted_as_damaged(
    bench: Bench, clip: Path, plain: Path
) -> None:
    async with bench.opened() as bed:
        await adopt(bed, clip.parent)
        clip.write_bytes(b"rubbish" * 100)
        await bed.engine.files.check()
        damaged = await found(bed, "is:damaged")
        shutil.copy(plain, clip)
        await bed.engine.files.check()

        assert [entry.video.path for entry in damaged] == [clip]
        assert await found(bed, "is:damaged") == []


async def test_another_clip_under_the_same_name_is_told_as_what_it_is(
    bench: Bench, clip: Path
) -> None:
    async with bench.opened() as bed:
        await adopt(bed, clip.parent)
        make_clip(clip, (128, 72), frames=20, sound=True)
        await bed.engine.files.check()
        (entry,) = await found(bed, "length:>0.7")

    facts = entry.video.clip
    assert (facts.size, facts.frame_count, facts.has_sound) == (Size(128, 72), 20, True)
    assert facts.duration == pytest.approx(20 / 24, abs=0.05)
    assert not entry.is_damaged


async def test_copies_of_one_content_are_duplicates(bench: Bench, clip: Path) -> None:
    async with bench.opened() as bed:
        (video,) = await adopt(bed, clip.parent)
        copy = replace(video, id=a_clip(9).id, file=Path("b.mp4"))
        shutil.copy(clip, clip.with_name("b.mp4"))
        bed.engine._parts.videos.add(copy)
        await bed.engine.files.check()

        names = {entry.video.file.name for entry in await found(bed, "is:duplicate")}
        assert names == {clip.name, "b.mp4"}


async def test_what_happens_to_files_while_the_program_is_open_is_noticed(
    bench: Bench, clip: Path, told: Path
) -> None:
    folder = clip.parent
    shutil.copy(told, folder)
    async with bench.opened() as bed:
        await adopt(bed, folder)
        entries = {entry.video.file.name: entry.number for entry in await found(bed)}
        await is_watching(bed)

        clip.rename(folder / "renamed.mp4")
        (folder / "told.mp4").unlink()
        async with asyncio.timeout(PATIENCE):
            while not {*entries.values()} <= {
                number
                for event in bed.events
                if isinstance(event, LibraryChanged)
                for number in event.numbers
            }:
                bed.news.clear()
                await bed.news.wait()

        names = {entry.video.file.name: entry.is_missing for entry in await found(bed)}
    assert names == {"renamed.mp4": False, "told.mp4": True}


async def is_watching(bed: Bed) -> None:
    bed.engine.files.watch()
    watch = bed.engine.files._watch
    assert watch is not None
    async with asyncio.timeout(PATIENCE):
        await watch.has_begun.wait()


async def is_found_again(bed: Bed, name: str) -> None:
    """Wait until a file is known to be there, under this name."""
    async with asyncio.timeout(PATIENCE):
        while [(e.video.file.name, e.is_missing) for e in await found(bed)] != [(name, False)]:
            bed.news.clear()
            await bed.news.wait()


async def test_folders_that_come_go_and_come_back_while_the_program_is_open_are_watched_too(
    bench: Bench, elsewhere: Path, plain: Path
) -> None:
    folder = elsewhere
    (folder / "old" / "deep").mkdir(parents=True)
    clip = Path(shutil.copy(plain, folder / "old" / "deep" / "a.mp4"))
    async with bench.opened() as bed:
        await adopt(bed, folder)
        await is_watching(bed)

        (folder / "new 1.2" / "below").mkdir(parents=True)
        clip.rename(folder / "new 1.2" / "below" / "b.mp4")
        await is_found_again(bed, "b.mp4")
        (folder / "new 1.2" / "below" / "b.mp4").rename(folder / "new 1.2" / "below" / "c.mp4")
        await is_found_again(bed, "c.mp4")
        (folder / "new 1.2").rename(folder / "other.old")
        (folder / "new 1.2" / "below").mkdir(parents=True)
        (folder / "other.old" / "below" / "c.mp4").rename(folder / "new 1.2" / "below" / "d.mp4")
        await is_found_again(bed, "d.mp4")
        (folder / "new 1.2" / "below" / "d.mp4").rename(folder / "new 1.2" / "below" / "e.mp4")
        await is_found_again(bed, "e.mp4")


async def test_a_folder_that_goes_while_it_is_listed_leaves_the_others_watched(
    tmp_path: Path, plain: Path
) -> None:
    changed: asyncio.Queue[set[Path]] = asyncio.Queue()
    (tmp_path / "there").mkdir()
    workers = Workers()
    watch = Watch(changed.put, workers)
    watching = asyncio.create_task(watch._follow([tmp_path / "there", tmp_path / "gone"]))
    seen = asyncio.create_task(watch._changed.get())
    try:
        async with asyncio.timeout(PATIENCE):
            for number in itertools.count():
                shutil.copy(plain, tmp_path / "there" / f"{number}.mp4")
                done, _ = await asyncio.wait([seen], timeout=1.0)
                if done:
                    break
        assert {path.parent for path in seen.result()} == {tmp_path / "there"}
    finally:
        watching.cancel()
        seen.cancel()
        await asyncio.wait([watching, seen])
        workers.close()


@pytest.mark.parametrize(
    ("folder", "cloud"),
    [
        ("/Users/a/Dropbox/Videos", "Dropbox"),
        ("C:/Users/a/OneDrive - Studio/Videos", "OneDrive"),
        ("/Users/a/Library/Mobile Documents/x", "iCloud Drive"),
        ("/Users/a/Library/CloudStorage/GoogleDrive-a@b.c/x", "Google Drive"),
        ("/srv/坚果云/片", "坚果云"),
        ("/srv/boxes/Videos", None),
    ],
)
def test_a_folder_that_a_cloud_keeps_is_known_by_its_name(folder: str, cloud: str | None) -> None:
    assert cloud_of(Path(folder)) == cloud


async def test_what_lies_in_the_cloud_alone_is_not_fetched(
    bench: Bench, tmp_path: Path, plain: Path
) -> None:
    hollow = tmp_path / "hollow.mp4"
    with hollow.open("wb") as file:  # no block on the disk: as a placeholder looks
        file.truncate(1_000_000)
    async with bench.opened() as bed:
        done = await bed.engine.files.adopt([hollow], Placing.WHERE_IT_IS)

    assert str(done.refused[0].failure.message) == "hollow.mp4 lies in the cloud alone."
