"""What the service answered, and what it complains of; ``translate`` says what that means."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from seedance_desktop.api.loose_json import NotJsonError, at, decoded, text

_EXCERPT = 300
_REQUEST_ID = re.compile(r"\s*\(?request[ _]id:?\s*([\w.-]{4,80})\)?\.?", re.IGNORECASE)
_FINE_CODES = frozenset({"", "0", "200", "201", "202", "ok", "success"})
_ERROR_AT = (("error",), ("data", "error"))
_REASON_AT = (("failure_reason",), ("data", "failure_reason"), ("data", "fail_reason"))


@dataclass(frozen=True, slots=True)
class Complaint:
    """The service's own words about an error; empty where it gave none."""

    code: str = ""
    message: str = ""
    param: str = ""
    type: str = ""
    request_id: str = ""

    @property
    def is_clear(self) -> bool:
        """Whether anything was said at all."""
        return bool(self.code or self.message or self.type)


@dataclass(frozen=True, slots=True)
class Reply:
    """One HTTP answer, read whole. ``hide_key`` blacks the key out of what is kept of it."""

    status: int
    content: bytes
    content_type: str = ""
    request_id: str = ""
    retry_after: float | None = None
    location: str = ""
    hide_key: Callable[[str], str] = field(default=str, repr=False)

    @property
    def excerpt(self) -> str:
        """The first few hundred characters on one line, for reports; never the key."""
        start = self.content[: _EXCERPT * 8].decode("utf-8", "replace")
        return " ".join(self.hide_key(start).split())[:_EXCERPT]

    def json(self) -> object:
        """The body as JSON; ``None`` where it is none."""
        try:
            return decoded(self.content)
        except NotJsonError:
            return None

    @property
    def is_object(self) -> bool:
        """Whether the body is a JSON object, as every answer of the service is."""
        return isinstance(self.json(), dict)

    def complaint(self) -> Complaint:
        """What the service complains of, if it does."""
        return complaint_in(self.json(), self.hide_key)


def complaint_in(value: object, hide_key: Callable[[str], str] = str) -> Complaint:
    """The error in a body: an ``error`` object or text, ``data.error``, or a code and message."""
    for path in _ERROR_AT:
        match at(value, *path):
            case dict() as error:
                found = _complaint(error, hide_key)
            case str() as words:
                found = _complaint({"message": words}, hide_key)
            case _:
                continue
        if found.is_clear:
            return found
    for path in _REASON_AT:
        if words := text(at(value, *path)):
            return _complaint({"message": words}, hide_key)
    if isinstance(value, dict) and text(value.get("code")).lower() not in _FINE_CODES:
        return _complaint(value, hide_key)
    return Complaint()


def bare_message(reply: Reply) -> Complaint:
    """The complaint of an answer that is an error by its status, where a lone message counts."""
    found = reply.complaint()
    if found.is_clear:
        return found
    value = reply.json()
    words = text(at(value, "message")) or text(at(value, "detail")) or text(at(value, "msg"))
    return _complaint({"message": words}, reply.hide_key)


def _complaint(error: dict[str, object], hide_key: Callable[[str], str]) -> Complaint:
    message = hide_key(text(error.get("message"), 2000))
    found = _REQUEST_ID.search(message)
    return Complaint(
        code=hide_key(text(error.get("code"), 200)),
        message=" ".join(_REQUEST_ID.sub("", message).split())[:500],
        param=hide_key(text(error.get("param"), 200)),
        type=hide_key(text(error.get("type"), 200)),
        request_id=found.group(1) if found else "",
    )
