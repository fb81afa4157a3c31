"""What a picture weighs as it is sent, and the choice of the format that it is sent in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton

from seedance_desktop.core.request import Encoding, Frame
from seedance_desktop.core.words import tr
from seedance_desktop.ui.widgets.named import explain, mark, named

if TYPE_CHECKING:
    from seedance_desktop.media.frame_render import SentFacts


class SentButton(QToolButton):
    """A reading that opens a menu. ``chosen`` carries the Encoding that the user wants."""

    chosen = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        named(self, name)
        self._menu = named(QMenu(self), f"{name}_menu", tr("Sent as"))
        self._choices = QActionGroup(self)
        self._last: tuple[tuple[Path, Encoding] | None, str] = (None, "")

        self.setProperty("role", "reading")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setMenu(self._menu)
        for encoding, words in (
            (Encoding.AUTOMATIC, tr("Automatic: JPEG, or PNG where it is smaller")),
            (Encoding.JPEG, tr("JPEG")),
            (Encoding.PNG, tr("PNG: without loss, larger")),
        ):
            action = self._choices.addAction(words)
            action.setObjectName(f"{name}_{encoding.value}")
            action.setCheckable(True)
            action.setData(encoding)
            self._menu.addAction(action)

        self._menu.triggered.connect(self._tell)

    def show_sent(self, frame: Frame | None, facts: SentFacts | None) -> None:
        """Show what is known of a slot's picture; nothing for an empty one."""
        self.setVisible(frame is not None)
        if frame is None:
            return
        for action in self._choices.actions():
            action.setChecked(action.data() == frame.encoding)
        wanted = {
            Encoding.AUTOMATIC: tr("Automatic"),
            Encoding.JPEG: "JPEG",
            Encoding.PNG: "PNG",
        }[frame.encoding]
        words, about = wanted, tr("The format that the picture is sent in")
        is_too_large = False
        if facts is not None:
            kind, size = facts.kind.upper(), f"{max(1, round(facts.byte_count / 1000))} kB"
            words = f"{kind} {size}"
            is_too_large = frame.encoding is Encoding.PNG and facts.kind != "png"
            self._last = (frame.source, frame.encoding), f"{kind} ≈ {size}"
        elif self._last[0] == (frame.source, frame.encoding):
            words = self._last[1]  # while it is made anew: about as much, in as much room
        if is_too_large:
            about = tr("A PNG has no room in the request: a JPEG is sent")
        self.setText(words)
        self.setAccessibleName(tr("Sent as {format}", format=words))
        explain(self, about)
        mark(self, "tone", "warning" if is_too_large else "")

    def _tell(self) -> None:
        action = self._choices.checkedAction()
        if action is not None:
            self.chosen.emit(Encoding(action.data()))
