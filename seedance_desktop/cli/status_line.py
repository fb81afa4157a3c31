"""A line at the foot of the terminal that is written over, and ordinary lines above it."""

import shutil

from seedance_desktop.cli.streams import Stream


class StatusLine:
    """``is_live`` where there is a terminal; elsewhere ``show`` does nothing."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._shown = ""
        self.is_live = stream.is_terminal

    def show(self, text: str) -> None:
        if not self.is_live:
            return
        cut = text[: max(shutil.get_terminal_size().columns - 1, 10)]
        if cut != self._shown:
            self._stream.write(f"\r{cut.ljust(len(self._shown))}")
            self._shown = cut

    def clear(self) -> None:
        if self._shown:
            self._stream.write(f"\r{' ' * len(self._shown)}\r")
            self._shown = ""

    def line(self, text: str) -> None:
        """An ordinary line, which stays."""
        self.clear()
        self._stream.line(text)
