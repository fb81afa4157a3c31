"""The limits that the user has set to spending, and the errors of what goes beyond them."""

from dataclasses import dataclass
from enum import StrEnum

from seedance_desktop.core.errors import InputError
from seedance_desktop.core.failure import Action
from seedance_desktop.core.words import Message

LIMIT_CURRENCY = "USD"
"""What limits are set in; what costs another currency is not held against them."""


class Consent(StrEnum):
    """How far the user has agreed to an order's price."""

    NONE = "none"
    ABOVE_LIMIT = "above_limit"
    OVER_CAP = "over_cap"
    """To go beyond the daily cap, and so above the limit as well."""


class SpendingError(InputError):
    """An order that costs more than the user has allowed; nothing was sent."""

    action = Action.NONE


class ConfirmationNeededError(SpendingError):
    title = Message("This is above your limit")
    default_message = Message("The order costs more than you want to be asked about.")
    default_remedy = Message("Confirm it, or set another limit in the settings.")


class DailyCapError(SpendingError):
    title = Message("Today's cap is reached")
    default_message = Message("The order would go beyond what may be spent in a day.")
    default_remedy = Message("Wait until tomorrow, or raise the daily cap in the settings.")


@dataclass(frozen=True, slots=True)
class Limits:
    """Amounts in LIMIT_CURRENCY; zero for none."""

    ask_above: float = 0.0
    daily_cap: float = 0.0

    def check(self, order: float, today: float, consent: Consent) -> None:
        """``order`` is what is to be spent, ``today`` what was, and what is on its way.

        Raises ConfirmationNeededError and DailyCapError.
        """
        if self.is_over_cap(order, today) and consent is not Consent.OVER_CAP:
            raise DailyCapError(
                Message(
                    "About {order} more would go beyond the daily cap of {cap}: {today} are "
                    "spent or on their way today.",
                    {
                        "order": _dollars(order),
                        "cap": _dollars(self.daily_cap),
                        "today": _dollars(today),
                    },
                )
            )
        if self.asks(order) and consent is Consent.NONE:
            raise ConfirmationNeededError(
                Message(
                    "This costs about {order}; you want to be asked above {limit}.",
                    {"order": _dollars(order), "limit": _dollars(self.ask_above)},
                )
            )

    def asks(self, order: float) -> bool:
        """Whether the user wants to be asked before so much is spent at once."""
        return 0 < self.ask_above < order

    def is_over_cap(self, order: float, today: float) -> bool:
        """Whether the day's spending would go beyond the cap."""
        return self.daily_cap > 0 and order > 0 and order + today > self.daily_cap


def _dollars(amount: float) -> str:
    return f"${amount:.2f}"
