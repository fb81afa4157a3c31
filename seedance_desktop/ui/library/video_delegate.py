"""How a clip is drawn in the grid: poster, badges, first words, model and size, stars."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from seedance_desktop.core.entry import Entry
from seedance_desktop.core.words import tr, tr_count
from seedance_desktop.model.library import VideoRole
from seedance_desktop.model.thumbnails import Thumbnails
from seedance_desktop.ui.jobs.job_delegate import draw_picture, small_font
from seedance_desktop.ui.library.grid_layout import INSET
from seedance_desktop.ui.theme import Theme
from seedance_desktop.ui.words import clip_words

_BADGE = QColor(0, 0, 0, 170)
_GAP = 6
_STAR, _HEART = "★", "♥"
Index = QModelIndex | QPersistentModelIndex


class VideoDelegate(QStyledItemDelegate):
    """Draws one cell of the library's grid, and the titles between them."""

    def __init__(self, theme: Theme, thumbnails: Thumbnails) -> None:
        super().__init__(theme)
        self._theme = theme
        self._thumbnails = thumbnails
        self._ratio = 1.0
        self._share = 0.0
        self._width = 0

    def point_at(self, cell: QRect, place: QPoint) -> None:
        """The pointer is there: its share of the cell's width is the share of the clip shown."""
        inner = max(1, cell.width() - 2 * INSET)
        self._share = min(max(0.0, (place.x() - cell.left() - INSET) / inner), 1.0)

    def make_room(self, area: QSize) -> None:
        """So much is seen of the cells at once."""
        self._thumbnails.make_room(round(area.width() * area.height() * self._ratio**2))

    def prepare(self, index: Index) -> None:
        """Have the picture ready when the cell comes into sight."""
        self.poster_of(index)

    def poster_of(self, index: Index) -> QImage | None:
        """The picture in the size that is shown, once it is there."""
        entry: Entry | None = index.data(VideoRole.ENTRY)
        if entry is None or entry.is_missing:
            return None
        return self._thumbnails.poster(entry.video, round(self._width * self._ratio))

    def paint_header(self, painter: QPainter, area: QRect, title: str) -> None:
        """A title over the cells of a day."""
        font = QFont(painter.font())
        font.setWeight(QFont.Weight.DemiBold)
        painter.save()
        painter.setFont(font)
        painter.setPen(QColor(self._theme.colours.muted))
        inner = area.adjusted(INSET, 0, 0, -2)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, title)
        painter.restore()

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return option.rect.size()

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Entry | None = index.data(VideoRole.ENTRY)
        cell = option.rect.adjusted(INSET, INSET, -INSET, -INSET)
        self._width, self._ratio = cell.width(), painter.device().devicePixelRatio()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        colours = self._theme.colours
        takes = index.data(VideoRole.TAKES)
        if takes is not None and takes <= 0:  # a group that is open, on one ground
            painter.fillRect(option.rect, QColor(colours.raised))
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setBrush(QColor(colours.selection))
            painter.setPen(QPen(QColor(colours.accent), 1.5))
            painter.drawRoundedRect(QRectF(cell).adjusted(-3, -3, 3, 3), 7, 7)
        poster = QRect(cell.left(), cell.top(), cell.width(), cell.width() * 9 // 16)
        words = cell.adjusted(2, poster.height() + 5, -2, 0)
        if entry is None:
            draw_picture(painter, poster, None, QColor(colours.raised))
            self._draw_bars(painter, words)
        else:
            is_over = bool(option.state & QStyle.StateFlag.State_MouseOver)
            self._draw_poster(painter, poster, index, is_over=is_over)
            self._draw_badges(painter, option.font, poster, index)
            self._draw_caption(painter, option.font, words, index)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colours.accent), 1, Qt.PenStyle.DotLine))
            painter.drawRoundedRect(QRectF(cell).adjusted(-3, -3, 3, 3), 7, 7)
        painter.restore()

    def _draw_poster(self, painter: QPainter, area: QRect, index: Index, *, is_over: bool) -> None:
        entry: Entry = index.data(VideoRole.ENTRY)
        picture = self.poster_of(index)
        strip = self._thumbnails.strip(entry.video) if is_over and not entry.is_missing else None
        if strip is not None and not strip.isNull():
            picture = _moment(strip, entry, self._share)
        draw_picture(painter, area, picture, QColor(self._theme.colours.raised))
        if strip is not None and not strip.isNull():
            line = QRect(area.left(), area.bottom() - 2, round(area.width() * self._share), 3)
            painter.fillRect(line, QColor(self._theme.colours.accent))

    def _draw_badges(self, painter: QPainter, font: QFont, poster: QRect, index: Index) -> None:
        entry: Entry = index.data(VideoRole.ENTRY)
        small = small_font(font)
        corner = Qt.Corner
        length = tr("{count} s", count=_seconds(entry))
        self._draw_badge(painter, small, (poster, corner.BottomRightCorner), length)
        words = takes_words(index.data(VideoRole.TAKES))
        if words:
            self._draw_badge(painter, small, (poster, corner.TopRightCorner), words)
        state = tr("File missing") if entry.is_missing else tr("Damaged")
        if entry.is_missing or entry.is_damaged:
            self._draw_badge(painter, small, (poster, corner.BottomLeftCorner), state)
        if entry.organised.is_favourite:
            painter.setFont(font)
            place = QRect(poster.left() + _GAP, poster.top() + _GAP - 1, 24, 20)
            for shift, colour in ((1, QColor(0, 0, 0, 150)), (0, QColor("white"))):
                painter.setPen(colour)
                painter.drawText(place.translated(shift, shift), 0, _HEART)

    def takes_area(self, cell: QRect, font: QFont, index: Index) -> QRect:
        """Where a cell's badge says how many takes it stands for; empty where it has none."""
        words = takes_words(index.data(VideoRole.TAKES)) if index.isValid() else ""
        if not words:
            return QRect()
        inner = cell.adjusted(INSET, INSET, -INSET, -INSET)
        poster = QRect(inner.left(), inner.top(), inner.width(), inner.width() * 9 // 16)
        return _badge_area(small_font(font), (poster, Qt.Corner.TopRightCorner), words)

    def _draw_badge(
        self, painter: QPainter, font: QFont, place: tuple[QRect, Qt.Corner], words: str
    ) -> None:
        badge = _badge_area(font, place, words)
        if badge.isEmpty():
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_BADGE)
        painter.drawRoundedRect(badge, 4, 4)
        painter.setFont(font)
        painter.setPen(Qt.GlobalColor.white)
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, words)

    def _draw_caption(self, painter: QPainter, font: QFont, area: QRect, index: Index) -> None:
        entry: Entry = index.data(VideoRole.ENTRY)
        colours, small = self._theme.colours, small_font(font)
        line = QFontMetrics(font).height()
        stars = _STAR * entry.organised.rating
        taken = QFontMetrics(small).horizontalAdvance(stars) + (8 if stars else 0)
        first = QRect(area.left(), area.top(), area.width(), line)
        second = first.translated(0, line + 1)
        for row, face, colour, words in (
            (first, font, colours.text, clip_words(entry.video)),
            (second.adjusted(0, 0, -taken, 0), small, colours.muted, index.data(VideoRole.CAPTION)),
        ):
            painter.setFont(face)
            painter.setPen(QColor(colour))
            shown = QFontMetrics(face).elidedText(words, Qt.TextElideMode.ElideRight, row.width())
            painter.drawText(row, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        if stars:
            painter.setPen(QColor(colours.warning))
            align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(second, align, stars)

    def _draw_bars(self, painter: QPainter, area: QRect) -> None:
        """In the place of words that have not arrived."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.colours.raised))
        for top, share in ((4, 0.7), (22, 0.4)):
            bar = QRect(area.left(), area.top() + top, round(area.width() * share), 9)
            painter.drawRoundedRect(bar, 3, 3)


def takes_words(takes: int) -> str:
    """What the badge of a cell says that stands for several, which are shown or not."""
    if abs(takes) < 2:
        return ""
    words = tr_count("{count} take", "{count} takes", abs(takes))
    return f"{words} ▾" if takes < 0 else f"{words} ▸"


def _badge_area(font: QFont, place: tuple[QRect, Qt.Corner], words: str) -> QRect:
    """Empty where there is no room."""
    poster, corner = place
    metrics = QFontMetrics(font)
    inner = poster.adjusted(_GAP, _GAP, -_GAP, -_GAP)
    badge = QRect(0, 0, metrics.horizontalAdvance(words) + 10, metrics.height() + 2)
    if badge.width() > inner.width():
        return QRect()
    match corner:
        case Qt.Corner.TopRightCorner:
            badge.moveTopRight(inner.topRight())
        case Qt.Corner.BottomLeftCorner:
            badge.moveBottomLeft(inner.bottomLeft())
        case _:
            badge.moveBottomRight(inner.bottomRight())
    return badge


def _moment(strip: QImage, entry: Entry, share: float) -> QImage:
    """The picture of a strip that belongs to a share of the clip's length."""
    size = entry.video.clip.size
    height = max(1, round(strip.width() * size.height / size.width))
    count = max(1, round(strip.height() / height))
    exact = strip.height() // count
    return strip.copy(0, min(int(share * count), count - 1) * exact, strip.width(), exact)


def _seconds(entry: Entry) -> str:
    """The length as people say it; 5.04 seconds are 5."""
    return f"{entry.video.clip.duration:.1f}".removesuffix(".0")
