"""A profile opened for one command: folders, log, settings, catalogue, and an engine on them."""

import errno
import logging
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from seedance_desktop.build import EngineOptions, build_engine
from seedance_desktop.cli.output import Output
from seedance_desktop.core.catalogue import Catalogue
from seedance_desktop.core.disk import disk_error
from seedance_desktop.core.resources import resource
from seedance_desktop.core.words import install_language
from seedance_desktop.engine.engine import Engine
from seedance_desktop.log import start_log, stop_log
from seedance_desktop.store.catalogue_files import load_catalogue
from seedance_desktop.store.folders import Folders
from seedance_desktop.store.secrets import KeyStore
from seedance_desktop.store.settings import Settings
from seedance_desktop.store.settings_file import SettingsFile

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Session:
    """What a command works with. ``profile`` is as it was given; ``None`` is the user's own."""

    profile: Path | None
    folders: Folders
    settings: Settings
    catalogue: Catalogue
    output: Output


def folders_of(profile: Path | None) -> Folders:
    return Folders.standard() if profile is None else Folders.below(profile)


def has_records(folders: Folders) -> bool:
    """Whether the profile holds anything; asking makes nothing. Raises DiskError kinds."""
    try:
        return folders.database.is_file()
    except OSError as error:
        raise disk_error(error, folders.database) from error


@contextmanager
def opened_session(profile: Path | None, output: Output) -> Iterator[Session]:
    """The profile, made where it is missing. Raises DiskError kinds."""
    folders = folders_of(profile)
    folders.make()
    log = start_log(folders.logs)
    try:
        settings = SettingsFile(folders.settings_file).read()
        if settings.language:
            install_language(resource("translations"), settings.language)
        loaded = load_catalogue(folders)
        for problem in loaded.problems:
            output.warning(problem)
        yield Session(profile, folders, settings, loaded.catalogue, output)
    finally:
        stop_log(log)


@asynccontextmanager
async def engine_of(
    session: Session, report: Callable[[BaseException], None] | None = None
) -> AsyncIterator[Engine]:
    """An engine that has not been started; every open job is resumable when it is closed.

    Damaged records are rebuilt before, and the command says so.

    Raises RecordError and DiskError kinds. ``report`` is told of bugs once they are in the log.
    """

    def logged(error: BaseException) -> None:
        _log.error("a task failed", exc_info=error)
        if report is not None:
            report(error)

    engine = build_engine(
        EngineOptions(
            folders=session.folders,
            catalogue=session.catalogue,
            settings=lambda: session.settings,
            keys=KeyStore(session.folders.keyring_name),
            to_bin=_no_bin,
            report=logged,
        )
    )
    try:
        mended = await engine.mend()
        if mended is not None:
            session.output.warning(mended)
        yield engine
    finally:
        await engine.close()


def _no_bin(path: Path) -> Path | None:
    """No command deletes."""
    raise OSError(errno.ENOTSUP, "the command line has no bin", str(path))
