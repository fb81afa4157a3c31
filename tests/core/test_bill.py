"""What bills teach: how far estimates are off, how long it takes, what was spent."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from seedance_desktop.core.bill import (
    Bill,
    bill_of,
    grouped,
    learned_factor,
    learned_wait,
    price_factor,
    summed,
    token_factor,
)
from seedance_desktop.core.ids import ConnectionId, JobId, ModelId
from seedance_desktop.core.job import Usage
from seedance_desktop.core.request import GenerationRequest, ServiceTier
from tests.core.shipped import FAST, PRO, catalogue
from tests.store.samples import NOON, a_job, a_request, a_video

HERE = ConnectionId("gptproto")


def a_bill(number: int = 1, **changes: object) -> Bill:
    known = Bill(JobId(f"job {number}"), NOON, FAST, HERE, "720p", tokens=100, amount=0.1)
    return replace(known, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("pairs", "factor"),
    [
        ([], None),
        ([(100, 200)] * 2, None),
        ([(100, 101)] * 5, None),
        ([(100, 120)] * 3, 1.2),
        ([(100, 120), (100, 5000), (100, 120)], 1.2),
        ([(0, 120), (100, 0), (-1, 5)], None),
        ([(100, 300)] * 40 + [(100, 150)] * 20, 1.5),
    ],
)
def test_a_factor_is_the_median_of_the_newest_bills_where_it_matters(
    pairs: list[tuple[float, float]], factor: float | None
) -> None:
    assert learned_factor(pairs) == factor


def test_each_model_is_learned_by_itself() -> None:
    bills = [a_bill(n, tokens=150, expected_tokens=100, model=PRO) for n in range(4)]

    assert token_factor(bills, PRO) == 1.5
    assert token_factor(bills, FAST) is None
    assert price_factor(bills, PRO) is None


def test_a_wait_is_told_by_the_second_of_the_clip_and_for_the_same_place_alone() -> None:
    bills = [a_bill(n, seconds=5.0, waited=waited) for n, waited in enumerate((40, 50, 900))]
    request = GenerationRequest(FAST, duration=10)

    assert learned_wait(bills, request, HERE) == 100
    assert learned_wait(bills, replace(request, duration=-1), HERE) is None
    assert learned_wait(bills, replace(request, resolution="480p"), HERE) is None
    assert learned_wait(bills, request, ConnectionId("elsewhere")) is None
    assert learned_wait(bills[:2], request, HERE) is None
    assert learned_wait(bills, replace(request, service_tier=ServiceTier.FLEX), HERE) is None


def test_sums_keep_currencies_apart() -> None:
    bills = [a_bill(1), a_bill(2, currency="CNY", amount=2.0), a_bill(3, amount=None, tokens=None)]

    total = summed(bills)

    assert (total.count, total.tokens) == (3, 200)
    assert total.amounts == {"USD": 0.1, "CNY": 2.0}


def test_bills_are_grouped_by_whatever_is_asked_for() -> None:
    days = grouped([a_bill(1), a_bill(2, at=datetime(2026, 12, 1, tzinfo=UTC)), a_bill(3)], _day)

    assert {day: group.count for day, group in days.items()} == {22: 2, 1: 1}


def test_a_bill_holds_the_estimate_of_the_shape_that_was_made() -> None:
    job = a_job(request=a_request(ratio="adaptive"), usage=Usage(ratio="16:9"), submitted_at=NOON)

    bill = bill_of(a_video(job, made_at=NOON.replace(minute=2)), job, catalogue())

    assert bill.expected_tokens == 1248 * 704 * 121 // 1024
    assert bill.waited == 120
    assert bill.amount == 0.25
    assert bill.expected_amount is not None


def test_a_video_without_a_job_or_a_known_model_has_a_bill_all_the_same() -> None:
    job = a_job(request=a_request(model=ModelId("gone")))

    for known in (None, job):
        bill = bill_of(a_video(job), known, catalogue())
        assert (bill.tokens, bill.expected_tokens) == (103_818, None)


def _day(bill: Bill) -> int:
    return bill.at.day
