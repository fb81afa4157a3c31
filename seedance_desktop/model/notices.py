"""The banners over the page: what needs attention, newest first, until dismissed or settled."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot

from seedance_desktop.core.errors import KnownError, RecordError
from seedance_desktop.core.events import (
    ConnectionTrouble,
    JobsTakenUp,
    LinePaused,
    LineResumed,
    LinesArranged,
    RecordsDamaged,
    VideoOffered,
)
from seedance_desktop.core.failure import Action, Failure
from seedance_desktop.core.ids import ConnectionId, JobId
from seedance_desktop.core.job import Job, JobState
from seedance_desktop.core.state_words import state_message
from seedance_desktop.core.words import Message, tr
from seedance_desktop.model.captions import first_line

_MOST_NAMED = 4
_LONGEST_NAME = 40
_ASKED = Message(
    "What may have been charged, or is held, waits for you in the list; the rest goes on."
)


@dataclass(frozen=True, slots=True)
class Notice:
    """One banner. ``connection`` is set where it is about a connection or its waiting line.

    ``line_is_paused``: its button, once the cause is settled, goes on with the waiting line; with
    no ``connection`` with all of them, which the user has paused. ``job`` is the one it is about.
    """

    id: str
    failure: Failure
    connection: ConnectionId | None = None
    line_is_paused: bool = False
    job: JobId | None = None

    @property
    def action(self) -> Action:
        """What its button does."""
        return self.failure.action


class Notices(QObject):
    """Banners by id: a newer one about the same thing takes the older one's place."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._notices: dict[str, Notice] = {}

    @property
    def shown(self) -> tuple[Notice, ...]:
        """Every banner, newest first."""
        return tuple(reversed(self._notices.values()))

    def add(self, notice: Notice) -> None:
        """Show a banner on top, in place of one with the same id."""
        self._notices.pop(notice.id, None)
        self._notices[notice.id] = notice
        self.changed.emit()

    @Slot(str)
    def dismiss(self, notice_id: str) -> None:
        """Take a banner away; nothing happens if it is gone."""
        if self._notices.pop(notice_id, None) is not None:
            self.changed.emit()

    @Slot(object)
    def show_error(self, error: KnownError) -> None:
        """Show a known error that no field or row has a place for."""
        self.add(Notice(f"error:{type(error).__name__}", error.failure))

    @Slot()
    def settle_start(self) -> None:
        """The records could be opened after all."""
        self.dismiss(f"error:{RecordError.__name__}")

    @Slot(object)
    def show_paused_line(self, event: LinePaused) -> None:
        """A waiting line stands still until the user acts."""
        name = f"line:{event.connection}"
        self.add(Notice(name, event.failure, connection=event.connection, line_is_paused=True))

    @Slot(object)
    def settle_line(self, event: LineResumed) -> None:
        """The waiting line moves again."""
        self.dismiss(f"line:{event.connection}")

    @Slot(object)
    def show_arranged(self, event: LinesArranged) -> None:
        """The user has paused every waiting line, or lets them go on."""
        if event.is_paused:
            self.add(Notice("lines", _paused(), line_is_paused=True))
        else:
            self.dismiss("lines")

    @Slot(object)
    def show_offer(self, event: VideoOffered) -> None:
        """A video that was no longer waited for is there to be fetched."""
        if event.job.failure is not None:
            name = f"offer:{event.job.id}"
            self.add(Notice(name, event.job.failure, event.job.connection, job=event.job.id))

    @Slot(object)
    def show_taken_up(self, event: JobsTakenUp) -> None:
        """What an earlier session left unfinished, by name."""
        self.add(Notice("taken_up", _taken_up(event.jobs)))

    @Slot(object)
    def show_damage(self, event: RecordsDamaged) -> None:
        """The records were damaged: what was recovered and what could not be."""
        self.add(Notice("records", event.failure))

    @Slot(object)
    def show_trouble(self, event: ConnectionTrouble) -> None:
        """A service cannot be reached, or can be again."""
        name = f"trouble:{event.connection}"
        if event.failure is None:
            self.dismiss(name)
        else:
            self.add(Notice(name, event.failure, connection=event.connection))


def _paused() -> Failure:
    return Failure(
        kind="PausedByUser",
        title=Message("The waiting line is paused"),
        message=Message("Nothing new is sent. What is at the service already goes on."),
        remedy=Message("It goes on when you say so."),
    )


def _taken_up(jobs: tuple[Job, ...]) -> Failure:
    named = [_named(job) for job in jobs[:_MOST_NAMED]]
    if len(jobs) > _MOST_NAMED:
        named.append(tr("and {count} more", count=len(jobs) - _MOST_NAMED))
    is_asked = any(job.state in {JobState.UNCERTAIN, JobState.HELD} for job in jobs)
    return Failure(
        kind="TakenUp",
        title=Message("Unfinished from last time"),
        message=Message("{jobs}.", {"jobs": " · ".join(named)}),
        remedy=_ASKED if is_asked else Message("All of it goes on by itself."),
    )


def _named(job: Job) -> str:
    name = first_line(job.request) or tr("Without a prompt")
    if len(name) > _LONGEST_NAME:
        name = f"{name[: _LONGEST_NAME - 1]}…"
    return tr("“{name}”: {state}", name=name, state=state_message(job).shown())
