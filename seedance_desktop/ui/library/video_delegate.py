"""How a clip is drawn in the grid: poster, badges, first words, model and size, stars."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from seedance_desktop.core.entry import Entry
from seedance_desktop.core.words import tr, tr_count
from seedance_desktop.model.library import VideoRole
from seedance_desktop.model.thumbnails import Thumbnails
from seedance_desktop.ui.jobs.job_delegate import draw_picture
from seedance_desktop.ui.library.cell_style import CellStyle, Face
from seedance_desktop.ui.library.grid_layout import INSET
from seedance_desktop.ui.theme import Theme
from seedance_desktop.ui.words import clip_words

_BADGE = QColor(0, 0, 0, 170)
_GAP = 6
_GONE = 0.4
"""How much is left of a picture whose clip is missing."""
_LEVEL = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
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
        self._style: CellStyle | None = None

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
        return None if entry is None else self._picture(entry)

    def paint_ground(self, painter: QPainter, area: QRect) -> None:
        """What the cells lie on."""
        painter.fillRect(area, QColor(self._theme.colours.window))

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
        style = self._style_in(option.font)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        takes = index.data(VideoRole.TAKES)
        if takes is not None and takes <= 0:  # a group that is open, on one ground
            painter.fillRect(option.rect, style.raised)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setBrush(style.selection)
            painter.setPen(QPen(style.accent, 1.5))
            painter.drawRoundedRect(QRectF(cell).adjusted(-3, -3, 3, 3), 7, 7)
        poster = QRect(cell.left(), cell.top(), cell.width(), cell.width() * 9 // 16)
        words = cell.adjusted(2, poster.height() + 5, -2, 0)
        if entry is None:
            draw_picture(painter, poster, None, style.raised)
            _draw_bars(painter, words, style)
        else:
            is_over = bool(option.state & QStyle.StateFlag.State_MouseOver)
            self._draw_poster(painter, poster, entry, style, is_over=is_over)
            _draw_badges(painter, poster, entry, takes_words(takes), style)
            _draw_caption(painter, words, entry, index.data(VideoRole.CAPTION), style)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            painter.setPen(QPen(style.text if is_chosen else style.accent, 1, Qt.PenStyle.DotLine))
            out = 1.5 if is_chosen else 3.0  # within the frame of what is selected, or in its place
            painter.drawRoundedRect(QRectF(cell).adjusted(-out, -out, out, out), 6, 6)
        painter.restore()

    def takes_area(self, cell: QRect, font: QFont, index: Index) -> QRect:
        """Where a cell's badge says how many takes it stands for; empty where it has none."""
        words = takes_words(index.data(VideoRole.TAKES)) if index.isValid() else ""
        if not words:
            return QRect()
        inner = cell.adjusted(INSET, INSET, -INSET, -INSET)
        poster = QRect(inner.left(), inner.top(), inner.width(), inner.width() * 9 // 16)
        face = self._style_in(font).small
        return _badge_area(face, (poster, Qt.Corner.TopRightCorner), words)

    def _style_in(self, font: QFont) -> CellStyle:
        colours = self._theme.colours
        if (
            self._style is None
            or self._style.colours is not colours
            or self._style.usual.font != font
        ):
            self._style = CellStyle(font, colours)
        return self._style

    def _draw_poster(
        self, painter: QPainter, area: QRect, entry: Entry, style: CellStyle, *, is_over: bool
    ) -> None:
        picture = self._picture(entry)
        strip = self._thumbnails.strip(entry.video) if is_over and not entry.is_missing else None
        if strip is not None and not strip.isNull():
            picture = _moment(strip, entry, self._share)
        painter.setOpacity(_GONE if entry.is_missing else 1.0)
        draw_picture(painter, area, picture, style.raised)
        painter.setOpacity(1.0)
        if strip is not None and not strip.isNull():
            line = QRect(area.left(), area.bottom() - 2, round(area.width() * self._share), 3)
            painter.fillRect(line, style.accent)

    def _picture(self, entry: Entry) -> QImage | None:
        return self._thumbnails.cell(entry.video, round(self._width * self._ratio))


def _draw_badges(
    painter: QPainter, poster: QRect, entry: Entry, takes: str, style: CellStyle
) -> None:
    corner = Qt.Corner
    length = tr("{count} s", count=_seconds(entry))
    _draw_badge(painter, style.small, (poster, corner.BottomRightCorner), length)
    if takes:
        _draw_badge(painter, style.small, (poster, corner.TopRightCorner), takes)
    if entry.is_missing or entry.is_damaged:
        state = tr("File missing") if entry.is_missing else tr("Damaged")
        _draw_badge(painter, style.small, (poster, corner.BottomLeftCorner), state)
    if entry.organised.is_favourite:
        _draw_badge(painter, style.small, (poster, corner.TopLeftCorner), _HEART)


def _draw_badge(painter: QPainter, face: Face, place: tuple[QRect, Qt.Corner], words: str) -> None:
    badge = _badge_area(face, place, words)
    if badge.isEmpty():
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_BADGE)
    painter.drawRoundedRect(badge, 4, 4)
    painter.setFont(face.font)
    painter.setPen(Qt.GlobalColor.white)
    painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, words)


def _draw_caption(
    painter: QPainter, area: QRect, entry: Entry, caption: str, style: CellStyle
) -> None:
    stars = _STAR * entry.organised.rating
    taken = style.small.width_of(stars) + 8 if stars else 0
    first = QRect(area.left(), area.top(), area.width(), style.usual.line)
    second = first.translated(0, style.usual.line + 1)
    for row, face, colour, words in (
        (first, style.usual, style.text, clip_words(entry.video)),
        (second.adjusted(0, 0, -taken, 0), style.small, style.muted, caption),
    ):
        painter.setFont(face.font)
        painter.setPen(colour)
        painter.drawText(row, _LEVEL, face.shortened(words, row.width()))
    if stars:
        painter.setPen(style.stars)
        align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(second, align, stars)


def _draw_bars(painter: QPainter, area: QRect, style: CellStyle) -> None:
    """In the place of words that have not arrived."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(style.raised)
    for top, share in ((4, 0.7), (22, 0.4)):
        bar = QRect(area.left(), area.top() + top, round(area.width() * share), 9)
        painter.drawRoundedRect(bar, 3, 3)


def takes_words(takes: int) -> str:
    """What the badge of a cell says that stands for several, which are shown or not."""
    if abs(takes) < 2:
        return ""
    words = tr_count("{count} take", "{count} takes", abs(takes))
    return f"{words} ▾" if takes < 0 else f"{words} ▸"


def _badge_area(face: Face, place: tuple[QRect, Qt.Corner], words: str) -> QRect:
    """Empty where there is no room."""
    poster, corner = place
    inner = poster.adjusted(_GAP, _GAP, -_GAP, -_GAP)
    badge = QRect(0, 0, face.width_of(words) + 10, face.line + 2)
    if badge.width() > inner.width():
        return QRect()
    match corner:
        case Qt.Corner.TopLeftCorner:
            badge.moveTopLeft(inner.topLeft())
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
