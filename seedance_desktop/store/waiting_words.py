"""What is said of videos that are not on record yet, kept beside the records until they are.

After damage a video may come back only when its file has been read, and that takes its time.
"""

import logging
from collections.abc import Collection
from pathlib import Path

from seedance_desktop.core.errors import DiskError
from seedance_desktop.store.organised_file import (
    LeaveAloneError,
    OrganisedLibrary,
    read_organised_file,
    write_organised_file,
)

_log = logging.getLogger(__name__)


def keep_waiting(database: Path, words: OrganisedLibrary) -> None:
    """With what waits already. Raises DiskError kinds."""
    if words.videos:
        known = waiting_words(database)
        videos = {**known.videos, **words.videos}
        write_organised_file(_place(database), OrganisedLibrary(videos, words.collections))


def waiting_words(database: Path) -> OrganisedLibrary:
    """What waits for videos to come back."""
    try:
        return read_organised_file(_place(database))
    except LeaveAloneError as error:
        _log.info("%s cannot be read: %s", _place(database), error.__cause__)
        return OrganisedLibrary()


def wait_no_more(database: Path, back: Collection[str]) -> None:
    """Every library was read: what is said of videos that did not come ``back`` is still kept."""
    known = waiting_words(database)
    left = {video: noted for video, noted in known.videos.items() if video not in back}
    try:
        if left:
            write_organised_file(_place(database), OrganisedLibrary(left))
        else:
            _place(database).unlink(missing_ok=True)
    except (OSError, DiskError) as error:  # then it waits on
        _log.info("%s cannot be written: %s", _place(database), error)


def _place(database: Path) -> Path:
    return database.with_name(f"{database.name}.said.json")
