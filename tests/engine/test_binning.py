from dataclasses import replace
from functools import partial
from pathlib import Path

from seedance_desktop.core.changes import Favour, Label, Note, Put, Several, rate
from seedance_desktop.core.entry import Entry
from seedance_desktop.core.events import LibraryChanged, VideoAdded, VideoRemoved
from seedance_desktop.core.ids import EntryNumber
from seedance_desktop.core.job import JobState
from seedance_desktop.core.video import Video
from seedance_desktop.engine.ports import EngineParts
from tests.engine.bench import Bed, Bench
from tests.store.samples import a_job
from tests.store.shed import put_into
from tests.store.shelf import clip


def with_bin(trash: Path, parts: EngineParts) -> EngineParts:
    return replace(parts, to_bin=partial(put_into, trash))


def on_disk(bed: Bed, number: int) -> Video:
    """A video with a file, as far as a bin can tell."""
    content = b"clip %d" % number
    video = replace(
        clip(number, file=f"2026/{number}.mp4"),
        library=bed.bench.library,
        byte_count=len(content),  # or the record is put right as soon as the file is looked at
    )
    video.path.parent.mkdir(parents=True, exist_ok=True)
    video.path.write_bytes(content)
    bed.engine._parts.videos.add(video)
    return video


async def entry_of(bed: Bed, video: Video) -> Entry | None:
    return await bed.engine.search.entry(video.id)


async def test_a_binned_video_comes_back_with_its_file_and_all_that_was_said_of_it(
    bench: Bench, tmp_path: Path
) -> None:
    trash = tmp_path / "Trash"
    async with bench.opened(partial(with_bin, trash)) as bed:
        await bed.kept_up()
        video, other = on_disk(bed, 1), on_disk(bed, 2)
        jobs = bed.engine._parts.jobs
        jobs.add(replace(a_job(), id=video.job, state=JobState.DONE, video=video.id))
        before = await entry_of(bed, video)
        assert before is not None
        only = (before.number,)
        await bed.engine.library.apply(
            Several(
                (
                    rate(4, only),
                    Favour(on=only),
                    Note(((before.number, "the one"),)),
                    Put(Label.TAG, under=(("night", only),)),
                    Put(Label.COLLECTION, under=(("Trailer", only),)),
                )
            )
        )
        before = await entry_of(bed, video)

        binned = await bed.engine.library.bin(only)
        gone = await entry_of(bed, video)
        names = [path.name for path in sorted(trash.rglob("*")) if path.is_file()]
        left = await bed.engine.library.bring_back(binned)
        after = await entry_of(bed, video)
        job = await bed.engine.job(video.job)

    assert gone is None
    assert names == ["1.mp4", "1.mp4.trashinfo"]
    assert left.videos == ()
    assert after == before
    assert video.path.read_bytes() == b"clip 1"
    assert [path for path in trash.rglob("*") if path.is_file()] == []
    assert job.video == video.id
    assert other.path.exists()
    assert VideoRemoved(video.id) in bed.events
    assert VideoAdded(video) in bed.events
    assert LibraryChanged(only) in bed.events


async def with_picture(bed: Bed) -> tuple[Video, Path, EntryNumber]:
    """A clip on record, the picture of its last frame beside it, and the number of its entry."""
    await bed.kept_up()
    video = on_disk(bed, 1)
    picture = video.path.with_name("1 last frame.png")
    picture.write_bytes(b"frame")
    entry = await entry_of(bed, video)
    assert entry is not None
    return video, picture, entry.number


async def test_the_picture_of_its_last_frame_goes_with_it_and_comes_back_under_its_name(
    bench: Bench, tmp_path: Path
) -> None:
    async with bench.opened(partial(with_bin, tmp_path / "Trash")) as bed:
        video, picture, number = await with_picture(bed)

        binned = await bed.engine.library.bin((number,))
        was_there = picture.exists()
        video.path.write_bytes(b"another")
        left = await bed.engine.library.bring_back(binned)

    assert not was_there
    assert left.videos == ()
    assert video.path.with_name("1 2 last frame.png").read_bytes() == b"frame"
    assert [path for path in (tmp_path / "Trash").rglob("*") if path.is_file()] == []


