"""A cell of the grid, held against a picture of itself that somebody has looked at.

The pictures are small, so that another font changes little; a part that is missing or in a wrong
colour changes much. ``GOLDEN=1`` in the environment takes them anew.
"""

import os
from array import array
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget
from pytestqt.qtbot import QtBot

from seedance_desktop.core.entry import Entry, Organised
from seedance_desktop.core.found import Numbers
from seedance_desktop.core.ids import EntryNumber
from seedance_desktop.model.models import Models
from seedance_desktop.model.thumbnails import poster_key
from seedance_desktop.ui.library.video_delegate import VideoDelegate
from seedance_desktop.ui.theme import Theme
from tests.store.samples import a_job, a_request, a_video

GOLDEN = Path(__file__).parents[1] / "golden"
CELL = QSize(214, 180)
KEPT = QSize(107, 90)
MOST_OFF = 5.0
"""Mean difference of a colour, of 255, that fonts and rounding may cause."""


def an_entry(organised: Organised, *, is_missing: bool = False) -> Entry:
    request = a_request(prompt="Portrait, hair in a light breeze", pictures=())
    video = a_video(a_job(1, request=request))
    return Entry(EntryNumber(1), video, organised, is_missing=is_missing)


def gradient() -> QImage:
    image = QImage(240, 135, QImage.Format.Format_RGB32)
    painter, colours = QPainter(image), QLinearGradient(0, 0, 240, 135)
    colours.setColorAt(0, QColor("#7a3b10"))
    colours.setColorAt(1, QColor("#0f3440"))
    painter.fillRect(image.rect(), colours)
    painter.end()
    return image


def drawn(models: Models, theme: Theme, entry: Entry, *, state: QStyle.StateFlag) -> QImage:
    models.library._cache.keep([entry])
    models.library._show(Numbers(array("q", [1])))
    key = f"{poster_key(entry.video.id)}:{entry.video.byte_count}:cell"
    models.thumbnails._pictures.keep(key, gradient(), 194)
    image = QImage(CELL, QImage.Format.Format_RGB32)
    image.fill(QColor(theme.colours.window))
    option, widget = QStyleOptionViewItem(), QWidget()
    option.initFrom(widget)
    option.rect = QRect(4, 4, CELL.width() - 8, CELL.height() - 8)
    option.state = QStyle.StateFlag.State_Enabled | state
    painter = QPainter(image)
    VideoDelegate(theme, models.thumbnails).paint(painter, option, models.library.index(0))
    painter.end()
    widget.deleteLater()
    mode = Qt.TransformationMode.SmoothTransformation
    return image.scaled(KEPT, Qt.AspectRatioMode.IgnoreAspectRatio, mode)


def difference(one: QImage, other: QImage) -> float:
    form = QImage.Format.Format_RGB888
    first, second = (bytes(each.convertToFormat(form).constBits()) for each in (one, other))
    off: int = sum(abs(a - b) for a, b in zip(first, second, strict=True))
    return off / len(first)


@pytest.mark.parametrize("look", ["dark", "light"])
def test_a_cell_looks_as_it_was_looked_at(
    models: Models, theme: Theme, look: str, qtbot: QtBot
) -> None:
    theme.choose(look)
    full = an_entry(Organised(rating=5, is_favourite=True))

    shown = drawn(models, theme, full, state=QStyle.StateFlag.State_Selected)

    path = GOLDEN / f"cell-{look}.png"
    if os.environ.get("GOLDEN"):
        shown.save(str(path))
    assert difference(shown, QImage(str(path))) < MOST_OFF


def test_what_is_missing_from_a_cell_is_noticed(models: Models, theme: Theme) -> None:
    full = an_entry(Organised(rating=5, is_favourite=True))
    golden = QImage(str(GOLDEN / "cell-dark.png"))
    selected = QStyle.StateFlag.State_Selected

    others = [
        drawn(models, theme, full, state=QStyle.StateFlag.State_None),
        drawn(models, theme, replace(full, is_missing=True), state=selected),
    ]

    assert all(difference(other, golden) > MOST_OFF for other in others)
