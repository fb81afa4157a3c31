import json
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from seedance_desktop.api.client import task_in
from seedance_desktop.api.endpoint import Endpoint
from seedance_desktop.api.reply import Reply
from seedance_desktop.api.task import Task, TaskStatus
from seedance_desktop.core.errors import (
    ContentRefusedError,
    KnownError,
    ReplyNotUnderstoodError,
    ServiceBrokenError,
)
from seedance_desktop.core.failure import Charged
from seedance_desktop.core.ids import RemoteId
from seedance_desktop.core.job import Usage
from seedance_desktop.core.link_errors import LinkInwardError

NAME = RemoteId("cgt-20251225195352-123")
LINK = "https://example.com/video.mp4"

GPTPROTO_DONE = {
    "id": NAME,
    "model": "doubao-seedance-1-5-pro-251215",
    "status": "succeeded",
    "content": {"video_url": LINK},
    "usage": {"completion_tokens": 260100, "total_tokens": 260100},
    "seed": "16108",
    "resolution": "720p",
    "duration": 12,
    "ratio": "16:9",
    "created_at": "1766663633",
    "updated_at": "1766663715",
    "framespersecond": 24,
}
ARK_RUNNING = {
    "id": "cgt-20260410162021-xxxxx",
    "model": "doubao-seedance-2-0-fast-260128",
    "status": "running",
    "created_at": 1775809241,
    "updated_at": 1775809241,
    "service_tier": "default",
    "execution_expires_after": 172800,
    "generate_audio": True,
    "draft": False,
}
ARK_DONE = {
    "id": "cgt-1",
    "model": "dreamina-seedance-2-5-260628",
    "status": "succeeded",
    "content": {
        "video_url": "https://ark-acg-ap-southeast-1.tos-ap-southeast-1.volces.com/a?X-Tos=1",
        "last_frame_url": "https://ark.example/last.png",
        "file_url": None,
    },
    "usage": {"completion_tokens": 38830, "total_tokens": 38830},
    "created_at": 1786146968,
    "updated_at": 1786147078,
    "seed": 88034,
    "resolution": "480p",
    "ratio": "16:9",
    "duration": 4,
    "framespersecond": 24,
    "service_tier": "default",
    "execution_expires_after": 172800,
    "generate_audio": True,
    "draft": False,
    "priority": 0,
    "output_format": "mp4",
}
ARK_FAILED = {
    "id": "cgt-20251225095015-5xmc2",
    "model": "doubao-seedance-1-0-pro-250528",
    "status": "failed",
    "error": {
        "code": "OutputVideoSensitiveContentDetected",
        "message": "The request failed because the output video may contain sensitive "
        "information. Request id: 0217abcdef",
    },
    "created_at": 1766627415,
    "updated_at": 1766627466,
    "service_tier": "default",
    "execution_expires_after": 172800,
}


def read(value: object, address: str = "https://service.example") -> Task:
    content = value if isinstance(value, bytes) else json.dumps(value).encode()
    return task_in(Reply(200, content, "application/json"), NAME, Endpoint(address, ""))


def test_the_gateways_own_sample_is_read_numbers_in_text_and_all() -> None:
    task = read(GPTPROTO_DONE)

    assert task == Task(
        id=NAME,
        status=TaskStatus.SUCCEEDED,
        video_url=LINK,
        usage=Usage(
            tokens=260100, seed=16108, resolution="720p", ratio="16:9", duration=12, frames=None
        ),
        created_at=datetime(2025, 12, 25, 11, 53, 53, tzinfo=UTC),
        updated_at=datetime(2025, 12, 25, 11, 55, 15, tzinfo=UTC),
    )


def test_a_running_task_of_the_original_service_is_read() -> None:
    task = read(ARK_RUNNING)

    assert (task.status, task.video_url, task.usage) == (TaskStatus.RUNNING, None, Usage())


def test_a_finished_task_of_the_original_service_is_read() -> None:
    task = read(ARK_DONE)

    assert task.usage == Usage(38830, 88034, "480p", "16:9", 4, None)
    assert task.last_frame_url == "https://ark.example/last.png"


def test_a_failed_task_tells_its_cause_and_that_it_cost_nothing() -> None:
    task = read(ARK_FAILED)

    assert task.status is TaskStatus.FAILED
    assert task.failure is not None
    assert task.failure.kind == ContentRefusedError.__name__
    assert task.failure.charged is Charged.NO
    assert task.failure.facts["code"] == "OutputVideoSensitiveContentDetected"
    assert task.failure.facts["request_id"] == "0217abcdef"
    assert "Request id" not in task.failure.facts["service_message"]


