"""The API's addresses: create, query, list and delete tasks, and the files they end in."""

import asyncio
import hmac
import json
import logging
import re
import time
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from seedance_desktop.core.capability import Capability
from seedance_desktop.sandbox import refusals
from seedance_desktop.sandbox.faults import Fault, Kind
from seedance_desktop.sandbox.files import denied, file_answer
from seedance_desktop.sandbox.ledger import Ledger
from seedance_desktop.sandbox.links import LinkState, Signer
from seedance_desktop.sandbox.listing import chosen
from seedance_desktop.sandbox.options import SandboxOptions
from seedance_desktop.sandbox.order import REFUSED_WORD, Ending
from seedance_desktop.sandbox.replies import Answer, task_reply
from seedance_desktop.sandbox.rules import read_order
from seedance_desktop.sandbox.studio import Studio
from seedance_desktop.sandbox.tasks import Task, TaskBook

LARGEST_BODY = 64 * 1024 * 1024
_SPACING = 3.0
"""Seconds between two questions that suit the service, at its own speed."""
_TASK_ID = re.compile(r"cgt-\d{14}-[a-z0-9]{3,}")
_log = logging.getLogger(__name__)


class Service:
    """Answers requests as the service does."""

    def __init__(
        self,
        options: SandboxOptions,
        models: Mapping[str, Capability],
        *,
        book: TaskBook,
        studio: Studio,
        ledger: Ledger,
    ) -> None:
        self._options = options
        self._models = models
        self._book = book
        self._studio = studio
        self._ledger = ledger
        self._signer = Signer()
        self._billed: set[str] = set()
        self._spent = 0

    async def create(self, request: Request) -> Response:
        """Accept a task. Everything that is posted below the tasks' address lands here too."""
        self._check_key(request)
        content = await _body(request)
        body = await asyncio.to_thread(_read_json, content)
        order, pictures = await asyncio.to_thread(read_order, body, self._models)
        if "framespersecond" in body:
            self._ledger.framespersecond += 1
            _log.info("framespersecond was sent: not checked, ignored, and billed all the same")
        if REFUSED_WORD in order.prompt:
            raise refusals.content_policy(self._options.dialect)
        balance = self._options.balance
        if balance is not None and self._spent + order.tokens > balance:
            raise refusals.no_balance(self._options.dialect)
        speed = self._options.speed
        task = self._book.accept(order, pictures, now=time.time(), speed=speed)
        if order.ending is Ending.SUCCEEDED:
            self._spent += order.tokens
        self._ledger.creates += 1
        self._studio.begin(task)
        return JSONResponse({"id": task.id}, headers=self._come_back())

    async def query(self, request: Request) -> Response:
        """One task, with fresh links if it is done."""
        self._check_key(request)
        task = self._task(request)
        return JSONResponse(self._reply(request, task), headers=self._come_back())

    async def listing(self, request: Request) -> Response:
        """The last seven days' tasks, newest first, a page at a time."""
        self._check_key(request)
        if not self._options.listing:
            raise refusals.no_such_path(request.method, request.url.path)
        now = time.time()
        replies = [self._reply(request, task) for task in self._book.recent(now)]
        return JSONResponse(chosen(replies, request.query_params))

    async def delete(self, request: Request) -> Response:
        """Cancel a task that is queued, forget one that has ended (api.md 3)."""
        self._check_key(request)
        task, now = self._task(request), time.time()
        match task.status(now, is_made=self._book.is_made(task)):
            case "queued":
                self._book.end(task, "cancelled", now)
                self._studio.give_up(task)
                if task.order.ending is Ending.SUCCEEDED:
                    self._spent -= task.order.tokens
            case "running" | "cancelled" as status:
                raise refusals.not_deletable(status)
            case _:
                self._studio.give_up(task)
                self._book.remove(task)
        return JSONResponse({})

    async def file(self, request: Request) -> Response:
        """A finished file; its link is all the permission there is."""
        name = request.path_params["name"]
        if request.headers.get("authorization"):
            self._ledger.auth_on_files += 1
            _log.error("A key was sent to the file host, for %s", name)
        if request.method == "HEAD":
            return denied("AccessDenied", "The link is for GET")
        match self._signer.state(name, request.query_params):
            case LinkState.FORGED:
                return denied("SignatureDoesNotMatch", "The signature does not match")
            case LinkState.EXPIRED:
                return denied("AccessDenied", "Request has expired")
            case LinkState.ALIVE:
                return file_answer(request, self._book.file(name))

    async def models(self, request: Request) -> Response:
        """The models that the sandbox knows, in the list's usual form."""
        self._check_key(request)
        rows = [{"id": name, "object": "model", "owned_by": "sandbox"} for name in self._models]
        return JSONResponse({"object": "list", "data": rows})

    def _come_back(self) -> dict[str, str]:
        """How soon to ask again, which the service does not tell: a trial should not drag on."""
        return {"Retry-After": str(int(_SPACING / max(self._options.speed, 1.0)))}

    def _check_key(self, request: Request) -> None:
        sent = request.headers.get("authorization", "").strip()
        key = sent.removeprefix("Bearer ").strip()
        if not key or key == "Bearer":
            raise refusals.no_key(self._options.dialect)
        if not hmac.compare_digest(key.encode(), self._options.key.encode()):
            raise refusals.wrong_key(self._options.dialect)

    def _task(self, request: Request) -> Task:
        name = request.path_params["id"]
        if not _TASK_ID.fullmatch(name):
            raise refusals.bad_task_id(self._options.dialect, name)
        task = self._book.find(name, time.time())
        if task is None:
            raise refusals.no_such_task(name)
        return task

    def _reply(self, request: Request, task: Task) -> refusals.Body:
        now, is_made = time.time(), self._book.is_made(task)
        answer = Answer(
            task,
            status=task.status(now, is_made=is_made),
            updated_at=task.updated_at(now, is_made=is_made),
        )
        if answer.status == "succeeded":
            self._bill(task)
            still = task.still if task.order.last_frame else ""
            answer = Answer(
                task,
                answer.status,
                answer.updated_at,
                video_url=self._link(request, task.film),
                last_frame_url=self._link(request, still) if still else "",
            )
        return task_reply(answer, self._options.dialect)

    def _bill(self, task: Task) -> None:
        if task.id not in self._billed:
            self._billed.add(task.id)
            self._ledger.billed += 1
            self._ledger.tokens += task.order.tokens

    def _link(self, request: Request, name: str) -> str:
        fault: Fault | None = getattr(request.state, "fault", None)
        is_dead = fault is not None and fault.kind is Kind.DEAD_LINK
        seconds = 0 if is_dead else self._options.link_seconds
        return self._signer.link(str(request.base_url).rstrip("/"), name, seconds=seconds)


async def _body(request: Request) -> bytes:
    """The whole body; one that is too large is read to its end so that the answer arrives."""
    pieces, length = [], 0
    async for piece in request.stream():
        length += len(piece)
        if length <= LARGEST_BODY:
            pieces.append(piece)
    if length > LARGEST_BODY:
        raise refusals.body_too_large(LARGEST_BODY)
    return b"".join(pieces)


def _read_json(content: bytes) -> dict[str, object]:
    try:
        body = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise refusals.not_json("it is not JSON") from error
    if not isinstance(body, dict):
        raise refusals.not_json("an object is expected")
    return body
