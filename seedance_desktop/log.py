"""The log files: in the profile's log folder, a few of limited size, never with a key in them."""

import logging
from pathlib import Path

from typing_extensions import override

from seedance_desktop.core.redaction import redacted

_BYTES = 1_000_000
_FILES = 5
_LINE = "%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s"


class _Redacted(logging.Formatter):
    """Blacks out keys and signatures in the finished line, tracebacks included."""

    @override
    def format(self, record: logging.LogRecord) -> str:
        return redacted(super().format(record))


class _LogFile(logging.Handler):
    """A rotating file, opened by the first record: most starts have nothing to tell."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._file: logging.Handler | None = None

    @override
    def emit(self, record: logging.LogRecord) -> None:
        if self._file is None:
            self._file = _opened(self._path)
        self._file.handle(record)

    @override
    def close(self) -> None:
        if self._file is not None:
            self._file.close()
        super().close()


def start_log(folder: Path) -> logging.Handler:
    """Write what the program logs to ``folder``; the handler is for whoever wants to stop it."""
    handler = _LogFile(folder / "seedance-desktop.log")
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    for chatty in ("httpx", "qasync"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    return handler


def stop_log(handler: logging.Handler) -> None:
    """Write no more, and close the file."""
    logging.getLogger().removeHandler(handler)
    handler.close()


def _opened(path: Path) -> logging.Handler:
    from logging.handlers import RotatingFileHandler

    file = RotatingFileHandler(path, maxBytes=_BYTES, backupCount=_FILES, encoding="utf-8")
    file.setFormatter(_Redacted(_LINE))
    return file
