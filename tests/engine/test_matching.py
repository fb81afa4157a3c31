from dataclasses import replace
from datetime import timedelta

import pytest

from seedance_desktop.core.ids import ModelId, RemoteId
from seedance_desktop.core.job import Job, JobState, Usage
from seedance_desktop.core.listed_task import ListedTask, TaskStatus
from seedance_desktop.engine.matching import can_be, might_be
from tests.store.samples import NOON, a_job, a_request

MODEL = ModelId("seedance-1-0-pro-fast-251015")
TASK = ListedTask(RemoteId("cgt-1"), TaskStatus.RUNNING, MODEL, NOON)


def sent(**changes: object) -> Job:
    request = a_request(model=MODEL, resolution="720p", ratio="16:9", **changes)
    return a_job(state=JobState.UNCERTAIN, submitted_at=NOON, request=request)


@pytest.mark.parametrize("seconds", [-200, 0, 3, 800])
def test_a_task_of_that_time_and_model_can_be_it(seconds: int) -> None:
    assert can_be(replace(TASK, created_at=NOON + timedelta(seconds=seconds)), sent())


@pytest.mark.parametrize("hours", [-20, -1, 1, 25])
def test_a_task_of_another_hour_might_be_it_where_a_clock_is_wrong(hours: int) -> None:
    task = replace(TASK, created_at=NOON + timedelta(hours=hours))

    assert not can_be(task, sent())
    assert might_be(task, sent())


def test_a_task_of_another_day_is_not_it() -> None:
    assert not might_be(replace(TASK, created_at=NOON - timedelta(days=3)), sent())


@pytest.mark.parametrize("model", [f"doubao-{MODEL}", f"dreamina-{MODEL}", f"bytedance/{MODEL}"])
def test_a_gateway_may_name_the_model_otherwise(model: str) -> None:
    assert can_be(replace(TASK, model=ModelId(model)), sent())


@pytest.mark.parametrize(
    "told",
    [
        replace(TASK, model=ModelId("seedance-1-0-pro-250528")),
        replace(TASK, usage=Usage(resolution="480p")),
        replace(TASK, usage=Usage(ratio="1:1")),
        replace(TASK, usage=Usage(seed=8)),
    ],
)
def test_a_task_that_tells_otherwise_is_not_it(told: ListedTask) -> None:
    assert not can_be(told, sent(seed=7))
    assert not might_be(told, sent(seed=7))


def test_a_task_that_tells_nothing_is_not_excluded() -> None:
    assert can_be(ListedTask(RemoteId("cgt-1"), TaskStatus.UNKNOWN), sent(seed=7))


def test_a_shape_and_a_seed_that_the_service_chose_speak_for_nothing() -> None:
    request = a_request(model=MODEL, resolution="720p", ratio="adaptive")

    assert can_be(
        replace(TASK, usage=Usage(ratio="4:3", seed=99)), replace(sent(), request=request)
    )
