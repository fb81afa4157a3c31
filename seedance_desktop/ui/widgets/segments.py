"""A row of choices of which exactly one holds, such as pages, modes and resolutions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QWidget,
)


def stand_in_tab_order(whole: QWidget, parts: Iterable[QWidget]) -> None:
    """Parts that were made late are come to where ``whole`` stands, not after everything else."""
    policy = whole.focusPolicy()
    whole.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # Qt puts nothing after what takes no focus
    for before, after in pairwise([whole, *parts]):
        QWidget.setTabOrder(before, after)
    whole.setFocusPolicy(policy)


def _take_one_tab_stop(buttons: Iterable[QAbstractButton]) -> None:
    """As radio buttons do: the tab key comes to the marked one, arrows go on from there."""
    every = list(buttons)
    is_any_marked = any(button.isChecked() for button in every)
    for button in every:
        has_stop = button.isChecked() or not is_any_marked
        policy = Qt.FocusPolicy.StrongFocus if has_stop else Qt.FocusPolicy.ClickFocus
        button.setFocusPolicy(policy)


def mark_one(group: QButtonGroup, buttons: Mapping[str, QAbstractButton], key: str) -> None:
    """Mark the button of ``key`` and no other, without telling anybody."""
    with QSignalBlocker(group):
        group.setExclusive(False)
        for name, button in buttons.items():
            button.setChecked(name == key)
        group.setExclusive(True)
    _take_one_tab_stop(buttons.values())


@dataclass(frozen=True, slots=True)
class Choice:
    """One segment. ``why_not`` disables it and says why in its tooltip."""

    key: str
    text: str
    why_not: str = ""


class Segments(QFrame):
    """Buttons side by side; ``chosen`` is emitted for the user's choices only.

    It goes by what is marked, not by clicks: a screen reader marks a button without one.

    ``look`` names their style: ``segments`` or ``chips``.
    """

    chosen = Signal(str)

    def __init__(self, name: str, accessible_name: str, *, look: str = "segments") -> None:
        super().__init__()
        self._name = name
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        self.setObjectName(name)
        self.setAccessibleName(accessible_name)
        self.setProperty("role", look)

        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(3, 3, 3, 3)
        self._layout.setSpacing(2)

        self._group.buttonToggled.connect(self._on_toggled)

    def offer(self, choices: Iterable[Choice]) -> None:
        """Show these choices; segments that stay keep their focus."""
        wanted = list(choices)
        if [choice.key for choice in wanted] != list(self._buttons):
            self._rebuild([choice.key for choice in wanted])
        for choice in wanted:
            button = self._buttons[choice.key]
            button.setText(choice.text)
            button.setAccessibleName(f"{self.accessibleName()}: {choice.text}")
            button.setEnabled(not choice.why_not)
            button.setToolTip(choice.why_not)
            button.setAccessibleDescription(choice.why_not)

    def show_chosen(self, key: str) -> None:
        """Mark one choice without telling anybody; none where ``key`` is not offered."""
        mark_one(self._group, self._buttons, key)

    @property
    def current(self) -> str:
        """The key of the choice that is marked; empty where none is."""
        marked = (key for key, button in self._buttons.items() if button.isChecked())
        return next(marked, "")

    def button(self, key: str) -> QPushButton:
        """The segment of a choice. Raises KeyError for one that is not offered."""
        return self._buttons[key]

    def _rebuild(self, keys: list[str]) -> None:
        for button in self._buttons.values():
            self._group.removeButton(button)
            self._layout.removeWidget(button)
            button.hide()  # what was just added would be shown as a window of its own
            button.setParent(None)  # at once: no two parts of a window have one name
            button.deleteLater()
        self._buttons = {}
        for key in keys:
            button = QPushButton(self)
            button.setCheckable(True)
            button.setAutoExclusive(True)  # the group sees to that; it makes a radio button of it
            button.setObjectName(f"{self._name}_{key}")
            button.setProperty("key", key)
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self._group.addButton(button)
            self._layout.addWidget(button)
            self._buttons[key] = button
        stand_in_tab_order(self, self._buttons.values())

    def _on_toggled(self, button: QPushButton, is_marked: bool) -> None:
        if is_marked:
            self.chosen.emit(button.property("key"))
