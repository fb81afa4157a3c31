"""How a clip is drawn in the grid: poster, length, first words, model and size."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from seedance_desktop.core.video import Video
from seedance_desktop.core.words import tr
from seedance_desktop.model.library import VideoRole
from seedance_desktop.ui.jobs.job_delegate import draw_picture, small_font
from seedance_desktop.ui.theme import Theme
from seedance_desktop.ui.words import first_words

_INSET = 6
_BADGE = QColor(0, 0, 0, 170)


class VideoDelegate(QStyledItemDelegate):
    """Draws one cell of the library's grid."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._theme = theme

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return option.rect.size()

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        video: Video = index.data(VideoRole.VIDEO)
        colours = self._theme.colours
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        cell = option.rect.adjusted(_INSET, _INSET, -_INSET, -_INSET)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setBrush(QColor(colours.selection))
            painter.setPen(QPen(QColor(colours.accent), 1.5))
            painter.drawRoundedRect(QRectF(cell).adjusted(-3, -3, 3, 3), 7, 7)
        poster = QRect(cell.left(), cell.top(), cell.width(), cell.width() * 9 // 16)
        draw_picture(painter, poster, index.data(VideoRole.POSTER), QColor(colours.raised))
        self._draw_badge(painter, option.font, poster, tr("{count} s", count=_seconds(video)))
        self._draw_caption(
            painter, option.font, cell.adjusted(2, poster.height() + 5, -2, 0), index
        )
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colours.accent), 1, Qt.PenStyle.DotLine))
            painter.drawRoundedRect(QRectF(cell).adjusted(-3, -3, 3, 3), 7, 7)
        painter.restore()

    def _draw_badge(self, painter: QPainter, font: QFont, poster: QRect, words: str) -> None:
        small = small_font(font)
        metrics = QFontMetrics(small)
        width = metrics.horizontalAdvance(words) + 10
        badge = QRect(0, 0, width, metrics.height() + 2)
        badge.moveBottomRight(poster.bottomRight() - QRect(0, 0, 7, 7).bottomRight())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_BADGE)
        painter.drawRoundedRect(badge, 4, 4)
        painter.setFont(small)
        painter.setPen(Qt.GlobalColor.white)
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, words)

    def _draw_caption(
        self,
        painter: QPainter,
        font: QFont,
        area: QRect,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        video: Video = index.data(VideoRole.VIDEO)
        line = QFontMetrics(font).height()
        for place, (face, colour, words) in enumerate(
            (
                (font, self._theme.colours.text, first_words(video.request)),
                (small_font(font), self._theme.colours.muted, index.data(VideoRole.CAPTION)),
            )
        ):
            painter.setFont(face)
            painter.setPen(QColor(colour))
            row = QRect(area.left(), area.top() + place * (line + 1), area.width(), line)
            shown = QFontMetrics(face).elidedText(words, Qt.TextElideMode.ElideRight, row.width())
            painter.drawText(row, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)


def _seconds(video: Video) -> str:
    """The length as people say it; 5.04 seconds are 5."""
    return f"{video.clip.duration:.1f}".removesuffix(".0")
