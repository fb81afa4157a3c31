"""JSON read tolerantly: the service writes numbers as text, moves things about and leaves them out.

The standard library's reader, since msgspec refuses a whole reply over one NaN or half character,
and a reply about a paid task must not be lost to such a thing. ``Any`` and bare shapes end here.
"""

import json
from datetime import UTC, datetime

_BIGGEST = 2**53
"""Beyond it a number has lost digits on its way, and is nothing that we ask for."""
_MILLISECONDS = 10**11
"""A point in time above this is in milliseconds."""


class NotJsonError(ValueError):
    """The bytes are no JSON that can be read."""


def decoded(content: bytes) -> object:
    """Any JSON value. Raises NotJsonError, also for nesting that is too deep."""
    try:
        return json.loads(content.decode("utf-8-sig", "replace"), parse_int=_int)
    except (ValueError, RecursionError) as error:
        raise NotJsonError(str(error)) from error


def at(value: object, *path: str | int) -> object:
    """What is found by following keys and positions; ``None`` where there is nothing."""
    for step in path:
        match value, step:
            case dict(), str():
                value = value.get(step)
            case list(), int():
                value = value[step] if step < len(value) else None
            case _:
                return None
    return value


def text(value: object, longest: int = 500) -> str:
    """A text, trimmed and cut; numbers as text, nothing as ``""``. Never holds half characters."""
    match value:
        case str():
            found = value
        case bool() | None:
            return ""
        case int() | float():
            found = _number_text(value)
        case _:
            return ""
    return found[: longest * 4].encode("utf-8", "replace").decode("utf-8").strip()[:longest]


def whole(value: object) -> int | None:
    """A whole number, also from a text or a decimal; ``None`` for anything else."""
    match value:
        case bool():
            return None
        case int():
            number: float = value
        case float():
            number = value
        case str() if len(value) <= 32:
            try:
                number = float(value)
            except ValueError:
                return None
        case _:
            return None
    return int(number) if -_BIGGEST <= number <= _BIGGEST else None


def moment(value: object) -> datetime | None:
    """A point in time in UTC, from seconds, milliseconds, their text, or an ISO date."""
    seconds = whole(value)
    try:
        if seconds is not None:
            scaled = seconds / 1000 if abs(seconds) >= _MILLISECONDS else seconds
            return datetime.fromtimestamp(scaled, UTC)
        if isinstance(value, str) and len(value) <= 64:
            found = datetime.fromisoformat(value.strip())
            return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return None


def _int(digits: str) -> float:
    return int(digits) if len(digits) < 40 else float(digits)


def _number_text(value: float) -> str:
    return str(value) if abs(value) <= _BIGGEST else ""
