"""Reading typed fields from a request's JSON; a string is never taken for a number."""

from collections.abc import Mapping

from seedance_desktop.sandbox.refusals import not_valid

Body = Mapping[str, object]


def text(body: Body, name: str) -> str | None:
    """A string, or ``None`` when it is left out or null."""
    value = body.get(name)
    if value is None or isinstance(value, str):
        return value
    raise not_valid(name, "a string is expected")


def flag(body: Body, name: str) -> bool | None:
    """A true or false, or ``None`` when it is left out or null."""
    value = body.get(name)
    if value is None or isinstance(value, bool):
        return value
    raise not_valid(name, "a boolean is expected")


def whole_number(body: Body, name: str, within: tuple[int, int] | None = None) -> int | None:
    """An integer, inside both bounds if they are given, or ``None`` when left out or null."""
    value = body.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int):
        raise not_valid(name, "an integer is expected")
    if within is not None and not within[0] <= value <= within[1]:
        raise not_valid(name, f"an integer in [{within[0]}, {within[1]}] is expected")
    return value
