"""``seedance-desktop library``: videos found, adopted, checked and handed on."""

import asyncio
from argparse import Namespace
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, TypeVar

from seedance_desktop.cli.command import Command
from seedance_desktop.cli.jobs import add_listing
from seedance_desktop.cli.json_lines import told_entry, told_video
from seedance_desktop.cli.output import Output
from seedance_desktop.cli.parser import Parser, path
from seedance_desktop.cli.session import (
    Session,
    engine_of,
    folders_of,
    has_records,
    opened_session,
)
from seedance_desktop.core.adopted import Placing
from seedance_desktop.core.entry import Entry
from seedance_desktop.core.errors import InputError
from seedance_desktop.core.failure import ExitCode
from seedance_desktop.core.found import Found, Order, Sort
from seedance_desktop.core.moved import Moved, NamePlan
from seedance_desktop.core.name_template import parse_template
from seedance_desktop.core.query import Query
from seedance_desktop.core.query_text import parse
from seedance_desktop.core.video import Video
from seedance_desktop.core.words import Message, tr, tr_count
from seedance_desktop.engine.engine import Engine

T = TypeVar("T")

_DEFAULT = Path()
"""Stands for the library folder of the settings."""


def _run(arguments: Namespace, output: Output) -> int:
    if arguments.rebuild is not None:
        return _rebuilt(arguments, output)
    if arguments.adopt is not None:
        return _adopted(arguments, output)
    if not has_records(folders_of(arguments.profile)):
        output.note(tr("There are no videos yet."))
        return ExitCode.OK
    if arguments.check:
        return _checked(arguments, output)
    return _found(arguments, output)


def _found(arguments: Namespace, output: Output) -> int:
    is_list = arguments.export is None and arguments.rename is None
    query = _query(arguments.query, output, is_for_a_deed=not is_list)
    order = Order(Sort(arguments.sort), is_descending=not arguments.reverse)

    async def find(engine: Engine) -> Found | None:
        await engine.library.describe()
        limit = arguments.limit if is_list else -1
        return await engine.search.find(query, order, limit)

    with opened_session(arguments.profile, output) as session:
        found = _asked(session, find)
        entries = found.first if found else ()
        if entries and arguments.export is not None:
            return _exported(session, entries, arguments.export)
        if entries and arguments.rename is not None:
            return _renamed(session, entries, arguments)
    if not entries:
        output.note(tr("Nothing was found.") if query.terms else tr("There are no videos yet."))
    for entry in entries:
        output.item(told_entry("video", entry), _line(entry.video))
    return ExitCode.OK


def _query(words: list[str], output: Output, *, is_for_a_deed: bool) -> Query:
    """What cannot be understood of it is told, and the rest is looked for.

    Not so where ``is_for_a_deed``: it would be done to far more than was meant.
    """
    text = " ".join(words)
    parsed = parse(text)
    for hint in parsed.hints:
        output.note(f"{text[hint.start : hint.end]}: {hint.message.shown()}")
    if parsed.hints and is_for_a_deed:
        raise InputError(
            Message("The search is not understood, so nothing was done."),
            remedy=Message("Mend it, and look at what it finds first."),
        )
    return parsed.query


def _exported(session: Session, entries: tuple[Entry, ...], target: Path) -> int:
    numbers = [entry.number for entry in entries]
    done = _asked(session, lambda engine: engine.files.export(numbers, target))
    for missing in done.missing:
        session.output.note(tr("{path} is not there.", path=missing))
    record = {"event": "exported", "path": str(done.target), "count": done.count}
    session.output.item(record, str(done.target))
    return ExitCode.DISK if done.missing else ExitCode.OK


def _renamed(session: Session, entries: tuple[Entry, ...], arguments: Namespace) -> int:
    template = parse_template(arguments.rename)
    numbers = [entry.number for entry in entries]

    async def rename(engine: Engine) -> tuple[NamePlan, Moved]:
        renaming = engine.files.renaming
        plan = await renaming.plan(numbers, template)
        if arguments.dry_run:
            return plan, Moved(plan.changes)
        return plan, await renaming.move(plan)

    plan, moved = _asked(session, rename)
    for each in moved.files:
        record = {"event": "renamed", "video": each.video, "library": str(each.library)}
        record |= {"old": each.old.as_posix(), "new": each.new.as_posix()}
        session.output.item(record, f"{each.old} → {each.new}")
    for missing in plan.missing:
        session.output.note(tr("{path} is not there.", path=missing))
    for failure in moved.failures:
        session.output.note(failure.message.shown())
    return ExitCode.DISK if plan.missing or moved.failures else ExitCode.OK


