"""What an order will cost and take, put right by what earlier bills have taught."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from seedance_desktop.core.bill import Bill, learned_wait, price_factor, token_factor
from seedance_desktop.core.cost import Estimate, Lacking, Price
from seedance_desktop.core.ids import ConnectionId
from seedance_desktop.core.request import GenerationRequest


@dataclass(frozen=True, slots=True)
class Quote:
    """``price`` and ``tokens`` are for all ``count`` videos, ``wait`` is for one, in seconds.

    The factors are those that the estimates were multiplied by; ``None`` where bills have taught
    nothing. ``is_wait_learned``: the wait is what it took here before, else the table's. What lacks
    is as in Estimate.
    """

    count: int
    tokens: int | None = None
    price: Price | None = None
    wait: float | None = None
    token_factor: float | None = None
    price_factor: float | None = None
    is_wait_learned: bool = False
    tokens_lack: Lacking | None = None
    price_lacks: Lacking | None = None

    @property
    def price_of_one(self) -> float | None:
        """What each of the videos costs."""
        return None if self.price is None else self.price.amount / self.count


def quote(
    estimate: Estimate,
    request: GenerationRequest,
    connection: ConnectionId,
    *,
    count: int,
    bills: Sequence[Bill],
) -> Quote:
    """The quote for an order that was estimated so; ``bills`` oldest first."""
    tokens, price = estimate.tokens, estimate.price
    by_token = token_factor(bills, request.model) if tokens is not None else None
    by_price = price_factor(bills, request.model) if price is not None else None
    wait = learned_wait(bills, request, connection)
    if tokens is not None and by_token is not None:
        tokens = round(tokens * by_token)
    if price is not None and by_price is not None:
        price = replace(price, amount=price.amount * by_price)
    return Quote(
        count=count,
        tokens=tokens,
        price=price,
        wait=estimate.wait if wait is None else wait,
        token_factor=by_token,
        price_factor=by_price,
        is_wait_learned=wait is not None,
        tokens_lack=estimate.tokens_lack,
        price_lacks=estimate.price_lacks,
    )
