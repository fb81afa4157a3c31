"""Shows every key of the program, by where it works."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QScrollBar,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from seedance_desktop.core.words import tr
from seedance_desktop.ui.key_words import KEY_GROUPS, KeyGroup
from seedance_desktop.ui.widgets.described import describe
from seedance_desktop.ui.widgets.named import label, named

_WIDE, _HIGH = 900, 680
_FRAME = QSize(40, 60)
"""What a window's frame and the system's bars may take of a small screen."""


class KeysDialog(QDialog):
    """Two columns of groups; keys are written as this system writes them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        inside = QWidget()
        columns = QHBoxLayout(inside)
        columns.setContentsMargins(18, 16, 18, 16)
        columns.setSpacing(36)
        width = max(
            self.fontMetrics().horizontalAdvance(_written(keys))
            for group in KEY_GROUPS
            for keys, _ in group.keys
        )
        for groups in _halves():
            column = QVBoxLayout()
            column.setSpacing(18)
            for group in groups:
                column.addLayout(_laid_out(group, width))
            column.addStretch(1)
            columns.addLayout(column, 1)
        scroll = named(_Reading(inside), "keys", tr("Keys"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setObjectName("keys_close")

        self.setObjectName("keys_dialog")
        self.setWindowTitle(tr("Keys"))
        self.resize(QSize(_WIDE, _HIGH).boundedTo(self.screen().availableSize() - _FRAME))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 14)
        layout.addWidget(scroll, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(18, 0, 18, 0)
        foot.addWidget(buttons)
        layout.addLayout(foot)

        buttons.rejected.connect(self.reject)
        scroll.setFocus()


class _Reading(QScrollArea):
    """Scrolled by all keys that a page is scrolled by; Qt takes the arrows and Page keys alone."""

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        describe(self, QAccessible.Role.Pane)
        self.setWidgetResizable(True)
        self.setWidget(page)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step, bar = QScrollBar.SliderAction, self.verticalScrollBar()
        is_back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        match event.key():
            case Qt.Key.Key_Home:
                bar.triggerAction(step.SliderToMinimum)
            case Qt.Key.Key_End:
                bar.triggerAction(step.SliderToMaximum)
            case Qt.Key.Key_Space:
                bar.triggerAction(step.SliderPageStepSub if is_back else step.SliderPageStepAdd)
            case _:
                super().keyPressEvent(event)


def _halves() -> tuple[list[KeyGroup], list[KeyGroup]]:
    """The groups in their order, in two columns that are about as high as each other."""
    heights = [len(group.keys) + 2 for group in KEY_GROUPS]
    cuts = range(1, len(KEY_GROUPS))
    cut = min(cuts, key=lambda place: abs(sum(heights[:place]) - sum(heights[place:])))
    return list(KEY_GROUPS[:cut]), list(KEY_GROUPS[cut:])


def _laid_out(group: KeyGroup, width: int) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(1, 1)
    grid.setColumnMinimumWidth(0, width)
    grid.addWidget(label(group.title.shown(), "title"), 0, 0, 1, 2)
    for row, (keys, words) in enumerate(group.keys, 1):
        grid.addWidget(label(_written(keys), "key"), row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label(words.shown(), wraps=True), row, 1)
    return grid


def _written(keys: str) -> str:
    """As menus write them on this system; what is typed rather than pressed stays as it is."""
    form = QKeySequence.SequenceFormat.NativeText
    return "   ".join(QKeySequence(key).toString(form) or key for key in keys.split())
