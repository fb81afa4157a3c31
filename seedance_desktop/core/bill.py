"""What finished videos took of money and time, one bill each, and what can be learned from them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeVar

from seedance_desktop.core.catalogue import Catalogue
from seedance_desktop.core.connection import SANDBOX
from seedance_desktop.core.cost import Estimate, clip_seconds, estimate
from seedance_desktop.core.errors import ModelUnavailableError
from seedance_desktop.core.ids import ConnectionId, JobId, ModelId
from seedance_desktop.core.job import Job
from seedance_desktop.core.request import ADAPTIVE, GenerationRequest, ServiceTier
from seedance_desktop.core.typical import PastWait, typical_wait
from seedance_desktop.core.video import Video

K = TypeVar("K")

_NEWEST = 20
"""Bills that are learned from: prices and speeds of long ago say little of today's."""
_FEWEST = 3
_SAME = 0.02
"""Share by which bills may differ from the estimate before that is worth a word."""


@dataclass(frozen=True, slots=True)
class Bill:
    """One finished video. What was not told is ``None``.

    ``expected_tokens`` and ``expected_amount`` are what the request was estimated at. ``seconds``
    is the clip's length, ``waited`` the time from sending to the file. What the sandbox makes
    has no amount.
    """

    job: JobId
    at: datetime
    model: ModelId
    connection: ConnectionId
    resolution: str
    tokens: int | None = None
    amount: float | None = None
    currency: str = "USD"
    expected_tokens: int | None = None
    expected_amount: float | None = None
    seconds: float | None = None
    waited: float | None = None
    is_flex: bool = False


@dataclass(frozen=True, slots=True)
class Sum:
    """Several bills together; ``amounts`` by currency."""

    count: int = 0
    tokens: int = 0
    amounts: Mapping[str, float] = field(default_factory=dict)


def bill_of(video: Video, job: Job | None, catalogue: Catalogue) -> Bill:
    """The bill of a video that arrived; ``job`` is ``None`` for one that is off the record."""
    expected = Estimate(None, None, None) if job is None else expected_of(job, catalogue)
    has_price = video.price is not None and expected.price is not None
    return Bill(
        job=video.job,
        at=video.made_at,
        model=video.request.model,
        connection=video.connection,
        resolution=video.request.resolution,
        tokens=video.tokens,
        amount=video.price,
        currency=video.currency,
        expected_tokens=expected.tokens,
        expected_amount=expected.price.amount if expected.price and has_price else None,
        seconds=video.clip.duration,
        waited=_waited(video, job),
        is_flex=video.request.service_tier is ServiceTier.FLEX,
    )


def expected_of(job: Job, catalogue: Catalogue) -> Estimate:
    """What was to be expected of a job, its shape taken from what the service says it made."""
    request = job.request
    if request.ratio == ADAPTIVE and job.usage.ratio:
        request = replace(request, ratio=job.usage.ratio)
    try:
        return estimate(request, catalogue)
    except ModelUnavailableError:  # a row of the user's own that has gone since
        return Estimate(None, None, None)


def by_age(bill: Bill) -> tuple[datetime, str]:
    """Sorts bills, the oldest first."""
    return bill.at, bill.job


def summed(bills: Iterable[Bill]) -> Sum:
    """All of these together."""
    count, tokens = 0, 0
    amounts: dict[str, float] = {}
    for bill in bills:
        count += 1
        tokens += bill.tokens or 0
        if bill.amount is not None:
            amounts[bill.currency] = amounts.get(bill.currency, 0.0) + bill.amount
    return Sum(count, tokens, amounts)


def grouped(bills: Iterable[Bill], key: Callable[[Bill], K]) -> dict[K, Sum]:
    """Sums by whatever ``key`` tells of a bill, in the order in which they first come."""
    groups: dict[K, list[Bill]] = {}
    for bill in bills:
        groups.setdefault(key(bill), []).append(bill)
    return {name: summed(group) for name, group in groups.items()}


def learned_factor(pairs: Iterable[tuple[float, float]]) -> float | None:
    """How many times the estimate the newest real bills came to, told from (estimate, actual).

    The oldest pair comes first. ``None`` where there are too few, or where the estimates hold.
    The median, so that one odd bill changes nothing.
    """
    ratios = [actual / expected for expected, actual in pairs if expected > 0 and actual > 0]
    if len(ratios) < _FEWEST:
        return None
    from statistics import median  # loaded when there are bills to learn from

    factor = median(ratios[-_NEWEST:])
    return None if abs(factor - 1) < _SAME else factor


def token_factor(bills: Iterable[Bill], model: ModelId) -> float | None:
    """``learned_factor`` of a model's tokens."""
    return learned_factor(
        (bill.expected_tokens, bill.tokens)
        for bill in bills
        if bill.model == model and bill.expected_tokens and bill.tokens
    )


def price_factor(bills: Iterable[Bill], model: ModelId) -> float | None:
    """``learned_factor`` of a model's prices."""
    return learned_factor(
        (bill.expected_amount, bill.amount)
        for bill in bills
        if bill.model == model and bill.expected_amount and bill.amount
    )


def learned_wait(
    bills: Iterable[Bill], request: GenerationRequest, connection: ConnectionId
) -> float | None:
    """Seconds that such a request usually took here; ``None`` while too few are known.

    The sandbox's speed is a setting, so its past says nothing.
    """
    length = clip_seconds(request)
    if connection == SANDBOX or length is None:
        return None
    return typical_wait(past_waits(bills, request, connection), length)


def past_waits(
    bills: Iterable[Bill], request: GenerationRequest, connection: ConnectionId
) -> list[PastWait]:
    """The newest waits for videos of the same model, resolution and tier, made there."""
    is_flex = request.service_tier is ServiceTier.FLEX
    past = [
        PastWait(bill.seconds, bill.waited)
        for bill in bills
        if bill.waited and bill.seconds
        if (bill.model, bill.resolution) == (request.model, request.resolution)
        if (bill.connection, bill.is_flex) == (connection, is_flex)
    ]
    return past[-_NEWEST:]


def _waited(video: Video, job: Job | None) -> float | None:
    if job is None or job.submitted_at is None:
        return None
    return max(0.0, (video.made_at - job.submitted_at).total_seconds())
