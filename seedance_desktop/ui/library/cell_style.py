"""Fonts, colours and shortened texts of the grid's cells, made once for all that look alike."""

from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics

from seedance_desktop.ui.jobs.job_delegate import small_font
from seedance_desktop.ui.theme import Colours

_TEXTS = 1_000
"""Several screenfuls."""


class Face:
    """A font with its measures. ``shortened`` remembers what it has measured."""

    def __init__(self, font: QFont) -> None:
        self.font = font
        self.metrics = QFontMetrics(font)
        self.line = self.metrics.height()
        self.shortened = lru_cache(_TEXTS)(self._shortened)
        self.width_of = lru_cache(_TEXTS)(self._width)

    def _width(self, words: str) -> int:
        """Of our own, since wrapping a function of Qt's has its help text made: 95 ms at first."""
        return self.metrics.horizontalAdvance(words)

    def _shortened(self, words: str, width: int) -> str:
        return self.metrics.elidedText(words, Qt.TextElideMode.ElideRight, width)


class CellStyle:
    """What cells in one font and one theme are drawn with."""

    def __init__(self, font: QFont, colours: Colours) -> None:
        self.colours = colours
        self.usual, self.small = Face(QFont(font)), Face(small_font(font))
        self.text, self.muted = QColor(colours.text), QColor(colours.muted)
        self.stars, self.accent = QColor(colours.warning), QColor(colours.accent)
        self.raised, self.selection = QColor(colours.raised), QColor(colours.selection)
