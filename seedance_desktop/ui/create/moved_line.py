"""What moved because the newly chosen model does not take it, and a way back."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from seedance_desktop.core.failure import Field
from seedance_desktop.core.request import AUTOMATIC_DURATION, OutputFormat, ServiceTier
from seedance_desktop.core.words import Message, tr
from seedance_desktop.model.draft_values import Moved
from seedance_desktop.ui.widgets.named import label, named
from seedance_desktop.ui.words import ratio_name, seed_name

_NAMES = {
    Field.CAMERA: Message("Fixed camera"),
    Field.SOUND: Message("Sound"),
    Field.WATERMARK: Message("Watermark"),
    Field.LAST_FRAME_IMAGE: Message("Last frame as a picture"),
    Field.DRAFT: Message("Draft"),
    Field.WEB_SEARCH: Message("Web search"),
    Field.PRIORITY: Message("Priority"),
    Field.SERVICE_TIER: Message("Service tier"),
    Field.OUTPUT_FORMAT: Message("File format"),
    Field.FRAMES: Message("Exact frames"),
}


class MovedLine(QFrame):
    """Hidden while nothing has moved. ``undo_wanted``: everything shall be as it was."""

    undo_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._words = named(label("", "small", wraps=True), "moved")
        self._undo = named(QPushButton(tr("Undo")), "moved_undo")

        self.setProperty("role", "hint")
        self._undo.setProperty("role", "link")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 6, 6, 6)
        layout.addWidget(self._words, 1)
        layout.addWidget(self._undo)
        self.hide()

        self._undo.clicked.connect(self.undo_wanted)

    def show_moved(self, moved: Iterable[Moved]) -> None:
        """Say what moved from where to where; nothing hides the line."""
        words = " · ".join(_words(one) for one in moved)
        self._words.setText(words)
        self.setVisible(bool(words))


def _words(moved: Moved) -> str:
    name = _NAMES.get(moved.field)
    change = f"{_value(moved.field, moved.before)} → {_value(moved.field, moved.after)}"
    return f"{name.shown()}: {change}" if name else change


def _value(field: Field, value: object) -> str:
    match field, value:
        case Field.RATIO, str():
            return ratio_name(value)
        case Field.SEED, int():
            return seed_name(value)
        case Field.DURATION, int():
            automatic = value == AUTOMATIC_DURATION
            return tr("Automatic") if automatic else tr("{seconds} s", seconds=value)
        case Field.SERVICE_TIER, ServiceTier():
            return tr("flex") if value is ServiceTier.FLEX else tr("usual")
        case _, OutputFormat():
            return value.upper()
        case _, bool():
            return tr("on") if value else tr("off")
        case _, None:
            return tr("off")
        case _:
            return str(value)
