import asyncio
from asyncio import AbstractEventLoop
from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QImage
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from seedance_desktop.core.job import JobState
from seedance_desktop.core.video import Video
from seedance_desktop.engine.engine import Engine
from seedance_desktop.model.library import PAGE, VideoRole
from seedance_desktop.model.models import Models
from seedance_desktop.model.thumbnails import poster_path
from seedance_desktop.store.database import Database
from seedance_desktop.store.folders import Folders
from seedance_desktop.store.jobs import JobTable
from seedance_desktop.store.videos import VideoTable
from tests.store.samples import a_job, a_video
from tests.support.pictures import make_clip

PATIENCE = 60


def _told(models: Models, row: int, role: VideoRole) -> object:
    return models.library.data(models.library.index(row), role)


def _filed(folders: Folders, count: int) -> list[Video]:
    database = Database.open(folders.database)
    jobs, videos, filed = JobTable(database), VideoTable(database), []
    with database.transaction():
        for number in range(count):
            job = a_job(number, state=JobState.DONE, library=folders.library)
            jobs.add(job)
            filed.append(a_video(job, file=Path(f"{number}.mp4")))
            videos.add(filed[-1])
    database.close()
    return filed


def test_a_video_that_arrives_is_on_top(models: Models, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(models.library)  # type: ignore[no-untyped-call]
    old, new = a_video(a_job(1)), a_video(a_job(2))

    models.bridge.video_added.emit(old)
    models.bridge.video_added.emit(new)
    models.bridge.video_added.emit(new)

    assert models.library.rowCount() == 2
    assert _told(models, 0, VideoRole.VIDEO) == new
    assert models.library.video(old.id) == old


def test_a_removed_video_leaves(models: Models, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(models.library)  # type: ignore[no-untyped-call]
    models.bridge.video_added.emit(a_video(a_job(1)))

    models.bridge.video_removed.emit(a_video(a_job(1)).id)

    assert models.library.rowCount() == 0
    assert models.library.row_of(a_video(a_job(1)).id) == -1


def test_a_row_says_what_arrived(models: Models) -> None:
    models.bridge.video_added.emit(a_video(a_job(1)))

    assert _told(models, 0, VideoRole.TITLE) == "海边, waves “roll”"
    assert _told(models, 0, VideoRole.CAPTION) == "1.0 pro fast · 1248 × 704 · 5 s"


def test_use_all_brings_the_recipe_back_with_the_seed_that_made_it(models: Models) -> None:
    video = a_video(a_job(1), seed=42)
    models.bridge.video_added.emit(video)

    models.library.use_all(video.id)

    assert models.draft.request.prompt == video.request.prompt
    assert models.draft.request.seed == 42


def test_a_poster_is_made_when_it_is_first_asked_for_and_kept(
    models: Models, folders: Folders, qtbot: QtBot
) -> None:
    folders.library.mkdir()
    video = a_video(a_job(1), library=folders.library, file=Path("a.mp4"))
    make_clip(video.path)
    models.bridge.video_added.emit(video)

    with qtbot.waitSignal(models.library.dataChanged, timeout=PATIENCE * 1000):
        assert _told(models, 0, VideoRole.POSTER) is None

    image = _told(models, 0, VideoRole.POSTER)
    assert isinstance(image, QImage)
    assert not image.isNull()
    assert poster_path(folders.posters, video.id).is_file()


def test_a_missing_file_has_no_poster_and_harms_nothing(models: Models, qtbot: QtBot) -> None:
    models.bridge.video_added.emit(a_video(a_job(1)))

    with qtbot.waitSignal(models.library.dataChanged, timeout=PATIENCE * 1000):
        _told(models, 0, VideoRole.POSTER)

    image = _told(models, 0, VideoRole.POSTER)
    assert isinstance(image, QImage)
    assert image.isNull()


def test_older_videos_come_page_by_page(
    models: Models,
    folders: Folders,
    build: Callable[[], Engine],
    window_loop: AbstractEventLoop,
) -> None:
    filed = _filed(folders, PAGE + 30)

    async def scenario() -> None:
        loaded = asyncio.Event()
        models.library.rowsInserted.connect(loaded.set)
        models.bridge.start(build)
        await loaded.wait()
        assert models.library.rowCount() == PAGE
        loaded.clear()
        models.library.fetchMore()
        assert not models.library.canFetchMore()
        await loaded.wait()

    window_loop.run_until_complete(asyncio.wait_for(scenario(), PATIENCE))

    rows = [_told(models, row, VideoRole.VIDEO) for row in range(models.library.rowCount())]
    assert rows == filed[::-1]
    assert not models.library.canFetchMore()
    assert models.library.total == PAGE + 30


def test_deleting_removes_the_file_and_the_row(
    models: Models,
    folders: Folders,
    build: Callable[[], Engine],
    window_loop: AbstractEventLoop,
) -> None:
    video = _filed(folders, 1)[0]
    folders.library.mkdir(exist_ok=True)
    video.path.write_bytes(b"clip")

    async def scenario() -> None:
        loaded, removed = asyncio.Event(), asyncio.Event()
        models.library.rowsInserted.connect(loaded.set)
        models.library.rowsRemoved.connect(removed.set)
        models.bridge.start(build)
        await loaded.wait()
        models.library.delete([video.id])
        await removed.wait()

    window_loop.run_until_complete(asyncio.wait_for(scenario(), PATIENCE))

    assert models.library.rowCount() == 0
    assert not video.path.exists()
