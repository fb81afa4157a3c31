"""Tasks on their way: states, the two dialects' JSON, the list, and taking them back."""

import re
from collections.abc import Iterator

import httpx
import pytest

from tests.sandbox.asking import FAST, SOUND, TWO, Asking, order, picture
from tests.sandbox.conftest import Start
from tests.support.sandbox import running_sandbox

SMALL = {"prompt": "a boat on a lake", "resolution": "480p", "duration": 2}
LONG = {"model": TWO, "prompt": "a long film", "resolution": "1080p", "duration": 15}


@pytest.fixture(scope="module")
def slow() -> Iterator[Asking]:
    """A sandbox whose tasks stay queued for as long as a test runs."""
    with running_sandbox(speed=0.01) as sandbox, httpx.Client(timeout=60) as http:
        yield Asking(sandbox, http)


@pytest.fixture
def filming(start: Start) -> tuple[Asking, str]:
    """A sandbox and a task whose time is over before its film is there."""
    asking = start(speed=1_000_000)
    return asking, asking.accepted(**LONG)


def test_an_id_has_the_services_form(asking: Asking) -> None:
    assert re.fullmatch(r"cgt-20\d{12}-[a-z0-9]{5}", asking.accepted())


@pytest.mark.parametrize(("speed", "seconds"), [(0.5, "3"), (1, "3"), (2, "1"), (50, "0")])
def test_the_sandbox_says_how_soon_to_ask_again(start: Start, speed: float, seconds: str) -> None:
    asking = start(speed=speed)
    created = asking.create(order(prompt="a boat", resolution="480p", duration=2))
    asked = asking.get(f"/{created.json()['id']}")

    assert created.headers["retry-after"] == asked.headers["retry-after"] == seconds


def test_a_finished_task_is_answered_as_gptproto_does(asking: Asking) -> None:
    name = asking.accepted(seed=16108, **SMALL)

    task = asking.finished(name)

    url = task["content"].pop("video_url")
    created, updated = task.pop("created_at"), task.pop("updated_at")
    assert task == {
        "id": name,
        "model": FAST,
        "status": "succeeded",
        "content": {},
        "usage": {"completion_tokens": 19845, "total_tokens": 19845},
        "seed": "16108",
        "resolution": "480p",
        "duration": 2,
        "ratio": "16:9",
        "framespersecond": 24,
    }
    assert url.startswith(f"{asking.sandbox.address}/files/{name}.mp4?X-Tos-")
    assert isinstance(created, str)
    assert int(created) <= int(updated)


def test_a_finished_task_is_answered_as_ark_does(ark: Asking) -> None:
    name = ark.accepted(model=TWO, prompt="[blocked] x", resolution="480p", duration=4)
    made = ark.accepted(model=FAST, seed=5, **SMALL)

    blocked, task = ark.finished(name), ark.finished(made)

    assert task["seed"] == 5
    assert isinstance(task["created_at"], int)
    assert (task["service_tier"], task["execution_expires_after"]) == ("default", 172800)
    assert "generate_audio" not in task
    assert (blocked["generate_audio"], blocked["draft"]) == (True, False)
    assert blocked["error"]["code"] == "OutputVideoSensitiveContentDetected"


def test_frames_are_echoed_instead_of_the_duration(asking: Asking) -> None:
    name = asking.accepted(prompt="a boat", resolution="480p", frames=29)

    task = asking.finished(name)

    assert task["frames"] == 29
    assert "duration" not in task
    assert task["usage"]["completion_tokens"] == 864 * 480 * 29 // 1024


def test_a_random_seed_is_told(asking: Asking) -> None:
    task = asking.finished(asking.accepted(seed=-1, **SMALL))

    assert int(task["seed"]) >= 0


@pytest.mark.parametrize(
    ("word", "status", "code"),
    [
        ("[fail]", "failed", "InternalServiceError"),
        ("[blocked]", "failed", "OutputVideoSensitiveContentDetected"),
        ("[expire]", "expired", None),
    ],
)
def test_a_word_in_the_prompt_chooses_an_unhappy_end(
    asking: Asking, word: str, status: str, code: str | None
) -> None:
    task = asking.finished(asking.accepted(prompt=f"a boat {word}"))

    assert task["status"] == status
    assert task.get("error", {}).get("code") == code
    assert "content" not in task


