from asyncio import AbstractEventLoop
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from seedance_desktop.core.entry import ancestors_of
from seedance_desktop.core.library_errors import ExportFailedError
from seedance_desktop.core.request import Role
from seedance_desktop.engine.engine import Engine
from seedance_desktop.model.models import Models
from seedance_desktop.model.stills import Still
from seedance_desktop.model.ways_in import ClipFrame
from seedance_desktop.store.folders import Folders
from tests.support.pictures import brightness, make_clip
from tests.support.shelves import a_clip, file_clips, until


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    return make_clip(tmp_path / "clip.mp4")


def test_a_frame_is_saved_copied_and_sent_as_it_is_in_the_file(
    models: Models, clip: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    still = Still(clip, 9)

    with qtbot.waitSignals([models.stills.copied, models.stills.saved, models.stills.sent]):
        models.stills.save(still, tmp_path / still.name)
        models.stills.copy(still)
        models.stills.send(still, Role.LAST_FRAME)

    saved, sent = QImage(str(tmp_path / "clip-0010.png")), models.draft.picture(Role.LAST_FRAME)
    assert (saved.width(), saved.height()) == (128, 72)
    assert abs(saved.pixelColor(64, 36).lightness() - brightness(9)) < 3
    assert sent is not None
    assert sent.source.read_bytes() == (tmp_path / still.name).read_bytes()


def test_a_frame_of_a_file_that_is_gone_is_told_and_nothing_is_changed(
    models: Models, tmp_path: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(models.bridge.error_met):
        models.stills.send(Still(tmp_path / "gone.mp4", 0), Role.FIRST_FRAME)

    assert models.draft.picture(Role.FIRST_FRAME) is None


def test_a_frame_that_cannot_be_saved_there_does_not_ask_for_another_library(
    models: Models, clip: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(models.bridge.error_met) as told:
        models.stills.save(Still(clip, 0), clip / "frame.png")

    assert told.args is not None
    assert isinstance(told.args[0], ExportFailedError)


@pytest.mark.parametrize(("frame", "at", "kinship"), [(5, 5, "made_from"), (47, -1, "continues")])
def test_a_frame_that_is_sent_knows_the_video_that_it_comes_from(
    models: Models,
    folders: Folders,
    build: Callable[[], Engine],
    live: AbstractEventLoop,
    frame: int,
    at: int,
    kinship: str,
) -> None:
    folders.library.mkdir(parents=True)
    video = a_clip(1, folders)
    (video,) = file_clips(
        folders, [replace(video, clip=replace(video.clip, frame_count=48, duration=2.0))]
    )
    make_clip(video.path, frames=48)
    until(lambda: models.library.has_answer, after=lambda: models.bridge.start(build))
    slot = Role.FIRST_FRAME

    until(
        lambda: models.draft.picture(slot) is not None,
        after=lambda: models.stills.send(Still(video.path, frame), slot),
    )

    sent = models.draft.picture(slot)
    assert sent is not None
    assert (sent.taken_from, sent.taken_at) == (video.id, at)
    (ancestor,) = ancestors_of(models.draft.request)
    assert ancestor.kinship == kinship
    until(
        lambda: models.draft.picture(Role.FIRST_FRAME) is None,
        after=models.draft.undo,
    )


def test_a_frame_of_a_dropped_clip_knows_its_video_too(
    models: Models, folders: Folders, build: Callable[[], Engine], live: AbstractEventLoop
) -> None:
    folders.library.mkdir(parents=True)
    (video,) = file_clips(folders, [a_clip(1, folders)])
    make_clip(video.path, frames=8)
    until(lambda: models.library.has_answer, after=lambda: models.bridge.start(build))

    until(
        lambda: models.draft.picture(Role.FIRST_FRAME) is not None,
        after=lambda: models.frames.ways_in.take_frame(
            video.path, ClipFrame.LAST, Role.FIRST_FRAME
        ),
    )

    sent = models.draft.picture(Role.FIRST_FRAME)
    assert sent is not None
    assert (sent.taken_from, sent.taken_at) == (video.id, -1)
