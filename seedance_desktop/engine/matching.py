"""Whether a task of the service can be what became of a job; nothing here asks anybody."""

from datetime import timedelta

from seedance_desktop.core.ids import ModelId
from seedance_desktop.core.job import Job
from seedance_desktop.core.listed_task import ListedTask
from seedance_desktop.core.request import ADAPTIVE, RANDOM_SEED

_CLOSE = (timedelta(minutes=-5), timedelta(minutes=15))
"""Around the moment of sending: clocks differ, and a picture takes its time on a slow line."""
_FAR = (timedelta(hours=-26), timedelta(hours=26))
"""For a clock that is set to another zone, or a day wrong."""
_VENDORS = ("doubao-", "dreamina-")


def can_be(task: ListedTask, job: Job) -> bool:
    """Whether nothing that the task tells speaks against it. A silent task is not excluded."""
    return _is_of_the_time(task, job, _CLOSE) and _is_alike(task, job)


def might_be(task: ListedTask, job: Job) -> bool:
    """Whether only the time speaks against it, and that might be a wrong clock's."""
    return _is_of_the_time(task, job, _FAR) and _is_alike(task, job)


def _is_of_the_time(task: ListedTask, job: Job, span: tuple[timedelta, timedelta]) -> bool:
    if task.created_at is None:
        return True
    earliest, latest = span
    return earliest <= task.created_at - (job.submitted_at or job.created_at) <= latest


def _is_alike(task: ListedTask, job: Job) -> bool:
    request, told = job.request, task.usage
    return (
        (task.model is None or _bare(task.model) == _bare(request.model))
        and told.resolution in {None, request.resolution}
        and (request.ratio == ADAPTIVE or told.ratio in {None, ADAPTIVE, request.ratio})
        and (request.seed == RANDOM_SEED or told.seed in {None, request.seed})
    )


def _bare(model: ModelId) -> str:
    """Gateways put the vendor's name before it, or leave it out."""
    name = model.rpartition("/")[2]
    for vendor in _VENDORS:
        name = name.removeprefix(vendor)
    return name
