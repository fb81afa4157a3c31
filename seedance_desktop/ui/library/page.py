"""The Library page: filters at the left, search over the grid, and the selected clips."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import QByteArray, QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import QAccessible, QDragEnterEvent, QDropEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QSplitter, QStackedLayout, QVBoxLayout, QWidget
from typing_extensions import override

from seedance_desktop.core.entry import Entry
from seedance_desktop.core.words import tr
from seedance_desktop.model.models import Models
from seedance_desktop.model.sidebar import Kind, SideFacts, SideRow, side_groups
from seedance_desktop.model.video_drag import VIDEO_MIME
from seedance_desktop.ui.divider_keys import name_line
from seedance_desktop.ui.library.day_titles import day_sections
from seedance_desktop.ui.library.empty_state import Emptiness, EmptyState
from seedance_desktop.ui.library.grid_head import GridHead
from seedance_desktop.ui.library.grid_layout import Section
from seedance_desktop.ui.library.grid_speech import GridSpeech
from seedance_desktop.ui.library.grid_view import GridView, described
from seedance_desktop.ui.library.inspector import Inspector
from seedance_desktop.ui.library.page_widths import USUAL_CELL, usual_widths
from seedance_desktop.ui.library.search_bar import SearchBar
from seedance_desktop.ui.library.selection import Selection
from seedance_desktop.ui.library.sidebar import Sidebar
from seedance_desktop.ui.library.takes_toggle import TakesToggle
from seedance_desktop.ui.library.undo_bar import UndoBar
from seedance_desktop.ui.library.video_delegate import VideoDelegate
from seedance_desktop.ui.spoken import speak
from seedance_desktop.ui.theme import Theme
from seedance_desktop.ui.widgets.named import named
from seedance_desktop.ui.widgets.player_place import PlayerPlace
from seedance_desktop.ui.widgets.player_pool import PlayerPool

_SIZE = "library_size"


class LibraryPage(QSplitter):
    """Sidebar, grid and inspector.

    ``menu_wanted`` carries where on the screen, ``status_changed`` the words for the status line,
    ``files_dropped`` a list of paths from other programs.
    """

    menu_wanted = Signal(QPoint)
    status_changed = Signal(str)
    delete_wanted = Signal()
    files_dropped = Signal(object)
    create_wanted = Signal()
    adopt_wanted = Signal()

    def __init__(self, models: Models, theme: Theme, players: PlayerPool) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        QAccessible.installFactory(described)  # before the grid has a name, which is told at once
        self._models = models
        self._library = models.library
        self.sidebar = Sidebar(theme)
        self.search = SearchBar(models.finder, models.catalogue, theme)
        self._head = GridHead(models.finder, self.search, theme)
        delegate = VideoDelegate(theme, models.thumbnails)
        self.grid = named(GridView(delegate, self._sections), "grid", tr("Videos"))
        self._empty = EmptyState(theme)
        self.inspector = Inspector(models, theme, players)

        self.setObjectName("library_splitter")
        self.setAcceptDrops(True)
        self.grid.setModel(models.library)
        GridSpeech(self.grid)
        self.takes = TakesToggle(self.grid, models.library, delegate)
        self.selection = Selection(self.grid, models.library, self)
        self.grid.set_cell_size(models.preferences.recall(_SIZE, USUAL_CELL))
        self.grid.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._lay_out()

        self._focus_is_due = False
        self._is_arranged = False

        self._connect()
        self._show_size(self.grid.cell_size)
        self._show_sidebar()
        self._show_state()

    @property
    def player(self) -> PlayerPlace:
        """Where the selected video is played."""
        return self.inspector.player

    def take_focus(self) -> None:
        """Let the keyboard go on at the videos, as soon as they are there."""
        self._focus_is_due = True
        self._give_focus()

    def pause(self) -> None:
        """Stand still while the page cannot be seen."""
        self.inspector.organise.finish()
        self.inspector.pause()

    def let_go(self) -> None:
        """Let go of every file: some systems do not move or delete an open one."""
        self.inspector.player.clear()

    def arrangement(self) -> bytes:
        """Where the user has put the lines between the parts; nothing where they never did."""
        return bytes(self.saveState().data()) if self._is_arranged else b""

    def arrange(self, state: QByteArray) -> bool:
        """Put the lines where the user has put them before."""
        self._is_arranged = self.restoreState(state)
        return self._is_arranged

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._is_arranged:
            self.setSizes(usual_widths(self.width()))

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if files_in(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        paths = files_in(event.mimeData())
        if paths:
            self.files_dropped.emit(paths)
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that the grid has no use for are the player's, where one clip is selected."""
        player = self.player.player
        if event.key() == Qt.Key.Key_Delete and self.selection.count:
            self.delete_wanted.emit()
        elif player is not None and player.isVisible() and event.key() in _OF_PLAYER:
            player.keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        body = QWidget()
        self._stack = QStackedLayout(body)
        self._stack.addWidget(self.grid)
        self._stack.addWidget(self._empty)
        centre = QFrame()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(body, 1)
        undo_bar = UndoBar(self._models.organiser)
        undo_bar.left.connect(self.grid.setFocus)
        column.addWidget(undo_bar)
        for part in (self.sidebar, centre, self.inspector):
            self.addWidget(part)
        self.setStretchFactor(1, 1)
        self.setHandleWidth(1)
        for place in range(self.count()):
            self.setCollapsible(place, place == 0)
        name_line(self, 1, tr("Line between groups and videos"))
        name_line(self, 2, tr("Line between videos and the selected one"))

    def _connect(self) -> None:
        models, library = self._models, self._library
        self.splitterMoved.connect(self._note_arranged)
        self.sidebar.chosen.connect(self._choose)
        self.search.results_wanted.connect(self.take_focus)
        self._head.sized.connect(self.grid.set_cell_size)
        self.grid.size_changed.connect(self._show_size)
        self.grid.customContextMenuRequested.connect(self._ask_menu)
        self.inspector.menu_wanted.connect(self._ask_menu_below)
        self.inspector.lineage.walked.connect(self.selection.go_to_video)
        self.player.moved_on.connect(self.selection.move)
        self.selection.changed.connect(self._show_selected)
        self.selection.everything_wanted.connect(models.finder.clear)
        self._empty.create_wanted.connect(self.create_wanted)
        self._empty.adopt_wanted.connect(self.adopt_wanted)
        self._empty.clear_wanted.connect(models.finder.clear)
        self._empty.clear_wanted.connect(self.take_focus)
        self._empty.again_wanted.connect(models.bridge.start_again)
        self._empty.again_wanted.connect(library.ask_anew)
        models.organiser.refused.connect(self._show_selected)  # its file was let go
        models.counts.changed.connect(self._show_sidebar)
        models.finder.searches_changed.connect(self._show_sidebar)
        models.finder.changed.connect(self._show_sidebar)
        library.asked.connect(self._show_state)
        library.answered.connect(self._show_state)
        library.answered.connect(self._announce)
        library.failed.connect(self._show_failure)
        models.bridge.start_failed.connect(self._show_failure)
        library.rowsInserted.connect(self._show_state)
        library.rowsRemoved.connect(self._show_state)
        library.rowsRemoved.connect(self.grid.scheduleDelayedItemsLayout)  # what is below moves up
        library.modelReset.connect(self._show_state)

    def _sections(self) -> list[Section]:
        return day_sections(self._library.day_runs, date.today())  # noqa: DTZ011  the user's own

    def _show_state(self) -> None:
        is_empty = self._library.rowCount() == 0
        self._stack.setCurrentWidget(self._empty if is_empty else self.grid)
        if is_empty and not self._library.has_answer:
            has_failed = self._models.bridge.has_failed
            self._empty.show_why(Emptiness.BROKEN if has_failed else Emptiness.LOADING)
        elif is_empty:
            asked = bool(self._models.finder.query.terms)
            self._empty.show_why(Emptiness.NO_RESULT if asked else Emptiness.FIRST)
        self.status_changed.emit(self.selection.words())
        self._give_focus()

    def _give_focus(self) -> None:
        if not self._focus_is_due or not (self._library.has_answer or self._library.rowCount()):
            return
        self._focus_is_due = False
        if self._library.rowCount():
            self.grid.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._empty.take_focus()

    def _announce(self) -> None:
        """How much a search has found, for those who do not see the grid behind the words."""
        if self.isVisible():
            speak(self.grid, self.selection.words())

    def _show_failure(self) -> None:
        if self._library.rowCount() == 0:
            self._empty.show_why(Emptiness.BROKEN)

    def _show_selected(self) -> None:
        entries, count = self.selection.entries(), self.selection.count
        if count == 0:
            self.inspector.show_nothing()
        elif count > 1:
            self.inspector.show_several(count, self.selection.common())
        elif entries:
            entry: Entry = entries[0]
            self.inspector.show_entry(entry)
        self.status_changed.emit(self.selection.words())

    def _show_sidebar(self) -> None:
        self.sidebar.show_groups(side_groups(_side_facts(self._models)))
        self.inspector.organise.suggest(self._models.counts.tags)

    def _show_size(self, least: int) -> None:
        self._head.show_size(least)
        self._models.preferences.remember(_SIZE, least)

    def _choose(self, row: SideRow) -> None:
        finder = self._models.finder
        match row.kind:
            case Kind.ALL:
                finder.clear()
            case Kind.SAVED:
                finder.look_for(row.value)
            case Kind.STATE if row.field is not None and not row.is_chosen:
                finder.only(row.field, row.value)
            case Kind.STATE | Kind.FACET if row.field is not None:
                finder.toggle(row.field, row.value)

    def _note_arranged(self) -> None:
        self._is_arranged = True

    def _ask_menu(self, place: QPoint) -> None:
        """By a click or by its key, which means the clip that the keyboard is at."""
        self.selection.take_current()
        self.menu_wanted.emit(self.grid.viewport().mapToGlobal(place))

    def _ask_menu_below(self) -> None:
        button = self.inspector.more_button
        self.menu_wanted.emit(button.mapToGlobal(QPoint(0, button.height())))


