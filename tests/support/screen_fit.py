"""Shows the window in many situations and tells where words do not fit their places.

    QT_SCALE_FACTOR=2 python -m tests.support.screen_fit 1024 640 zh_CN dark [FOLDER]

Prints a JSON object: for each situation what is clipped. With a folder, a picture of each is put
there to be looked at.
"""

import asyncio
import json
import sys
import tempfile
from array import array
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QLabel,
    QScrollArea,
    QWidget,
)

from seedance_desktop.core import errors
from seedance_desktop.core.connection import GPTPROTO, SANDBOX
from seedance_desktop.core.entry import Entry, Organised
from seedance_desktop.core.events import JobChanged, LinePaused
from seedance_desktop.core.found import Numbers, day_runs
from seedance_desktop.core.ids import EntryNumber
from seedance_desktop.core.job import JobState
from seedance_desktop.core.mentions import mention
from seedance_desktop.core.request import MediaKind, Role, Scene
from seedance_desktop.core.resources import resource
from seedance_desktop.core.words import install_language
from seedance_desktop.model.draft_history import Step
from seedance_desktop.model.draft_pictures import media_changed, with_media
from seedance_desktop.model.models import Models, build_models
from seedance_desktop.store.catalogue_files import load_catalogue
from seedance_desktop.store.folders import Folders
from seedance_desktop.ui.contents import Contents
from seedance_desktop.ui.main_window import MainWindow
from seedance_desktop.ui.theme import Theme
from tests.store.samples import a_job, a_request, a_video
from tests.support.pictures import make_picture

CHINESE = "黄昏的沙丘,风卷起细沙,镜头缓缓向前推进,天空渐渐暗下来,第一颗星星出现了。" * 4
FILTERS = 'stars:>=3 tag:favourite-angle in:"Lighthouse film" ratio:16:9 tag:沙丘 made:today'
LONG = "Sand dunes at dusk, wind lifts thin veils of sand from the ridge; " * 12


def clipped(window: QWidget) -> list[str]:
    """Every label and button whose words are larger than its place, and parts that stick out."""
    found = [part for part in window.findChildren(QWidget) if part.isVisibleTo(window)]
    return [
        f"{type(part).__name__} {part.objectName()} {_words(part)!r}: {problem}"
        for part in found
        for problem in (_problem(part),)
        if problem
    ]


def _words(part: QWidget) -> str:
    return part.text() if isinstance(part, QLabel | QAbstractButton) else ""


def _problem(part: QWidget) -> str:
    if isinstance(part, QLabel) and part.text():
        return _label_problem(part)
    if isinstance(part, QAbstractButton) and not part.size().isEmpty():
        least = part.minimumSizeHint()
        if least.width() > part.width() + 1 or least.height() > part.height() + 1:
            return f"needs {least.toTuple()}, has {part.size().toTuple()}"
    inside = part.widget() if isinstance(part, QScrollArea) else None
    if inside is not None and inside.width() > part.width():
        return f"scrolls sideways: {inside.width()} in {part.width()}"
    return _out_of_its_place(part)


def _label_problem(label: QLabel) -> str:
    need = label.minimumSizeHint()
    if label.wordWrap():
        height = label.heightForWidth(label.width())
        return f"needs height {height}, has {label.height()}" if height > label.height() + 1 else ""
    if need.width() > label.width() + 1 or need.height() > label.height() + 1:
        return f"needs {need.toTuple()}, has {label.size().toTuple()}"
    return ""


def _out_of_its_place(part: QWidget) -> str:
    above = part.parentWidget()
    if above is None or part.isWindow() or isinstance(above.parentWidget(), QAbstractScrollArea):
        return ""
    fits = above.rect().adjusted(-1, -1, 1, 1).contains(part.geometry())
    return "" if fits else f"{part.geometry().getRect()} sticks out of {above.size().toTuple()}"


