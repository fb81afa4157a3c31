"""The bar under a clip shows which part of it is played."""

from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from seedance_desktop.ui.theme import Theme
from seedance_desktop.ui.widgets.position_bar import PositionBar


def lines(image: QImage, colour: QColor) -> list[int]:
    """Where in the topmost row of pixels, which no handle reaches, something stands."""
    return [x for x in range(image.width()) if image.pixelColor(x, 0) == colour]


def test_a_line_stands_where_the_handle_would_at_each_end_of_the_part(
    theme: Theme, qtbot: QtBot
) -> None:
    bar = PositionBar(theme)
    qtbot.addWidget(bar)
    bar.setRange(0, 100)
    bar.resize(214, 24)
    bar.show()
    colour = QColor(theme.colours.text)
    without = lines(bar.grab().toImage(), colour)

    bar.show_part((0, 100))
    (first, last) = _groups(lines(bar.grab().toImage(), colour))
    bar.show_part((50, 100))
    (middle, _) = _groups(lines(bar.grab().toImage(), colour))
    bar.show_part(None)

    assert without == lines(bar.grab().toImage(), colour) == []
    assert first > 0
    assert abs(first + last - 2 * middle) <= 1
    assert abs(middle - bar.width() / 2) <= 1


def _groups(places: list[int]) -> list[int]:
    """The first of each run of neighbours."""
    return [x for x in places if x - 1 not in places]
