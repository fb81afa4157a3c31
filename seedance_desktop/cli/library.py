"""``seedance-desktop library``: the videos that have arrived, and where they are."""

import asyncio
from argparse import Namespace

from seedance_desktop.cli.command import Command
from seedance_desktop.cli.jobs import add_listing
from seedance_desktop.cli.json_lines import told_video
from seedance_desktop.cli.output import Output
from seedance_desktop.cli.session import (
    Session,
    engine_of,
    folders_of,
    has_records,
    opened_session,
)
from seedance_desktop.core.failure import ExitCode
from seedance_desktop.core.video import Video
from seedance_desktop.core.words import Message, tr


def _run(arguments: Namespace, output: Output) -> int:
    videos: list[Video] = []
    if has_records(folders_of(arguments.profile)):
        with opened_session(arguments.profile, output) as session:
            videos = asyncio.run(_newest(session, arguments.limit))
    if not videos:
        output.note(tr("There are no videos yet."))
    for video in videos:
        output.item(told_video("video", video), _line(video))
    return ExitCode.OK


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


LIBRARY = Command(Message("List the videos, the newest first."), add_listing, _run)
