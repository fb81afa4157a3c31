"""What a part is taken for by screen readers and scripts, where Qt takes it for an empty place."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

_ROLE = "described_as"
_DESCRIPTIONS: list[QAccessibleInterface] = []
"""Kept for good: Qt deletes what they describe with, and Python must not do so before."""


def describe(widget: QWidget, role: QAccessible.Role) -> None:
    """Let a widget be taken for this. Before it has a name, which is told at once."""
    widget.setProperty(_ROLE, role.value)
    QAccessible.installFactory(_described)


def _described(_key: str, thing: QObject) -> QAccessibleInterface | None:
    """Asked by Qt of every part of every window, and again where a part's class has changed."""
    role = thing.property(_ROLE)
    if role is None or not isinstance(thing, QWidget):
        return None
    description = QAccessibleWidget(thing, QAccessible.Role(role))
    _DESCRIPTIONS.append(description)
    return description
