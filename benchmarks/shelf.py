"""Libraries of any length: real prompts, takes, tags, notes, bills, files and posters."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.prompts import prompts
from benchmarks.sample_clips import RATE, SIZE, make_clips
from seedance_desktop.core.bill import bill_of
from seedance_desktop.core.catalogue import Catalogue
from seedance_desktop.core.changes import Favour, Label, Note, Put, Rate
from seedance_desktop.core.ids import ConnectionId, JobId, video_id_of
from seedance_desktop.core.job import Job, JobState, Usage
from seedance_desktop.core.request import GenerationRequest
from seedance_desktop.core.video import ClipFacts, Video
from seedance_desktop.media.posters import make_poster
from seedance_desktop.model.thumbnails import POSTER_WIDTH, poster_path
from seedance_desktop.store.catalogue_files import load_catalogue
from seedance_desktop.store.clip_files import status_of
from seedance_desktop.store.database import Database
from seedance_desktop.store.file_table import FileTable
from seedance_desktop.store.folders import Folders
from seedance_desktop.store.jobs import JobTable
from seedance_desktop.store.ledger_files import LedgerFiles
from seedance_desktop.store.organising import Organising

_LAST = datetime(2026, 11, 20, 22, tzinfo=UTC)
_APART = timedelta(minutes=15)
"""A hundred thousand clips are the work of three years."""
_DIFFERENT = 12
_SHAPES = ("16:9", "9:16", "1:1", "21:9")
_SIZES = ("480p", "720p", "1080p")
_TAGS = [
    "night",
    "sea",
    "draft",
    "client",
    "approved",
    "dunes",
    "loop",
    "portrait",
    "夜景",
    "沙丘",
    "定稿",
    "огонь",
    "favourite-angle",
    "b-roll",
    "hero",
    "colour-test",
    "slow",
    "aerial",
    "interior",
    "archive",
]
_COLLECTIONS = ("Lighthouse film", "Client A", "Client B", "成片", "Tests", "Best of the year")


@dataclass(frozen=True, slots=True)
class Shelf:
    """A filled library; ``numbers`` are its entries', the oldest first."""

    folders: Folders
    numbers: tuple[int, ...]


def fill_shelf(folders: Folders, count: int, *, posters: bool = True) -> Shelf:
    """Put ``count`` clips on record and on the disk, as the program itself would have.

    The files are a dozen real clips under many names; each has its poster, unless they are left
    out.
    """
    catalogue = load_catalogue(folders).catalogue
    pictures = make_clips(folders.cache / "sources", min(_DIFFERENT, 1 + count // 10), seconds=0.5)
    filed = list(_videos(catalogue, folders.library, count, pictures))
    _link(folders, [video for _, video in filed], pictures, posters=posters)
    database = Database.open(folders.database)
    with database.transaction():
        jobs = JobTable(database)
        for job, video in filed:
            jobs.add(job)
            jobs.save_with_video(job, video)
    rows = database.tuples("SELECT number FROM entries ORDER BY number")
    numbers = tuple(row[0] for row in rows)
    _organise(database, numbers)
    _mark_as_seen(database)
    database.tuples("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    LedgerFiles(folders.ledger).add(bill_of(video, job, catalogue) for job, video in filed)
    return Shelf(folders, numbers)


def _videos(
    catalogue: Catalogue, library: Path, count: int, sources: list[Path]
) -> Iterator[tuple[Job, Video]]:
    """One prompt makes one to four takes, which follow each other."""
    chance, write = random.Random(7), prompts()
    byte_counts = [source.stat().st_size for source in sources]
    models = [row.id for row in catalogue.rows]
    request = GenerationRequest(model=models[0])
    takes = 0
    for number in range(count):
        if takes == 0:
            takes = chance.choice((1, 1, 2, 4))
            request = GenerationRequest(
                model=chance.choice(models),
                prompt=write(),
                ratio=chance.choice(_SHAPES),
                resolution=chance.choice(_SIZES),
                duration=chance.choice((4, 5, 5, 8, 10)),
            )
        takes -= 1
        moment = _LAST - (count - number) * _APART + timedelta(seconds=chance.randrange(600))
        seed = chance.randrange(2**31)
        job = _job(replace(request, seed=seed), library, moment, number)
        price = round(chance.uniform(0.05, 3), 3)
        yield job, _video(job, byte_counts[number % len(sources)], price)


def _job(request: GenerationRequest, library: Path, moment: datetime, number: int) -> Job:
    return Job(
        id=JobId(f"{moment:%Y%m%d-%H%M%S}-{number:06x}"),
        request=request,
        connection=ConnectionId("sandbox" if number % 5 == 0 else "gptproto"),
        address="https://gptproto.com",
        library=library,
        created_at=moment - timedelta(minutes=2),
        changed_at=moment,
        submitted_at=moment - timedelta(minutes=2),
        finished_at=moment,
        state=JobState.DONE,
        usage=Usage(tokens=48_000, seed=request.seed),
    )


def _video(job: Job, byte_count: int, price: float) -> Video:
    frames = job.request.duration * RATE
    return Video(
        id=video_id_of(job.id),
        job=job.id,
        library=job.library,
        file=Path(f"{job.changed_at:%Y/%m/%d}") / f"{job.id}.mp4",
        request=job.request,
        connection=job.connection,
        made_at=job.changed_at,
        clip=ClipFacts(SIZE, frames / RATE, frames, float(RATE), "h264", has_sound=False),
        byte_count=byte_count,
        seed=job.request.seed,
        tokens=48_000,
        price=price,
    )


def _link(folders: Folders, videos: list[Video], sources: list[Path], *, posters: bool) -> None:
    """Names cost the disk nothing; a file system allows some ten thousand for one file."""
    pictures = [source.with_suffix(".jpg") for source in sources]
    for source, picture in zip(sources, pictures, strict=True):
        make_poster(source, picture, POSTER_WIDTH)
    folders.posters.mkdir(parents=True, exist_ok=True)
    for folder in {video.path.parent for video in videos}:
        folder.mkdir(parents=True, exist_ok=True)
    for number, video in enumerate(videos):
        video.path.hardlink_to(sources[number % len(sources)])
        if posters:
            poster_path(folders.posters, video.id).hardlink_to(pictures[number % len(sources)])


def _organise(database: Database, numbers: tuple[int, ...]) -> None:
    chance, organising = random.Random(11), Organising(database)

    def some(share: float) -> tuple[int, ...]:
        return tuple(number for number in numbers if chance.random() < share)

    organising.apply(Rate(tuple((stars, some(0.1)) for stars in range(1, 6))))
    organising.apply(Favour(on=some(0.04)))
    tags = tuple((tag, some(0.6 / (place + 2))) for place, tag in enumerate(_TAGS))
    organising.apply(Put(Label.TAG, under=tags))
    kept = tuple((name, some(0.05)) for name in _COLLECTIONS)
    organising.apply(Put(Label.COLLECTION, under=kept))
    organising.apply(Note(tuple((number, "colour is right, 客户喜欢") for number in some(0.02))))


def _mark_as_seen(database: Database) -> None:
    """As files are that the program has looked at before; each counts as a content of its own."""
    table = FileTable(database)
    with database.transaction():
        for part in table.parts():
            for known in part:
                status = status_of(known.path)
                if status is not None:
                    table.note_seen(known.number, status, str(known.number), is_damaged=False)