def test_a_task_waits_in_the_queue_before_it_runs(slow: Asking) -> None:
    task = slow.task(slow.accepted())

    assert task["status"] == "queued"
    assert set(task) == {"id", "model", "status", "created_at", "updated_at"}


def test_a_queued_task_can_be_cancelled_once(slow: Asking) -> None:
    name = slow.accepted(**SMALL)

    first, second = slow.delete(name), slow.delete(name)

    assert (first.status_code, first.json()) == (200, {})
    assert slow.task(name)["status"] == "cancelled"
    assert second.status_code == 400
    assert second.json()["error"]["code"] == "InvalidAction"


def test_a_task_runs_while_its_file_is_not_there_and_cannot_be_deleted(
    filming: tuple[Asking, str],
) -> None:
    asking, name = filming

    status, reply = asking.task(name)["status"], asking.delete(name)

    assert status == "running"
    assert reply.status_code == 400
    assert reply.json()["error"]["code"] == "InvalidAction.RunningTaskDeletion"


def test_a_finished_task_is_deleted_with_its_file(asking: Asking) -> None:
    name = asking.accepted(**SMALL)
    url = asking.finished(name)["content"]["video_url"]

    reply = asking.delete(name)

    assert reply.status_code == 200
    assert asking.get(f"/{name}").status_code == 404
    assert asking.http.get(url).status_code == 404


def test_a_task_that_is_not_there_is_404(asking: Asking) -> None:
    reply = asking.get("/cgt-00000000000000-xxxxx")

    assert reply.status_code == 404
    assert reply.json()["error"]["code"] == "NotFound.id"


def test_an_id_of_another_form_is_400(asking: Asking) -> None:
    reply = asking.get("/banana")

    assert reply.status_code == 400
    assert reply.json()["error"] == {
        "message": "Invalid task_id format",
        "type": "invalid_request_error",
        "code": "invalid_parameters",
    }


def test_the_list_is_newest_first_in_pages_and_filtered(asking: Asking) -> None:
    names = [asking.accepted(prompt=f"[fail] {number}") for number in range(3)]
    expired = asking.accepted(prompt="[expire]", model=SOUND)
    for name in (*names, expired):
        asking.finished(name)
    ours = "&".join(f"filter.task_ids={name}" for name in (*names, expired))

    whole = asking.get("?page_num=1&page_size=2").json()
    second = asking.get(f"?{ours}&page_num=2&page_size=2").json()
    failed = asking.get(f"?{ours}&filter.status=failed").json()
    by_model = asking.get(f"?{ours}&filter.model={SOUND}").json()

    assert [task["id"] for task in whole["items"]] == [expired, names[2]]
    assert whole["total"] >= 4
    assert ([task["id"] for task in second["items"]], second["total"]) == (names[1::-1], 4)
    assert [task["id"] for task in failed["items"]] == names[::-1]
    assert [task["id"] for task in by_model["items"]] == [expired]


@pytest.mark.parametrize("query", [{"page_num": 0}, {"page_size": 501}, {"page_size": "many"}])
def test_a_page_that_cannot_be_is_refused(asking: Asking, query: dict[str, str]) -> None:
    reply = asking.get(**query)

    assert reply.status_code == 400
    assert reply.json()["error"]["param"] in query


def test_the_list_can_be_off(ark: Asking) -> None:
    assert ark.get().status_code == 404


def test_the_ledger_counts_what_was_asked_made_and_billed(asking: Asking) -> None:
    before = asking.sandbox.ledger()
    name = asking.accepted(**SMALL)
    asking.finished(name)
    asking.task(name)
    asking.create(order(picture(), model="nothing"))

    after = asking.sandbox.ledger()

    path = "/api/v3/contents/generations/tasks"
    counted = [after[count] - before[count] for count in ("creates", "billed", "tokens")]
    assert counted == [1, 1, 19845]
    assert after["requests"][len(before["requests"])] == ["POST", path, 200]
    assert after["requests"][-2:] == [["GET", f"{path}/{name}", 200], ["POST", path, 404]]


def test_the_models_are_listed(asking: Asking) -> None:
    reply = asking.http.get(f"{asking.sandbox.address}/v1/models", headers=asking.headers)

    assert FAST in [row["id"] for row in reply.json()["data"]]
