"""How long a job is expected to take at its service, and how long is too long."""

from collections.abc import Callable

from seedance_desktop.core.catalogue import Catalogue
from seedance_desktop.core.connection import SANDBOX
from seedance_desktop.core.cost import clip_seconds, expected_wait
from seedance_desktop.core.errors import InputError, ModelUnavailableError
from seedance_desktop.core.ids import ConnectionId
from seedance_desktop.core.job import Job
from seedance_desktop.core.request import GenerationRequest, ServiceTier
from seedance_desktop.core.typical import PastWait, typical_wait
from seedance_desktop.engine.connections import Connections

_USUAL = 60.0
_FLEX = 3600.0
"""Seconds where the table of models says nothing (the flex tier takes hours, api.md 5.1)."""
_MANY_TIMES = 10
_PATIENCE = {ServiceTier.DEFAULT: 1800.0, ServiceTier.FLEX: 12 * 3600.0}
"""Seconds that a job is given at the least before it is called a late one."""
_SHORTEST_PATIENCE = 30.0
"""Real seconds, however fast a sandbox's time passes: its films are made at this machine's pace."""
_FRESH = 60.0
"""Seconds for which what was looked up holds."""

Past = Callable[[ConnectionId, GenerationRequest], list[PastWait]]
_Kind = tuple[ConnectionId, str, str, ServiceTier]


class Expectation:
    """Typical waits: as past jobs took, else from the table of models and the connection's speed.

    The sandbox's speed is a setting, so its past says nothing.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        connections: Connections,
        *,
        past: Past,
        steady: Callable[[], float],
    ) -> None:
        self._catalogue = catalogue
        self._connections = connections
        self._past = past
        self._steady = steady
        self._known: dict[_Kind, tuple[float, list[PastWait]]] = {}

    def seconds(self, job: Job) -> float:
        """From sending to a finished clip."""
        return self.told(job) or self._usual(job) / self._speed(job)

    def told(self, job: Job) -> float | None:
        """As ``seconds``, where there is anything to go by."""
        return self._learned(job) or self._listed(job)

    def patience(self, job: Job) -> float:
        """Seconds after which a job is late: it no longer keeps others from being sent."""
        least = _PATIENCE[job.request.service_tier] / self._speed(job)
        return max(least, _MANY_TIMES * self.seconds(job), _SHORTEST_PATIENCE)

    def _learned(self, job: Job) -> float | None:
        length = clip_seconds(job.request)
        if job.connection == SANDBOX or length is None:
            return None
        request = job.request
        kind = (job.connection, request.model, request.resolution, request.service_tier)
        now, known = self._steady(), self._known.get(kind)
        if known is None or now > known[0] + _FRESH:
            known = self._known[kind] = (now, self._past(job.connection, request))
        return typical_wait(known[1], length)

    def _listed(self, job: Job) -> float | None:
        try:
            wait = expected_wait(job.request, self._catalogue)
        except ModelUnavailableError:
            return None
        return None if wait is None else wait / self._speed(job)

    def _usual(self, job: Job) -> float:
        return _FLEX if job.request.service_tier is ServiceTier.FLEX else _USUAL

    def _speed(self, job: Job) -> float:
        try:
            return self._connections.find(job.connection).speed
        except InputError:
            return 1.0
