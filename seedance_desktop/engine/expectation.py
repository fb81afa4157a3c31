"""How long a job is expected to take at its service."""

from seedance_desktop.core.catalogue import Catalogue
from seedance_desktop.core.cost import expected_wait
from seedance_desktop.core.errors import InputError, ModelUnavailableError
from seedance_desktop.core.job import Job
from seedance_desktop.core.request import ServiceTier
from seedance_desktop.engine.connections import Connections

_USUAL = 60.0
_FLEX = 3600.0
"""Seconds where the table of models says nothing (the flex tier takes hours, api.md 5.1)."""


class Expectation:
    """Typical waits, from the table of models and the connection's speed."""

    def __init__(self, catalogue: Catalogue, connections: Connections) -> None:
        self._catalogue = catalogue
        self._connections = connections

    def seconds(self, job: Job) -> float:
        """From sending to a finished clip."""
        return self._wait(job) / self._speed(job)

    def _wait(self, job: Job) -> float:
        usual = _FLEX if job.request.service_tier is ServiceTier.FLEX else _USUAL
        try:
            return expected_wait(job.request, self._catalogue) or usual
        except ModelUnavailableError:
            return usual

    def _speed(self, job: Job) -> float:
        try:
            return self._connections.find(job.connection).speed
        except InputError:
            return 1.0
