"""What the draft would cost and take if it were sent now, and whether the user allows that much."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from seedance_desktop.core.connection import SANDBOX
from seedance_desktop.core.cost import most_of
from seedance_desktop.core.errors import ModelUnavailableError
from seedance_desktop.core.job import OPEN, JobState
from seedance_desktop.core.quote import Quote, quote
from seedance_desktop.core.spending import LIMIT_CURRENCY

if TYPE_CHECKING:
    from seedance_desktop.core.ids import ConnectionId, JobId
    from seedance_desktop.core.job import Job
    from seedance_desktop.core.request import GenerationRequest
    from seedance_desktop.model.bridge import Bridge
    from seedance_desktop.model.connections import Connections
    from seedance_desktop.model.draft import Draft
    from seedance_desktop.model.preferences import Preferences
    from seedance_desktop.model.spending import Spending

_LEARNED_FROM = 500
"""Bills that are gone through with every change of the draft."""
_ON_ITS_WAY = OPEN | {JobState.UNCERTAIN}


class Order(QObject):
    """``changed`` with every change of the draft, the bills, the limits or the jobs on their way.

    The engine holds the limits once more when the draft is sent: it alone knows every job.
    """

    changed = Signal()

    def __init__(
        self,
        draft: Draft,
        bridge: Bridge,
        *,
        connections: Connections,
        preferences: Preferences,
        spending: Spending,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._draft = draft
        self._connections = connections
        self._preferences = preferences
        self._spending = spending
        self._waiting: dict[JobId, float] = {}
        self._quote = Quote(1)
        self._refresh()
        draft.changed.connect(self._refresh)
        draft.estimate_changed.connect(self._refresh)
        spending.changed.connect(self._refresh)
        connections.current_changed.connect(self._refresh)
        preferences.changed.connect(self._follow_setting)
        bridge.job_changed.connect(self._follow_job)
        bridge.job_removed.connect(self._forget_job)

    @property
    def quote(self) -> Quote:
        """Price, tokens and wait."""
        return self._quote

    @property
    def is_free(self) -> bool:
        """Whether it is the sandbox that would make it."""
        return self._connections.current.is_sandbox

    @property
    def most(self) -> float:
        """The most that it can cost, in LIMIT_CURRENCY; zero where it is free or not known."""
        return self._most(self._draft.request, self._connections.current.id) * self._draft.count

    @property
    def spent(self) -> float:
        """What was spent today, and what jobs on their way may still cost, in LIMIT_CURRENCY."""
        done = self._spending.today.amounts.get(LIMIT_CURRENCY, 0.0)
        return done + sum(self._waiting.values())

    @property
    def needs_confirmation(self) -> bool:
        """Whether the user wants to be asked before so much is spent."""
        return self._preferences.settings.limits.asks(self.most)

    @property
    def is_over_cap(self) -> bool:
        """Whether the day's cap stops it."""
        return self._preferences.settings.limits.is_over_cap(self.most, self.spent)

    def _most(self, request: GenerationRequest, connection: ConnectionId) -> float:
        if connection == SANDBOX:
            return 0.0
        try:
            return most_of(request, self._draft.catalogue)
        except ModelUnavailableError:  # a row of the user's own that has gone since
            return 0.0

    @Slot()
    def _refresh(self) -> None:
        draft = self._draft
        self._quote = quote(
            draft.estimate,
            draft.request,
            self._connections.current.id,
            count=draft.count,
            bills=self._spending.bills[-_LEARNED_FROM:],
        )
        self.changed.emit()

    @Slot(str)
    def _follow_setting(self, name: str) -> None:
        if name in ("ask_above", "daily_cap"):
            self.changed.emit()

    @Slot(object)
    def _follow_job(self, job: Job) -> None:
        is_known = job.id in self._waiting
        if is_known == (job.state in _ON_ITS_WAY):
            return
        if is_known:
            del self._waiting[job.id]
        else:
            self._waiting[job.id] = self._most(job.request, job.connection)
        self.changed.emit()

    @Slot(str)
    def _forget_job(self, job_id: JobId) -> None:
        if self._waiting.pop(job_id, None) is not None:
            self.changed.emit()
