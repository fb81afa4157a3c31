"""Clips dragged out of the grid: the real files, always copied and never moved."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QDrag, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractItemView

_SIZE = QSize(144, 81)
_BADGE = 24
_MOST = 500
"""Files of one drag; more than anybody means to drag, and soon told."""


def start_drag(view: QAbstractItemView, poster_of: Callable[[QModelIndex], QImage | None]) -> None:
    """Let the selected clips be dropped, into this program or another one."""
    chosen: list[QModelIndex] = []
    for part in view.selectionModel().selection().toList():
        rows = range(part.top(), min(part.bottom() + 1, part.top() + _MOST - len(chosen)))
        chosen += [view.model().index(row, 0) for row in rows]
    data = view.model().mimeData(chosen)
    if not data.hasUrls():
        return
    drag = QDrag(view)
    drag.setMimeData(data)
    picture = poster_of(view.currentIndex()) or poster_of(chosen[0])
    drag.setPixmap(drag_pixmap(picture, len(chosen), view.devicePixelRatioF()))
    drag.setHotSpot(QPoint(_SIZE.width() // 2, _SIZE.height() // 2))
    drag.exec(Qt.DropAction.CopyAction, Qt.DropAction.CopyAction)


def drag_pixmap(picture: QImage | None, count: int, ratio: float) -> QPixmap:
    """A small picture, and how many clips there are if they are more than one."""
    pixmap = QPixmap(_SIZE * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(QColor("#2d2e33"))
    with QPainter(pixmap) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if picture is not None and not picture.isNull():
            size = picture.size().scaled(_SIZE, Qt.AspectRatioMode.KeepAspectRatioByExpanding)
            target = QRect(QPoint(0, 0), size)
            target.moveCenter(QRect(QPoint(0, 0), _SIZE).center())
            painter.drawImage(target, picture)
        if count > 1:
            badge = QRect(_SIZE.width() - _BADGE - 4, 4, _BADGE, _BADGE)
            painter.setBrush(QColor("#ff7a45"))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse(badge)
            painter.setPen(QColor("#1d0d05"))
            painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, str(count))
    return pixmap
