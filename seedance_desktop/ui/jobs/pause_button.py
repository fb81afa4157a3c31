"""The button that stops and starts the waiting line."""

from PySide6.QtWidgets import QToolButton

from seedance_desktop.core.words import tr
from seedance_desktop.model.waiting_line import WaitingLine
from seedance_desktop.ui.icons import icon
from seedance_desktop.ui.theme import Theme
from seedance_desktop.ui.widgets.named import named


class PauseButton(QToolButton):
    """Shows what a press would do."""

    def __init__(self, waiting: WaitingLine, theme: Theme) -> None:
        super().__init__()
        self._waiting = waiting
        self._theme = theme

        named(self, "line_pause")

        self.clicked.connect(waiting.toggle)
        waiting.changed.connect(self._refresh)
        theme.changed.connect(self._refresh)
        self._refresh()

    def _refresh(self) -> None:
        is_paused, colours = self._waiting.is_paused, self._theme.colours
        self.setIcon(icon("play", colours.warning) if is_paused else icon("pause", colours.muted))
        words = (
            tr("Let the waiting line go on")
            if is_paused
            else tr("Pause the waiting line: nothing new is sent")
        )
        self.setToolTip(words)
        self.setAccessibleName(words)
