"""Facts that the engine tells: the one kind of thing that goes up through the bridge."""

from dataclasses import dataclass

from seedance_desktop.core.bill import Bill
from seedance_desktop.core.failure import Failure
from seedance_desktop.core.ids import ConnectionId, EntryNumber, JobId, VideoId
from seedance_desktop.core.job import Job
from seedance_desktop.core.video import Video
from seedance_desktop.core.waiting_order import WaitingOrder


@dataclass(frozen=True, slots=True)
class Event:
    """Something that has happened."""


@dataclass(frozen=True, slots=True)
class JobChanged(Event):
    """A job is new or has a new value. The value is already on disk."""

    job: Job


@dataclass(frozen=True, slots=True)
class JobRemoved(Event):
    """A job was taken off the record by the user."""

    id: JobId


@dataclass(frozen=True, slots=True)
class VideoOffered(Event):
    """A job that the user had stopped waiting for was made all the same; it can be fetched."""

    job: Job


@dataclass(frozen=True, slots=True)
class JobsTakenUp(Event):
    """What an earlier session left unfinished, as it goes on now or waits for the user."""

    jobs: tuple[Job, ...]


@dataclass(frozen=True, slots=True)
class JobProgress(Event):
    """Bytes of a job's clip that have arrived; ``total`` is ``None`` where it was not told.

    Comes in floods: only the newest of a job matters.
    """

    id: JobId
    received: int
    total: int | None


@dataclass(frozen=True, slots=True)
class VideoAdded(Event):
    """A clip is in the library and on the record."""

    video: Video


@dataclass(frozen=True, slots=True)
class VideoRemoved(Event):
    """A clip left the record; its file is in the bin, or was gone."""

    id: VideoId


@dataclass(frozen=True, slots=True)
class BillAdded(Event):
    """What a finished video took is in the ledger."""

    bill: Bill


@dataclass(frozen=True, slots=True)
class LibraryChanged(Event):
    """What is known of these entries is no more what it was; of any, where none is named.

    Whoever shows them asks again; words that were being made findable have no numbers either.
    """

    numbers: tuple[EntryNumber, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordsDamaged(Event):
    """The database was damaged; ``failure`` tells what became of it, or what is to be done."""

    failure: Failure


@dataclass(frozen=True, slots=True)
class LinePaused(Event):
    """Nothing more is sent on this connection until the user acts on ``failure``."""

    connection: ConnectionId
    failure: Failure


@dataclass(frozen=True, slots=True)
class LineResumed(Event):
    """The waiting line of this connection moves again."""

    connection: ConnectionId


@dataclass(frozen=True, slots=True)
class LinesArranged(Event):
    """The user, here or in another process, has decided in which order jobs are sent, or whether.

    ``is_paused``: nothing is sent on any connection; what is at the service goes on.
    """

    order: WaitingOrder
    is_paused: bool


@dataclass(frozen=True, slots=True)
class ConnectionTrouble(Event):
    """The service of this connection cannot be reached; waiting jobs are tried again by themselves.

    ``failure`` is ``None`` once it answers again.
    """

    connection: ConnectionId
    failure: Failure | None
