import math

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage, QPalette
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QToolButton, QWidget

from seedance_desktop.core.errors import OutOfCreditError
from seedance_desktop.model.models import Models
from seedance_desktop.ui.main_window import MainWindow
from seedance_desktop.ui.theme import Colours, Theme, read_colours
from tests.support.screen_parts import part

READABLE = 4.5
"""Contrast that text of any size needs (WCAG 2.1, AA)."""
SEEN = 3.0
"""That of whatever has to be seen; of what cannot be used nothing is asked there."""
TOLD_APART = 1.5


def brightness(colour: str) -> float:
    """Relative luminance, as WCAG defines it."""
    found = QColor(colour)
    return (
        0.2126 * linear(found.redF())
        + 0.7152 * linear(found.greenF())
        + 0.0722 * linear(found.blueF())
    )


def linear(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else math.pow((share + 0.055) / 1.055, 2.4)


def contrast(one: str, other: str) -> float:
    low, high = sorted((brightness(one), brightness(other)))
    return (high + 0.05) / (low + 0.05)


def colour_at(window: QWidget, name: str, place: QPoint) -> QColor:
    """What is seen of the window at a place of one of its parts."""
    return window.grab().toImage().pixelColor(part(window, QWidget, name).mapTo(window, place))


@pytest.mark.parametrize("name", ["dark", "light"])
def test_every_text_can_be_read_on_what_is_behind_it(name: str) -> None:
    colours = read_colours(name)
    texts = ("text", "muted", "pale", "accent_text", "info", "good", "warning", "danger")

    for behind in ("window", "panel", "field"):
        for text in texts:
            found = contrast(getattr(colours, text), getattr(colours, behind))
            assert found >= READABLE, f"{text} on {behind}: {found:.2f}"
    assert contrast(colours.on_accent, colours.accent) >= READABLE


@pytest.mark.parametrize("name", ["dark", "light"])
def test_what_cannot_be_used_is_told_from_what_can_and_is_still_seen(name: str) -> None:
    colours = read_colours(name)

    for behind in ("window", "panel", "raised", "field"):
        ground = getattr(colours, behind)
        faint = contrast(colours.faint, ground)
        assert faint >= SEEN, f"faint on {behind}: {faint:.2f}"
        assert contrast(colours.text, ground) / faint >= TOLD_APART
        assert contrast(colours.muted, ground) / faint >= TOLD_APART
        assert faint < contrast(colours.pale, ground) < contrast(colours.muted, ground)


@pytest.mark.parametrize("name", ["dark", "light"])
def test_what_stands_in_an_empty_field_is_in_the_colour_that_can_be_read(
    window: MainWindow, models: Models, name: str
) -> None:
    models.preferences.choose("theme", name)
    QApplication.processEvents()
    lines, texts = window.findChildren(QLineEdit), window.findChildren(QPlainTextEdit)
    told: list[QWidget] = [field for field in lines if field.placeholderText()]
    told += [field for field in texts if field.placeholderText()]

    role, form = QPalette.ColorRole.PlaceholderText, QColor.NameFormat.HexArgb
    found = {field.palette().color(role).name(form) for field in told}

    assert {"prompt", "seed"} <= {field.objectName() for field in told}
    assert found == {f"#ff{read_colours(name).pale[1:]}"}


def test_the_whole_window_changes_its_colours_and_back_while_it_is_open(
    window: MainWindow, models: Models, theme: Theme
) -> None:
    models.notices.show_error(OutOfCreditError())
    seen = []

    for choice in ("light", "dark", "light"):
        models.preferences.choose("theme", choice)
        QApplication.processEvents()
        colours = read_colours(choice)
        assert theme.colours == colours
        assert_colours(window, colours)
        seen.append(window.grab().toImage())

    assert seen[0] != seen[1]
    assert differing(seen[0], seen[2]) < 0.001


def assert_colours(window: MainWindow, colours: Colours) -> None:
    assert colour_at(window, "work_splitter", QPoint(4, 4)) == QColor(colours.window)
    assert colour_at(window, "prompt", QPoint(2, 60)) == QColor(colours.field)
    palette = QApplication.palette()
    assert palette.color(QPalette.ColorRole.Window) == QColor(colours.window)
    assert palette.color(QPalette.ColorRole.WindowText) == QColor(colours.text)
    for name in ("settings", "seed_random", "notice_close"):
        icon = part(window, QToolButton, name).icon().pixmap(20).toImage()
        assert icon.pixelColor(10, 10).alpha() == 0 or same(icon, colours.muted), name


def same(icon: QImage, colour: str) -> bool:
    return icon.pixelColor(10, 10).name() == colour


def differing(one: QImage, other: QImage) -> float:
    """The share of pixels in which two pictures differ."""
    first, second = (memoryview(image.constBits()).cast("I") for image in (one, other))
    return sum(a != b for a, b in zip(first, second, strict=True)) / len(first)
