"""The request that is being made, kept so that it survives a crash."""

import logging
from dataclasses import dataclass
from pathlib import Path

from seedance_desktop.core.request import GenerationRequest
from seedance_desktop.store.files import free_path, write_atomically
from seedance_desktop.store.records import (
    RecordUnreadableError,
    from_json,
    read_request,
    request_record,
    to_json,
)

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SavedDraft:
    """A request and how many videos to make of it."""

    request: GenerationRequest
    variations: int = 1


class DraftFile:
    """The draft as a JSON file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> SavedDraft | None:
        """The draft, if one can be read; a damaged file is set aside."""
        try:
            record = from_json(self._path.read_bytes())
            request = read_request(record)
        except FileNotFoundError:
            return None
        except (OSError, RecordUnreadableError) as error:
            _log.info("the draft in %s cannot be read: %s", self._path, error)
            self._set_aside()
            return None
        variations = record.get("variations")
        return SavedDraft(request, variations if type(variations) is int and variations > 0 else 1)

    def write(self, draft: SavedDraft) -> None:
        """Keep the draft. Raises DiskError kinds."""
        record = request_record(draft.request) | {"variations": draft.variations}
        write_atomically(self._path, to_json(record).encode())

    def _set_aside(self) -> None:
        aside = free_path(self._path.with_name(f"{self._path.stem}.damaged{self._path.suffix}"))
        try:
            self._path.rename(aside)
        except OSError as error:
            _log.info("%s could not be set aside: %s", self._path, error)
