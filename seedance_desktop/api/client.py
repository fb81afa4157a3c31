"""The calls that are made to a service; what is sent and read is in ``wire`` and ``task_json``."""

import time
from collections.abc import Mapping
from urllib.parse import urlsplit

import httpx

from seedance_desktop.api.endpoint import (
    Endpoint,
    checked_address,
    is_file_link,
    leads_inward,
    whole_link,
)
from seedance_desktop.api.reply import Reply
from seedance_desktop.api.task import Task, TaskStatus
from seedance_desktop.api.task_json import (
    created_in,
    last_frame_link_in,
    new_name,
    status_in,
    updated_in,
    usable_name,
    usage_in,
    video_link_in,
)
from seedance_desktop.api.task_list import LARGEST_PAGE, TaskPage, page_in
from seedance_desktop.api.told import Asked, Tell, nobody
from seedance_desktop.api.translate import (
    Doing,
    facts_of,
    not_understood,
    refusal,
    task_failure,
    unclear,
)
from seedance_desktop.api.transport import HttpClient, ReplyTooLargeError, exchange, pieces
from seedance_desktop.api.trouble import Departure, connection_error, never_left
from seedance_desktop.api.wire import SentFrame, encoded, request_body
from seedance_desktop.core.errors import (
    AddressError,
    KnownError,
    ReplyNotUnderstoodError,
    RequestRefusedError,
    SubmissionUnclearError,
    TaskExpiredError,
    TaskNotFoundError,
)
from seedance_desktop.core.failure import Charged, Failure
from seedance_desktop.core.ids import FrameHash, RemoteId
from seedance_desktop.core.link_errors import LinkInwardError
from seedance_desktop.core.request import GenerationRequest
from seedance_desktop.core.story import Errand
from seedance_desktop.core.words import Message

__all__ = [
    "Endpoint",
    "SentFrame",
    "ServiceClient",
    "Task",
    "TaskStatus",
    "checked_address",
]

_NO_SUCH_TASK = "cgt-00000000000000-xxxxx"
_SPACING = 3.0
_LONGEST_SPACING = 60.0


class ServiceClient:
    """One service with one key. Nothing is tried a second time here: that is for the engine.

    ``tell`` hears of every request once it is over.
    """

    def __init__(self, http: HttpClient, endpoint: Endpoint, tell: Tell = nobody) -> None:
        self._http = http
        self._endpoint = endpoint
        self._tell = tell
        self._spacing = _SPACING

    @property
    def spacing(self) -> float:
        """Seconds between two questions about one task, at the least.

        GPTProto's own clients ask every 3 to 5 (api.md 2.11). A service that says in its answers
        how soon to come back, as the sandbox does, is believed.
        """
        return self._spacing

    async def create(
        self, request: GenerationRequest, frames: Mapping[FrameHash, SentFrame]
    ) -> RemoteId:
        """Send a paid request once.

        Raises NeverLeftError where it provably did not arrive, SubmissionUnclearError where the
        task may exist, and any other error where the service has clearly refused.
        """
        told = request_body(request, frames)
        body = encoded(told)
        headers = self._headers() | {"Content-Type": "application/json", "Connection": "close"}
        departure = Departure()
        try:
            async with self._http.for_one_create() as http:
                sent = _built(http, "POST", self._endpoint.tasks_url, headers, body)
                reply = await self._exchanged(http, sent, departure, Errand.CREATE, body=told)
        except httpx.RequestError as error:
            raise _submission_error(error, departure) from error
        if not 200 <= reply.status < 300:
            raise refusal(reply, Doing.CREATE)
        self._listen(reply)
        name = new_name(reply.json())
        if name is None:
            raise refusal(reply, Doing.CREATE) if reply.complaint().is_clear else unclear(reply)
        return name

    async def task(self, id: RemoteId) -> Task:  # noqa: A002 - what the service calls it
        """How a task is doing. Raises an error whose ``retried`` says whether to ask again."""
        reply = await self._ask(Errand.QUERY, self._task_url(id))
        if not 200 <= reply.status < 300:
            raise refusal(reply, Doing.QUERY)
        self._listen(reply)
        return task_in(reply, id, self._endpoint)

    async def cancel(self, id: RemoteId) -> None:  # noqa: A002 - as above
        """Ask the service to drop a task that still waits there. It may well say no.

        Never of a finished task: the service deletes its record then (api.md 3).
        """
        reply = await self._ask(Errand.CANCEL, self._task_url(id))
        if not 200 <= reply.status < 300 or reply.complaint().is_clear:
            raise refusal(reply, Doing.CANCEL)

    async def tasks(self, page: int, size: int) -> TaskPage:
        """A page of the list of tasks, counted from 1. The service allows one such a second.

        Raises CannotListError where there is no list (GPTProto documents none).
        """
        query = f"?page_num={page}&page_size={min(size, LARGEST_PAGE)}"
        return page_in(await self._ask(Errand.LIST, self._endpoint.tasks_url + query))

    async def check_key(self) -> None:
        """Find out for nothing whether the service takes the key, by asking for no task at all.

        Returns if it does; raises the error that stands in the way if not.
        """
        reply = await self._ask(Errand.QUERY, self._task_url(RemoteId(_NO_SUCH_TASK)))
        if _is_elsewhere(reply):
            raise AddressError(
                Message("Something answers at this address, but it is no video service."),
                facts=facts_of(reply, reply.complaint()),
            )
        if not 200 <= reply.status < 300 or reply.complaint().is_clear:
            error = refusal(reply, Doing.QUERY)
            if not isinstance(error, TaskNotFoundError | RequestRefusedError):
                raise error

    async def _ask(self, errand: Errand, url: str) -> Reply:
        departure = Departure()
        method = "DELETE" if errand is Errand.CANCEL else "GET"
        request = _built(self._http, method, url, self._headers())
        try:
            return await self._exchanged(self._http, request, departure, errand)
        except ReplyTooLargeError as error:
            raise ReplyNotUnderstoodError(
                Message("The service's answer is far too large.")
            ) from error
        except httpx.RequestError as error:
            raise connection_error(error, departure) from error

    async def _exchanged(
        self,
        http: HttpClient,
        request: httpx.Request,
        departure: Departure,
        errand: Errand,
        *,
        body: object = None,
    ) -> Reply:
        """One request and its answer, told of whatever comes."""
        began = time.monotonic()
        size = int(request.headers.get("content-length", "0"))
        asked = Asked(errand, request.method, str(request.url), body, size)
        try:
            reply = await exchange(http, request, self._endpoint, departure)
        except httpx.RequestError as error:
            seconds = time.monotonic() - began
            self._tell(asked.unanswered(error, seconds, self._endpoint.hide_key))
            raise
        self._tell(asked.answered(reply, time.monotonic() - began))
        return reply

    def _listen(self, reply: Reply) -> None:
        if reply.retry_after is not None:
            self._spacing = min(reply.retry_after, _LONGEST_SPACING)

    def _headers(self) -> dict[str, str]:
        """The key goes out here and nowhere else: to this endpoint, and no redirect is followed."""
        key = self._endpoint.key
        return {"Authorization": f"Bearer {key}"} if key else {}

    def _task_url(self, name: RemoteId) -> str:
        if usable_name(name) is None:
            raise TaskNotFoundError(Message("The job's name at the service cannot be used."))
        return f"{self._endpoint.tasks_url}/{name}"


