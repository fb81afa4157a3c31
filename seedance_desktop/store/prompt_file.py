"""Prompts that were sent, newest first, as a JSON file beside the records."""

import logging
from collections.abc import Sequence
from pathlib import Path

import msgspec

from seedance_desktop.store.files import write_atomically

_log = logging.getLogger(__name__)


class PromptFile:
    """Losing it costs a convenience: a damaged file starts afresh."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> list[str]:
        """Every prompt that was kept."""
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=list[str])
        except FileNotFoundError:
            return []
        except (OSError, msgspec.DecodeError, UnicodeError) as error:
            _log.info("%s cannot be read: %s", self._path, error)
            return []

    def write(self, prompts: Sequence[str]) -> None:
        """Keep these. Raises DiskError kinds."""
        write_atomically(self._path, msgspec.json.encode(list(prompts)))
