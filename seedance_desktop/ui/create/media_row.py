"""One reference video or sound: its number, its address, how long it is, and its removal."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDoubleSpinBox, QFrame, QHBoxLayout, QToolButton, QWidget

from seedance_desktop.core.capability import MediaRule
from seedance_desktop.core.request import MediaKind, ReferenceMedia
from seedance_desktop.core.words import tr
from seedance_desktop.ui.icons import icon
from seedance_desktop.ui.theme import Theme
from seedance_desktop.ui.widgets.elided import Elided
from seedance_desktop.ui.widgets.named import explain, label, mark, named

_LONGEST = 3600.0
_LENGTH_WIDTH = 108


class MediaRow(QFrame):
    """``changed`` carries the ReferenceMedia with another length, ``removed`` its id."""

    changed = Signal(object)
    removed = Signal(object)

    def __init__(self, media: ReferenceMedia, number: int, theme: Theme) -> None:
        super().__init__()
        self._media = media
        self._theme = theme
        name = tr("Sound {number}", number=number)
        if media.kind is MediaKind.VIDEO:
            name = tr("Video {number}", number=number)
        self._address = named(Elided("small"), f"media_{media.id}", name)
        words = tr("Length: {name}", name=name)
        self._length = named(QDoubleSpinBox(), f"media_{media.id}_seconds", words)
        words = tr("Remove: {name}", name=name)
        self._remove = named(QToolButton(), f"media_{media.id}_remove", words)

        self.setProperty("role", "card")
        self._address.setText(media.url)
        explain(self._address, media.url)
        self._remove.setToolTip(words)
        self._dress_length()
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 4, 6, 4)
        line.setSpacing(8)
        line.addWidget(label(name))
        line.addWidget(self._address, 1)
        line.addWidget(self._length)
        line.addWidget(self._remove)

        self._length.valueChanged.connect(self._tell)
        self._remove.clicked.connect(self._ask_removal)
        theme.changed.connect(self._colour)
        self._colour()
        self.show_media(media, None)

    @property
    def media(self) -> ReferenceMedia:
        """What is shown."""
        return self._media

    @property
    def controls(self) -> tuple[QWidget, ...]:
        """What takes the focus, in order."""
        return self._length, self._remove

    def show_media(self, media: ReferenceMedia, rule: MediaRule | None) -> None:
        """Show the length as it is now, and whether ``rule`` takes it."""
        self._media = media
        self._length.blockSignals(True)
        self._length.setValue(media.seconds or 0.0)
        self._length.blockSignals(False)
        seconds = media.seconds
        is_odd = (
            rule is not None
            and seconds is not None
            and not rule.shortest <= seconds <= rule.longest
        )
        mark(self._length, "wrong", "true" if is_odd else "")

    def _dress_length(self) -> None:
        length = self._length
        length.setRange(0.0, _LONGEST)
        length.setDecimals(1)
        length.setSpecialValueText(tr("Unknown"))
        length.setSuffix(" s")
        length.setFixedWidth(_LENGTH_WIDTH)
        length.setKeyboardTracking(False)
        length.lineEdit().setTextMargins(7, 0, 0, 0)  # the style sheet's padding misses it
        length.setToolTip(tr("How long it is, to be checked and priced; the service measures it"))

    def _tell(self, seconds: float) -> None:
        self.changed.emit(replace(self._media, seconds=seconds or None))

    def _ask_removal(self) -> None:
        self.removed.emit(self._media.id)

    def _colour(self) -> None:
        self._remove.setIcon(icon("bin", self._theme.colours.muted))
