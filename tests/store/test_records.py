from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from seedance_desktop.core.errors import CatalogueError
from seedance_desktop.core.failure import Action, Charged, Failure
from seedance_desktop.core.geometry import Bars, Framing
from seedance_desktop.core.ids import ModelId, ReferenceId
from seedance_desktop.core.job import Job
from seedance_desktop.core.request import (
    Frame,
    GenerationRequest,
    MediaKind,
    ReferenceMedia,
    Role,
)
from seedance_desktop.core.video import Video
from seedance_desktop.core.words import Message
from seedance_desktop.store import records
from seedance_desktop.store.records import Record, RecordUnreadableError
from tests.store import samples


def through_text(record: Record) -> Record:
    return records.from_json(records.to_json(record))


@given(samples.requests)
def test_any_request_comes_back_as_it_was(request: GenerationRequest) -> None:
    assert records.read_request(through_text(records.request_record(request))) == request


@given(samples.jobs)
def test_any_job_comes_back_as_it_was(job: Job) -> None:
    assert records.read_job(through_text(records.job_record(job))) == job


@given(samples.videos)
def test_any_video_comes_back_as_it_was(video: Video) -> None:
    assert records.read_video(through_text(records.video_record(video))) == video


@given(samples.failures)
def test_any_failure_comes_back_as_it_was(failure: Failure) -> None:
    assert records.read_failure(through_text(records.failure_record(failure))) == failure


def test_the_form_of_a_request_does_not_change_unnoticed() -> None:
    record = through_text(records.request_record(samples.a_request()))

    assert record == {
        "version": 1,
        "model": "seedance-1-0-pro-fast-251015",
        "prompt": "海边, waves “roll”",
        "pictures": [
            {
                "role": "first_frame",
                "source": "/pictures/sea side.png",
                "framing": {"x": 0.4, "y": 0.6, "zoom": 1.5},
                "sent": "",
            }
        ],
        "resolution": "720p",
        "ratio": "16:9",
        "duration": 5,
        "frames": None,
        "seed": -1,
        "camera_fixed": False,
        "watermark": False,
        "sound": False,
        "return_last_frame": False,
        "service_tier": "default",
    }


def test_what_was_added_later_is_written_where_it_is_not_as_usual() -> None:
    picture = Frame(
        Role.REFERENCE,
        Path("cat.png"),
        Framing(quarter_turns=3, bars=Bars.BLURRED),
        id=ReferenceId("r1"),
    )
    video = ReferenceMedia(MediaKind.VIDEO, "https://example.com/cat.mp4")

    request = GenerationRequest(ModelId("m"), pictures=(picture,), media=(video,), priority=3)
    record = through_text(records.request_record(request))

    assert record["pictures"][0] == {
        "role": "reference_image",
        "source": "cat.png",
        "framing": {"x": 0.5, "y": 0.5, "zoom": 1.0, "quarter_turns": 3, "bars": "blurred"},
        "sent": "",
        "id": "r1",
    }
    assert record["media"] == [{"kind": "video", "url": "https://example.com/cat.mp4"}]
    assert record["priority"] == 3
    assert not record.keys() & {"draft", "output_format", "web_search"}


def test_what_is_missing_takes_its_default_and_what_is_unknown_is_left_aside() -> None:
    record = {"version": 1, "model": "m", "from_the_future": {"a": [1]}}

    assert records.read_request(record) == GenerationRequest(model=ModelId("m"))


@pytest.mark.parametrize(
    "record",
    [
        {},
        {"model": 7},
        {"model": "m", "version": 2},
        {"model": "m", "version": "one"},
        {"model": "m", "pictures": [{"role": "ceiling", "source": "/a"}]},
        {"model": "m", "pictures": [{"role": "first_frame", "source": 7}]},
    ],
)
def test_a_record_that_makes_no_request_is_refused_with_its_reason(record: Record) -> None:
    with pytest.raises(RecordUnreadableError) as caught:
        records.read_request(record)

    assert caught.value.facts["reason"]


@pytest.mark.parametrize("text", ["", "{", "[1]", b"\xff\xfe", "null"])
def test_a_text_that_is_no_json_object_is_refused(text: str | bytes) -> None:
    with pytest.raises(RecordUnreadableError):
        records.from_json(text)


def test_an_action_of_a_newer_version_becomes_none_and_its_charge_a_maybe() -> None:
    job = samples.a_job(failure=CatalogueError("row", "field", Message("It is odd.")).failure)
    record = records.job_record(job)
    record["failure"] |= {"action": "open_the_moon", "charged": "twice"}

    failure = records.read_job(record).failure

    assert failure is not None
    assert failure.action is Action.NONE
    assert failure.charged is Charged.MAYBE


@pytest.mark.parametrize(
    ("value", "kept"),
    [(Path("/a/b"), "/a/b"), (Message("in {n} s", {"n": 3}), "in 3 s"), (3.5, 3.5), (True, True)],
)
def test_a_messages_values_are_kept_plain_and_show_the_same(value: object, kept: object) -> None:
    message = Message("It is {value}.", {"value": value})
    failure = Failure("KnownError", message, message, message)

    read = records.read_failure(through_text(records.failure_record(failure)))

    assert read.message.values == {"value": kept}
    assert str(read.message) == str(message)


def test_moments_of_any_zone_become_utc_texts_that_sort() -> None:
    whole = datetime(2026, 11, 22, 12, 0, 0, tzinfo=UTC)
    later = (whole + timedelta(microseconds=1)).astimezone(timezone(timedelta(hours=9)))

    assert records.instant_text(whole) < records.instant_text(later)
    assert len(records.instant_text(whole)) == len(records.instant_text(later))


def test_a_moment_without_a_zone_is_a_bug() -> None:
    with pytest.raises(ValueError, match="time zone"):
        records.instant_text(datetime(2026, 11, 22))  # noqa: DTZ001  what must be refused


def test_nothing_that_is_recorded_has_a_place_for_a_key() -> None:
    job = samples.a_job()
    names: set[str] = set()

    def gather(value: Any) -> None:
        if isinstance(value, dict):
            names.update(value)
            for part in value.values():
                gather(part)

    gather(records.job_record(job) | records.video_record(samples.a_video(job)))

    assert not {name for name in names if "key" in name or "secret" in name or name == "token"}
