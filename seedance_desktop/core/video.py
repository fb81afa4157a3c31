"""A video in the library: an ordinary file and the facts about it."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from seedance_desktop.core.geometry import Size
from seedance_desktop.core.ids import ConnectionId, JobId, VideoId
from seedance_desktop.core.request import GenerationRequest


@dataclass(frozen=True, slots=True)
class ClipFacts:
    """What decoding a file says of it. ``duration`` in seconds."""

    size: Size
    duration: float
    frame_count: int
    frame_rate: float
    codec: str
    has_sound: bool


@dataclass(frozen=True, slots=True)
class Video:
    """A clip that arrived. ``file`` is relative to ``library``; ``byte_count`` is the file's size.

    ``price`` is what the price table says of ``tokens``, in ``currency``; ``None`` where unknown.
    """

    id: VideoId
    job: JobId
    library: Path
    file: Path
    request: GenerationRequest
    connection: ConnectionId
    made_at: datetime
    clip: ClipFacts
    byte_count: int
    seed: int | None = None
    tokens: int | None = None
    price: float | None = None
    currency: str = "USD"

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self.library / self.file
