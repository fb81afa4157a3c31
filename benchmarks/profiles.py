"""Profiles to measure with: one as a user leaves it, and libraries of any length."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from seedance_desktop.core.catalogue import Catalogue
from seedance_desktop.core.geometry import Framing, Size
from seedance_desktop.core.ids import ConnectionId, JobId, video_id_of
from seedance_desktop.core.job import Job, JobState
from seedance_desktop.core.request import Frame, GenerationRequest, Role
from seedance_desktop.core.resources import resource
from seedance_desktop.core.video import ClipFacts, Video
from seedance_desktop.store.catalogue_files import load_catalogue
from seedance_desktop.store.database import Database
from seedance_desktop.store.draft_file import DraftFile, SavedDraft
from seedance_desktop.store.folders import Folders
from seedance_desktop.store.jobs import JobTable
from seedance_desktop.store.settings import Settings
from seedance_desktop.store.settings_file import SettingsFile

_NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def make_profile(profile: Path, connection: str = "gptproto") -> Folders:
    """A profile with a connection in use and a draft with a picture in it."""
    folders = Folders.below(profile)
    folders.make()
    SettingsFile(folders.settings_file).write(Settings(connection=ConnectionId(connection)))
    catalogue = load_catalogue(folders).catalogue
    DraftFile(folders.draft_file).write(SavedDraft(a_request(catalogue)))
    return folders


def a_request(catalogue: Catalogue, prompt: str = "The light turns.") -> GenerationRequest:
    """A request with a sample picture as its first frame."""
    picture = Frame(Role.FIRST_FRAME, resource("sample", "lighthouse.jpg"), Framing(0.5, 0.5, 1.2))
    return GenerationRequest(
        model=catalogue.default.id, prompt=prompt, pictures=(picture,), resolution="480p"
    )


def fill_library(folders: Folders, count: int) -> None:
    """Put ``count`` videos on record, with the jobs that made them; there are no files."""
    catalogue = load_catalogue(folders).catalogue
    database = Database.open(folders.database)
    jobs = JobTable(database)
    with database.transaction():
        for number in range(count):
            job = a_job(catalogue, folders.library, number)
            jobs.add(job)
            jobs.save_with_video(job, _video(job))
    database.close()


def a_job(catalogue: Catalogue, library: Path, number: int = 0) -> Job:
    """A job that is done; each number is another one's."""
    moment = _NOON + timedelta(minutes=number)
    return Job(
        id=JobId(f"{moment:%Y%m%d-%H%M%S}-{number:06}"),
        request=a_request(catalogue, f"Clip {number}: the light turns, slowly and all the way."),
        connection=ConnectionId("gptproto"),
        address="https://gptproto.com",
        library=library,
        created_at=moment,
        changed_at=moment,
        state=JobState.DONE,
    )


def _video(job: Job) -> Video:
    return Video(
        id=video_id_of(job.id),
        job=job.id,
        library=job.library,
        file=Path(f"{job.created_at:%Y/%m/%d}") / f"{job.id}.mp4",
        request=job.request,
        connection=job.connection,
        made_at=job.created_at,
        clip=ClipFacts(Size(864, 480), 5.04, 121, 24.0, "h264", has_sound=False),
        byte_count=1_234_567,
        seed=42,
        tokens=48_000,
    )
