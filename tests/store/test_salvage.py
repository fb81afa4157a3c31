"""Really damaged databases: what was said of videos is carried over as far as it can be read."""

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from seedance_desktop.core.changes import Label, Make, Remove
from seedance_desktop.core.entry import Organised
from seedance_desktop.core.ids import VideoId
from seedance_desktop.core.video import Video
from seedance_desktop.store.copies import daily_copies_of, keep_daily_copy
from seedance_desktop.store.database import Database
from seedance_desktop.store.entry_rows import organised_of
from seedance_desktop.store.marks import suspect
from seedance_desktop.store.mending import Mended
from seedance_desktop.store.opening import open_records
from seedance_desktop.store.organised_file import Noted, OrganisedLibrary, write_organised
from seedance_desktop.store.organising import Organising
from seedance_desktop.store.sayings import collections_in, say
from seedance_desktop.store.videos import VideoTable
from seedance_desktop.store.waiting_words import waiting_words
from tests.store.samples import NOON
from tests.store.shelf import clip

PAGE = 4096
COUNT = 160
LATER = NOON + timedelta(days=1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "records.sqlite"


def videos(library: Path) -> list[Video]:
    return [replace(clip(number), library=library) for number in range(COUNT)]


def said_of(number: int) -> Organised:
    """Something else of each, in enough words to fill pages."""
    return Organised(
        number % 6,
        is_favourite=number % 2 == 0,
        notes=f"note {number} " + "and so on " * 20,
        tags=("even",) if number % 2 == 0 else ("odd",),
        collections=("Reel",) if number < 10 else (),
    )


def fill(path: Path, library: Path) -> dict[VideoId, Organised]:
    known = videos(library)
    words = {video.id: said_of(number) for number, video in enumerate(known)}
    with closing(Database.open(path)) as database, database.transaction():
        for video in known:
            VideoTable(database).add(video)
        say(database, words)
    return words


def now_said(path: Path) -> tuple[dict[VideoId, Organised], Mended]:
    records = open_records(path, LATER)
    try:
        assert records.mended is not None
        rows = records.database.tuples("SELECT number, video FROM entries")
        known = organised_of(records.database, [number for number, _ in rows])
        return {VideoId(video): known[number] for number, video in rows}, records.mended
    finally:
        records.close()


def pages_of(path: Path, name: str) -> list[int]:
    """The pages of one table or index, by where they lie in the file; the root first."""
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute(
            "SELECT pageno FROM dbstat WHERE name = ? ORDER BY path", (name,)
        ).fetchall()
    return [row[0] for row in found]


def overwrite(path: Path, numbers: Iterable[int]) -> None:
    suspect(path)
    with path.open("rb+") as file:
        for number in numbers:
            file.seek((number - 1) * PAGE)
            file.write(b"\xa5" * PAGE)


def leaves_of(path: Path, name: str) -> list[int]:
    content = path.read_bytes()
    leaf_kinds = (0x0A, 0x0D)
    return [page for page in pages_of(path, name) if content[(page - 1) * PAGE] in leaf_kinds]


def test_all_that_was_said_is_kept_where_another_table_is_damaged(
    path: Path, tmp_path: Path
) -> None:
    words = fill(path, tmp_path)
    overwrite(path, pages_of(path, "jobs") + pages_of(path, "videos_newest"))

    after, mended = now_said(path)

    assert after == words
    assert mended.words.is_whole
    assert (mended.words.count, mended.words.older) == (COUNT, 0)


def test_without_any_copy_a_lost_page_costs_only_what_stood_on_it(
    path: Path, tmp_path: Path
) -> None:
    words = fill(path, tmp_path)
    leaves = leaves_of(path, "entries")
    assert len(leaves) > 10
    overwrite(path, leaves[5:6])

    after, mended = now_said(path)

    kept = [video for video in words if after[video] == words[video]]
    lost = [video for video in words if after[video] != words[video]]
    assert 0 < len(lost) < COUNT / 10
    assert len(kept) + len(lost) == COUNT
    assert {(after[video].rating, after[video].notes) for video in lost} == {(0, "")}
    assert not mended.words.is_whole


def test_what_is_lost_is_as_the_copy_has_it_and_what_is_read_is_newer(
    path: Path, tmp_path: Path
) -> None:
    words = fill(path, tmp_path)
    keep_daily_copy(path, NOON)
    with closing(Database.open(path)) as database:
        say(database, {video: replace(said, notes="newer") for video, said in words.items()})
    overwrite(path, leaves_of(path, "entries")[5:6])

    after, mended = now_said(path)

    older = [video for video in words if after[video].notes != "newer"]
    assert 0 < len(older) < COUNT / 10
    assert all(after[video] == words[video] for video in older)
    assert (mended.words.count, mended.words.older) == (COUNT, len(older))


def test_the_librarys_own_file_says_what_neither_the_copy_nor_the_damaged_file_does(
    path: Path, tmp_path: Path
) -> None:
    library = tmp_path / "library"
    words = fill(path, library)
    newer = {video: replace(said, notes="newer") for video, said in words.items()}
    noted = {video: Noted("", said) for video, said in newer.items()}
    keep_daily_copy(path, NOON)
    write_organised(library, OrganisedLibrary(noted, ("Reel", "Empty")))
    suspect(path)
    path.write_bytes(b"\xa5" * path.stat().st_size)

    after, mended = now_said(path)

    assert after == newer
    assert mended.words.older == COUNT


@pytest.mark.parametrize(
    ("table", "label", "name"),
    [("tagged", Label.TAG, "even"), ("tags", Label.TAG, "even")],
)
def test_tags_that_cannot_be_read_are_as_the_copy_has_them(
    path: Path, tmp_path: Path, table: str, label: Label, name: str
) -> None:
    words = fill(path, tmp_path)
    keep_daily_copy(path, NOON)
    with closing(Database.open(path)) as database:
        Organising(database).apply(Remove(label, name))
        say(database, {clip(1).id: replace(words[clip(1).id], notes="newer")})
    overwrite(path, pages_of(path, table))

    after, mended = now_said(path)

    assert after[clip(0).id].tags == ("even",)
    assert after[clip(1).id].notes == "newer"
    assert after[clip(1).id].tags == ("odd",)
    assert mended.words.older == COUNT
    assert not mended.words.is_whole


def test_a_tag_that_was_taken_away_since_the_copy_does_not_come_back(
    path: Path, tmp_path: Path
) -> None:
    fill(path, tmp_path)
    keep_daily_copy(path, NOON)
    with closing(Database.open(path)) as database:
        Organising(database).apply(Remove(Label.TAG, "even"))
        Organising(database).apply(Make(Label.COLLECTION, "Empty"))
    overwrite(path, pages_of(path, "jobs"))

    after, _mended = now_said(path)

    assert {said.tags for said in after.values()} == {("odd",), ()}
    with closing(Database.open(path)) as database:
        assert collections_in(database) == ("Empty", "Reel")


def test_what_is_said_of_videos_whose_rows_are_lost_waits_for_them(
    path: Path, tmp_path: Path
) -> None:
    words = fill(path, tmp_path)
    overwrite(path, pages_of(path, "videos")[:1])

    after, _mended = now_said(path)

    assert after == {}
    waiting = waiting_words(path)
    assert {video: noted.organised for video, noted in waiting.videos.items()} == words


def test_a_video_that_was_moved_since_the_copy_is_where_it_was_moved_to(
    path: Path, tmp_path: Path
) -> None:
    fill(path, tmp_path)
    keep_daily_copy(path, NOON)
    with closing(Database.open(path)) as database:
        database.change("UPDATE videos SET file = 'elsewhere/new.mp4' WHERE id = ?", (clip(7).id,))
    overwrite(path, pages_of(path, "jobs"))

    records = open_records(path, LATER)
    try:
        moved = VideoTable(records.database).get(clip(7).id)
    finally:
        records.close()

    assert moved is not None
    assert moved.file == Path("elsewhere/new.mp4")


def _cut(path: Path) -> None:
    with path.open("rb+") as file:
        file.truncate(path.stat().st_size // 2)


def _ruin_header(path: Path) -> None:
    with path.open("rb+") as file:
        file.write(b"\xa5" * 100)


def _ruin_schema(path: Path) -> None:
    overwrite(path, [1])


@pytest.mark.parametrize("ruin", [_cut, _ruin_header, _ruin_schema])
@pytest.mark.parametrize("has_copy", [True, False])
def test_whatever_the_damage_the_records_open_and_say_what_is_left(
    path: Path, tmp_path: Path, ruin: Callable[[Path], None], has_copy: bool
) -> None:
    words = fill(path, tmp_path)
    if has_copy:
        keep_daily_copy(path, NOON)
    suspect(path)
    ruin(path)

    after, mended = now_said(path)

    assert after.keys() <= words.keys()
    if has_copy:
        assert after == words
        assert daily_copies_of(path)
    assert mended.words.count == len([said for said in after.values() if said != Organised()])
