"""What is done with the clips of the Library page, with the questions that it takes."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow

from seedance_desktop.core.changes import Label
from seedance_desktop.core.mentions import readable_prompt
from seedance_desktop.core.video import Video
from seedance_desktop.core.words import tr
from seedance_desktop.model.library import VideoRole
from seedance_desktop.model.models import Models
from seedance_desktop.ui.dialogs import chosen_name, chosen_program
from seedance_desktop.ui.library.export_talk import ExportTalk
from seedance_desktop.ui.library.library_keys import LibraryKeys
from seedance_desktop.ui.library.library_menu import LINE, Entry, menu_of
from seedance_desktop.ui.library.page import LibraryPage
from seedance_desktop.ui.library.rename_talk import KEY, RenameTalk
from seedance_desktop.ui.theme import Theme
from seedance_desktop.ui.widgets.player_pool import PlayerPool
from seedance_desktop.ui.widgets.stars import MOST

_TOLD_MS = 5_000


class LibraryTalk(QObject):
    """Serves one page. ``draft_filled``: something of a clip is in the form now."""

    draft_filled = Signal()

    def __init__(
        self,
        models: Models,
        page: LibraryPage,
        window: QMainWindow,
        *,
        players: PlayerPool,
        theme: Theme,
        export: ExportTalk,
    ) -> None:
        super().__init__(window)
        self._models = models
        self._page = page
        self._window = window
        self._players = players
        self._theme = theme
        self._keys = LibraryKeys(models, page)
        self._renaming = RenameTalk(models, page, window)
        self._export = export
        page.menu_wanted.connect(self._open_menu)
        page.delete_wanted.connect(self.delete)
        page.inspector.use_all_wanted.connect(self._use_all)
        page.inspector.compare_wanted.connect(self.compare)
        page.inspector.remix_wanted.connect(self._remix)

    def _open_menu(self, place: QPoint) -> None:
        if self._page.selection.count:
            menu = menu_of(self._entries(), self._page)
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(place)

    def _entries(self) -> tuple[Entry, ...]:
        videos = self._videos()
        one = "" if len(videos) == 1 else tr("Select one video alone.")
        none = "" if videos else tr("The selected videos are still being loaded.")
        not_few = "" if 2 <= len(videos) <= 4 else tr("Select two to four videos.")
        first = videos[0] if videos else None
        no_seed = one or ("" if first and first.seed is not None else tr("Its seed is not known."))
        return (
            Entry("library_open", tr("Open with the video player"), self._open, "", none),
            *self._with_programs(none),
            Entry("library_reveal", tr("Show in the file manager"), self._reveal, "", none),
            LINE,
            Entry("library_use", tr("Use all"), partial(self._for_one, self._use_all), "", one),
            Entry("library_use_prompt", tr("Use prompt"), self._use_prompt, "", one),
            Entry("library_use_seed", tr("Use seed"), self._use_seed, "", no_seed),
            Entry("library_to_remix", tr("Remix"), partial(self._for_one, self._remix), "", one),
            Entry("library_to_compare", tr("Compare"), self.compare, "", not_few),
            LINE,
            *self._takes(),
            Entry(words=tr("Rate"), inside=self._ratings()),
            Entry("library_heart", tr("Favourite"), self._keys.toggle_favourite, "B"),
            Entry(words=tr("Collection"), inside=self._collections()),
            Entry(words=tr("Copy"), inside=self._copies(one, no_seed)),
            LINE,
            Entry(words=tr("Export"), inside=self._exports(none)),
            Entry("library_rename", tr("Rename and move…"), self._renaming.rename, KEY, none),
            Entry("library_delete", tr("Put into the bin"), self.delete, "Del", none),
        )

    def _takes(self) -> tuple[Entry, ...]:
        """Where the clip that the keyboard is at stands for several."""
        takes = self._page.grid.currentIndex().data(VideoRole.TAKES) or 1
        if abs(takes) < 2:
            return ()
        words = tr("Hide the takes") if takes < 0 else tr("Show the takes")
        return (Entry("library_takes", words, self._page.takes.toggle_current, "T"), LINE)

    def _ratings(self) -> tuple[Entry, ...]:
        none = Entry("library_rate_0", tr("No stars"), partial(self._keys.rate, 0), "0")
        stars = (
            Entry(f"library_rate_{count}", "★" * count, partial(self._keys.rate, count), str(count))
            for count in range(1, MOST + 1)
        )
        return (none, *stars)

    def _collections(self) -> tuple[Entry, ...]:
        inside = self._page.selection.common().collections if self._videos() else ()
        known = (
            Entry(
                f"library_collection_{place}",
                tr("Out of {name}", name=name) if name in inside else name,
                partial(self._collect, name, name in inside),
            )
            for place, name in enumerate(self._models.counts.collections)
        )
        new = Entry("library_new_collection", tr("New collection…"), self._ask_collection)
        return (*known, LINE, new)

    def _collect(self, name: str, is_inside: bool) -> None:
        numbers, organiser = self._page.selection.numbers, self._models.organiser
        if is_inside:
            organiser.take_away(Label.COLLECTION, name, numbers)
        else:
            organiser.put(Label.COLLECTION, name, numbers)

    def _ask_collection(self) -> None:
        self._models.bridge.run(self._put_into_new(), "new collection")

    async def _put_into_new(self) -> None:
        numbers = self._page.selection.numbers
        name = await chosen_name(self._window, tr("New collection"), tr("Name"))
        if name:
            self._models.organiser.put(Label.COLLECTION, name, numbers)

    def _copies(self, one: str, no_seed: str) -> tuple[Entry, ...]:
        return (
            Entry("library_copy_prompt", tr("Prompt"), self._copy_prompt, "", one),
            Entry("library_copy_seed", tr("Seed"), self._copy_seed, "", no_seed),
            Entry("library_copy_json", tr("Request as JSON"), self._copy_json, "", one),
            Entry(
                "library_copy_curl",
                tr("Request as cURL, without the key"),
                self._copy_curl,
                "",
                one,
            ),
        )

    def _exports(self, none: str) -> tuple[Entry, ...]:
        export = self._export
        return (
            Entry("library_export_folder", tr("As a folder…"), export.to_folder, "", none),
            Entry("library_export_zip", tr("As a ZIP…"), export.to_zip, "", none),
        )

    def compare(self) -> None:
        """Play the selected clips, two to four, in step."""
        from seedance_desktop.ui.library.compare_window import MOST as MOST_COMPARED
        from seedance_desktop.ui.library.compare_window import CompareWindow

        videos = self._videos()
        if 2 <= len(videos) <= MOST_COMPARED:
            self._page.pause()
            CompareWindow(videos, self._players, self._theme, self._window).show()

    def delete(self) -> None:
        """Put the selected clips into the bin."""
        gone = self._page.selection.numbers
        if gone:
            self._page.let_go()
            self._models.organiser.bin(gone)

    def _videos(self) -> list[Video]:
        return [entry.video for entry in self._page.selection.entries()]

    def _for_one(self, do: Callable[[Video], None]) -> None:
        videos = self._videos()
        if len(videos) == 1:
            do(videos[0])

    def _use_all(self, video: Video) -> None:
        self._models.deeds.use_all(video)
        self.draft_filled.emit()

    def _remix(self, video: Video) -> None:
        self._models.deeds.remix(video)
        self.draft_filled.emit()

    def _use_prompt(self) -> None:
        self._models.deeds.use_prompt(self._videos()[0])
        self.draft_filled.emit()

    def _use_seed(self) -> None:
        self._models.deeds.use_seed(self._videos()[0])
        self.draft_filled.emit()

    def _open(self) -> None:
        self._models.others.open(self._videos()[0].path)

    def _with_programs(self, none: str) -> Iterator[Entry]:
        """The program that was chosen last, and any other."""
        others, files = self._models.others, [video.path for video in self._videos()]
        program = others.program
        if program is not None:
            words = tr("Open with {program}", program=program.stem)
            use = partial(others.open_with, program, files)
            yield Entry("library_open_again", words, use, "", none)
        choose = partial(self._choose_program, files)
        yield Entry("library_open_with", tr("Open with…"), choose, "", none)

    def _choose_program(self, files: list[Path]) -> None:
        self._models.bridge.run(self._open_with_chosen(files), "open with a program")

    async def _open_with_chosen(self, files: list[Path]) -> None:
        program = await chosen_program(self._window)
        if program is not None:
            self._models.others.open_with(program, files)

    def _reveal(self) -> None:
        self._models.others.show([video.path for video in self._videos()])

    def _copy_prompt(self) -> None:
        prompt = readable_prompt(self._videos()[0].request)
        self._copy(prompt, tr("The prompt is on the clipboard."))

    def _copy_seed(self) -> None:
        self._copy(str(self._videos()[0].seed), tr("The seed is on the clipboard."))

    def _copy_json(self) -> None:
        from seedance_desktop.model.recipe_texts import recipe_json

        self._copy(recipe_json(self._videos()[0]), tr("The request is on the clipboard."))

    def _copy_curl(self) -> None:
        text = self._models.deeds.curl(self._videos()[0])
        self._copy(text, tr("The command is on the clipboard, without the key."))

    def _copy(self, text: str, words: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self._window.statusBar().showMessage(words, _TOLD_MS)