@pytest.mark.parametrize(
    ("value", "link"),
    [
        ({"status": "succeeded", "content": [{"video_url": {"url": LINK}}]}, LINK),
        ({"status": "succeeded", "content": [{"type": "text"}, {"video_url": LINK}]}, LINK),
        (
            {"code": 0, "message": "Success", "data": {"status": "completed", "video_url": LINK}},
            LINK,
        ),
        ({"code": 200, "data": {"status": "completed", "outputs": [LINK], "error": None}}, LINK),
        ({"status": "success", "outputs": [LINK]}, LINK),
        ({"status": "completed", "unsigned_urls": [LINK], "error": ""}, LINK),
        ({"status": "done", "video_url": LINK}, LINK),
        ({"video_url": LINK}, LINK),
    ],
)
def test_the_link_is_found_in_every_envelope(value: object, link: str) -> None:
    task = read(value)

    assert (task.status, task.video_url) == (TaskStatus.SUCCEEDED, link)


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("queued", TaskStatus.QUEUED),
        ("pending", TaskStatus.QUEUED),
        ("created", TaskStatus.QUEUED),
        ("submitted", TaskStatus.QUEUED),
        ("running", TaskStatus.RUNNING),
        ("PROCESSING", TaskStatus.RUNNING),
        ("in_progress", TaskStatus.RUNNING),
        ("In Progress", TaskStatus.RUNNING),
        ("failed", TaskStatus.FAILED),
        ("error", TaskStatus.FAILED),
        ("cancelled", TaskStatus.CANCELLED),
        ("canceled", TaskStatus.CANCELLED),
        ("expired", TaskStatus.EXPIRED),
        ("rendering", TaskStatus.UNKNOWN),
        ("", TaskStatus.UNKNOWN),
    ],
)
def test_every_status_word_has_a_meaning(word: str, status: TaskStatus) -> None:
    assert read({"id": "x", "status": word}).status is status


@pytest.mark.parametrize(
    "value",
    [
        {},
        {"status": "running", "content": None},
        {"status": "running", "content": []},
        {"status": "running", "content": "soon"},
        {"status": "running", "error": None},
        {"status": "running", "error": {}},
        {"status": "queued", "usage": None, "seed": None, "created_at": None},
        {"status": {"word": "running"}},
        {"status": 3},
        {"code": 0, "message": "Success", "data": None},
    ],
)
def test_what_is_missing_or_empty_does_not_end_a_task(value: object) -> None:
    task = read(value)

    assert task.status in {TaskStatus.RUNNING, TaskStatus.QUEUED, TaskStatus.UNKNOWN}
    assert task.failure is None


@pytest.mark.parametrize(
    ("error", "words"),
    [
        ("out of luck", "out of luck"),
        ({"message": "out of luck", "code": 17}, "out of luck"),
        ({"code": "InternalServiceError", "message": "out of luck"}, "out of luck"),
        (None, None),
        ({}, None),
        ([], None),
    ],
)
def test_a_failed_task_has_a_failure_whatever_its_error_looks_like(
    error: object, words: str | None
) -> None:
    task = read({"status": "failed", "error": error})

    assert task.failure is not None
    assert task.failure.kind == "GenerationFailedError"
    assert words is None or words in str(task.failure.message)


def test_the_error_in_an_older_envelope_is_found() -> None:
    task = read({"code": 0, "data": {"status": "failed", "error": "the model broke"}})

    assert task.failure is not None
    assert "the model broke" in str(task.failure.message)


def test_an_expired_task_says_so() -> None:
    task = read(ARK_RUNNING | {"status": "expired", "error": None})

    assert task.failure is not None
    assert task.failure.kind == "TaskExpiredError"


@pytest.mark.parametrize(
    "link", ["", None, 7, "file:///a.mp4", "https://", "http://example.com/a.mp4", "a.mp4", "//"]
)
def test_success_without_a_usable_link_is_not_taken_for_a_video(link: object) -> None:
    with pytest.raises(ReplyNotUnderstoodError) as caught:
        read({"status": "succeeded", "content": {"video_url": link}})

    assert caught.value.charged is Charged.YES


def test_a_service_on_this_machine_may_link_over_plain_http() -> None:
    value = {"status": "succeeded", "content": {"video_url": "http://127.0.0.1:9/a.mp4"}}

    assert read(value, "http://localhost:8").video_url == "http://127.0.0.1:9/a.mp4"


