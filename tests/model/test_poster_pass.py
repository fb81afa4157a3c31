from asyncio import AbstractEventLoop
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typing_extensions import override

from seedance_desktop.core.entry import ClipPlace
from seedance_desktop.core.errors import DiskError
from seedance_desktop.core.ids import EntryNumber, VideoId
from seedance_desktop.core.video import Video
from seedance_desktop.engine.engine import Engine
from seedance_desktop.engine.leisure import Leisure
from seedance_desktop.model.models import Models
from seedance_desktop.model.poster_pass import PosterPass, Round, make_one
from seedance_desktop.model.thumbnails import poster_path
from seedance_desktop.model.workers import Workers
from seedance_desktop.store.clip_files import status_of
from seedance_desktop.store.folders import Folders
from tests.support.pictures import make_clip
from tests.support.shelves import a_clip, file_clips, until

COUNT = 4


@pytest.fixture
def videos(
    models: Models, folders: Folders, build: Callable[[], Engine], live: AbstractEventLoop
) -> list[Video]:
    """On record and on the disk, the oldest first; the engine is there."""
    folders.library.mkdir()
    filed = file_clips(folders, (a_clip(number, folders) for number in range(COUNT)))
    for video in filed:
        make_clip(video.path, frames=2)
    until(lambda: models.library.has_answer, after=lambda: models.bridge.start(build))
    return filed


class Work(Leisure):
    """The user is at work exactly while the test says so."""

    is_going_on = False

    @override
    def left(self) -> float:
        return 3_600.0 if self.is_going_on else 0.0


class Desk:
    """A pass of its own, whether the user is at work, and whether somebody is busy."""

    def __init__(self, models: Models, folders: Folders) -> None:
        self.users, self.is_busy = Work(), False
        self.is_finished = False
        self.workers = Workers("test", threads=1)
        self.posters = folders.posters
        self.work = PosterPass(
            models.bridge,
            folders.posters,
            workers=self.workers,
            leisure=self.users,
            is_busy=lambda: self.is_busy,
        )
        self.work.finished.connect(self._note)

    def _note(self) -> None:
        self.is_finished = True

    def made(self, videos: list[Video]) -> list[bool]:
        return [poster_path(self.posters, video.id).exists() for video in videos]


@pytest.fixture
def desk(models: Models, folders: Folders, videos: list[Video]) -> Iterator[Desk]:
    desk = Desk(models, folders)
    yield desk
    desk.work.close()
    desk.workers.close()


def place(path: Path, name: str = "a") -> ClipPlace:
    return ClipPlace(EntryNumber(1), VideoId(name), path)


def sparse(path: Path) -> Path:
    """A file whose content is elsewhere: it has a size, and nothing of it is on this disk."""
    with path.open("wb") as file:
        file.truncate(300_000)
    return path


def test_every_clip_gets_a_poster_once(desk: Desk, videos: list[Video]) -> None:
    until(lambda: desk.is_finished, after=desk.work._go_on)
    first = {path: path.stat().st_mtime_ns for path in desk.posters.iterdir()}

    desk.is_finished = False
    desk.work._start_anew()
    until(lambda: desk.is_finished, after=desk.work._go_on)

    assert len(first) == COUNT
    assert {path: path.stat().st_mtime_ns for path in desk.posters.iterdir()} == first


def test_the_newest_comes_first_and_nothing_is_begun_while_the_user_is_at_work(
    desk: Desk, videos: list[Video]
) -> None:
    desk.work._go_on()
    until(lambda: desk.work._is_working and bool(desk.work._waiting))
    desk.users.is_going_on = True
    until(lambda: not desk.work._is_working)
    after_a_key = desk.made(videos)

    desk.users.is_going_on = False
    desk.work._pause.stop()
    until(lambda: desk.is_finished, after=desk.work._go_on)

    assert after_a_key == [False] * (COUNT - 1) + [True]
    assert desk.made(videos) == [True] * COUNT


def test_it_waits_while_somebody_is_busy_and_asks_again_later(
    desk: Desk, videos: list[Video]
) -> None:
    desk.is_busy = True
    desk.work._go_on()

    assert desk.work._pause.isActive()
    assert not desk.work._is_working
    desk.is_busy = False
    desk.work._pause.stop()
    until(lambda: desk.is_finished, after=desk.work._go_on)
    assert all(desk.made(videos))


def test_nothing_more_is_begun_once_it_is_closed(desk: Desk, videos: list[Video]) -> None:
    desk.work._go_on()
    until(lambda: bool(desk.work._waiting))
    desk.work.close()
    until(lambda: not desk.work._is_working)

    desk.work._go_on()

    assert not desk.work._is_working
    assert sum(desk.made(videos)) <= 1


def test_broken_clips_are_tried_once(desk: Desk, videos: list[Video]) -> None:
    videos[-1].path.write_bytes(b"this is no clip")

    until(lambda: desk.is_finished, after=desk.work._go_on)

    assert desk.made(videos) == [True] * (COUNT - 1) + [False]
    assert desk.work._refused == {videos[-1].id}


def test_a_disk_without_room_ends_it_pausely(desk: Desk, videos: list[Video]) -> None:
    desk.posters.parent.mkdir(parents=True, exist_ok=True)
    desk.posters.write_bytes(b"a file where the folder should be")

    until(lambda: desk.work._is_over, after=desk.work._go_on)

    assert not desk.work._waiting


def test_files_that_are_away_or_in_a_cloud_are_passed_over(tmp_path: Path) -> None:
    cloud = sparse(tmp_path / "cloud.mp4")
    status = status_of(cloud)
    if status is None or not status.is_in_cloud:
        pytest.skip("this file system keeps no holes in files")
    clip = make_clip(tmp_path / "here.mp4", frames=2)
    places = [place(tmp_path / "gone.mp4"), place(cloud, "b"), place(clip, "c"), place(clip, "d")]

    done = make_one(places, tmp_path / "posters")

    assert done == Round(3)
    assert [path.stem for path in (tmp_path / "posters").iterdir()] == ["c"]


def test_what_cannot_be_kept_is_an_error(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "here.mp4", frames=2)
    (tmp_path / "posters").write_bytes(b"")

    with pytest.raises(DiskError):
        make_one([place(clip)], tmp_path / "posters")


def test_a_picture_of_a_file_in_a_cloud_does_not_fetch_it(models: Models, folders: Folders) -> None:
    folders.library.mkdir()
    video = a_clip(0, folders)
    status = status_of(sparse(video.path))
    if status is None or not status.is_in_cloud:
        pytest.skip("this file system keeps no holes in files")

    models.thumbnails.poster(video)
    until(lambda: models.thumbnails.poster(video) is not None)

    poster = models.thumbnails.poster(video)
    assert poster is not None
    assert poster.isNull()
    assert not folders.posters.exists()
