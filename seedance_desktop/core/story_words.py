"""A job's story in words, and a service's tasks, for every face of the program."""

from datetime import datetime

from seedance_desktop.core.listed_task import ListedTask
from seedance_desktop.core.state_words import QUEUED_THERE, STATES
from seedance_desktop.core.story import Call, Errand, StoryEntry
from seedance_desktop.core.words import Message, tr, tr_count

_ERRANDS = {
    Errand.CREATE: Message("The request was sent"),
    Errand.QUERY: Message("The service was asked how it is"),
    Errand.CANCEL: Message("The service was asked to cancel it"),
    Errand.LIST: Message("The service was asked for its list of tasks"),
    Errand.FETCH: Message("The file was fetched"),
}


def story_lines(entry: StoryEntry) -> list[str]:
    """An entry: the time and what happened, then what belongs to it."""
    if entry.call is not None:
        return _call_lines(entry, entry.call)
    if entry.state is None:
        what = tr_count("{count} entry is left out", "{count} entries are left out", entry.times)
        return [f"{_moment(entry.at)} – {_moment(entry.last_at)}  {what}"]
    state = QUEUED_THERE if entry.waiting_at_service else STATES[entry.state]
    lines = [f"{_moment(entry.at)}  {state.shown()}"]
    if entry.failure is not None:
        lines.append(f"    {entry.failure.title.shown()}. {entry.failure.message.shown()}")
    return lines


def task_line(task: ListedTask) -> str:
    """A task of the service's list on one line."""
    told = task.usage
    length = told.duration and tr("{count} s", count=told.duration)
    facts = (
        tr("unknown time") if task.created_at is None else _moment(task.created_at),
        task.model or tr("unknown model"),
        told.resolution,
        told.ratio,
        length or (told.frames and tr("{count} frames", count=told.frames)),
        task.status,
        task.id,
    )
    return " · ".join(str(fact) for fact in facts if fact)


def _call_lines(entry: StoryEntry, call: Call) -> list[str]:
    what = _ERRANDS[call.errand].shown()
    if call.outcome:
        what = tr("{what}: {outcome}", what=what, outcome=call.outcome)
    if entry.times > 1:
        what = tr(
            "{what} ({count} times, the last at {when})",
            what=what,
            count=entry.times,
            when=f"{entry.last_at.astimezone():%H:%M:%S}",
        )
    facts = [
        f"{call.method} {call.path}",
        "" if call.status is None else f"HTTP {call.status}",
        call.code,
        call.request_id,
        tr("{count} bytes sent", count=call.sent) if call.sent else "",
        tr("{count} bytes received", count=call.received) if call.received else "",
        tr("{count} s", count=f"{call.seconds:.2f}"),
    ]
    lines = [f"{_moment(entry.at)}  {what}", "    " + " · ".join(filter(None, facts))]
    return lines + [f"    {text}" for text in (call.said, call.answer) if text]


def _moment(when: datetime) -> str:
    return f"{when.astimezone():%Y-%m-%d %H:%M:%S}"
