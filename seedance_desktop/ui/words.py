"""Numbers and states in the words that people read, in the language in use."""

from dataclasses import dataclass
from datetime import datetime

from seedance_desktop.core.bill import Bill, Sum
from seedance_desktop.core.connection import SANDBOX, Connection
from seedance_desktop.core.failure import Action, Charged
from seedance_desktop.core.job import Job, JobState
from seedance_desktop.core.mentions import readable_prompt
from seedance_desktop.core.request import ADAPTIVE, RANDOM_SEED, GenerationRequest
from seedance_desktop.core.state_words import CHARGED, state_message
from seedance_desktop.core.video import Video
from seedance_desktop.core.words import Message, tr
from seedance_desktop.model.captions import video_title

_SAME = 0.005
"""Share of the estimate from which on a bill is said to be another."""
_CURRENCY_SIGNS = {"USD": "$", "CNY": "¥", "EUR": "€"}
_STATES_WITH_REASON = {
    JobState.QUEUED: Message("Waiting · {reason}"),
    JobState.FETCHING: Message("Downloading · {reason}"),
    JobState.FAILED: Message("{reason}"),
    JobState.PAUSED: Message("Paused · {reason}"),
}
_ACTIONS = {
    Action.GO_TO_FIELD: Message("Show me"),
    Action.ENTER_KEY: Message("Enter key…"),
    Action.OPEN_BILLING: Message("Open billing page"),
    Action.TRY_AGAIN: Message("Try now"),
    Action.EDIT_AND_TRY_AGAIN: Message("Edit and try again"),
    Action.LOOK_UP_OR_SEND_AGAIN: Message("Look it up"),
    Action.CHOOSE_FOLDER: Message("Choose folder…"),
    Action.COPY_REPORT: Message("Copy report"),
    Action.USE_FOR_SESSION: Message("Enter key…"),
    Action.FETCH: Message("Fetch it"),
}


@dataclass(frozen=True, slots=True)
class _ByteUnit:
    words: Message
    size: int
    digits: int

    def counted(self, count: float) -> str:
        """``count`` bytes as a number of these."""
        return f"{count / max(1, self.size):.{self.digits}f}"


_BYTE_UNITS = (
    _ByteUnit(Message("{count} GB"), 1_000_000_000, 2),
    _ByteUnit(Message("{count} MB"), 1_000_000, 1),
    _ByteUnit(Message("{count} kB"), 1_000, 0),
    _ByteUnit(Message("{count} bytes"), 0, 0),
)


def moment(when: datetime) -> str:
    """A date and time of day that mean the same to everybody: 3/4 is two days."""
    return f"{when.astimezone():%Y-%m-%d %H:%M}"


def connection_name(connection: Connection) -> str:
    """What a connection is called; the user's own are called as the user said."""
    return tr("Sandbox") if connection.is_sandbox else connection.name


def byte_count(count: float) -> str:
    """Bytes as ``412 kB`` or ``14.2 MB``, counted in thousands as file managers do."""
    unit = _byte_unit(count)
    return tr(unit.words.template, count=unit.counted(count))


def bytes_of(part: float, whole: float) -> str:
    """How much of something has arrived, in the unit of the whole: ``14.2 of 22.8 MB``."""
    return tr(
        "{received} of {total}", received=_byte_unit(whole).counted(part), total=byte_count(whole)
    )


def _byte_unit(count: float) -> _ByteUnit:
    return next(unit for unit in _BYTE_UNITS if count >= unit.size)


def money(amount: float, currency: str) -> str:
    """An amount with its currency; small amounts keep the digits that matter."""
    digits = 2 if amount >= 0.1 or amount == 0 else 3
    sign = _CURRENCY_SIGNS.get(currency)
    return f"{sign}{amount:.{digits}f}" if sign else f"{amount:.{digits}f} {currency}"


def cost_words(tokens: int | None, amount: float | None, currency: str, *, is_free: bool) -> str:
    """Tokens and money of one video, as far as they are known."""
    cost = tr("{tokens} tokens", tokens=f"{tokens:,}") if tokens else "–"
    if is_free:
        return tr("{tokens} · free, from the sandbox", tokens=cost)
    return cost if amount is None else f"{cost} · {money(amount, currency)}"


def bill_words(bill: Bill) -> str:
    """What a video came to, and how far that is from what was expected."""
    is_free = bill.connection == SANDBOX
    cost = cost_words(bill.tokens, bill.amount, bill.currency, is_free=is_free)
    is_priced = bill.amount is not None and bill.expected_amount is not None
    actual, expected = (
        (bill.amount, bill.expected_amount) if is_priced else (bill.tokens, bill.expected_tokens)
    )
    if not actual or not expected:
        return cost
    return f"{cost} · {_difference_words(actual / expected - 1)}"


def _difference_words(share: float) -> str:
    if abs(share) < _SAME:
        return tr("as estimated")
    percent = f"{100 * abs(share):.0f}"
    if share > 0:
        return tr("{percent} % more than estimated", percent=percent)
    return tr("{percent} % less than estimated", percent=percent)


def amounts_words(total: Sum) -> str:
    """The money of several bills, each currency by itself; a dash where there is none."""
    parts = [money(amount, currency) for currency, amount in total.amounts.items()]
    return " + ".join(parts) or "–"


def sum_words(total: Sum) -> str:
    """Several bills in a few words, such as ``1.86 M tokens ≈ $3.42``."""
    tokens = tr("{count} tokens", count=token_count(total.tokens))
    return f"{tokens} ≈ {amounts_words(total)}" if total.amounts else tokens


def factor_words(model: str, factor: float) -> str:
    """How far a model's estimates are off."""
    return tr(
        "{model}: the newest bills came to {factor} × the table's estimate.",
        model=model,
        factor=f"{factor:.2f}",
    )


def token_count(tokens: int) -> str:
    """Tokens as ``412 k`` or ``1.86 M``."""
    if tokens < 1_000:
        return str(tokens)
    if tokens < 1_000_000:
        return tr("{count} k", count=round(tokens / 1_000))
    return tr("{count} M", count=f"{tokens / 1_000_000:.2f}")


def ratio_name(ratio: str) -> str:
    """A ratio as the form names it."""
    return tr("Auto") if ratio == ADAPTIVE else ratio


def seed_name(seed: int | None) -> str:
    """A seed, or that there is none to name."""
    if seed is None:
        return "–"
    return tr("Random") if seed == RANDOM_SEED else str(seed)


def first_words(request: GenerationRequest) -> str:
    """What a job or video is called in a list."""
    return " ".join(readable_prompt(request).split()) or tr("Without a prompt")


def clip_words(video: Video) -> str:
    """What a video is called in the library: a clip from elsewhere by its file's name."""
    prompt = " ".join(readable_prompt(video.request).split())
    return prompt or video_title(video) or tr("Without a prompt")


def state_words(job: Job) -> str:
    """A job's state, and in short what keeps it there."""
    if job.failure is not None and job.state in _STATES_WITH_REASON:
        reason = job.failure.title.shown()
        return tr(_STATES_WITH_REASON[job.state].template, reason=reason)
    return state_message(job).shown()


def charged_words(charged: Charged) -> str:
    """Whether a failure cost money."""
    return CHARGED[charged].shown()


def action_words(action: Action) -> str:
    """The button that an error offers; empty where there is none."""
    words = _ACTIONS.get(action)
    return "" if words is None else words.shown()
