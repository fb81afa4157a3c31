"""What the user has not allowed is not spent."""

import pytest

from seedance_desktop.core.cost import most_of
from seedance_desktop.core.request import GenerationRequest
from seedance_desktop.core.spending import (
    ConfirmationNeededError,
    Consent,
    DailyCapError,
    Limits,
)
from tests.core.shipped import FAST, TWO_FIVE, catalogue


@pytest.mark.parametrize(
    ("limits", "order", "today", "consent", "refusal"),
    [
        (Limits(), 1000.0, 1000.0, Consent.NONE, None),
        (Limits(ask_above=1), 1.0, 0.0, Consent.NONE, None),
        (Limits(ask_above=1), 1.01, 0.0, Consent.NONE, ConfirmationNeededError),
        (Limits(ask_above=1), 1.01, 0.0, Consent.ABOVE_LIMIT, None),
        (Limits(daily_cap=5), 1.0, 4.0, Consent.NONE, None),
        (Limits(daily_cap=5), 1.0, 4.01, Consent.NONE, DailyCapError),
        (Limits(daily_cap=5), 1.0, 4.01, Consent.ABOVE_LIMIT, DailyCapError),
        (Limits(ask_above=0.5, daily_cap=5), 1.0, 4.01, Consent.OVER_CAP, None),
        (Limits(daily_cap=5), 0.0, 9.0, Consent.NONE, None),
    ],
)
def test_limits_hold_unless_the_user_agrees(
    limits: Limits,
    order: float,
    today: float,
    consent: Consent,
    refusal: type[Exception] | None,
) -> None:
    if refusal is None:
        limits.check(order, today, consent)
    else:
        with pytest.raises(refusal):
            limits.check(order, today, consent)


def test_what_the_service_chooses_counts_as_the_longest_and_largest() -> None:
    chosen = GenerationRequest(TWO_FIVE, resolution="720p", ratio="16:9", duration=30)
    open_ended = GenerationRequest(TWO_FIVE, resolution="720p", ratio="adaptive", duration=-1)

    assert most_of(open_ended, catalogue()) >= most_of(chosen, catalogue()) > 7


def test_several_cost_as_many_times_more() -> None:
    request = GenerationRequest(FAST, resolution="720p", ratio="16:9")

    assert most_of(request, catalogue(), count=4) == pytest.approx(
        4 * most_of(request, catalogue())
    )
