"""Jobs and videos to test with, and strategies that make any of them."""

from datetime import UTC, datetime, timedelta
from pathlib import Path, PurePosixPath
from typing import Any

from hypothesis import strategies as st

from seedance_desktop.core.errors import KnownError
from seedance_desktop.core.failure import Action, Charged, Failure
from seedance_desktop.core.geometry import Bars, Framing, Size
from seedance_desktop.core.ids import (
    ConnectionId,
    FrameHash,
    JobId,
    ModelId,
    ReferenceId,
    RemoteId,
    VideoId,
    video_id_of,
)
from seedance_desktop.core.job import Job, JobState, Usage
from seedance_desktop.core.request import (
    UNNAMED,
    Frame,
    GenerationRequest,
    MediaKind,
    OutputFormat,
    ReferenceMedia,
    Role,
    ServiceTier,
)
from seedance_desktop.core.video import ClipFacts, Video
from seedance_desktop.core.words import Message

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
LIBRARY = Path("/videos/Seedance")


def a_request(**changes: Any) -> GenerationRequest:
    picture = Frame(Role.FIRST_FRAME, Path("/pictures/sea side.png"), Framing(0.4, 0.6, 1.5))
    known: dict[str, Any] = {
        "model": ModelId("seedance-1-0-pro-fast-251015"),
        "prompt": "海边, waves “roll”",
        "pictures": (picture,),
        "sound": False,
    }
    return GenerationRequest(**known | changes)


def a_job(number: int = 1, **changes: Any) -> Job:
    moment = NOON + timedelta(seconds=number)
    known: dict[str, Any] = {
        "id": JobId(f"20261122-1200{number:02}-abcdef"),
        "request": a_request(),
        "connection": ConnectionId("sandbox"),
        "address": "http://127.0.0.1:1234",
        "library": LIBRARY,
        "created_at": moment,
        "changed_at": moment,
    }
    return Job(**known | changes)


def a_video(job: Job, **changes: Any) -> Video:
    known: dict[str, Any] = {
        "id": video_id_of(job.id),
        "job": job.id,
        "library": job.library,
        "file": Path("2026/11/22/sea side.mp4"),
        "request": job.request,
        "connection": job.connection,
        "made_at": job.created_at + timedelta(minutes=2),
        "clip": ClipFacts(Size(1248, 704), 5.04, 121, 24.0, "h264", has_sound=False),
        "byte_count": 1_234_567,
        "seed": 42,
        "tokens": 103_818,
        "price": 0.25,
    }
    return Video(**known | changes)


# ── any of them ──────────────────────────────────────────────────────────────────────────────────

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
words = st.text("abcdefghijklmnopqrstuvwxyz0123456789-_", min_size=1, max_size=20)
paths = st.lists(words, min_size=1, max_size=4).map(lambda parts: Path(PurePosixPath(*parts)))
wholes = st.integers(0, 2**31 - 1)
moments = st.datetimes(
    min_value=datetime(2020, 1, 1),  # noqa: DTZ001  the strategy adds the zone
    max_value=datetime(2099, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)
shares = st.floats(0, 1)

frames = st.builds(
    Frame,
    role=st.sampled_from(Role),
    source=paths,
    framing=st.builds(
        Framing,
        x=shares,
        y=shares,
        zoom=st.floats(1, 16),
        quarter_turns=st.integers(0, 3),
        mirrored=st.booleans(),
        straighten=st.floats(-15, 15),
        bars=st.sampled_from(Bars),
        background=st.sampled_from(["#ffffff", "#204060"]),
    ),
    sent=words.map(FrameHash),
    id=st.just(UNNAMED) | words.map(ReferenceId),
)
media = st.builds(
    ReferenceMedia,
    kind=st.sampled_from(MediaKind),
    url=texts,
    seconds=st.none() | st.floats(0, 60),
    id=st.just(UNNAMED) | words.map(ReferenceId),
)
requests = st.builds(
    GenerationRequest,
    model=words.map(ModelId),
    prompt=texts,
    pictures=st.lists(frames, max_size=3).map(tuple),
    resolution=words,
    ratio=words,
    duration=st.integers(-1, 15),
    frames=st.none() | wholes,
    seed=st.integers(-1, 2**31 - 1),
    sound=st.none() | st.booleans(),
    service_tier=st.sampled_from(ServiceTier),
    media=st.lists(media, max_size=2).map(tuple),
    draft=st.booleans(),
    output_format=st.sampled_from(OutputFormat),
    priority=st.integers(0, 9),
    web_search=st.booleans(),
)
values = texts | st.integers(-(2**53), 2**53) | st.booleans() | st.none()
messages = st.builds(Message, template=texts, values=st.dictionaries(words, values, max_size=3))
failures = st.builds(
    Failure,
    kind=st.just(KnownError.__name__),
    title=messages,
    message=messages,
    remedy=messages,
    charged=st.sampled_from(Charged),
    action=st.sampled_from(Action),
    facts=st.dictionaries(words, texts, max_size=3),
)
usages = st.builds(Usage, tokens=st.none() | wholes, seed=st.none() | wholes, ratio=st.none())
jobs = st.builds(
    Job,
    id=words.map(JobId),
    request=requests,
    connection=words.map(ConnectionId),
    address=texts,
    library=paths,
    created_at=moments,
    changed_at=moments,
    state=st.sampled_from(JobState),
    remote_id=st.none() | words.map(RemoteId),
    submitted_at=st.none() | moments,
    finished_at=st.none() | moments,
    waiting_at_service=st.booleans(),
    video_url=st.none() | texts,
    usage=usages,
    failure=st.none() | failures,
    retry_of=st.none() | words.map(JobId),
)
videos = st.builds(
    Video,
    id=words.map(VideoId),
    job=words.map(JobId),
    library=paths,
    file=paths,
    request=requests,
    connection=words.map(ConnectionId),
    made_at=moments,
    clip=st.builds(
        ClipFacts,
        size=st.builds(Size, st.integers(1, 9999), st.integers(1, 9999)),
        duration=st.floats(0, 100),
        frame_count=wholes,
        frame_rate=st.floats(1, 60),
        codec=words,
        has_sound=st.booleans(),
    ),
    byte_count=st.integers(0, 2**40),
    seed=st.none() | wholes,
    tokens=st.none() | wholes,
    price=st.none() | st.floats(0, 1000),
    currency=st.sampled_from(["USD", "CNY"]),
)