class Stage:
    """A window over an empty profile, put into one situation after the other."""

    def __init__(
        self, application: QApplication, folder: Path, theme: str, *, size: tuple[int, int]
    ) -> None:
        folders = Folders.below(folder)
        folders.make()
        self.models: Models = build_models(folders, load_catalogue(folders).catalogue)
        self.models.connections.use_for_now(SANDBOX)
        self._application = application
        self._folder = folder
        self._theme = Theme(application, folders.cache / "icons", theme)
        self.window = MainWindow(b"")
        self.window.resize(*size)
        self.contents = Contents(self.models, self._theme, self.window)
        self.window.fill(self.contents)
        self._theme.apply()
        self.window.show()

    def situations(self) -> Iterator[str]:
        yield from self._drafts()
        yield from self._references()
        yield from self._jobs()
        yield from self._library()
        yield from self._banners()

    def settle(self) -> None:
        for _ in range(5):
            self._application.processEvents()

    def _drafts(self) -> Iterator[str]:
        draft, frames = self.models.draft, self.models.frames
        yield "empty"
        draft.set_scene(Scene.TEXT)
        draft.change(prompt=CHINESE, resolution="720p")
        yield "text"
        draft.set_model(next(row.id for row in draft.catalogue.rows if row.sound))
        draft.change(prompt=LONG + "--ratio 1:1 --seed 5")
        yield "problem"
        draft.set_model(next(r.id for r in draft.catalogue.rows if Scene.FIRST_LAST in r.scenes))
        draft.set_scene(Scene.FIRST_LAST)
        name = "a picture whose name is far too long to be shown whole anywhere.png"
        frames[Role.FIRST_FRAME].choose(make_picture(self._folder / name, (640, 400)))
        frames[Role.LAST_FRAME].choose(self._folder / "missing.png")
        while any(slot.is_loading for slot in frames.shown):
            self._application.processEvents()
        yield "frames"

    def _references(self) -> Iterator[str]:
        draft, frames = self.models.draft, self.models.frames
        rules = {row.id: row.scenes.get(Scene.REFERENCES) for row in draft.catalogue.rows}
        most = max(rule.references[1] for rule in rules.values() if rule is not None)
        wide = next(name for name, rule in rules.items() if rule and rule.references[1] == most)
        draft.set_model(wide)
        draft.set_scene(Scene.REFERENCES)
        files = [make_picture(self._folder / f"{n}.png", (640, 400)) for n in range(most)]
        frames.ways_in.take_files(files, Role.REFERENCE)
        while any(slot.is_loading for slot in frames.shown):
            self._application.processEvents()
        draft.change(prompt=CHINESE + mention(draft.request.references[0].id))
        yield "thirty references"
        frames[draft.request.references[0].id].clear()
        for kind in (MediaKind.VIDEO, MediaKind.VIDEO, MediaKind.AUDIO):
            state = with_media(draft.state, kind, f"https://example.com/{'long/' * 20}clip.mp4")
            draft.take(Step.MEDIA, state)
        for media in draft.request.media_of(MediaKind.VIDEO):
            draft.take(Step.MEDIA, media_changed(draft.state, replace(media, seconds=20.5)))
        kinds = self.window.findChild(QAbstractButton, "reference_kind_media")
        assert kinds is not None
        kinds.click()
        yield "media"

    def _jobs(self) -> Iterator[str]:
        jobs = [
            a_job(number, request=a_request(prompt=LONG, pictures=()), state=state)
            for number, state in enumerate(JobState)
        ]
        failed = errors.ContentRefusedError().failure
        jobs.append(a_job(50, request=a_request(pictures=()), state="failed", failure=failed))
        for job in jobs:
            self.models.bridge._post(JobChanged(job))
        self.settle()
        self.contents._create._jobs.select(jobs[-1].id)
        yield "job"

    def _library(self) -> Iterator[str]:
        entries = []
        for number in range(20):
            job = a_job(number, library=self._folder, request=a_request(prompt=LONG, pictures=()))
            said = Organised(4, is_favourite=True, tags=("night", "macro"), collections=("Film",))
            entries.append(Entry(EntryNumber(number), a_video(job), said))
        library = self.models.library
        library._cache.keep(entries)
        numbers = array("q", range(20))
        library._show(Numbers(numbers, days=tuple(day_runs(numbers))))
        self.contents.show_page("library")
        self.contents._library_part().page.grid.setCurrentIndex(self.models.library.index(0, 0))
        yield "library"
        self.models.finder.look_for(FILTERS)
        self.models.finder.type("wind size:enormous ")
        yield "filters"
        self.models.finder.clear()

    def _banners(self) -> Iterator[str]:
        self.contents.show_page("create")
        self.models.notices.show_error(errors.DatabaseDamagedError())
        self.models.bridge._post(LinePaused(GPTPROTO, errors.OutOfCreditError().failure))
        yield "banners"

    def close(self) -> None:
        self.window.close()
        asyncio.run(self.models.bridge.close())
        self.models.close()


def main() -> None:
    width, height, language, theme, *folders = sys.argv[1:]
    application = QApplication(sys.argv[:1])
    install_language(resource("translations"), language)
    told = {}
    with tempfile.TemporaryDirectory() as folder:
        size = int(width), int(height)
        stage = Stage(application, Path(folder), theme, size=size)
        for name in stage.situations():
            stage.settle()
            told[name] = clipped(stage.window)
            if folders:
                stage.window.grab().save(str(Path(folders[0]) / f"{name}-{language}-{theme}.png"))
        told["size"] = [] if stage.window.size().toTuple() == size else ["is not as asked"]
        stage.close()
    print(json.dumps(told, ensure_ascii=False, indent=1))  # noqa: T201


if __name__ == "__main__":
    main()
