"""Brings the libraries' own files up to what the records say of their videos."""

import json
import logging
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path

from seedance_desktop.core.entry import Organised
from seedance_desktop.core.errors import DiskError
from seedance_desktop.core.ids import VideoId
from seedance_desktop.store.database import Database
from seedance_desktop.store.organised_file import (
    LeaveAloneError,
    Noted,
    OrganisedLibrary,
    read_organised,
    write_organised,
)
from seedance_desktop.store.sayings import all_said, collections_in

_log = logging.getLogger(__name__)


def note_down(records: Path, libraries: Sequence[Path]) -> int:
    """Write what has changed; how many files that were. Blocks, with a connection of its own.

    ``libraries`` as they are looked for, the usual one first. What a file says of videos that are
    not on record stays in it: they may join later. A folder that was adopted as it is gets no file
    before something is said of its videos. Raises RecordError kinds.
    """
    with closing(Database.reader(records)) as database:
        said, collections = all_said(database), collections_in(database)
        written = 0
        for place, library in enumerate(libraries):
            try:
                known = read_organised(library)
            except LeaveAloneError:
                _log.info("what is said of the videos in %s is not written there", library)
                continue
            mine = {
                video: Noted(each.file, each.organised)
                for video, each in said.items()
                if each.library == library and (each.organised != Organised() or not place)
            }
            here = _on_record(database, known.videos)
            strange = {v: noted for v, noted in known.videos.items() if v not in here}
            wanted = OrganisedLibrary({**strange, **mine}, () if place else collections)
            if wanted != known and library.is_dir():
                written += _written(library, wanted)
    return written


def _written(library: Path, wanted: OrganisedLibrary) -> bool:
    try:
        write_organised(library, wanted)
    except DiskError as error:  # a folder that is only to be read; the records have it all
        _log.info("%s %s", error, error.facts)
        return False
    return True


def _on_record(database: Database, videos: Iterable[VideoId]) -> set[VideoId]:
    rows = database.tuples(
        "SELECT id FROM videos WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(videos)),),
    )
    return {VideoId(row[0]) for row in rows}