async def test_a_picture_that_the_bin_does_not_take_keeps_no_clip_out_of_it(
    bench: Bench, tmp_path: Path
) -> None:
    def refuse_pictures(path: Path) -> Path:
        if path.suffix == ".png":
            raise PermissionError(13, "no", str(path))
        return put_into(tmp_path / "Trash", path)

    async with bench.opened(lambda parts: replace(parts, to_bin=refuse_pictures)) as bed:
        video, picture, number = await with_picture(bed)

        binned = await bed.engine.library.bin((number,))

    assert binned.failures == ()
    assert not video.path.exists()
    assert picture.exists()


async def test_what_cannot_be_put_into_the_bin_stays_and_says_why(bench: Bench) -> None:
    def refuse(path: Path) -> Path:
        raise PermissionError(13, "no", str(path))

    async with bench.opened(lambda parts: replace(parts, to_bin=refuse)) as bed:
        await bed.kept_up()
        video = on_disk(bed, 1)
        entry = await entry_of(bed, video)
        assert entry is not None
        binned = await bed.engine.library.bin((entry.number, EntryNumber(7)))

        assert await entry_of(bed, video) == entry

    assert binned.videos == ()
    assert [failure.kind for failure in binned.failures] == ["BinRefusedError"]
    assert str(binned.failures[0].message) == f"{video.path}: no."
    assert video.path.exists()


async def test_a_bin_that_was_emptied_is_told_and_the_row_stays_away(
    bench: Bench, tmp_path: Path
) -> None:
    async with bench.opened(partial(with_bin, tmp_path / "Trash")) as bed:
        await bed.kept_up()
        video = on_disk(bed, 1)
        entry = await entry_of(bed, video)
        assert entry is not None
        binned = await bed.engine.library.bin((entry.number,))
        (tmp_path / "Trash" / "files" / "1.mp4").unlink()

        left = await bed.engine.library.bring_back(binned)

        assert await entry_of(bed, video) is None
    assert left.videos == binned.videos
    assert str(left.failures[0].message) == "1.mp4 is no more in the bin."


async def test_a_file_comes_back_beside_what_took_its_place(bench: Bench, tmp_path: Path) -> None:
    async with bench.opened(partial(with_bin, tmp_path / "Trash")) as bed:
        await bed.kept_up()
        video = on_disk(bed, 1)
        entry = await entry_of(bed, video)
        assert entry is not None
        binned = await bed.engine.library.bin((entry.number,))
        video.path.write_bytes(b"another")

        await bed.engine.library.bring_back(binned)
        back = await entry_of(bed, video)

    assert back is not None
    assert back.video.path.name == "1 2.mp4"
    assert back.video.path.read_bytes() == b"clip 1"
    assert video.path.read_bytes() == b"another"


async def test_a_file_that_was_gone_comes_back_as_a_row_alone(bench: Bench, tmp_path: Path) -> None:
    async with bench.opened(partial(with_bin, tmp_path / "Trash")) as bed:
        await bed.kept_up()
        video = on_disk(bed, 1)
        entry = await entry_of(bed, video)
        assert entry is not None
        video.path.unlink()

        left = await bed.engine.library.bring_back(await bed.engine.library.bin((entry.number,)))

        back = await entry_of(bed, video)
        assert left.videos == ()
        assert back == replace(entry, is_missing=True)


async def test_a_damaged_file_is_known_as_such_when_it_comes_back(
    bench: Bench, tmp_path: Path
) -> None:
    async with bench.opened(partial(with_bin, tmp_path / "Trash")) as bed:
        await bed.kept_up()
        video = on_disk(bed, 1)
        video.path.write_bytes(b"\xa5" * 500)
        entry = await entry_of(bed, video)
        assert entry is not None
        damaged = replace(entry, is_damaged=True)

        binned = await bed.engine.library.bin((entry.number,))
        (one,) = binned.videos
        await bed.engine.library.bring_back(replace(binned, videos=(replace(one, entry=damaged),)))

        back = await entry_of(bed, video)
        assert back is not None
        assert back.is_damaged
