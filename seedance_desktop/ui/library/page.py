"""The Library page: every video that arrived, and the one that is selected."""

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QStackedLayout, QVBoxLayout, QWidget
from typing_extensions import override

from seedance_desktop.core.video import Video
from seedance_desktop.core.words import tr, tr_count
from seedance_desktop.model.library import VideoRole
from seedance_desktop.model.models import Models
from seedance_desktop.ui.library.grid_view import GridView, described
from seedance_desktop.ui.library.inspector import Inspector
from seedance_desktop.ui.library.video_delegate import VideoDelegate
from seedance_desktop.ui.theme import Theme
from seedance_desktop.ui.widgets.named import label, named
from seedance_desktop.ui.widgets.player_place import PlayerPlace
from seedance_desktop.ui.widgets.player_pool import PlayerPool


class LibraryPage(QSplitter):
    """Grid and inspector. ``delete_wanted`` carries the videos to put into the bin."""

    use_all_wanted = Signal(object)
    reveal_wanted = Signal(object)
    delete_wanted = Signal(object)

    def __init__(self, models: Models, theme: Theme, players: PlayerPool) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        QAccessible.installFactory(described)  # before the grid has a name, which is told at once
        self._library = models.library
        self._count = named(label("", "small"), "library_count")
        self._grid = named(GridView(VideoDelegate(theme)), "grid", tr("Videos"))
        self._empty = label(
            tr("No videos yet.\nWhat you make on the Create page arrives here."),
            "muted",
            wraps=True,
        )
        self._inspector = Inspector(models.catalogue, theme, players)

        self.setObjectName("library_splitter")
        self._grid.setModel(models.library)
        self._lay_out()

        self._grid.selectionModel().selectionChanged.connect(self._show_selected)
        self._inspector.use_all_wanted.connect(self.use_all_wanted)
        self._inspector.reveal_wanted.connect(self.reveal_wanted)
        self._inspector.delete_wanted.connect(self._delete_one)
        for signal in (
            models.library.rowsInserted,
            models.library.rowsRemoved,
            models.library.modelReset,
        ):
            signal.connect(self._show_count)
        self._show_count()

    @property
    def player(self) -> PlayerPlace:
        """Where the selected video is played."""
        return self._inspector.player

    def pause(self) -> None:
        """Stand still while the page cannot be seen."""
        self._inspector.pause()

    def selected(self) -> list[Video]:
        """The selected videos."""
        return [
            index.data(VideoRole.VIDEO) for index in self._grid.selectionModel().selectedIndexes()
        ]

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.selected():
            self._delete(self.selected())
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(18, 12, 18, 4)
        head.addWidget(label(tr("All videos"), "title"), 1)
        head.addWidget(self._count)
        body = QWidget()
        self._stack = QStackedLayout(body)
        self._stack.addWidget(self._grid)
        self._stack.addWidget(self._empty)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        left = QFrame()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(body, 1)
        self.addWidget(left)
        self.addWidget(self._inspector)
        self.setStretchFactor(0, 1)
        self.setSizes([1000, 380])
        self.setHandleWidth(1)
        for place in range(self.count()):
            self.setCollapsible(place, False)

    def _show_count(self) -> None:
        count = self._library.total
        self._count.setText(tr_count("{count} video", "{count} videos", count) if count else "")
        self._stack.setCurrentWidget(self._grid if count else self._empty)

    def _show_selected(self) -> None:
        current: QModelIndex = self._grid.currentIndex()
        is_selected = self._grid.selectionModel().isSelected(current)
        self._inspector.show_video(current.data(VideoRole.VIDEO) if is_selected else None)

    def _delete_one(self, video: Video) -> None:
        self._delete([video])

    def _delete(self, videos: Iterable[Video]) -> None:
        """Let go of the files first: some systems do not move an open file."""
        gone = list(videos)
        self._inspector.show_video(None)
        self.delete_wanted.emit(gone)
