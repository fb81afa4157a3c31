"""Where the command line speaks: a stream that may be closed by whoever reads it."""

import os
import sys
from typing import TextIO


class Stream:
    """Lines onto stdout or stderr.

    A reader that has gone away (``| head``) stops no job, nor does a file that cannot be written
    to: from then on nobody is told. ``None`` is a stream that was closed before the start.
    """

    def __init__(self, stream: TextIO | None) -> None:
        self._stream = stream

    @classmethod
    def out(cls) -> "Stream":
        """What was asked for: paths, lists, JSON."""
        return cls(_unfailing(sys.stdout))

    @classmethod
    def err(cls) -> "Stream":
        """Progress, errors and advice."""
        return cls(_unfailing(sys.stderr))

    @property
    def is_terminal(self) -> bool:
        return self._stream is not None and self._stream.isatty()

    def line(self, text: str) -> None:
        self.write(f"{text}\n")

    def write(self, text: str) -> None:
        if self._stream is None:
            return
        try:
            self._stream.write(text)
            self._stream.flush()
        except OSError:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self._stream.fileno())
            os.close(nowhere)


def _unfailing(stream: TextIO | None) -> TextIO | None:
    """A terminal that cannot show a sign shows its number instead."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="backslashreplace")
    return stream
