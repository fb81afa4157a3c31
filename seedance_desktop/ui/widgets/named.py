"""Naming of controls, so that screen readers and scripts can find every one of them."""

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import QLabel, QWidget

if TYPE_CHECKING:
    from PySide6.QtWidgets import QFormLayout

W = TypeVar("W", bound=QWidget)


def named(widget: W, object_name: str, accessible_name: str = "") -> W:
    """``widget`` with a name for scripts and, where it has no text, one for people."""
    widget.setObjectName(object_name)
    if accessible_name:
        widget.setAccessibleName(accessible_name)
    return widget


def label(text: str, tone: str = "", *, wraps: bool = False) -> QLabel:
    """A text in one of the style sheet's tones; signs that look like markup are shown as they are.

    Much of what is shown was written elsewhere: prompts, names of files, a service's own words.
    """
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    if tone:
        made.setProperty("tone", tone)
    made.setWordWrap(wraps)
    return made


def explain(widget: QWidget, words: str) -> None:
    """Give a control a tip of words that were written elsewhere; long ones in several lines."""
    lines = GuiQt.convertFromPlainText(words, Qt.WhiteSpaceMode.WhiteSpaceNormal)
    widget.setToolTip(lines if words else "")
    widget.setAccessibleDescription(words)


def level(form: "QFormLayout") -> None:
    """Bring the names of a form's rows to the height of their fields, which Qt does not quite."""
    from PySide6.QtWidgets import QFormLayout, QSizePolicy

    for row in range(form.rowCount()):
        item = form.itemAt(row, QFormLayout.ItemRole.LabelRole)
        name = None if item is None else item.widget()
        if name is not None:
            name.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)


def mark(widget: QWidget, name: str, value: str) -> None:
    """Give a property that the style sheet goes by this value.

    The sheet looks again where it has looked before: not while a window is still being built.
    """
    if (widget.property(name) or "") == value:
        return
    widget.setProperty(name, value)
    if widget.window().isVisible():
        widget.style().unpolish(widget)
        widget.style().polish(widget)
