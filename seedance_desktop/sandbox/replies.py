"""A task as the JSON that is answered: GPTProto's variant and Ark's own (api.md 2.4, 6 and 8)."""

from dataclasses import dataclass

from seedance_desktop.sandbox.options import Dialect
from seedance_desktop.sandbox.order import FRAME_RATE, Ending
from seedance_desktop.sandbox.refusals import Body, ark_error
from seedance_desktop.sandbox.tasks import Task


@dataclass(frozen=True, slots=True)
class Answer:
    """A task in one moment: its status, when that changed, and links if it is done."""

    task: Task
    status: str
    updated_at: float
    video_url: str = ""
    last_frame_url: str = ""


def task_reply(answer: Answer, dialect: Dialect) -> Body:
    """The task object that a query answers with."""
    if dialect is Dialect.ARK:
        return _ark(answer)
    return _gptproto(answer)


def _gptproto(answer: Answer) -> Body:
    order = answer.task.order
    reply = _opening(answer)
    if answer.status == "succeeded":
        reply["content"] = _content(answer)
        reply["usage"] = _usage(answer)
        reply["seed"] = str(order.seed)
        reply["resolution"] = order.resolution
        reply |= _length(answer)
        reply["ratio"] = order.ratio
    reply["created_at"] = str(int(answer.task.accepted_at))
    reply["updated_at"] = str(int(answer.updated_at))
    if answer.status == "succeeded":
        reply["framespersecond"] = FRAME_RATE
    return reply


def _ark(answer: Answer) -> Body:
    order = answer.task.order
    reply = _opening(answer)
    if answer.status == "succeeded":
        reply["content"] = _content(answer)
        reply["usage"] = _usage(answer)
    reply["created_at"] = int(answer.task.accepted_at)
    reply["updated_at"] = int(answer.updated_at)
    if answer.status == "succeeded":
        reply["seed"] = order.seed
        reply["resolution"] = order.resolution
        reply["ratio"] = order.ratio
        reply |= _length(answer)
        reply["framespersecond"] = FRAME_RATE
    reply["service_tier"] = order.service_tier
    reply["execution_expires_after"] = order.expires_after
    if order.sound is not None:
        reply["generate_audio"] = order.sound
        reply["draft"] = order.is_draft
    if order.priority:
        reply["priority"] = order.priority
    if order.output_format != "mp4":
        reply["output_format"] = order.output_format
    return reply


def _opening(answer: Answer) -> Body:
    reply: Body = {
        "id": answer.task.id,
        "model": answer.task.order.model,
        "status": answer.status,
    }
    if answer.status == "failed":
        reply["error"] = _failure(answer.task)
    return reply


def _failure(task: Task) -> Body:
    if task.order.ending is Ending.BLOCKED:
        code = "OutputVideoSensitiveContentDetected"
        reason = "the output video may contain sensitive information"
    else:
        code = "InternalServiceError"
        reason = "the service encountered an unexpected internal error"
    error = ark_error(code, f"The request failed because {reason}.")
    return {"code": error["code"], "message": error["message"]}


def _content(answer: Answer) -> Body:
    content: Body = {"video_url": answer.video_url}
    if answer.last_frame_url:
        content["last_frame_url"] = answer.last_frame_url
    return content


def _usage(answer: Answer) -> Body:
    tokens = answer.task.order.tokens
    return {"completion_tokens": tokens, "total_tokens": tokens}


def _length(answer: Answer) -> Body:
    order = answer.task.order
    return {"frames": order.frames} if order.asked_frames else {"duration": order.seconds}
