"""What fills the window: bar, banners, pages, menus; and how they were when it was last closed."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QUrl
from PySide6.QtGui import QAction, QDesktopServices, QKeySequence
from PySide6.QtWidgets import QLabel, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from seedance_desktop import __version__
from seedance_desktop.core.ids import ConnectionId
from seedance_desktop.core.job import Job
from seedance_desktop.core.words import tr, tr_count
from seedance_desktop.model.models import Models
from seedance_desktop.model.notices import Notice
from seedance_desktop.ui.attention import Attention
from seedance_desktop.ui.conversations import Conversations
from seedance_desktop.ui.create.page import CreatePage
from seedance_desktop.ui.divider_keys import DividerKeys
from seedance_desktop.ui.errand_bars import ErrandBars
from seedance_desktop.ui.icons import icon
from seedance_desktop.ui.jobs.job_actions import JobActions
from seedance_desktop.ui.library_commands import LibraryCommands
from seedance_desktop.ui.main_window import PLACE
from seedance_desktop.ui.menus import LINE, Command, about_words, fill_menu_bar
from seedance_desktop.ui.still_talk import StillTalk
from seedance_desktop.ui.theme import Theme
from seedance_desktop.ui.top_bar import CREATE, LIBRARY, TopBar
from seedance_desktop.ui.undo_actions import REDO_KEY, UNDO_KEY, UndoActions
from seedance_desktop.ui.widgets.notice_bar import NoticeBar
from seedance_desktop.ui.widgets.player_pool import PlayerPool

if TYPE_CHECKING:
    from seedance_desktop.ui.library.library_talks import LibraryTalks
    from seedance_desktop.ui.library.page import LibraryPage
    from seedance_desktop.ui.preset_talk import PresetTalk
    from seedance_desktop.ui.rescue_talk import RescueTalk


class Contents(QWidget):
    """Shows the models in ``window``, whose menus and status bar it fills as well."""

    def __init__(self, models: Models, theme: Theme, window: QMainWindow) -> None:
        super().__init__()
        self._models = models
        self._theme = theme
        self._window = window
        self._attention = Attention(self)
        self._lines = DividerKeys(self)
        self._talk = Conversations(models, window)
        self._actions = JobActions(models.jobs, models.draft, models.waiting, models.others)
        self._bar = TopBar(models, theme)
        self._notices = NoticeBar(models.notices, theme)
        self._players = PlayerPool(models.preferences, models.pictures, self)
        self._stills = StillTalk(models, window)
        self._create = CreatePage(models, self._actions, theme, self._players)
        self._library: LibraryPage | None = None
        self._library_talks: LibraryTalks | None = None
        self._library_commands = LibraryCommands(self._turn_to_talks)
        self._rescue: RescueTalk | None = None
        self._presets: PresetTalk | None = None
        self._pages = QStackedWidget()
        self._library_count = QLabel()

        self.setObjectName("contents")
        window.setWindowIcon(icon("app", theme.colours.accent))
        self._lay_out()
        self._fill_menus()
        self._name_undo()

        self._connect()
        self._show_count()
        self._restore()

    def show_page(self, page: str) -> None:
        """Turn to ``create`` or ``library``."""
        if page == LIBRARY:
            self._pages.setCurrentWidget(self._library_part().page)
            self._create.pause()
        else:
            self._pages.setCurrentWidget(self._create)
            if self._library is not None:
                self._library.pause()
        self._bar.show_page(page)
        self._models.preferences.remember("page", page)
        self._show_count()

    def take_files(self, files: list[Path]) -> None:
        """Put picture files into the slots, as if they had been dropped."""
        self.show_page(CREATE)
        self._create.take_files(files)

    def show_bug(self, error: BaseException) -> None:
        """Tell of an error that the program did not expect."""
        from seedance_desktop.ui.crash_dialog import CrashDialog

        CrashDialog(error, self._window).open()

    def leave(self) -> None:
        """The window is closed: stop what plays, and remember how everything was."""
        self._create.pause()
        self._remember()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addWidget(self._notices)
        column.addWidget(self._pages, 1)
        column.addWidget(ErrandBars(self._models.errands))
        self._pages.addWidget(self._create)
        self._library_count.setObjectName("status_library")
        self._window.statusBar().addWidget(self._library_count)
        self._window.statusBar().setSizeGripEnabled(False)

    def _connect(self) -> None:
        models, talk = self._models, self._talk
        self._bar.page_chosen.connect(self.show_page)
        self._bar.connection_chosen.connect(self._choose_connection)
        self._bar.key_wanted.connect(talk.connections.ask_key)
        self._bar.address_wanted.connect(talk.connections.edit)
        self._bar.connection_wanted.connect(talk.connections.add)
        self._bar.settings_wanted.connect(talk.open_settings)
        self._bar.ledger_wanted.connect(talk.show_ledger)
        self._bar.preset_save_wanted.connect(self._save_preset)
        self._bar.presets_wanted.connect(self._manage_presets)
        self._notices.action_wanted.connect(talk.act_on_notice)
        self._notices.continue_wanted.connect(self._continue_line)
        self._create.browse_wanted.connect(talk.browse)
        self._create.confirmation_wanted.connect(talk.confirm_order)
        self._create.snippets_wanted.connect(talk.edit_snippets)
        talk.order_confirmed.connect(self._create.send)
        self._create.action_wanted.connect(talk.act_on_job)
        self._actions.cancel_wanted.connect(talk.cancel)
        self._actions.send_again_wanted.connect(talk.send_again)
        self._actions.details_wanted.connect(self._create.show_details)
        self._actions.look_up_wanted.connect(self._look_up)
        talk.look_up_wanted.connect(self._look_up)
        self._actions.draft_filled.connect(self._show_draft)
        talk.draft_filled.connect(self._show_draft)
        self._stills.serve(self._create.player)
        models.stills.sent.connect(self._show_draft)
        models.preferences.changed.connect(self._follow_setting)
        models.counts.changed.connect(self._show_count)
        models.others.opening_wanted.connect(_open)
        self._attention.noticed.connect(models.leisure.notice)

    def _fill_menus(self) -> None:
        quit_key = QKeySequence(QKeySequence.StandardKey.Quit).toString() or "Ctrl+Q"
        fill_menu_bar(
            self._window,
            {
                tr("&File"): (
                    Command("menu_browse", tr("Choose a picture…"), self._browse, "Ctrl+O"),
                    Command("menu_folder", tr("Library folder…"), self._talk.choose_library),
                    Command("menu_ledger", tr("Spending…"), self._talk.show_ledger),
                    Command("menu_settings", tr("Settings…"), self._talk.open_settings, "Ctrl+,"),
                    LINE,
                    Command("menu_quit", tr("Quit"), self._window.close, quit_key),
                ),
                tr("&Edit"): (
                    Command("menu_undo", tr("Undo"), self._undo, UNDO_KEY),
                    Command("menu_redo", tr("Redo"), self._redo, REDO_KEY),
                    LINE,
                    Command(
                        "menu_paste", tr("Paste a picture"), self._create.paste, "Ctrl+Shift+V"
                    ),
                ),
                tr("&View"): (
                    Command("menu_create", tr("Create"), self._turn_to_create, "Ctrl+1"),
                    Command("menu_library", tr("Library"), self._turn_to_library, "Ctrl+2"),
                    LINE,
                    Command(
                        "menu_divider", tr("Move lines between parts"), self._lines.go_on, "F8"
                    ),
                ),
                tr("&Job"): (
                    Command("menu_generate", tr("Generate"), self._create.generate, "Ctrl+Return"),
                    Command("menu_draft", tr("Back to the draft"), self._show_draft, "Ctrl+D"),
                    LINE,
                    *self._line_commands(),
                ),
                tr("&Library"): (
                    Command("menu_open", tr("Open the library folder"), self._open_library),
                    *self._library_commands.rows(),
                    Command("menu_rescue", tr("Find lost videos…"), self._find_lost),
                ),
                tr("&Help"): (
                    Command("menu_keys", tr("Keys"), self._talk.show_keys, "F1"),
                    Command("menu_about", tr("About"), self._show_about),
                ),
            },
        )

    def _line_commands(self) -> tuple[Command, ...]:
        jobs, toggle = self._create.job_list, self._models.waiting.toggle
        return (
            Command("menu_pause_line", tr("Pause or continue the line"), toggle, "Ctrl+Shift+P"),
            Command("menu_hold", tr("Hold or release"), jobs.hold_or_release, "Ctrl+Shift+H"),
            Command("menu_sooner", tr("Send sooner"), jobs.send_sooner, "Alt+Down"),
            Command("menu_later", tr("Send later"), jobs.send_later, "Alt+Up"),
        )

    def _name_undo(self) -> None:
        undo, redo = (
            action
            for name in ("menu_undo", "menu_redo")
            for action in self._window.menuBar().findChildren(QAction, name)
        )
        self._undo_actions = UndoActions(
            self._models.draft, self._models.organiser, self._create, undo=undo, redo=redo
        )

    def _undo(self) -> None:
        self._undo_actions.undo()

    def _redo(self) -> None:
        self._undo_actions.redo()

    def _library_part(self) -> "LibraryTalks":
        """Loaded and made when it is first turned to, so that the window opens sooner."""
        from seedance_desktop.ui.library.library_talks import LibraryTalks
        from seedance_desktop.ui.library.page import LibraryPage

        if self._library_talks is None:
            page = LibraryPage(self._models, self._theme, self._players)
            talks = LibraryTalks(
                self._models, page, self._window, players=self._players, theme=self._theme
            )
            self._library, self._library_talks = page, talks
            self._stills.serve(page.player)
            talks.clips.draft_filled.connect(self._show_draft)
            page.create_wanted.connect(self._turn_to_create)
            page.status_changed.connect(self._show_count)
            self._pages.addWidget(page)
            self._recall_state("library_widths", page.arrange)
        return self._library_talks

    def _restore(self) -> None:
        self._create.divide(self._window.width())
        self._recall_state("create_splitter", self._create.restoreState)
        self._recall_state("work_splitter", self._create.inner_splitter.restoreState)
        self._recall_state("job_splitter", self._create.job_splitter.restoreState)
        self.show_page(self._models.preferences.recall("page", CREATE))

    def _remember(self) -> None:
        states = {
            PLACE: self._window.saveGeometry(),
            "create_splitter": self._create.saveState(),
            "work_splitter": self._create.inner_splitter.saveState(),
            "job_splitter": self._create.job_splitter.saveState(),
        }
        for name, state in states.items():
            self._models.preferences.remember(name, bytes(state.data()))
        if self._library is not None and self._library.arrangement():
            self._models.preferences.remember("library_widths", self._library.arrangement())

    def _recall_state(self, name: str, restore: Callable[[QByteArray], bool]) -> None:
        state = self._models.preferences.recall(name, b"")
        if state:
            restore(QByteArray(state))

    def _show_count(self) -> None:
        count = self._models.counts.total
        words = tr_count("Library: {count} video", "Library: {count} videos", count)
        if self._library is not None and self._pages.currentWidget() is self._library:
            words = self._library.selection.words()
        self._library_count.setText(words)

    def _choose_connection(self, connection: str) -> None:
        self._models.connections.choose(ConnectionId(connection))

    def _continue_line(self, notice: Notice) -> None:
        if notice.connection is not None:
            self._models.jobs.resume_line(notice.connection)
        else:
            self._models.waiting.go_on()

    def _follow_setting(self, name: str) -> None:
        if name == "theme":
            self._theme.choose(self._models.preferences.theme)

    def _show_draft(self) -> None:
        self.show_page(CREATE)
        self._create.show_draft()

    def _open_library(self) -> None:
        self._models.others.open_folder(self._models.preferences.library)

    def _look_up(self, job: Job) -> None:
        self._rescue_talk().look_up(job)

    def _find_lost(self) -> None:
        self._rescue_talk().find_lost()

    def _rescue_talk(self) -> "RescueTalk":
        """Loaded when there is something to rescue."""
        from seedance_desktop.ui.rescue_talk import RescueTalk

        if self._rescue is None:
            self._rescue = RescueTalk(self._models, self._window)
        return self._rescue

    def _preset_talk(self) -> "PresetTalk":
        """Loaded when presets are changed."""
        from seedance_desktop.ui.preset_talk import PresetTalk

        if self._presets is None:
            self._presets = PresetTalk(self._models, self._window)
        return self._presets

    def _save_preset(self) -> None:
        self._preset_talk().save()

    def _manage_presets(self) -> None:
        self._preset_talk().manage()

    def _browse(self) -> None:
        self._create.browse()

    def _turn_to_create(self) -> None:
        self.show_page(CREATE)

    def _turn_to_talks(self) -> "LibraryTalks":
        self.show_page(LIBRARY)
        return self._library_part()

    def _turn_to_library(self) -> None:
        self.show_page(LIBRARY)
        self._library_part().page.take_focus()

    def _show_about(self) -> None:
        from PySide6.QtWidgets import QMessageBox

        QMessageBox(
            QMessageBox.Icon.NoIcon, tr("About"), about_words(__version__), parent=self._window
        ).open()


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