@pytest.mark.parametrize(
    ("link", "is_taken"),
    [
        ("https://files.example/a.mp4", True),
        ("https://8.8.8.8/a.mp4", True),
        ("https://10.0.0.7/a.mp4", True),
        ("https://10.0.0.8/a.mp4", False),
        ("https://192.168.1.1/a.mp4", False),
        ("https://169.254.169.254/latest/meta-data", False),
        ("https://127.0.0.1/a.mp4", False),
        ("http://127.0.0.1/a.mp4", False),
        ("http://10.0.0.8:8080/a.mp4", False),
        ("https://127.1/a.mp4", False),
        ("https://2130706433/a.mp4", False),
        ("https://0x7f000001./a.mp4", False),
        ("https://localhost/a.mp4", False),
        ("https://printer.localhost./a.mp4", False),
        ("https://[::1]/a.mp4", False),
        ("https://[fd00::1]/a.mp4", False),
        ("https://[::ffff:10.0.0.8]/a.mp4", False),
    ],
)
def test_a_link_into_a_private_network_is_taken_from_that_very_computer_alone(
    link: str, is_taken: bool
) -> None:
    value = {"status": "succeeded", "content": {"video_url": link, "last_frame_url": link}}

    if is_taken:
        found = read(value, "https://10.0.0.7")
        assert found.video_url == found.last_frame_url == link
    else:
        with pytest.raises(LinkInwardError) as refused:
            read(value, "https://10.0.0.7")
        assert refused.value.charged is Charged.YES
        assert refused.value.facts["host"]


@pytest.mark.parametrize(
    "content", [b"", b" ", b"null", b"[]", b"3", b'"running"', b"<html>hello</html>", b"\xff\xfe"]
)
def test_what_is_no_object_is_not_understood_and_quoted(content: bytes) -> None:
    with pytest.raises(ReplyNotUnderstoodError) as caught:
        read(content)

    if content.strip():
        assert caught.value.facts["excerpt"]


def test_an_error_inside_a_200_is_an_error() -> None:
    with pytest.raises(ServiceBrokenError):
        read({"error": {"message": "Internal server error", "type": "500"}})


@pytest.mark.parametrize(
    ("created", "expected"),
    [
        (1766663633, datetime(2025, 12, 25, 11, 53, 53, tzinfo=UTC)),
        (1766663633.0, datetime(2025, 12, 25, 11, 53, 53, tzinfo=UTC)),
        ("1766663633", datetime(2025, 12, 25, 11, 53, 53, tzinfo=UTC)),
        (1766663633000, datetime(2025, 12, 25, 11, 53, 53, tzinfo=UTC)),
        ("2025-12-25T11:53:53Z", datetime(2025, 12, 25, 11, 53, 53, tzinfo=UTC)),
        ("2025-12-25T19:53:53+08:00", datetime(2025, 12, 25, 11, 53, 53, tzinfo=UTC)),
        ("2025-12-25 11:53:53", datetime(2025, 12, 25, 11, 53, 53, tzinfo=UTC)),
        ("yesterday", None),
        ("9" * 30, None),
        (10**15, None),
        (True, None),
        ({}, None),
    ],
)
def test_points_in_time_are_read_in_every_spelling(
    created: object, expected: datetime | None
) -> None:
    assert read({"status": "running", "created_at": created}).created_at == expected


@pytest.mark.parametrize(
    ("seed", "expected"),
    [
        (b"88034", 88034),
        (b'"88034"', 88034),
        (b"88034.0", 88034),
        (b"-1", -1),
        (b"1e3", 1000),
        (b"NaN", None),
        (b"Infinity", None),
        (b"1e999", None),
        (b'"nan"', None),
        (b"9" * 39, None),
        (b"9" * 5000, None),
        (b"true", None),
        (b'"random"', None),
        (b"[1]", None),
    ],
)
def test_a_seed_is_a_whole_number_or_nothing(seed: bytes, expected: int | None) -> None:
    content = b'{"status":"succeeded","content":{"video_url":"https://a.example/v"},"seed":' + seed

    assert read(content + b"}").usage.seed == expected


def test_nesting_without_end_is_not_understood() -> None:
    with pytest.raises(ReplyNotUnderstoodError):
        read(b'{"a":' * 100_000)


def test_a_byte_order_mark_does_no_harm() -> None:
    assert read(b'\xef\xbb\xbf{"status":"running"}').status is TaskStatus.RUNNING


KEYS = (
    "id status content video_url url data outputs error message code usage completion_tokens seed "
    "created_at resolution task_id type"
)
keys = st.sampled_from(KEYS.split())
words = st.sampled_from(["succeeded", "failed", "running", "expired", LINK, "429", "x" * 600])
leaves = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | words
values = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys | st.text(), inner),
    max_leaves=20,
)


@given(values)
@example({"status": "failed", "error": {"message": "\ud800", "code": 10**400}})
@example({"status": "succeeded", "content": {"video_url": "https://[::1"}})
def test_any_json_is_a_task_or_a_known_error(value: object) -> None:
    try:
        task = read(value)
    except KnownError as error:
        error.failure.message.shown()
        return
    assert (task.video_url is not None) == (task.status is TaskStatus.SUCCEEDED)
    assert (task.failure is not None) == (task.status in {TaskStatus.FAILED, TaskStatus.EXPIRED})
    str(task.usage).encode()


@given(st.binary())
def test_any_bytes_are_a_task_or_a_known_error(content: bytes) -> None:
    with suppress(KnownError):
        read(content)
