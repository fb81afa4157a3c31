from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedance_desktop.core.ids import ConnectionId, JobId
from seedance_desktop.core.job import Job, JobState
from seedance_desktop.core.waiting_order import Move, WaitingOrder
from tests.store.samples import a_job


def some_jobs(count: int, *, connections: int = 1) -> list[Job]:
    return [
        replace(
            a_job(number),
            id=JobId(f"job-{number}"),
            connection=ConnectionId(f"service-{number % connections}"),
        )
        for number in range(count)
    ]


def names(jobs: list[Job]) -> list[str]:
    return [job.id.removeprefix("job-") for job in jobs]


def test_without_a_word_of_the_user_the_oldest_is_first() -> None:
    jobs = some_jobs(3)

    assert names(WaitingOrder().sort(reversed(jobs))) == ["0", "1", "2"]


@pytest.mark.parametrize(
    ("move", "after"),
    [
        (Move.FIRST, ["2", "0", "1", "3"]),
        (Move.SOONER, ["0", "2", "1", "3"]),
        (Move.LATER, ["0", "1", "3", "2"]),
        (Move.LAST, ["0", "1", "3", "2"]),
    ],
)
def test_a_job_moves_among_those_that_wait(move: Move, after: list[str]) -> None:
    jobs = some_jobs(4)

    order = WaitingOrder().moved(jobs, jobs[2], move)

    assert names(order.sort(jobs)) == after


def test_a_new_job_comes_after_those_that_were_put_in_order() -> None:
    *jobs, new = some_jobs(4)
    order = WaitingOrder().moved(jobs, jobs[2], Move.FIRST)

    assert names(order.sort([new, *jobs])) == ["2", "0", "1", "3"]


def test_a_job_that_is_being_sent_keeps_its_place_for_it_may_come_back() -> None:
    sent, *others = some_jobs(4)
    jobs = [replace(sent, state=JobState.SUBMITTING), *others]

    order = WaitingOrder().moved(jobs, jobs[3], Move.FIRST)

    assert names(order.sort(jobs)) == ["0", "3", "1", "2"]


def test_jobs_of_another_connection_keep_their_places() -> None:
    jobs = some_jobs(4, connections=2)

    order = WaitingOrder().moved(jobs, jobs[2], Move.SOONER)

    assert names(order.sort(jobs)) == ["2", "1", "0", "3"]


@given(st.lists(st.tuples(st.integers(0, 5), st.sampled_from(Move)), max_size=12))
def test_whatever_is_moved_every_job_stays_in_the_line_once(moves: list[tuple[int, Move]]) -> None:
    jobs, order = some_jobs(6, connections=2), WaitingOrder()

    for number, move in moves:
        order = order.moved(jobs, jobs[number], move)

    assert sorted(order.sort(jobs), key=lambda job: job.id) == jobs
