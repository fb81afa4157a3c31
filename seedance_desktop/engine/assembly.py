"""The steps of a job put together from the engine's parts; each knows only what it works with."""

from collections.abc import Awaitable, Callable

from seedance_desktop.core.ids import JobId
from seedance_desktop.engine.afterwards import Afterwards
from seedance_desktop.engine.cancellation import Cancellation
from seedance_desktop.engine.download import Download
from seedance_desktop.engine.expectation import Expectation, Past
from seedance_desktop.engine.fetching import Fetching
from seedance_desktop.engine.following import Following
from seedance_desktop.engine.health import Health
from seedance_desktop.engine.last_frame import LastFrame
from seedance_desktop.engine.lines import Lines
from seedance_desktop.engine.ports import EngineParts
from seedance_desktop.engine.preparing import Preparation
from seedance_desktop.engine.publisher import Publisher
from seedance_desktop.engine.record import Record
from seedance_desktop.engine.runner import Runner
from seedance_desktop.engine.services import Services
from seedance_desktop.engine.submission import Submission
from seedance_desktop.engine.workers import Workers


class Assembly:
    """Everything that takes jobs on their way.

    ``past`` tells what earlier ones took, ``stop`` ends the task that runs a job.
    """

    def __init__(
        self,
        parts: EngineParts,
        publisher: Publisher,
        workers: Workers,
        *,
        past: Past,
        stop: Callable[[JobId], Awaitable[None]],
    ) -> None:
        now, chance = parts.now, parts.chance
        health = Health(publisher)
        self.expectation = Expectation(
            parts.catalogue, parts.connections, past=past, steady=parts.steady
        )
        self.record = Record(parts.jobs, publisher, story=parts.story, now=now)
        self.lines = Lines(parts.jobs_at_once, publisher, parts.line)
        self.services = Services(parts.connections, parts.wire)
        preparation = Preparation(parts, workers)
        self.submission = Submission(
            record=self.record,
            services=self.services,
            preparation=preparation,
            health=health,
            now=now,
            chance=chance,
        )
        following = self._following(parts, health)
        download = download_of(parts, publisher, workers)
        fetching = Fetching(
            record=self.record,
            following=following,
            download=download,
            last_frame=LastFrame(following=following, download=download, workers=workers),
            health=health,
            chance=chance,
        )
        self.runner = Runner(
            record=self.record,
            lines=self.lines,
            preparation=preparation,
            submission=self.submission,
            following=following,
            fetching=fetching,
        )
        self.afterwards = self._afterwards(parts, publisher, following)
        self.cancellation = Cancellation(
            record=self.record,
            services=self.services,
            following=following,
            fetching=fetching,
            stop=stop,
        )

    def _following(self, parts: EngineParts, health: Health) -> Following:
        return Following(
            record=self.record,
            services=self.services,
            health=health,
            expectation=self.expectation,
            now=parts.now,
            steady=parts.steady,
            chance=parts.chance,
        )

    def _afterwards(
        self, parts: EngineParts, publisher: Publisher, following: Following
    ) -> Afterwards:
        return Afterwards(
            record=self.record,
            lines=self.lines,
            following=following,
            expectation=self.expectation,
            publisher=publisher,
            now=parts.now,
            chance=parts.chance,
        )


def download_of(parts: EngineParts, publisher: Publisher, workers: Workers) -> Download:
    """What brings clips in."""
    return Download(
        wire=parts.wire,
        media=parts.media,
        workers=workers,
        catalogue=parts.catalogue,
        publisher=publisher,
        story=parts.story,
        now=parts.now,
    )