def _side_facts(models: Models) -> SideFacts:
    counts, finder = models.counts, models.finder
    return SideFacts(
        counts.groups,
        counts.facets,
        counts.tags,
        counts.collections,
        finder.saved,
        finder.query,
        models.catalogue,
    )


_CLIPS = frozenset({".mp4", ".mov", ".m4v"})


def files_in(data: QMimeData) -> list[Path]:
    """Clips and folders that another program offers; the library's own are there already."""
    if data.hasFormat(VIDEO_MIME):
        return []
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() in _CLIPS or path.is_dir()]


_OF_PLAYER = frozenset(
    {
        Qt.Key.Key_Space,
        Qt.Key.Key_J,
        Qt.Key.Key_K,
        Qt.Key.Key_L,
        Qt.Key.Key_Comma,
        Qt.Key.Key_Period,
        Qt.Key.Key_I,
        Qt.Key.Key_O,
        Qt.Key.Key_X,
        Qt.Key.Key_R,
        Qt.Key.Key_M,
        Qt.Key.Key_F,
        Qt.Key.Key_BracketLeft,
        Qt.Key.Key_BracketRight,
        Qt.Key.Key_Z,
        Qt.Key.Key_S,
    }
)
"""What the player does while the grid has the focus; the grid itself moves by the arrows."""
