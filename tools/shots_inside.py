"""The program in one state that the documentation shows; ``tools.shots`` starts it for each."""

import argparse
import asyncio
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QModelIndex, QObject, QRect
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QPlainTextEdit,
    QPushButton,
    QSlider,
)

from benchmarks import inside
from seedance_desktop.core.job import JobState
from seedance_desktop.model.jobs import JobRole
from seedance_desktop.model.library import VideoRole
from seedance_desktop.model.models import Models
from seedance_desktop.quick_imports import spare_source_reading
from seedance_desktop.ui.contents import Contents
from seedance_desktop.ui.widgets.player_place import PlayerPlace

SCREEN = (1440, 900)
SMALL = (1000, 640)
_SETTLED_SECONDS = 1.2
"""For what moves by itself: pictures that are loaded, and a video's first frames."""
_SHOWN_FRAME = 60

W = TypeVar("W", bound=QObject)


@dataclass(frozen=True, slots=True)
class Shot:
    """One screenshot: which state, in which looks."""

    name: str
    state: str
    theme: str = "dark"
    language: str = "en"
    size: tuple[int, int] = SCREEN


SHOTS = {
    shot.name: shot
    for shot in (
        *(
            Shot(f"{state}-{theme}", state, theme)
            for state in ("create", "library", "job-failed", "settings")
            for theme in ("dark", "light")
        ),
        Shot("create-zh", "create", language="zh_CN"),
        Shot("create-small", "create", size=SMALL),
    )
}


async def create(models: Models, _contents: Contents) -> None:
    """The sample's draft, as a newcomer finds it."""
    await inside.until(lambda: all(not slot.is_loading for slot in models.frames.shown))


async def library(models: Models, contents: Contents) -> None:
    """The grid with its posters, and the newest video in the player, standing still."""
    contents.show_page("library")
    grid = part(contents, QAbstractItemView, "grid")
    rows = range(models.library.rowCount())
    await inside.until(
        lambda: all(models.library.index(row).data(VideoRole.POSTER) is not None for row in rows)
    )
    grid.setCurrentIndex(models.library.index(0))
    await _stand_still(contents, "library_player")


async def job_failed(_models: Models, contents: Contents) -> None:
    """The job that the sandbox refused, with why and what now, and all that happened to it."""
    jobs = part(contents, QAbstractItemView, "jobs")
    jobs.setCurrentIndex(_row(jobs, JobState.FAILED))
    details = part(contents, QPushButton, "job_details")
    if not details.isChecked():
        details.click()
    story = part(contents, QPlainTextEdit, "job_story")
    rows = [jobs.model().index(row, 0) for row in range(jobs.model().rowCount())]
    await inside.until(lambda: bool(story.toPlainText()))
    await inside.until(lambda: all(row.data(JobRole.THUMBNAIL) is not None for row in rows))


async def settings(models: Models, contents: Contents) -> None:
    """The settings over the page."""
    await create(models, contents)
    part(contents.window(), QAction, "menu_settings").trigger()
    await inside.until(lambda: QApplication.activeModalWidget() is not None)


STATES: dict[str, Callable[[Models, Contents], Awaitable[None]]] = {
    "create": create,
    "library": library,
    "job-failed": job_failed,
    "settings": settings,
}


def part(whole: QObject, kind: type[W], name: str) -> W:
    """The control of that name. Raises LookupError."""
    found = whole.findChild(kind, name)
    if found is None:
        raise LookupError(name)
    return found


async def taken(shot: Shot, into: Path, models: Models, contents: Contents) -> None:
    """Bring the program into the state and put what is on the screen into a file."""
    window = contents.window()
    window.setGeometry(QRect(0, 0, *shot.size))
    await inside.until(lambda: models.bridge.is_ready and models.library.rowCount() > 0)
    await STATES[shot.state](models, contents)
    await asyncio.sleep(_SETTLED_SECONDS)
    picture = QGuiApplication.primaryScreen().grabWindow(0).copy(QRect(0, 0, *shot.size))
    if not picture.save(str(into)):
        raise OSError(f"{into} could not be written")
    for dialog in QApplication.topLevelWidgets():
        if dialog is not window:
            dialog.close()


async def _stand_still(contents: Contents, name: str) -> None:
    place = part(contents, PlayerPlace, name)
    await inside.until(lambda: place.player is not None and place.player.deck.frame > 0)
    place.pause()
    part(place, QSlider, "player_position").setValue(_SHOWN_FRAME)


def _row(jobs: QAbstractItemView, state: JobState) -> QModelIndex:
    rows = (jobs.model().index(row, 0) for row in range(jobs.model().rowCount()))
    return next(index for index in rows if index.data(JobRole.STATE) == state)


def main() -> int:
    """Take one shot."""
    parser = argparse.ArgumentParser()
    parser.add_argument("name", choices=SHOTS)
    parser.add_argument("--profile", required=True, type=Path)
    parser.add_argument("--into", required=True, type=Path)
    options = parser.parse_args()
    spare_source_reading()
    QApplication.setCursorFlashTime(0)
    return inside.run(options.profile, partial(taken, SHOTS[options.name], options.into))


if __name__ == "__main__":
    sys.exit(main())
