"""From an answer that is no success to the error that says what happened and what may be done.

The one question that matters for a create is whether the task may exist: whatever leaves that open
becomes SubmissionUnclearError, and is never sent again by the program.
"""

from enum import Enum, auto

from seedance_desktop.api.error_table import Row, row_for
from seedance_desktop.api.reply import Complaint, Reply, bare_message, complaint_in
from seedance_desktop.core.errors import (
    AddressError,
    ConnectionBrokenError,
    ContentRefusedError,
    GenerationFailedError,
    KnownError,
    ModelUnavailableError,
    NotPermittedError,
    RateLimitedError,
    ReplyNotUnderstoodError,
    RequestRefusedError,
    ServiceBrokenError,
    SubmissionUnclearError,
    TaskNotFoundError,
)
from seedance_desktop.core.words import Message

_UNCLEAR = frozenset({408, 499})
"""The service or a gateway gave up waiting; what it had received by then is not known."""
_QUOTED = (
    ContentRefusedError,
    GenerationFailedError,
    ModelUnavailableError,
    NotPermittedError,
    RequestRefusedError,
    TaskNotFoundError,
)
"""Classes whose own message says too little where the service has said more."""


class Doing(Enum):
    """What was asked of the service."""

    CREATE = auto()
    QUERY = auto()
    CANCEL = auto()


def refusal(reply: Reply, doing: Doing) -> KnownError:
    """What an answer means that is an error by its status, or by an error object in it."""
    complaint = bare_message(reply) if reply.status >= 400 else reply.complaint()
    status = _meant_status(reply, complaint)
    row = row_for(complaint, status)
    if doing is Doing.CREATE and _leaves_open(reply, row):
        return unclear(reply)
    if status in _UNCLEAR:
        return ConnectionBrokenError(facts=facts_of(reply, complaint))
    if 300 <= status < 400:
        return _redirected(reply, doing)
    if status >= 500 and (row is None or row.error is not ContentRefusedError):
        return ServiceBrokenError(facts=facts_of(reply, complaint))
    if status in {404, 405}:
        return _not_there(reply, complaint, row, doing)
    if row is None or (doing is Doing.CREATE and row.error is TaskNotFoundError):
        return _unlisted(reply, complaint)
    return _made(row, complaint, facts_of(reply, complaint), reply.retry_after)


def task_failure(value: object, reply: Reply) -> KnownError:
    """What the error in a task that failed means; such tasks are not charged (api.md 5.5)."""
    complaint = complaint_in(value, reply.hide_key)
    facts = facts_of(reply, complaint)
    row = row_for(complaint, 0)
    if row is None or issubclass(row.error, RateLimitedError | ServiceBrokenError):
        return GenerationFailedError(_quoted(complaint), facts=facts)
    return _made(row, complaint, facts, None)


def unclear(reply: Reply) -> SubmissionUnclearError:
    """For an answer to a create that leaves open whether the task exists."""
    facts = facts_of(reply, bare_message(reply))
    if reply.status >= 500:
        message = Message(
            "The service had an internal problem while it took the request (HTTP {status}), so it "
            "is not known whether it was accepted.",
            {"status": reply.status},
        )
    elif 300 <= reply.status < 400:
        message = Message(
            "The address passed the request on elsewhere instead of answering, so it is not known "
            "whether it was accepted. Check the connection's address."
        )
    else:
        message = Message(
            "The service's answer was not understood, so it is not known whether it accepted the "
            "request."
        )
    return SubmissionUnclearError(message, facts=facts)


def not_understood(reply: Reply) -> ReplyNotUnderstoodError:
    """For an answer that fits none of the shapes we know."""
    return ReplyNotUnderstoodError(facts=facts_of(reply, Complaint()))


def facts_of(reply: Reply, complaint: Complaint) -> dict[str, str]:
    """What a report needs; what is empty is left out."""
    facts = {
        "status": str(reply.status),
        "code": complaint.code or complaint.type,
        "param": complaint.param,
        "service_message": complaint.message,
        "request_id": complaint.request_id or reply.hide_key(reply.request_id),
        "excerpt": reply.excerpt,
    }
    return {name: value for name, value in facts.items() if value}


def _meant_status(reply: Reply, complaint: Complaint) -> int:
    """The HTTP status, or the one that an error inside a 200 tells as its code or type."""
    if reply.status >= 300:
        return reply.status
    for told in (complaint.code, complaint.type):
        if told.isascii() and told.isdigit() and 400 <= int(told[:4]) < 600:
            return int(told)
    return reply.status


def _leaves_open(reply: Reply, row: Row | None) -> bool:
    """Whether the task may exist: refusals by moderation are clear even where they come as 503."""
    if reply.status >= 500:
        return row is None or row.error is not ContentRefusedError
    if 200 <= reply.status < 300:
        return row is None or row.error is ServiceBrokenError
    return reply.status < 400 or reply.status in _UNCLEAR


def _redirected(reply: Reply, doing: Doing) -> KnownError:
    facts = facts_of(reply, Complaint()) | {"location": reply.hide_key(reply.location)[:200]}
    if doing is Doing.CANCEL:
        return RequestRefusedError(Message("The service cannot stop jobs."), facts=facts)
    return ServiceBrokenError(
        Message(
            "The address passes requests on elsewhere; the network may want a sign-in, or the "
            "connection's address may have changed."
        ),
        facts=facts,
    )


def _not_there(reply: Reply, complaint: Complaint, row: Row | None, doing: Doing) -> KnownError:
    """404 and 405: a task, a model or the whole service may be missing, by what was asked."""
    facts = facts_of(reply, complaint)
    match doing:
        case Doing.CREATE if row is not None and row.error is not TaskNotFoundError:
            return _made(row, complaint, facts, reply.retry_after)
        case Doing.CREATE if "model" in complaint.message.lower():
            return ModelUnavailableError(_quoted(complaint), facts=facts)
        case Doing.CREATE:
            return AddressError(
                Message(
                    "There is no video service at this address (HTTP {status}).",
                    {"status": reply.status},
                ),
                facts=facts,
            )
        case Doing.CANCEL if reply.status == 405 or not complaint.is_clear:
            return RequestRefusedError(Message("The service cannot stop jobs."), facts=facts)
        case Doing.QUERY if not reply.is_object or reply.status == 405:
            # Not the service: a gateway, or a network that wants a sign-in. The task may live.
            return ServiceBrokenError(
                Message("Something other than the service's answer came."), facts=facts
            )
    return TaskNotFoundError(facts=facts)


def _unlisted(reply: Reply, complaint: Complaint) -> KnownError:
    """An error that no row knows, told as well as can be."""
    facts = facts_of(reply, complaint)
    if reply.status < 400:
        return ServiceBrokenError(_quoted(complaint), facts=facts)
    return RequestRefusedError(_quoted(complaint), facts=facts)


def _made(
    row: Row, complaint: Complaint, facts: dict[str, str], retry_after: float | None
) -> KnownError:
    if issubclass(row.error, RateLimitedError):
        return row.error(row.message, retry_after=retry_after, facts=facts)
    message = row.message
    if message is None and issubclass(row.error, _QUOTED):
        message = _quoted(complaint)
    return row.error(message, remedy=row.remedy, facts=facts)


def _quoted(complaint: Complaint) -> Message | None:
    """The service's own words, said to be its own."""
    if not complaint.message:
        return None
    return Message("The service says: “{words}”", {"words": complaint.message})
