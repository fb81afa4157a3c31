"""Requests and answers in short, for a job's story: no key, no picture, no signature of a link."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from seedance_desktop.api.loose_json import whole
from seedance_desktop.api.reply import Reply, bare_message
from seedance_desktop.api.task import TaskStatus
from seedance_desktop.api.task_json import new_name, status_in
from seedance_desktop.core.errors import KnownError
from seedance_desktop.core.story import Call, Errand

_LONGEST = 600
_LONGEST_TEXT = 200
_MOST_ITEMS = 40
_DEEPEST = 6
_DATA = re.compile(r"data:[^\s\"']{16,}", re.IGNORECASE)
_QUERY = re.compile(r"(https?:(?:\\?/){2}[^\s\"'?#<>]*)[?#][^\s\"'<>]*", re.IGNORECASE)

Tell = Callable[[Call], None]
Hide = Callable[[str], str]


def nobody(_: Call) -> None:
    """For requests that nobody keeps a story of."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it was made. ``body`` is what was sent before it became JSON of ``size`` bytes.

    It may end with an answer or without.
    """

    errand: Errand
    method: str
    url: str
    body: object = None
    size: int = 0

    def answered(self, reply: Reply, seconds: float) -> Call:
        """With an answer that was read whole."""
        complaint = bare_message(reply) if reply.status >= 400 else reply.complaint()
        return Call(
            errand=self.errand,
            method=self.method,
            path=urlsplit(self.url).path,
            seconds=seconds,
            outcome=_outcome(self.errand, reply),
            status=reply.status,
            code=complaint.code or complaint.type,
            request_id=reply.hide_key(reply.request_id) or complaint.request_id,
            sent=self.size,
            received=len(reply.content),
            said=_json_text(self.body, reply.hide_key),
            answer=_answer(reply),
        )

    def unanswered(self, error: Exception, seconds: float, hide_key: Hide) -> Call:
        """Without. The error's class alone is told: its words may hold a link."""
        return Call(
            errand=self.errand,
            method=self.method,
            path=urlsplit(self.url).path,
            seconds=seconds,
            outcome=type(error).__name__,
            said=_json_text(self.body, hide_key),
        )


def fetched(url: str, *, seconds: float, received: int, error: KnownError | None) -> Call:
    """A file that was fetched, or how far that went."""
    parts = urlsplit(url)
    status = whole(error.facts.get("status")) if error is not None else None
    return Call(
        errand=Errand.FETCH,
        method="GET",
        path=f"{parts.hostname or ''}{parts.path}"[:_LONGEST],
        seconds=seconds,
        outcome=type(error).__name__ if error is not None else TaskStatus.SUCCEEDED.value,
        status=status,
        received=received,
    )


def shortened(text: str) -> str:
    """A text without pictures and without what is secret in a link, cut."""
    plain = _QUERY.sub(r"\1?…", _DATA.sub("(picture)", text))
    return plain if len(plain) <= _LONGEST_TEXT else f"{plain[: _LONGEST_TEXT - 1]}…"


def _outcome(errand: Errand, reply: Reply) -> str:
    if not 200 <= reply.status < 300:
        return ""
    if errand is Errand.CREATE:
        return new_name(reply.json()) or ""
    return status_in(reply.json()).value if errand is Errand.QUERY else ""


def _answer(reply: Reply) -> str:
    value = reply.json()
    if value is not None:
        return _json_text(value, reply.hide_key)
    start = reply.content[: _LONGEST * 40].decode("utf-8", "replace")
    plain = _QUERY.sub(r"\1?…", _DATA.sub("(picture)", reply.hide_key(start)))
    return " ".join(plain.split())[:_LONGEST]


def _json_text(value: object, hide_key: Hide) -> str:
    if value is None:
        return ""
    shown = _shown(value, hide_key, 0)
    text = json.dumps(shown, ensure_ascii=False, separators=(",", ":"), default=str)
    text = text.encode("utf-8", "replace").decode()
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _shown(value: object, hide_key: Hide, depth: int) -> object:
    """The key is looked for before anything is cut, or the half of it would stay."""
    if depth >= _DEEPEST:
        return "…"
    match value:
        case str():
            return shortened(hide_key(value[: _LONGEST * 20]))
        case Mapping():
            items = list(value.items())[:_MOST_ITEMS]
            return {
                shortened(hide_key(str(key))): _shown(part, hide_key, depth + 1)
                for key, part in items
            }
        case list():
            return [_shown(part, hide_key, depth + 1) for part in value[:_MOST_ITEMS]]
    return value