def _adopted(arguments: Namespace, output: Output) -> int:
    placing = Placing.COPIED if arguments.copy else Placing.WHERE_IT_IS
    with opened_session(arguments.profile, output) as session:
        done = _asked(session, lambda engine: engine.files.adopt(arguments.adopt, placing))
    for video in done.added:
        output.item(told_video("video_added", video), str(video.path))
    for known in done.known:
        output.note(tr("{path} is in the library already.", path=known))
    for refused in done.refused:
        output.note(f"{refused.path}: {refused.failure.message.shown()}")
    return ExitCode.DISK if done.refused else ExitCode.OK


def _checked(arguments: Namespace, output: Output) -> int:
    with opened_session(arguments.profile, output) as session:
        done = _asked(session, lambda engine: engine.files.check())
    record = {
        "event": "checked",
        "total": done.total,
        "found_again": done.found_again,
        "missing": done.missing,
        "damaged": done.damaged,
        "unknown": [str(path) for path in done.unknown],
    }
    line = tr(
        "{total} files: {found} found again, {missing} missing, {damaged} damaged",
        total=done.total,
        found=done.found_again,
        missing=done.missing,
        damaged=done.damaged,
    )
    output.item(record, line)
    for stray in done.unknown:
        output.note(tr("{path} is not in the library; --adopt takes it in.", path=stray))
    return ExitCode.DISK if done.missing or done.damaged else ExitCode.OK


def _rebuilt(arguments: Namespace, output: Output) -> int:
    with opened_session(arguments.profile, output) as session:
        usual = session.settings.library or session.folders.library
        library = usual if arguments.rebuild is _DEFAULT else arguments.rebuild
        rebuilt = _asked(session, lambda engine: engine.rebuild(library))
    output.note(
        tr_count(
            "{count} video was put on record.", "{count} videos were put on record.", rebuilt.added
        )
    )
    for unread in rebuilt.unreadable:
        output.note(tr("{path} cannot be read.", path=unread))
    return ExitCode.DISK if rebuilt.unreadable else ExitCode.OK


def _asked(session: Session, ask: Callable[[Engine], Coroutine[Any, Any, T]]) -> T:
    async def answer() -> T:
        async with engine_of(session) as engine:
            return await ask(engine)

    return asyncio.run(answer())


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
        "query",
        nargs="*",
        metavar="QUERY",
        help=tr("what to look for, such as: sea tag:night stars:>=3 made:2026-11"),
    )
    parser.add_argument("--sort", choices=[sort.value for sort in Sort], default=Sort.MADE.value)
    parser.add_argument("--reverse", action="store_true", help=tr("the other way round"))
    parser.add_argument(
        "--export",
        type=path,
        metavar="TO",
        help=tr("copy what is found to the new folder TO, or into TO.zip, with a table"),
    )
    parser.add_argument(
        "--rename",
        metavar="TEMPLATE",
        help=tr(
            "rename what is found, inside its library, such as: {template}",
            template="{date}/{prompt:32}-{seed}",
        ),
    )
    parser.add_argument(
        "--dry-run", action="store_true", help=tr("with --rename: only tell the new names")
    )
    parser.add_argument(
        "--adopt",
        type=path,
        nargs="+",
        metavar="PATH",
        help=tr("take in clips, or folders of clips, where they are"),
    )
    parser.add_argument(
        "--copy", action="store_true", help=tr("with --adopt: copy them into the library folder")
    )
    parser.add_argument(
        "--check",
        action="store_true",
        help=tr("look at every file: find moved ones again, tell missing and damaged ones"),
    )
    parser.add_argument(
        "--rebuild",
        type=path,
        nargs="?",
        const=_DEFAULT,
        metavar="DIR",
        help=tr("put videos on record that lie in the library folder, or in DIR, and are not"),
    )
    add_listing(parser)


LIBRARY = Command(
    Message("Find videos, the newest first; adopt, check and export them."), _add_arguments, _run
)