def task_in(reply: Reply, name: RemoteId, endpoint: Endpoint) -> Task:
    """The task that an answer of ``endpoint`` tells of. Raises an error where it tells of none."""
    value = reply.json()
    if not isinstance(value, dict):
        raise not_understood(reply)
    status = status_in(value)
    if status is TaskStatus.UNKNOWN and reply.complaint().is_clear:
        raise refusal(reply, Doing.QUERY)
    last_frame = whole_link(last_frame_link_in(value), endpoint.tasks_url)
    return Task(
        id=name,
        status=status,
        video_url=_video_link(reply, value, endpoint) if _is_done(status) else None,
        last_frame_url=last_frame if _is_usable(last_frame, endpoint) else None,
        usage=usage_in(value),
        failure=_failure(reply, value, status),
        created_at=created_in(value),
        updated_at=updated_in(value),
    )


def _is_done(status: TaskStatus) -> bool:
    return status is TaskStatus.SUCCEEDED


def _is_usable(link: str, endpoint: Endpoint) -> bool:
    """A service on this machine may link over plain HTTP; none into a private network."""
    is_link = is_file_link(link, plain_allowed=endpoint.is_loopback)
    return is_link and not leads_inward(link, endpoint.address)


def _video_link(reply: Reply, value: object, endpoint: Endpoint) -> str:
    link = whole_link(video_link_in(value), endpoint.tasks_url)
    if _is_usable(link, endpoint):
        return link
    if is_file_link(link, plain_allowed=True) and leads_inward(link, endpoint.address):
        raise LinkInwardError(facts={"host": urlsplit(link).hostname or ""})
    raise ReplyNotUnderstoodError(
        Message("The video is finished, but the service gave no link that can be used."),
        charged=Charged.YES,
        facts=facts_of(reply, reply.complaint()),
    )


def _failure(reply: Reply, value: object, status: TaskStatus) -> Failure | None:
    match status:
        case TaskStatus.FAILED:
            return task_failure(value, reply).failure
        case TaskStatus.EXPIRED:
            return TaskExpiredError(facts=facts_of(reply, reply.complaint())).failure
    return None


def _is_elsewhere(reply: Reply) -> bool:
    """Whether the answer shows that this is some other kind of place."""
    if 300 <= reply.status < 400 or reply.status == 405:
        return True
    return not reply.is_object and reply.status in {200, 204, 400, 404}


def _built(
    http: HttpClient, method: str, url: str, headers: dict[str, str], body: bytes | None = None
) -> httpx.Request:
    """A request ready to go. A body takes its time: see ``Timeouts.create_read``."""
    try:
        if body is None:
            return http.build_request(method, url, headers=headers)
        headers = headers | {"Content-Length": str(len(body))}
        return http.build_request(
            method, url, content=pieces(body), headers=headers, timeout=http.timeouts.for_create()
        )
    except httpx.InvalidURL as error:
        raise AddressError from error


def _submission_error(error: httpx.RequestError, departure: Departure) -> KnownError:
    """An exception during a create: without proof that nothing left, it is not known."""
    if departure.is_proof_against(error):
        return never_left(error)
    return SubmissionUnclearError(facts={"error": type(error).__name__})
