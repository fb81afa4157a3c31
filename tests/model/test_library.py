import os
import sqlite3
from array import array
from asyncio import AbstractEventLoop
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QImage
from pytestqt.modeltest import ModelTester

from seedance_desktop.core.found import Order, Sort
from seedance_desktop.core.query import Query
from seedance_desktop.core.query_text import parse
from seedance_desktop.core.video import Video
from seedance_desktop.engine.engine import Engine
from seedance_desktop.media.posters import make_poster
from seedance_desktop.model.changed_rows import changed_rows
from seedance_desktop.model.entry_cache import BLOCK
from seedance_desktop.model.library import Question, VideoRole
from seedance_desktop.model.models import Models
from seedance_desktop.model.thumbnails import poster_path
from seedance_desktop.model.video_drag import VIDEO_MIME
from seedance_desktop.store.folders import Folders
from tests.support.pictures import make_clip
from tests.support.shelves import a_clip, file_clips, until

COUNT = 30


@pytest.fixture
def _started(
    models: Models,
    folders: Folders,
    build: Callable[[], Engine],
    live: AbstractEventLoop,
    qtmodeltester: ModelTester,
) -> None:
    """An engine that has thirty videos to show."""
    file_clips(folders, (a_clip(number, folders) for number in range(COUNT)))
    qtmodeltester.check(models.library)  # type: ignore[no-untyped-call]
    start(models, build)


def start(models: Models, build: Callable[[], Engine]) -> None:
    models.bridge.start(build)
    until(lambda: models.library.has_answer)


def told(models: Models, row: int, role: int = VideoRole.TITLE) -> object:
    return models.library.data(models.library.index(row), role)


def titles(models: Models) -> list[object]:
    rows = range(models.library.rowCount())
    until(lambda: all(told(models, row) is not None for row in rows))
    return [told(models, row) for row in rows]


@pytest.mark.usefixtures("_started")
def test_all_videos_are_there_newest_first_under_their_days(models: Models) -> None:
    assert titles(models) == [f"Video {COUNT - 1 - row}" for row in range(COUNT)]
    assert sum(run.count for run in models.library.day_runs) == COUNT
    assert told(models, 0, VideoRole.CAPTION) == "1.0 pro fast · 720p"
    assert told(models, 0, VideoRole.TAKES) == 1


def test_many_rows_are_there_at_once_and_their_entries_come_as_they_are_looked_at(
    models: Models,
    folders: Folders,
    build: Callable[[], Engine],
    live: AbstractEventLoop,
) -> None:
    count = 3 * BLOCK + 7
    file_clips(folders, (a_clip(number, folders) for number in range(count)))
    start(models, build)
    last = count - 1

    first_look = told(models, last)
    until(lambda: told(models, last) is not None)

    assert models.library.rowCount() == count
    assert first_look is None
    assert told(models, last) == "Video 0"
    spoken = str(told(models, last, Qt.ItemDataRole.AccessibleTextRole))
    assert spoken.startswith("Video 0 · 1.0 pro fast · 1248 × 704 · 5 s")


@pytest.mark.usefixtures("_started")
def test_a_search_shows_what_fits_and_clearing_it_shows_everything(models: Models) -> None:
    until(
        lambda: models.library.has_answer,
        after=lambda: models.finder.look_for('"Video 7"'),
    )
    found = titles(models)

    until(lambda: models.library.has_answer, after=models.finder.clear)

    assert found == ["Video 7"]
    assert models.library.rowCount() == COUNT


@pytest.mark.usefixtures("_started")
def test_another_order_has_no_days(models: Models) -> None:
    until(
        lambda: models.library.has_answer,
        after=lambda: models.finder.sort(Order(Sort.NAME, is_descending=False)),
    )

    assert models.library.day_runs == ()
    assert titles(models)[:3] == ["Video 0", "Video 1", "Video 10"]
    assert models.library.row_of_number(models.library.number(2)) == 2


@pytest.mark.usefixtures("_started")
def test_a_video_that_arrives_is_on_top_and_the_others_stay(
    models: Models, folders: Folders
) -> None:
    inserted: list[tuple[int, int]] = []
    resets: list[None] = []
    models.library.rowsInserted.connect(lambda _parent, first, last: inserted.append((first, last)))
    models.library.modelReset.connect(lambda: resets.append(None))

    new = file_clips(folders, [a_clip(COUNT, folders)])[0]
    until(
        lambda: models.library.rowCount() == COUNT + 1,
        after=lambda: models.bridge.video_added.emit(new),
    )

    assert models.library.video(new.id) == new
    assert inserted == [(0, 0)]
    assert resets == []
    assert titles(models)[:2] == [f"Video {COUNT}", f"Video {COUNT - 1}"]


@pytest.mark.usefixtures("_started")
def test_deleting_removes_the_file_and_the_row_alone(models: Models, folders: Folders) -> None:
    titles(models)
    entry = models.library.entry(3)
    assert entry is not None
    video = entry.video
    folders.library.mkdir(exist_ok=True)
    video.path.write_bytes(b"clip")
    removed: list[tuple[int, int]] = []
    models.library.rowsRemoved.connect(lambda _parent, first, last: removed.append((first, last)))

    until(
        lambda: models.library.rowCount() == COUNT - 1,
        after=lambda: models.organiser.bin([int(entry.number)]),
    )

    assert removed == [(3, 3)]
    assert not video.path.exists()


