"""How a job is drawn in the list: picture, first words, parameters, state, progress."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontInfo,
    QFontMetrics,
    QImage,
    QPainter,
    QPainterPath,
)
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from seedance_desktop.core.events import JobProgress
from seedance_desktop.core.job import Job, JobState
from seedance_desktop.core.words import clock, tr
from seedance_desktop.model.job_row import JobRow
from seedance_desktop.model.jobs import JobRole
from seedance_desktop.ui.theme import Colours, Theme
from seedance_desktop.ui.words import byte_count, bytes_of, first_words, state_words, token_count

_PICTURE = QSize(84, 48)
_PADDING = 12
_GAP = 10
_SMALL = 0.9
_ROUND = 4
_LEVEL = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class JobDelegate(QStyledItemDelegate):
    """Draws one row of the job list."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._theme = theme

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        line = option.fontMetrics.height()
        return QSize(200, max(_PICTURE.height(), 3 * line + 6) + 2 * 9 + 4)

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        from PySide6.QtWidgets import QStyle  # 20 ms of start-up, and no job may be there

        row: JobRow = index.data(JobRole.ROW)
        colours = self._theme.colours
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(option.rect, QColor(colours.selection))
        picture = QRect(option.rect.topLeft(), _PICTURE)
        picture.translate(_PADDING, (option.rect.height() - _PICTURE.height()) // 2)
        draw_picture(painter, picture, row.thumbnail, QColor(colours.raised))
        text = option.rect.adjusted(_PADDING + _PICTURE.width() + _GAP, 9, -_PADDING, -9)
        self._draw_texts(painter, option.font, text, row)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QColor(colours.accent))
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
        painter.restore()

    def _draw_texts(self, painter: QPainter, font: QFont, area: QRect, row: JobRow) -> None:
        colours, job = self._theme.colours, row.job
        small = small_font(font)
        line = QFontMetrics(font).height()
        lines = (
            (font, colours.text, first_words(job.request)),
            (small, colours.muted, row.subtitle),
            (small, state_colour(job, colours), self._state_line(row)),
        )
        for place, (face, colour, words) in enumerate(lines):
            painter.setFont(face)
            painter.setPen(QColor(colour))
            spot = QRect(area.left(), area.top() + place * (line + 2), area.width(), line)
            shown = QFontMetrics(face).elidedText(words, Qt.TextElideMode.ElideRight, spot.width())
            painter.drawText(spot, _LEVEL, shown)
        if job.state in (JobState.RUNNING, JobState.FETCHING, JobState.SUBMITTING):
            bar = QRect(area.left(), area.top() + 3 * (line + 2) + 2, area.width(), 3)
            painter.fillRect(bar, QColor(colours.line))
            bar.setWidth(round(bar.width() * max(0.02, row.progress)))
            painter.fillRect(bar, QColor(colours.info))

    def _state_line(self, row: JobRow) -> str:
        words = state_words(row.job)
        match row.job.state:
            case JobState.RUNNING | JobState.SUBMITTING:
                return _running_words(row, words)
            case JobState.FETCHING | JobState.PAUSED if row.link_left is not None:
                return tr("{state} · link works for {left}", state=words, left=clock(row.link_left))
            case JobState.FETCHING:
                return f"{words}{_arrived_words(row.arrived)}"
            case JobState.QUEUED if row.job.failure is None and row.turn:
                if row.turn == 1:
                    return tr("Waiting · next")
                return tr("Waiting · number {turn}", turn=row.turn)
            case JobState.DONE:
                return _done_words(row)
        return words


def small_font(font: QFont) -> QFont:
    """``font`` in the size of the style sheet's small texts."""
    small = QFont(font)
    small.setPixelSize(round(QFontInfo(font).pixelSize() * _SMALL))
    return small


def draw_picture(painter: QPainter, area: QRect, image: QImage | None, empty: QColor) -> None:
    """Fill ``area``, its corners rounded, with the middle of ``image``, or with plain colour.

    One of just the size on the screen is drawn as it is, which takes a fifth of the time.
    """
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    ratio = painter.device().devicePixelRatio()
    if image is None or image.isNull():
        painter.setBrush(empty)
        painter.drawRoundedRect(area, _ROUND, _ROUND)
    elif _is_exact(image.size(), area.size() * ratio):
        painter.scale(1 / ratio, 1 / ratio)
        exact = QRect(area.topLeft() * ratio, area.size() * ratio)
        painter.setBrush(QBrush(image))
        painter.setBrushOrigin(exact.topLeft())
        painter.drawRoundedRect(exact, _ROUND * ratio, _ROUND * ratio)
    else:
        outline = QPainterPath()
        outline.addRoundedRect(area, _ROUND, _ROUND)
        painter.setClipPath(outline)
        size = image.size().scaled(area.size(), Qt.AspectRatioMode.KeepAspectRatioByExpanding)
        target = QRect(area.topLeft(), size)
        target.moveCenter(area.center())
        painter.drawImage(target, image)
    painter.restore()


def _is_exact(image: QSize, area: QSize) -> bool:
    return image.width() == area.width() and 0 <= image.height() - area.height() <= 2


def state_colour(job: Job, colours: Colours) -> str:
    """The colour of a job's state: blue while it works, green when done, red when it failed."""
    match job.state:
        case JobState.SUBMITTING | JobState.RUNNING | JobState.FETCHING:
            return colours.info
        case JobState.DONE:
            return colours.good
        case JobState.FAILED | JobState.EXPIRED:
            return colours.danger
        case JobState.UNCERTAIN | JobState.PAUSED:
            return colours.warning
        case _:
            return colours.muted


def _running_words(row: JobRow, words: str) -> str:
    elapsed, left = clock(row.elapsed), row.remaining
    if left is not None and left >= 1 and not row.job.waiting_at_service:
        return tr(
            "{state} {elapsed} · about {left} left",
            state=words,
            elapsed=elapsed,
            left=clock(left),
        )
    if row.is_late:
        return tr("{state} {elapsed} · longer than usual", state=words, elapsed=elapsed)
    return f"{words} {elapsed}"


def _done_words(row: JobRow) -> str:
    done, tokens = tr("Done in {time}", time=clock(row.elapsed)), row.job.usage.tokens
    if tokens is None:
        return done
    return tr("{done} · {count} tokens", done=done, count=token_count(tokens))


def _arrived_words(arrived: JobProgress | None) -> str:
    if arrived is None:
        return ""
    if arrived.total is None:
        return f" {byte_count(arrived.received)}"
    return f" {bytes_of(arrived.received, arrived.total)}"
