"""Brings the libraries' own files up to what the records say of their videos."""

import json
import logging
from collections.abc import Iterator, Sequence
from contextlib import closing
from heapq import merge
from itertools import islice
from operator import itemgetter
from pathlib import Path

from seedance_desktop.core.entry import Organised
from seedance_desktop.core.errors import DiskError
from seedance_desktop.core.ids import VideoId
from seedance_desktop.store.database import Database
from seedance_desktop.store.files import write_atomically
from seedance_desktop.store.organised_file import (
    NAME,
    LeaveAloneError,
    Noted,
    Written,
    organised_text,
    read_written,
)
from seedance_desktop.store.sayings import collections_in, said_in

_PART = 1000

_log = logging.getLogger(__name__)


def note_down(records: Path, libraries: Sequence[Path]) -> int:
    """Write what has changed; how many files that were. Blocks, with a connection of its own.

    ``libraries`` as they are looked for, the usual one first. What a file says of videos that are
    not on record stays in it: they may join later. A folder that was adopted as it is gets no file
    before something is said of its videos. Raises RecordError kinds.
    """
    with closing(Database.reader(records)) as database:
        collections = collections_in(database)
        written = 0
        for place, library in enumerate(libraries):
            try:
                known = read_written(library / NAME)
            except LeaveAloneError:
                _log.info("what is said of the videos in %s is not written there", library)
                continue
            own = () if place else collections
            text = organised_text(own, _lines(database, library, known, is_usual=not place))
            is_said = text != organised_text((), ()) or any(known.lines)
            if is_said and text != known.content and library.is_dir():
                written += _written(library / NAME, text)
    return written


def _lines(
    database: Database, library: Path, known: Written, *, is_usual: bool
) -> Iterator[tuple[VideoId, Noted]]:
    """In the order of their names, a few in memory at a time."""
    strange = {video: known.noted(line) for video, line in _off_record(database, known)}
    kept = [(video, noted) for video, noted in sorted(strange.items()) if noted is not None]
    mine = (
        (video, Noted(each.file, each.organised))
        for video, each in said_in(database, library)
        if is_usual or each.organised != Organised()
    )
    return merge(kept, mine, key=itemgetter(0))


def _written(path: Path, text: bytearray) -> bool:
    try:
        write_atomically(path, text)
    except DiskError as error:  # a folder that is only to be read; the records have it all
        _log.info("%s %s", error, error.facts)
        return False
    return True


def _off_record(database: Database, known: Written) -> Iterator[tuple[VideoId, bytes]]:
    lines = known.lines
    while part := dict(islice(lines, _PART)):
        rows = database.tuples(
            "SELECT id FROM videos WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(part)),),
        )
        here = {row[0] for row in rows}
        yield from ((video, line) for video, line in part.items() if video not in here)
