"""Finding and driving the parts of a window inside a test's own process."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QMimeData, QObject, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage, QInputMethodEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

T = TypeVar("T", bound=QObject)
PATIENCE = 30_000
"""Milliseconds that a thing may take on a busy machine."""
LEFT = Qt.MouseButton.LeftButton


def part(window: QWidget, kind: type[T], name: str) -> T:
    """The one part of this name; asserts that it is there."""
    found: T | None = window.findChild(kind, name)
    assert found is not None, f"no {kind.__name__} named {name}"
    return found


def click(window: QWidget, name: str) -> None:
    """Click on the button of this name, which can be seen."""
    button = part(window, QPushButton, name)
    assert button.isVisible()
    QTest.mouseClick(button, LEFT)


def words(window: QWidget, name: str) -> str:
    """What a label says, if it can be seen; nothing where it is hidden."""
    label = part(window, QLabel, name)
    return label.text() if label.isVisible() else ""


def wait(qtbot: QtBot, holds: Callable[[], bool]) -> None:
    qtbot.waitUntil(holds, timeout=PATIENCE)


def files(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def drop(
    widget: QWidget,
    mime: QMimeData,
    keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    at: QPoint | None = None,
) -> bool:
    """Drop as Qt tells a widget of it: first it is asked, then it gets the thing."""
    place = QPointF(widget.rect().center() if at is None else at)
    action, nothing = Qt.DropAction.CopyAction, keys
    entering = QDragEnterEvent(place.toPoint(), action, mime, LEFT, nothing)
    entering.ignore()
    QApplication.sendEvent(widget, entering)
    if not entering.isAccepted():
        return False
    dropping = QDropEvent(place, action, mime, LEFT, nothing)
    QApplication.sendEvent(widget, dropping)
    return dropping.isAccepted()


def turn_wheel(
    widget: QWidget,
    place: QPoint,
    angle: int,
    *,
    keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    """Turn the wheel over a place of the widget; 120 is one notch away from the user."""
    event = QWheelEvent(
        QPointF(place),
        QPointF(widget.mapToGlobal(place)),
        QPoint(),
        QPoint(0, angle),
        Qt.MouseButton.NoButton,
        keys,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


def compose(widget: QWidget, text: str) -> None:
    """Write as an input method does it, for scripts that no key stands for."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def painted(image: QImage) -> int:
    """How many different colours there are in a small copy of a picture."""
    small = image.scaled(64, 64)
    return len({small.pixel(x, y) for x in range(64) for y in range(64)})
