"""``seedance-desktop library``: the videos that have arrived, and where they are."""

import asyncio
from argparse import Namespace
from pathlib import Path

from seedance_desktop.cli.command import Command
from seedance_desktop.cli.jobs import add_listing
from seedance_desktop.cli.json_lines import told_video
from seedance_desktop.cli.output import Output
from seedance_desktop.cli.parser import Parser, path
from seedance_desktop.cli.session import (
    Session,
    engine_of,
    folders_of,
    has_records,
    opened_session,
)
from seedance_desktop.core.failure import ExitCode
from seedance_desktop.core.video import Video
from seedance_desktop.core.words import Message, tr, tr_count
from seedance_desktop.engine.rebuilding import Rebuilt

_DEFAULT = Path()
"""Stands for the library folder of the settings."""


def _run(arguments: Namespace, output: Output) -> int:
    videos: list[Video] = []
    if arguments.rebuild is not None:
        return _rebuilt(arguments, output)
    if has_records(folders_of(arguments.profile)):
        with opened_session(arguments.profile, output) as session:
            videos = asyncio.run(_newest(session, arguments.limit))
    if not videos:
        output.note(tr("There are no videos yet."))
    for video in videos:
        output.item(told_video("video", video), _line(video))
    return ExitCode.OK


def _rebuilt(arguments: Namespace, output: Output) -> int:
    with opened_session(arguments.profile, output) as session:
        usual = session.settings.library or session.folders.library
        library = usual if arguments.rebuild is _DEFAULT else arguments.rebuild
        rebuilt = asyncio.run(_rebuild(session, library))
    output.note(
        tr_count(
            "{count} video was put on record.", "{count} videos were put on record.", rebuilt.added
        )
    )
    for unread in rebuilt.unreadable:
        output.note(tr("{path} cannot be read.", path=unread))
    return ExitCode.DISK if rebuilt.unreadable else ExitCode.OK


async def _rebuild(session: Session, library: Path) -> Rebuilt:
    async with engine_of(session) as engine:
        return await engine.rebuild(library)


async def _newest(session: Session, limit: int) -> list[Video]:
    async with engine_of(session) as engine:
        return await engine.library.newest(limit)


def _line(video: Video) -> str:
    """The path comes last, so that blanks in it do no harm."""
    when = f"{video.made_at.astimezone():%Y-%m-%d %H:%M}"
    length = tr("{count} s", count=f"{video.clip.duration:.1f}")
    line = f"{when}  {video.clip.size}  {length}  {video.path}"
    if video.path.exists():
        return line
    return tr("{line}  (the file is not there)", line=line)


def _add_arguments(parser: Parser) -> None:
    parser.add_argument(
        "--rebuild",
        type=path,
        nargs="?",
        const=_DEFAULT,
        metavar="DIR",
        help=tr("put videos on record that lie in the library folder, or in DIR, and are not"),
    )
    add_listing(parser)


LIBRARY = Command(Message("List the videos, the newest first."), _add_arguments, _run)
