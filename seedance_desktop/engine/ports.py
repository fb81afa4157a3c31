"""What the engine is handed by whoever builds it: the service, media's functions and the rest."""

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

from seedance_desktop.api.endpoint import Endpoint
from seedance_desktop.api.task import Task
from seedance_desktop.api.task_list import TaskPage
from seedance_desktop.api.wire import SentFrame
from seedance_desktop.core.catalogue import Catalogue
from seedance_desktop.core.errors import NeverLeftError
from seedance_desktop.core.geometry import Framing, Size
from seedance_desktop.core.ids import FrameHash, RemoteId
from seedance_desktop.core.request import Encoding, GenerationRequest
from seedance_desktop.core.spending import Limits
from seedance_desktop.core.steady import steady
from seedance_desktop.core.video import ClipFacts
from seedance_desktop.engine.claims import Claims
from seedance_desktop.engine.connections import Connections
from seedance_desktop.engine.leisure import Leisure
from seedance_desktop.engine.story import Story
from seedance_desktop.store.descriptions import Descriptions
from seedance_desktop.store.file_table import FileTable
from seedance_desktop.store.frames import FrameStore
from seedance_desktop.store.jobs import JobTable
from seedance_desktop.store.known_tasks import KnownTasks
from seedance_desktop.store.ledger_files import LedgerFiles
from seedance_desktop.store.library_table import LibraryTable
from seedance_desktop.store.line_file import LineFile
from seedance_desktop.store.mending import Mended
from seedance_desktop.store.videos import VideoTable

Progress = Callable[[int, int | None], None]
"""Told how many bytes have arrived, and of how many, if that is known."""


WebPicture = Callable[[str], Coroutine[object, object, bytes]]


class Service(Protocol):
    """One service, as ``api.client`` speaks to it."""

    @property
    def spacing(self) -> float: ...

    async def create(
        self, request: GenerationRequest, frames: Mapping[FrameHash, SentFrame]
    ) -> RemoteId: ...

    async def task(self, remote_id: RemoteId, /) -> Task: ...

    async def cancel(self, remote_id: RemoteId, /) -> None: ...

    async def tasks(self, page: int, size: int, /) -> TaskPage: ...

    async def check_key(self) -> None: ...


class Wire(Protocol):
    """The network, opened at its first use."""

    def service(self, endpoint: Endpoint) -> Service: ...

    async def fetch(self, url: str, part: Path, on_progress: Progress, *, home: str) -> None: ...

    async def close(self) -> None: ...


class RenderedFrame(Protocol):
    """A picture as it will be sent."""

    @property
    def content(self) -> bytes: ...

    @property
    def mime(self) -> str: ...


async def _no_web(_url: str) -> bytes:
    raise NeverLeftError


def _nothing() -> None:
    """For media whose parts are there already."""


@dataclass(frozen=True, slots=True)
class Media:
    """Media's functions; all of them block and run on worker threads."""

    picture_size: Callable[[Path], Size]
    """The size after any rotation that the file asks for."""
    render_frame: Callable[[Path, Framing, Size, int, Encoding], RenderedFrame]
    """Source, framing, output's size, the most bytes that it may have, and as what."""
    check_clip: Callable[[Path], ClipFacts]
    write_recipe: Callable[[Path, Path, str], None]
    """Source, target and the recipe's JSON."""
    read_recipe: Callable[[Path], str | None]
    probe_clip: Callable[[Path], ClipFacts]
    """As ``check_clip``, for a clip that was checked once: quick."""
    load: Callable[[], None] = _nothing
    """Load what clips take, before there is one: it stops every thread for a moment."""


@dataclass(frozen=True, slots=True)
class Records:
    """The database's file, what was done to open it, and the folder that new videos go to."""

    path: Path
    mended: Mended | None
    library: Callable[[], Path]


@dataclass(frozen=True, slots=True)
class EngineParts:
    """Everything an engine stands on; made on the engine's own thread."""

    jobs: JobTable
    videos: VideoTable
    library: LibraryTable
    story: Story
    known_tasks: KnownTasks
    descriptions: Descriptions
    files: FileTable
    frames: FrameStore
    ledger: LedgerFiles
    claims: Claims
    line: LineFile
    catalogue: Catalogue
    connections: Connections
    wire: Wire
    media: Media
    records: Records
    to_bin: Callable[[Path], Path | None]
    """Puts a file into the system's bin; where it lies there, if that is told. Blocks.

    Raises OSError.
    """
    jobs_at_once: Callable[[], int]
    """How many jobs of one connection may be at the service; asked each time."""
    limits: Callable[[], Limits]
    """What may be spent without a question, and in a day; asked each time."""
    now: Callable[[], datetime]
    chance: Callable[[], float]
    """From 0 to 1, to spread repeated attempts."""
    report: Callable[[BaseException], None]
    """Told what nobody handled: a bug."""
    close: Callable[[], None]
    """Closes the database, last of all."""
    leisure: Leisure = field(default_factory=Leisure)
    """What is done with the library's files beside the jobs waits for it."""
    web_picture: WebPicture = _no_web
    """The file at an address that the user gave. Raises PictureError, NetworkError kinds."""
    steady: Callable[[], float] = steady
    """Seconds on a clock that nobody can set and that goes on while the machine sleeps."""
