"""What a request will cost and how long it will take: tokens, price, wait."""

import math
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from seedance_desktop.core.capability import Capability
from seedance_desktop.core.catalogue import Catalogue
from seedance_desktop.core.geometry import Size
from seedance_desktop.core.limits import FRAME_RATE
from seedance_desktop.core.price_rows import PriceRow, PriceUnit
from seedance_desktop.core.request import ADAPTIVE, GenerationRequest, MediaKind, ServiceTier
from seedance_desktop.core.rules import output_size
from seedance_desktop.core.spending import LIMIT_CURRENCY


@dataclass(frozen=True, slots=True)
class Price:
    """An amount of money, and the day and the source of the price it was worked out from.

    ``derived``: the gateway lists no price for this, so it comes from the list price of the
    service behind it.
    """

    amount: float
    currency: str
    on: date
    source: str
    derived: bool = False


class Lacking(StrEnum):
    """What would have to be known for tokens or a price to be told."""

    SHAPE = "shape"
    """The service chooses the clip's, or it follows from a picture that is not there."""
    LENGTH = "length"
    """The service chooses the clip's."""
    MEDIA_LENGTH = "media_length"
    """How long a reference video is."""
    PRICE = "price"
    """None is listed for this."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """What can be said before sending; ``None`` where it cannot. ``wait`` in seconds, for one.

    What is lacking for tokens or price is told where these are ``None``.
    """

    tokens: int | None
    price: Price | None
    wait: float | None
    tokens_lack: Lacking | None = None
    price_lacks: Lacking | None = None


def frame_count(request: GenerationRequest) -> int | None:
    """Frames in the clip; ``None`` where the service chooses the length (api.md 5.5, D)."""
    if request.frames is not None:
        return request.frames if request.frames > 0 else None
    return FRAME_RATE * request.duration + 1 if request.duration > 0 else None


def tokens_of(request: GenerationRequest, capability: Capability, size: Size | None) -> int | None:
    """What a clip of this size will count; ``None`` while that cannot be known.

    The seconds of a reference video are counted too, and not less than 5/3 of the clip's own
    (api.md 5.5); drafts count a part.
    """
    frames = frame_count(request)
    if size is None or frames is None:
        return None
    videos = request.media_of(MediaKind.VIDEO)
    if videos:
        shown = [video.seconds for video in videos if video.seconds is not None]
        if len(shown) < len(videos):
            return None
        least = FRAME_RATE * math.ceil(frames // FRAME_RATE * 5 / 3)
        frames = max(frames + round(FRAME_RATE * sum(shown)), least)
    counted = tokens(size, frames)
    if request.draft and capability.draft is not None:
        is_silent = request.sound is False
        part = capability.draft.silent if is_silent else capability.draft.sound
        return int(counted * part)
    return counted


def tokens(size: Size, frames: int) -> int:
    """What the service counts for a clip (api.md 5.5, D: it reproduces five published bills)."""
    return size.width * size.height * frames // 1024


def estimate(
    request: GenerationRequest,
    catalogue: Catalogue,
    first_frame_shape: float | None = None,
    *,
    count: int = 1,
) -> Estimate:
    """Tokens and price of ``count`` such clips together. Raises ModelUnavailableError."""
    capability = catalogue.find(request.model)
    size = output_size(request, capability, first_frame_shape)
    each = tokens_of(request, capability, size)
    price = price_of(request, catalogue, tokens=each, count=count)
    return Estimate(
        tokens=each * count if each is not None else None,
        price=price,
        wait=expected_wait(request, catalogue),
        tokens_lack=_tokens_lack(request, size) if each is None else None,
        price_lacks=_price_lacks(request, catalogue, size) if price is None else None,
    )


def most_of(request: GenerationRequest, catalogue: Catalogue, *, count: int = 1) -> float:
    """The most that ``count`` such videos can cost in LIMIT_CURRENCY; zero where no price is known.

    What the service chooses is taken to be the longest and the largest. Raises
    ModelUnavailableError.
    """
    capability = catalogue.find(request.model)
    longest = request
    if request.frames is None and request.duration <= 0:
        longest = replace(request, duration=capability.duration.longest)
    prices = [
        estimate(replace(longest, ratio=ratio), catalogue, count=count).price
        for ratio in _ratios(request, capability)
    ]
    return max((_amount(price) for price in prices), default=0.0)


def price_of(
    request: GenerationRequest,
    catalogue: Catalogue,
    *,
    tokens: int | None,
    seconds: float | None = None,
    count: int = 1,
) -> Price | None:
    """The price of ``count`` such clips of ``tokens`` each; ``None`` where it cannot be known.

    ``seconds`` is what a finished clip lasts; left out, it is what the request asks for.
    GPTProto's price for a second where it lists one. Else, and for what it lists none, such as
    the flex tier, drafts and reference videos, the price of the tokens at the service behind it.
    """
    row = catalogue.price_row(request.model, request.resolution, PriceUnit.SECOND)
    seconds = clip_seconds(request) if seconds is None else seconds
    if row is not None and not _has_its_own_price(request):
        return _price(row, request, seconds * count) if seconds is not None else None
    row = catalogue.price_row(request.model, request.resolution, PriceUnit.MILLION_TOKENS)
    if row is None or tokens is None:
        return None
    if request.media_of(MediaKind.VIDEO) and request.resolution not in row.with_video:
        return None
    return _price(row, request, tokens * count / 1_000_000)


def expected_wait(request: GenerationRequest, catalogue: Catalogue) -> float | None:
    """Seconds until one clip is made; ``None`` in the flex tier, which takes hours."""
    wait = catalogue.find(request.model).wait.seconds.get(request.resolution)
    seconds = clip_seconds(request)
    if wait is None or seconds is None or request.service_tier is ServiceTier.FLEX:
        return None
    return wait * seconds / 10


def clip_seconds(request: GenerationRequest) -> float | None:
    """How long the clip will be; ``None`` where the service chooses."""
    if request.frames is not None:
        return request.frames / FRAME_RATE if request.frames > 0 else None
    return float(request.duration) if request.duration > 0 else None


def _tokens_lack(request: GenerationRequest, size: Size | None) -> Lacking:
    if size is None:
        return Lacking.SHAPE
    return Lacking.LENGTH if frame_count(request) is None else Lacking.MEDIA_LENGTH


def _price_lacks(request: GenerationRequest, catalogue: Catalogue, size: Size | None) -> Lacking:
    row = catalogue.price_row(request.model, request.resolution, PriceUnit.SECOND)
    if row is not None and not _has_its_own_price(request):
        return Lacking.LENGTH
    row = catalogue.price_row(request.model, request.resolution, PriceUnit.MILLION_TOKENS)
    has_video = bool(request.media_of(MediaKind.VIDEO))
    if row is None or (has_video and request.resolution not in row.with_video):
        return Lacking.PRICE
    return _tokens_lack(request, size)


def _has_its_own_price(request: GenerationRequest) -> bool:
    is_slow = request.service_tier is ServiceTier.FLEX
    return is_slow or request.draft or bool(request.media_of(MediaKind.VIDEO))


def _price(row: PriceRow, request: GenerationRequest, units: float) -> Price:
    prices = row.with_video if request.media_of(MediaKind.VIDEO) else row.prices
    amount = prices[request.resolution] * units
    if request.sound is False and row.silent is not None:
        amount *= row.silent
    if request.service_tier is ServiceTier.FLEX and row.flex is not None:
        amount *= row.flex
    derived = row.unit is PriceUnit.MILLION_TOKENS
    return Price(amount, row.currency, row.on, row.source, derived=derived)


def _ratios(request: GenerationRequest, capability: Capability) -> tuple[str, ...]:
    if request.ratio != ADAPTIVE:
        return (request.ratio,)
    return tuple(capability.sizes.get(request.resolution, {}))


def _amount(price: Price | None) -> float:
    return price.amount if price is not None and price.currency == LIMIT_CURRENCY else 0.0
