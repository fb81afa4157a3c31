"""A page of the service's list of tasks, in the shape of api.md 3 and near to it."""

from dataclasses import dataclass

from seedance_desktop.api.loose_json import at, text, whole
from seedance_desktop.api.reply import Reply
from seedance_desktop.api.task_json import created_in, new_name, status_in, usage_in
from seedance_desktop.api.translate import Doing, facts_of, refusal
from seedance_desktop.core.errors import (
    CannotListError,
    KnownError,
    ModelUnavailableError,
    RequestRefusedError,
    TaskNotFoundError,
)
from seedance_desktop.core.ids import ModelId
from seedance_desktop.core.listed_task import ListedTask

LARGEST_PAGE = 500
"""What the service takes (api.md 3)."""
_ITEMS_AT = (("items",), ("data", "items"), ("data",), ("tasks",))
_NO_LIST = (RequestRefusedError, TaskNotFoundError, ModelUnavailableError)
"""What a service without a list makes of the question: it takes it for one about a task."""


@dataclass(frozen=True, slots=True)
class TaskPage:
    """``total`` counts the tasks of all pages; ``None`` where it is not told."""

    tasks: tuple[ListedTask, ...]
    total: int | None = None


def page_in(reply: Reply) -> TaskPage:
    """The page that an answer holds; an item that is no task is left out.

    Raises CannotListError where the service has no list, else what stands in the way.
    """
    if not 200 <= reply.status < 300:
        raise _refused(reply)
    value = reply.json()
    for path in _ITEMS_AT:
        items = at(value, *path)
        if isinstance(items, list):
            tasks = tuple(task for item in items if (task := _task(item)) is not None)
            return TaskPage(tasks, whole(at(value, "total")) or whole(at(value, "data", "total")))
    if reply.is_object and reply.complaint().is_clear:
        raise _refused(reply)
    raise CannotListError(facts=facts_of(reply, reply.complaint()))


def _refused(reply: Reply) -> KnownError:
    error = refusal(reply, Doing.QUERY)
    is_no_answer = not reply.is_object and reply.status < 500
    if is_no_answer or reply.status in {404, 405, 501} or isinstance(error, _NO_LIST):
        return CannotListError(facts=facts_of(reply, reply.complaint()))
    return error


def _task(item: object) -> ListedTask | None:
    name = new_name(item)
    if name is None:
        return None
    model = text(at(item, "model"), 200)
    sound = at(item, "generate_audio")
    return ListedTask(
        id=name,
        status=status_in(item),
        model=ModelId(model) if model else None,
        created_at=created_in(item),
        usage=usage_in(item),
        sound=sound if isinstance(sound, bool) else None,
    )
