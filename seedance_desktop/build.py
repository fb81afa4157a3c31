"""Builds the engine for the window and the command line alike; called on the engine's thread.

What is heavy is loaded when it is first used: httpx by the first request, PyAV by the first clip.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from seedance_desktop.api.endpoint import Endpoint
from seedance_desktop.api.told import Tell, nobody
from seedance_desktop.core.catalogue import Catalogue
from seedance_desktop.core.connection import Connection, all_connections
from seedance_desktop.core.geometry import Framing, Size
from seedance_desktop.core.request import Encoding
from seedance_desktop.core.video import ClipFacts
from seedance_desktop.engine.claims import Claims
from seedance_desktop.engine.connections import Connections, Keys, Sandbox
from seedance_desktop.engine.engine import Engine
from seedance_desktop.engine.leisure import Leisure
from seedance_desktop.engine.ports import (
    EngineParts,
    Media,
    Progress,
    Records,
    RenderedFrame,
    Service,
)
from seedance_desktop.engine.sandbox_process import SandboxProcess
from seedance_desktop.engine.story import Story
from seedance_desktop.engine.workers import Workers
from seedance_desktop.store.descriptions import Descriptions
from seedance_desktop.store.file_table import FileTable
from seedance_desktop.store.folders import Folders
from seedance_desktop.store.frames import FrameStore
from seedance_desktop.store.jobs import JobTable
from seedance_desktop.store.known_tasks import KnownTasks
from seedance_desktop.store.ledger_files import LedgerFiles
from seedance_desktop.store.library_table import LibraryTable
from seedance_desktop.store.line_file import LineFile
from seedance_desktop.store.opening import open_records
from seedance_desktop.store.settings import Settings
from seedance_desktop.store.story import StoryTable
from seedance_desktop.store.videos import VideoTable

if TYPE_CHECKING:
    from seedance_desktop.api.transport import HttpClient


@dataclass(frozen=True, slots=True)
class EngineOptions:
    """What differs between those who build an engine.

    ``settings`` is asked whenever one is needed, from the engine's thread. ``to_bin`` puts a file
    into the system's bin, blocking, and raises OSError; it answers where the file lies there, or
    None where the system does not tell. ``report`` is told of bugs. ``sandbox`` stands in for the
    sandbox's process where one runs already. ``leisure`` is told of the user, if there is a window.
    """

    folders: Folders
    catalogue: Catalogue
    settings: Callable[[], Settings]
    keys: Keys
    to_bin: Callable[[Path], Path | None]
    report: Callable[[BaseException], None]
    sandbox: Sandbox | None = None
    leisure: Leisure = field(default_factory=Leisure)


def build_engine(options: EngineOptions) -> Engine:
    """An engine on the profile's database. Raises RecordError and DiskError kinds."""
    return Engine(engine_parts(options))


def engine_parts(options: EngineOptions) -> EngineParts:
    """What ``build_engine`` builds from, opened and ready."""
    folders = options.folders
    folders.make()
    opened = open_records(folders.database, _now())
    database = opened.database
    story = Story(StoryTable(database), now=_now)
    workers = Workers()
    connections = Connections(
        lambda: connections_of(options.settings()),
        keys=options.keys,
        sandbox=options.sandbox or _sandbox(options, workers),
        workers=workers,
    )
    wire = HttpWire(story.heard)
    return EngineParts(
        jobs=JobTable(database),
        videos=VideoTable(database),
        library=LibraryTable(database),
        story=story,
        known_tasks=KnownTasks(database),
        descriptions=Descriptions(database),
        files=FileTable(database),
        frames=FrameStore(folders.frames),
        ledger=LedgerFiles(folders.ledger),
        claims=Claims(folders.data / "jobs.lock"),
        line=LineFile(folders.line_file),
        catalogue=options.catalogue,
        connections=connections,
        wire=wire,
        media=lazy_media(),
        records=Records(
            folders.database,
            opened.mended,
            library=lambda: options.settings().library or folders.library,
        ),
        to_bin=options.to_bin,
        jobs_at_once=lambda: options.settings().jobs_at_once,
        limits=lambda: options.settings().limits,
        now=_now,
        chance=random.random,
        report=options.report,
        close=opened.close,
        leisure=options.leisure,
        web_picture=wire.picture,
    )


def connections_of(settings: Settings) -> tuple[Connection, ...]:
    """Every connection, in the order it is shown."""
    declared = tuple(row.connection for row in settings.connections)
    return all_connections(declared, settings.sandbox_speed)


class HttpWire:
    """The network over httpx, loaded and opened by the first request; it tells what is asked."""

    def __init__(self, tell: Tell = nobody) -> None:
        self._tell = tell
        self._http: HttpClient | None = None

    def service(self, endpoint: Endpoint) -> Service:
        from seedance_desktop.api.client import ServiceClient

        return ServiceClient(self._opened(), endpoint, self._tell)

    async def fetch(self, url: str, part: Path, on_progress: Progress, *, home: str) -> None:
        from seedance_desktop.api.download import stream_to

        await stream_to(self._opened(), url, part, on_progress=on_progress, home=home)

    async def picture(self, url: str) -> bytes:
        from seedance_desktop.api.picture_download import fetch_picture

        return await fetch_picture(self._opened(), url)

    async def close(self) -> None:
        if self._http is not None:
            await self._http.aclose()
        self._http = None

    def _opened(self) -> "HttpClient":
        from seedance_desktop.api.transport import make_client

        if self._http is None:
            self._http = make_client()
        return self._http


def _now() -> datetime:
    return datetime.now(UTC)


def lazy_media() -> Media:
    """Media's functions, each loading its libraries when it is first called."""
    return Media(
        picture_size=_picture_size,
        render_frame=_render_frame,
        check_clip=_check_clip,
        write_recipe=_write_recipe,
        read_recipe=_read_recipe,
        probe_clip=_probe_clip,
        load=_load_media,
    )


def _load_media() -> None:
    import seedance_desktop.media.clip  # noqa: F401  PyAV, a tenth of a second


def _picture_size(path: Path) -> Size:
    from seedance_desktop.media.picture import picture_size

    return picture_size(path).size


def _render_frame(
    source: Path, framing: Framing, output: Size, most_bytes: int, encoding: Encoding
) -> RenderedFrame:
    from seedance_desktop.media.frame_render import render_frame

    return render_frame(source, framing, output, most_bytes, encoding)


def _check_clip(path: Path) -> ClipFacts:
    from seedance_desktop.media.clip import check_clip

    return check_clip(path)


def _write_recipe(source: Path, target: Path, recipe: str) -> None:
    from seedance_desktop.media.clip import write_recipe

    write_recipe(source, target, recipe)


def _read_recipe(path: Path) -> str | None:
    from seedance_desktop.media.clip import read_recipe

    return read_recipe(path)


def _probe_clip(path: Path) -> ClipFacts:
    from seedance_desktop.media.clip_probe import probe_clip

    return probe_clip(path)


def _sandbox(options: EngineOptions, workers: Workers) -> SandboxProcess:
    return SandboxProcess(
        options.folders.sandbox,
        speed=lambda: options.settings().sandbox_speed,
        models=options.folders.user_models_file,
        workers=workers,
    )
