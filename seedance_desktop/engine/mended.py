"""What is said when damaged or lost records have been rebuilt: what is back, and what is not."""

from collections.abc import Iterable
from datetime import datetime
from functools import reduce
from pathlib import Path

from seedance_desktop.core.errors import DatabaseDamagedError, RecordError
from seedance_desktop.core.failure import Action, Charged
from seedance_desktop.core.ids import JobId
from seedance_desktop.core.words import Message
from seedance_desktop.engine.rebuilding import Rebuilt
from seedance_desktop.store.mending import Mended
from seedance_desktop.store.salvaged_words import SavedWords

_NAMED = 5
"""Jobs that the message names; the report names all."""


class DatabaseMendedError(RecordError):
    """Told, never raised: what was damaged or gone, what is back, and what is not."""

    title = Message("The records have been rebuilt")
    charged = Charged.MAYBE
    action = Action.COPY_REPORT


def account_of(mended: Mended | None, rebuilt: Rebuilt) -> DatabaseMendedError:
    """``mended`` is missing where an earlier session had come so far and was ended."""
    sentences = [*(_of_records(mended) if mended else ()), *_of_library(rebuilt)]
    facts = {
        "set_aside": str(mended.set_aside) if mended and mended.set_aside else "",
        "copy": mended.copy_made.isoformat() if mended and mended.copy_made else "",
        "followed": ", ".join(mended.followed) if mended else "",
        "unclear": ", ".join(mended.unclear) if mended else "",
        "unreadable": ", ".join(str(path) for path in rebuilt.unreadable),
    }
    return DatabaseMendedError(
        reduce(_joined, sentences),
        remedy=Message(
            "If a job is missing, look at the service's own list: it may be made there, and "
            "charged."
        ),
        facts={name: fact for name, fact in facts.items() if fact},
    )


def found_damaged(path: Path) -> DatabaseDamagedError:
    """Damage that was met while the program runs."""
    return DatabaseDamagedError(
        remedy=Message("Close the program and start it again: the records are then rebuilt."),
        facts={"path": str(path)},
    )


def _of_records(mended: Mended) -> Iterable[Message]:
    yield from _of_damage(mended, mended.set_aside) if mended.set_aside else _of_loss(mended)
    if mended.followed:
        jobs = _names(mended.followed)
        yield Message("Jobs at the service that go on: {jobs}.", {"jobs": jobs})
    if mended.unclear:
        jobs = _names(mended.unclear)
        yield Message("Jobs that may have been sent, and charged: {jobs}.", {"jobs": jobs})


def _of_damage(mended: Mended, set_aside: Path) -> Iterable[Message]:
    yield Message(
        "They were damaged. The damaged file was set aside as {name}; nothing was deleted.",
        {"name": set_aside.name},
    )
    if mended.copy_made is None:
        yield Message("There was no sound copy; what could still be read of it was kept.")
    else:
        yield Message(
            "What could still be read of it was added to the copy of {moment}.",
            {"moment": _shown(mended.copy_made)},
        )
    yield from _of_words(mended.words)


def _of_loss(mended: Mended) -> Iterable[Message]:
    if mended.copy_made is None:
        yield Message("Their file was not there, and no sound copy of it.")
        return
    yield Message(
        "Their file was not there, so the copy of {moment} has taken its place. Of "
        "the jobs since then only their videos are known.",
        {"moment": _shown(mended.copy_made)},
    )
    if mended.words.count:
        yield Message(
            "Stars, tags, collections and notes of {count} videos are as the library folder or "
            "the copy had them.",
            {"count": mended.words.count},
        )


def _of_words(words: SavedWords) -> Iterable[Message]:
    """Stars, favourites, notes, tags and collections."""
    if words.is_whole:
        if words.count:
            yield Message(
                "What you had said of videos (stars, tags, collections, notes) was kept: {count}.",
                {"count": words.count},
            )
    elif words.count:
        yield Message(
            "Stars, tags, collections and notes of {count} videos were kept. They could not all "
            "be read from the damaged file: those of {older} videos are as the library folder or "
            "the copy had them, and what you gave since then may be missing.",
            {"count": words.count, "older": words.older},
        )
    else:
        yield Message(
            "Stars, tags, collections and notes could not be read from the damaged file, and no "
            "copy has any."
        )


def _of_library(rebuilt: Rebuilt) -> Iterable[Message]:
    yield Message("Videos put back on record from their files: {count}.", {"count": rebuilt.added})
    if rebuilt.told_again:
        yield Message(
            "Of these, with stars, tags, collections or notes as before: {count}.",
            {"count": rebuilt.told_again},
        )
    if rebuilt.unreadable:
        count = len(rebuilt.unreadable)
        yield Message("Files and folders that could not be read: {count}.", {"count": count})


def _shown(moment: datetime) -> str:
    return f"{moment.astimezone():%Y-%m-%d %H:%M}"


def _names(jobs: tuple[JobId, ...]) -> str:
    named = ", ".join(jobs[:_NAMED])
    return named if len(jobs) <= _NAMED else f"{named}, … ({len(jobs)})"


def _joined(first: Message, second: Message) -> Message:
    return Message("{first} {second}", {"first": first, "second": second})