@pytest.mark.usefixtures("_started")
def test_a_video_is_found_wherever_it_is(models: Models) -> None:
    titles(models)
    entry = models.library.entry(COUNT - 1)
    assert entry is not None
    rows: list[int] = []
    models.library.row_found.connect(lambda row, _entry: rows.append(row))

    find = partial(models.library.find_row, entry.video.id)
    until(lambda: bool(rows), after=find)
    until(
        lambda: models.library.has_answer,
        after=lambda: models.finder.look_for("nothing-like-it"),
    )
    until(lambda: len(rows) == 2, after=find)

    assert rows == [COUNT - 1, -1]
    assert models.library.video(entry.video.id) == entry.video


@pytest.mark.usefixtures("_started")
def test_dragged_rows_carry_their_files_and_the_names_of_their_videos(models: Models) -> None:
    titles(models)

    data = models.library.mimeData([models.library.index(row) for row in (0, 2)])

    entries = [models.library.entry(row) for row in (0, 2)]
    videos = [entry.video for entry in entries if entry is not None]
    assert [Path(url.toLocalFile()) for url in data.urls()] == [video.path for video in videos]
    assert bytes(data.data(VIDEO_MIME).data()).decode() == "\n".join(v.id for v in videos)
    assert models.library.supportedDragActions() == Qt.DropAction.CopyAction


def test_a_poster_is_made_when_it_is_first_asked_for_and_kept(
    models: Models, folders: Folders, build: Callable[[], Engine], live: AbstractEventLoop
) -> None:
    folders.library.mkdir()
    video = file_clips(folders, [a_clip(0, folders)])[0]
    make_clip(video.path)
    start(models, build)

    assert told(models, 0, VideoRole.POSTER) is None
    until(lambda: told(models, 0, VideoRole.POSTER) is not None)

    image = told(models, 0, VideoRole.POSTER)
    assert isinstance(image, QImage)
    assert not image.isNull()
    assert poster_path(folders.posters, video.id).is_file()


def test_a_poster_outlives_its_clip_but_not_another_clip_in_its_place(
    models: Models, folders: Folders, build: Callable[[], Engine], live: AbstractEventLoop
) -> None:
    folders.library.mkdir()
    kept, replaced = file_clips(folders, [a_clip(0, folders), a_clip(1, folders)])
    posters = [poster_path(folders.posters, video.id) for video in (kept, replaced)]
    for video, poster in zip((kept, replaced), posters, strict=True):
        make_clip(video.path)
        make_poster(video.path, poster, 480)
        os.utime(poster, (0, 0) if video is replaced else None)
    old = [poster.stat().st_mtime_ns for poster in posters]
    kept.path.unlink()
    start(models, build)

    until(lambda: all(told(models, row, VideoRole.POSTER) is not None for row in (0, 1)))

    images = [told(models, row, VideoRole.POSTER) for row in (0, 1)]
    assert not any(isinstance(image, QImage) and image.isNull() for image in images)
    now = [poster.stat().st_mtime_ns for poster in posters]
    assert (now[0], now[1] > old[1]) == (old[0], True)


def test_another_clip_in_its_place_is_pictured_at_once(models: Models, folders: Folders) -> None:
    """It is known by its size; what was made of the one before is older than it."""
    folders.library.mkdir()
    video = a_clip(0, folders)
    make_clip(video.path)
    pictures = [folders.posters / f"{video.id}.jpg", folders.strips / f"{video.id}.jpg"]

    def ask(video: Video) -> bool:
        shown = models.thumbnails.cell(video, 194), models.thumbnails.strip(video)
        return all(image is not None for image in shown)

    until(lambda: ask(video))
    for picture in pictures:
        os.utime(picture, (0, 0))
    other = replace(video, byte_count=video.byte_count + 1)

    assert not ask(other)
    until(lambda: ask(other))

    assert all(picture.stat().st_mtime > 0 for picture in pictures)


@pytest.mark.usefixtures("_started")
def test_a_file_that_is_not_there_has_no_poster_and_harms_nothing(models: Models) -> None:
    titles(models)

    told(models, 0, VideoRole.POSTER)
    until(lambda: told(models, 0, VideoRole.POSTER) is not None)

    image = told(models, 0, VideoRole.POSTER)
    assert isinstance(image, QImage)
    assert image.isNull()


@pytest.mark.usefixtures("_started")
def test_a_question_that_is_overtaken_shows_nothing(models: Models) -> None:
    def ask_quickly() -> None:
        for text in ('"Video 1"', '"Video 2"', '"Video 3"'):
            models.library.ask(Question(parse(text).query))

    until(lambda: models.library.has_answer, after=ask_quickly)

    assert titles(models) == ["Video 3"]
    everything = partial(models.library.ask, Question(Query()))
    until(lambda: models.library.has_answer, after=everything)
    assert models.library.rowCount(QModelIndex()) == COUNT


numbers = st.lists(st.integers(0, 30), max_size=30, unique=True)


@given(numbers, numbers)
def test_changed_rows_turn_the_one_answer_into_the_other(old: list[int], new: list[int]) -> None:
    changed = changed_rows(array("q", old), array("q", new))

    if changed is not None:
        first, gone, come = changed
        assert old[:first] + new[first : first + come] + old[first + gone :] == new


@pytest.mark.expected_warnings("an error that nobody expected")
@pytest.mark.usefixtures("_started")
def test_no_old_answer_stays_where_a_search_meets_a_bug(models: Models, folders: Folders) -> None:
    bugs, failures = list[Exception](), list[bool]()
    models.bridge.bug_found.connect(bugs.append)
    models.library.failed.connect(lambda: failures.append(True))
    connection = sqlite3.connect(folders.database)
    connection.execute("DROP TABLE words")
    connection.close()

    models.library.ask(Question(parse("sea").query))
    until(lambda: bool(bugs))

    assert "no such table" in str(bugs[0])
    assert failures
    assert models.library.rowCount() == 0
