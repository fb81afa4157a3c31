"""An engine on a real database, real files and the real sandbox, for the tests of this folder.

Pictures and clips are handled by Pillow and PyAV alone, so that all of this also runs without Qt.
"""

import asyncio
import io
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from PIL import Image, ImageOps

from seedance_desktop.api.endpoint import Endpoint
from seedance_desktop.build import EngineOptions, engine_parts
from seedance_desktop.core.catalogue import Catalogue
from seedance_desktop.core.connection import SANDBOX
from seedance_desktop.core.errors import PictureError
from seedance_desktop.core.events import Event, JobChanged
from seedance_desktop.core.geometry import Framing, Size
from seedance_desktop.core.ids import ConnectionId, JobId
from seedance_desktop.core.job import Job, JobState
from seedance_desktop.core.request import Encoding, Frame, GenerationRequest, Role
from seedance_desktop.core.video import ClipFacts
from seedance_desktop.engine.engine import Engine
from seedance_desktop.engine.ports import EngineParts, Media
from seedance_desktop.media.clip_file import damaged, opened, picture_track
from seedance_desktop.media.clip_probe import probe_clip
from seedance_desktop.media.clip_recipe import read_recipe, write_recipe
from seedance_desktop.store.catalogue_files import load_catalogue
from seedance_desktop.store.folders import Folders
from seedance_desktop.store.secrets import KeyStore
from seedance_desktop.store.settings import Settings
from tests.support.sandbox import SPEED, RunningSandbox

E = TypeVar("E", bound=Event)

PATIENCE = 60.0
"""Seconds for anything to happen on a busy machine."""


@dataclass(frozen=True, slots=True)
class Rendered:
    content: bytes
    mime: str


class Outside:
    """A sandbox that a test has started: always there, never stopped by the engine."""

    is_running = True

    def __init__(self, where: Callable[[], Endpoint]) -> None:
        self._where = where

    async def endpoint(self) -> Endpoint:
        return self._where()

    async def close(self) -> None:
        return


@dataclass
class Bench:
    """One profile and what is needed to open engines on it, one after the other."""

    folders: Folders
    endpoint: Endpoint
    settings: Settings = field(default_factory=lambda: Settings(sandbox_speed=SPEED / 2))
    keys: KeyStore = field(default_factory=lambda: KeyStore(environment={}))
    bugs: list[BaseException] = field(default_factory=list)

    @property
    def catalogue(self) -> Catalogue:
        return load_catalogue(self.folders).catalogue

    @property
    def library(self) -> Path:
        return self.folders.library

    @asynccontextmanager
    async def opened(
        self, change: Callable[[EngineParts], EngineParts] = lambda parts: parts
    ) -> AsyncIterator["Bed"]:
        """An engine, started, and closed at the end with no task left; no bug may be reported."""
        engine = Engine(change(self.parts()))
        bed = Bed(engine, self)
        engine.subscribe(bed.hear)
        await engine.start()
        try:
            yield bed
        finally:
            await engine.close()
        await let_go()
        if self.bugs:
            raise ExceptionGroup(
                "bugs were reported", [bug for bug in self.bugs if isinstance(bug, Exception)]
            )
        assert [task.get_name() for task in asyncio.all_tasks()] == [_own_name()]

    def parts(self) -> EngineParts:
        options = EngineOptions(
            folders=self.folders,
            catalogue=self.catalogue,
            settings=lambda: self.settings,
            keys=self.keys,
            to_bin=Path.unlink,
            report=self.bugs.append,
            sandbox=Outside(lambda: self.endpoint),
        )
        return replace(engine_parts(options), media=plain_media())


