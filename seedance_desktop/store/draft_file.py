"""The request that is being made, kept so that it survives a crash."""

import logging
from dataclasses import dataclass, replace
from pathlib import Path

from seedance_desktop.core.request import Frame, GenerationRequest, ReferenceMedia, Scene
from seedance_desktop.store.files import set_aside, write_atomically
from seedance_desktop.store.records import (
    Record,
    RecordUnreadableError,
    from_json,
    read_request,
    request_record,
    to_json,
)

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SavedDraft:
    """A request, how many videos to make of it, and what the form keeps beside it.

    ``scene`` is the kind of input that the form is set to; None for the request's own. ``aside``
    and ``media_aside`` are pictures and media that it has no place for.
    """

    request: GenerationRequest
    variations: int = 1
    scene: Scene | None = None
    aside: tuple[Frame, ...] = ()
    media_aside: tuple[ReferenceMedia, ...] = ()


class DraftFile:
    """The draft as a JSON file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> SavedDraft | None:
        """The draft, if one can be read; a damaged file is set aside."""
        try:
            record = from_json(self._path.read_bytes())
            return _read(record)
        except FileNotFoundError:
            return None
        except (OSError, RecordUnreadableError) as error:
            _log.info("the draft in %s cannot be read: %s", self._path, error)
            set_aside(self._path)
            return None

    def write(self, draft: SavedDraft) -> None:
        """Keep the draft. Raises DiskError kinds."""
        beside = replace(draft.request, pictures=draft.aside, media=draft.media_aside)
        record = request_record(draft.request) | {
            "variations": draft.variations,
            "scene": draft.scene,
            "aside": request_record(beside),
        }
        write_atomically(self._path, to_json(record).encode())


def _read(record: Record) -> SavedDraft:
    """The draft of a record, also of one that had less in it. Raises RecordUnreadableError."""
    request = read_request(record)
    variations, scene, aside = (record.get(name) for name in ("variations", "scene", "aside"))
    empty = replace(request, pictures=(), media=())
    beside = read_request(aside) if isinstance(aside, dict) else empty
    return SavedDraft(
        request,
        variations if type(variations) is int and variations > 0 else 1,
        Scene(scene) if isinstance(scene, str) and scene in set(Scene) else None,
        beside.pictures,
        beside.media,
    )
