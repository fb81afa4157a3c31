"""The rows of the job list; a finished job's can be dragged, as the video that it has made."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, Qt
from PySide6.QtGui import QDrag, QFocusEvent, QImage, QMouseEvent, QPixmap
from PySide6.QtWidgets import QApplication, QListView
from typing_extensions import override

from seedance_desktop.model.jobs import JobRole
from seedance_desktop.model.video_drag import video_drag

_DRAGGED = 160
_LEFT = Qt.MouseButton.LeftButton


class JobRows(QListView):
    """A plain list; what it shows comes from its model.

    A row that can be dragged is chosen when the button is let go, not when it is pressed: to choose
    one shows its video where it is perhaps to be dropped.
    """

    def __init__(self) -> None:
        super().__init__()
        self._pressed: tuple[QPersistentModelIndex, QPoint] | None = None

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Without a row of Qt's choice: the first arrow key is to choose the first one."""
        had_none = not self.currentIndex().isValid()
        super().focusInEvent(event)
        if had_none:
            self.selectionModel().clearCurrentIndex()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if event.button() is _LEFT and index.data(JobRole.VIDEO) is not None:
            self._pressed = QPersistentModelIndex(index), event.position().toPoint()
        else:
            super().mousePressEvent(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            super().mouseMoveEvent(event)
            return
        index, place = self._pressed
        moved = event.position().toPoint() - place
        if index.isValid() and moved.manhattanLength() >= QApplication.startDragDistance():
            self._pressed = None
            self._drag(self.model().index(index.row(), 0))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            super().mouseReleaseEvent(event)
            return
        index, _ = self._pressed
        self._pressed = None
        if index.isValid():
            self.setCurrentIndex(self.model().index(index.row(), 0))

    def _drag(self, index: QModelIndex) -> None:
        video = index.data(JobRole.VIDEO)
        if video is None:
            return
        drag = QDrag(self)
        drag.setMimeData(video_drag([video]))
        poster = index.data(JobRole.THUMBNAIL)
        if isinstance(poster, QImage) and not poster.isNull():
            drag.setPixmap(QPixmap.fromImage(poster).scaledToWidth(_DRAGGED))
        drag.exec(Qt.DropAction.CopyAction)
