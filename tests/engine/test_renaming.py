# ruff: noqa: ASYNC240 - a test looks at its own small files, and nothing else runs meanwhile
"""Files get other names by a template; nothing is written over, all of it can be undone."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from seedance_desktop.core.adopted import Placing
from seedance_desktop.core.found import Order
from seedance_desktop.core.moved import Moved, NamePlan
from seedance_desktop.core.name_template import parse_template
from seedance_desktop.core.query_text import parse
from tests.engine.bench import Bed, Bench
from tests.support.pictures import make_clip


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_clip(tmp_path_factory.mktemp("clips") / "plain.mp4", (96, 160), frames=3)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "folder"


@asynccontextmanager
async def library_of(bench: Bench, clip: Path, folder: Path, *files: str) -> AsyncIterator[Bed]:
    for number, file in enumerate(files):
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(clip.read_bytes() + b"\0\0\0\x10free" + bytes([number] * 8))
    async with bench.opened() as bed:
        await bed.kept_up()
        await bed.engine.files.adopt([folder], Placing.WHERE_IT_IS)
        yield bed


async def numbers_of(bed: Bed) -> list[int]:
    """By the name that they have now."""
    found = await bed.engine.search.find(parse("").query, Order())
    assert found is not None
    by_name = sorted(found.first, key=lambda entry: entry.video.file.as_posix())
    return [entry.number for entry in by_name]


async def plan(bed: Bed, template: str, numbers: list[int] | None = None) -> NamePlan:
    wanted = numbers if numbers is not None else await numbers_of(bed)
    return await bed.engine.files.renaming.plan(wanted, parse_template(template))


async def moved(bed: Bed, template: str, numbers: list[int] | None = None) -> Moved:
    return await bed.engine.files.renaming.move(await plan(bed, template, numbers))


def contents(folder: Path) -> dict[str, int]:
    """Each file by its name, and which one it is."""
    clips = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes()[-1] for path in clips}


async def names_on_record(bed: Bed) -> list[str]:
    found = await bed.engine.search.find(parse("").query, Order())
    assert found is not None
    return sorted(entry.video.file.as_posix() for entry in found.first)


async def test_a_plan_does_nothing_and_says_what_would_be(
    bench: Bench, clip: Path, folder: Path
) -> None:
    async with library_of(bench, clip, folder, "a.mp4", "b.mp4") as bed:
        planned = await plan(bed, "{seconds}s/clip")

        assert [each.new.as_posix() for each in planned.files] == ["0s/clip.mp4", "0s/clip 2.mp4"]
        assert [each.is_numbered for each in planned.files] == [False, True]
        assert contents(folder) == {"a.mp4": 0, "b.mp4": 1}


async def test_files_move_with_their_rows_and_back_again(
    bench: Bench, clip: Path, folder: Path
) -> None:
    async with library_of(bench, clip, folder, "deep/er/a.mp4", "b.mp4") as bed:
        done = await moved(bed, "by length/{number:2} {name}")

        assert contents(folder) == {"by length/01 b.mp4": 1, "by length/02 a.mp4": 0}
        assert await names_on_record(bed) == list(contents(folder))
        assert not (folder / "deep").exists()
        found = await bed.engine.search.find(parse('"02 a"').query, Order())
        assert found is not None
        assert len(found.first) == 1

        undone = await bed.engine.files.renaming.move(done.backwards())

        assert contents(folder) == {"b.mp4": 1, "deep/er/a.mp4": 0}
        assert await names_on_record(bed) == list(contents(folder))
        assert not (folder / "by length").exists()
        assert undone.failures == ()


async def test_a_name_without_a_folder_leaves_each_file_in_its_own(
    bench: Bench, clip: Path, folder: Path
) -> None:
    """To rename is not to move: neither here nor in any file manager."""
    async with library_of(bench, clip, folder, "2026/11/a.mp4", "b.mp4") as bed:
        await moved(bed, "new {name}")
        assert contents(folder) == {"2026/11/new a.mp4": 0, "new b.mp4": 1}

        await moved(bed, "./{name}")
        assert contents(folder) == {"new a.mp4": 0, "new b.mp4": 1}


async def test_names_that_change_places_do_so(bench: Bench, clip: Path, folder: Path) -> None:
    async with library_of(bench, clip, folder, "1.mp4", "2.mp4", "3.mp4", "4.mp4") as bed:
        one, two, three, four = await numbers_of(bed)

        done = await moved(bed, "{number}", [two, one, four, three])

        assert contents(folder) == {"1.mp4": 1, "2.mp4": 0, "3.mp4": 3, "4.mp4": 2}
        await bed.engine.files.renaming.move(done.backwards())
        assert contents(folder) == {"1.mp4": 0, "2.mp4": 1, "3.mp4": 2, "4.mp4": 3}
        assert await names_on_record(bed) == list(contents(folder))


async def test_a_file_that_is_no_video_of_ours_keeps_its_name(
    bench: Bench, clip: Path, folder: Path
) -> None:
    async with library_of(bench, clip, folder, "a.mp4") as bed:
        (folder / "wanted.mp4").write_text("somebody else's")
        (folder / "a last frame.png").write_text("its picture")

        await moved(bed, "wanted")

        assert (folder / "wanted.mp4").read_text() == "somebody else's"
        assert (folder / "wanted 2.mp4").read_bytes()[-1] == 0
        assert (folder / "wanted 2 last frame.png").read_text() == "its picture"


async def test_the_picture_of_its_last_frame_goes_back_with_a_clip(
    bench: Bench, clip: Path, folder: Path
) -> None:
    async with library_of(bench, clip, folder, "a.mp4") as bed:
        (folder / "a last frame.jpg").write_text("its picture")

        done = await moved(bed, "deep/A")
        renamed = set(contents(folder))
        await bed.engine.files.renaming.move(done.backwards())

        assert renamed == {"deep/A.mp4", "deep/A last frame.jpg"}
        assert set(contents(folder)) == {"a.mp4", "a last frame.jpg"}


async def test_a_name_that_was_taken_after_the_plan_gets_a_number(
    bench: Bench, clip: Path, folder: Path
) -> None:
    async with library_of(bench, clip, folder, "a.mp4") as bed:
        planned = await plan(bed, "wanted")
        (folder / "wanted.mp4").write_text("quicker")

        done = await bed.engine.files.renaming.move(planned)

        assert [each.new.as_posix() for each in done.files] == ["wanted 2.mp4"]
        assert (folder / "wanted.mp4").read_text() == "quicker"


async def test_only_the_case_changes(bench: Bench, clip: Path, folder: Path) -> None:
    async with library_of(bench, clip, folder, "sea.mp4") as bed:
        await moved(bed, "Sea")

        assert await names_on_record(bed) == ["Sea.mp4"]
        assert list(contents(folder)) == ["Sea.mp4"]


async def test_missing_files_are_told_and_the_others_are_renamed(
    bench: Bench, clip: Path, folder: Path
) -> None:
    async with library_of(bench, clip, folder, "a.mp4", "b.mp4", "c.mp4") as bed:
        (folder / "a.mp4").unlink()
        planned = await plan(bed, "x {name}")
        (folder / "b.mp4").unlink()

        done = await bed.engine.files.renaming.move(planned)

        assert planned.missing == (folder / "a.mp4",)
        assert [failure.kind for failure in done.failures] == ["FileGoneError"]
        assert list(contents(folder)) == ["x c.mp4"]


async def test_a_folder_that_cannot_be_made_leaves_the_file_where_it_is(
    bench: Bench, clip: Path, folder: Path
) -> None:
    async with library_of(bench, clip, folder, "a.mp4") as bed:
        (folder / "in the way").write_text("a file")

        done = await moved(bed, "in the way/{name}")

        assert len(done.failures) == 1
        assert done.files == ()
        assert await names_on_record(bed) == ["a.mp4"]
        shutil.rmtree(folder)