@dataclass
class Bed:
    """An engine that is running, and what it has told."""

    engine: Engine
    bench: Bench
    events: list[Event] = field(default_factory=list)
    news: asyncio.Event = field(default_factory=asyncio.Event)

    def hear(self, event: Event) -> None:
        self.events.append(event)
        self.news.set()

    async def submit(
        self, request: GenerationRequest, connection: ConnectionId = SANDBOX, count: int = 1
    ) -> tuple[Job, ...]:
        return await self.engine.submit(
            request, connection, library=self.bench.library, count=count
        )

    async def submit_one(
        self, request: GenerationRequest, connection: ConnectionId = SANDBOX
    ) -> Job:
        (job,) = await self.submit(request, connection)
        return job

    async def settled(self, *jobs: Job) -> Job:
        """The last of the jobs, when nothing more happens to any."""
        async with asyncio.timeout(PATIENCE):
            return (await self.engine.wait_for([job.id for job in jobs]))[-1]

    async def hurried(self, *jobs: Job) -> Job:
        """As ``settled``, with the user pressing "try now" all the while."""
        waiting = asyncio.create_task(self.settled(*jobs))
        while not waiting.done():
            await self.engine.resume_line(jobs[0].connection)
            await asyncio.wait([waiting], timeout=0.05)
        return await waiting

    async def until(self, job: Job, state: JobState) -> Job:
        """The job as soon as it has been told to be in ``state``."""
        return await self.first(
            lambda told: told if told.id == job.id and told.state is state else None
        )

    async def troubled(self, job: Job, kind: str) -> Job:
        """The job as soon as it has been told to have met this kind of failure."""
        return await self.first(
            lambda told: (
                told if told.id == job.id and told.failure and told.failure.kind == kind else None
            )
        )

    async def first(self, wanted: Callable[[Job], Job | None]) -> Job:
        """The first told job that is wanted, waited for."""
        async with asyncio.timeout(PATIENCE):
            while True:
                for event in self.events:
                    if isinstance(event, JobChanged) and (found := wanted(event.job)):
                        return found
                await self._more()

    async def seen(self, kind: type[E]) -> E:
        """The first event of a kind, waited for."""
        async with asyncio.timeout(PATIENCE):
            while True:
                for event in self.events:
                    if isinstance(event, kind):
                        return event
                await self._more()

    async def kept_up(self) -> None:
        """What is done beside the jobs at a start is done: it no longer looks at the files."""
        running = self.engine._upkeep._tasks._running
        if running:
            await asyncio.wait(running)

    async def _more(self) -> None:
        self.news.clear()
        await self.news.wait()

    async def pass_time(self) -> None:
        """Let the engine and the sandbox get on for a moment."""
        await asyncio.sleep(0.02)

    def failures(self, job: Job) -> list[str]:
        """Every kind of failure that was told of a job, repetitions left out."""
        told = [
            e.job.failure for e in self.events if isinstance(e, JobChanged) and e.job.id == job.id
        ]
        return list(dict.fromkeys(failure.kind for failure in told if failure))

    def states(self, job_id: JobId) -> list[JobState]:
        """Every state that was told of a job, repetitions left out."""
        jobs = [event.job for event in self.events if isinstance(event, JobChanged)]
        told = [job.state for job in jobs if job.id == job_id]
        return [state for at, state in enumerate(told) if at == 0 or told[at - 1] is not state]


def a_bench(profile: Path, sandbox: RunningSandbox) -> Bench:
    return Bench(Folders.below(profile), Endpoint(sandbox.address, sandbox.key))


def a_request(prompt: str = "A red kite over the hills", *pictures: Frame) -> GenerationRequest:
    """The cheapest clip that there is: 29 frames."""
    return GenerationRequest(
        model=load_catalogue(Folders.below(Path("nowhere"))).catalogue.default_model,
        prompt=prompt,
        pictures=pictures,
        resolution="480p",
        ratio="adaptive" if pictures else "16:9",
        frames=29,
    )


def a_first_frame(folder: Path, size: tuple[int, int] = (900, 600)) -> Frame:
    path = folder / "source.png"
    Image.effect_noise(size, 60).convert("RGB").save(path)
    return Frame(Role.FIRST_FRAME, path)


def files_in(library: Path) -> list[Path]:
    """What a person sees in the library."""
    return sorted(path.relative_to(library) for path in library.glob("*/*/*/*"))


def parts_in(library: Path) -> list[str]:
    """What lies in the hidden folder of unfinished files."""
    return sorted(path.name for path in (library / ".seedance-parts").glob("*"))


def plain_media() -> Media:
    return Media(
        picture_size=_picture_size,
        render_frame=_render_frame,
        check_clip=_check_clip,
        write_recipe=write_recipe,
        read_recipe=read_recipe,
        probe_clip=probe_clip,
    )


def _picture_size(path: Path) -> Size:
    try:
        with Image.open(path) as image:
            return Size(*image.size)
    except OSError as error:
        raise PictureError from error


def _render_frame(
    source: Path, framing: Framing, output: Size, most_bytes: int, encoding: Encoding
) -> Rendered:
    with Image.open(source) as image:
        size = (output.width, output.height)
        fitted = ImageOps.fit(image, size, centering=(framing.x, framing.y))
        buffer = io.BytesIO()
        kind = "png" if encoding is Encoding.PNG else "jpeg"
        fitted.save(buffer, kind)
    assert len(buffer.getvalue()) <= most_bytes
    return Rendered(buffer.getvalue(), f"image/{kind}")


def _check_clip(path: Path) -> ClipFacts:
    with opened(path) as container:
        track = picture_track(container, path)
        count = 0
        for frame in container.decode(track):
            if frame.is_corrupt:
                raise damaged(path, f"frame {count}")
            count += 1
        if not count:
            raise damaged(path, "no frame")
        return ClipFacts(
            size=Size(track.width, track.height),
            duration=count / 24,
            frame_count=count,
            frame_rate=24.0,
            codec=track.codec_context.name,
            has_sound=bool(container.streams.audio),
        )


async def let_go() -> None:
    """Wait until the loop has let go of what httpx had half read: tasks of its own, without names.

    What has a name is the engine's, and had to be gone before.
    """
    own = asyncio.current_task()
    await asyncio.sleep(0)  # they are begun in the loop's next turn
    while left := {task for task in asyncio.all_tasks() if task is not own and _is_nameless(task)}:
        _, late = await asyncio.wait(left, timeout=PATIENCE)
        assert not late


def _is_nameless(task: asyncio.Task[object]) -> bool:
    return task.get_name().startswith("Task-")


def _own_name() -> str:
    task = asyncio.current_task()
    return task.get_name() if task else ""
