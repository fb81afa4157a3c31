"""The service's old ``--name value`` settings in a prompt: found, read, moved into the form."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from seedance_desktop.core.capability import Capability
from seedance_desktop.core.request import GenerationRequest
from seedance_desktop.core.value_rules import value_problems

_Set = Callable[[GenerationRequest, str], GenerationRequest]


@dataclass(frozen=True, slots=True)
class Flag:
    """One setting in a prompt: where it stands with its value, which is empty if unreadable."""

    name: str
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Kind:
    """How a setting's value looks, and what it does to the form; ``None``: it is not in it."""

    pattern: str
    set: _Set | None


def _is_true(value: str) -> bool:
    return value.lower() in {"true", "1"}


_WHOLE = "-?[0-9]{1,10}"
_SWITCH = "true|false|1|0"
_RESOLUTION = _Kind(
    "[0-9]{1,4}[pk]", lambda request, value: replace(request, resolution=value.lower())
)
_RATIO = _Kind(
    "[0-9]{1,2}:[0-9]{1,2}|adaptive", lambda request, value: replace(request, ratio=value.lower())
)
_DURATION = _Kind(_WHOLE, lambda request, value: replace(request, duration=int(value), frames=None))
_FRAMES = _Kind(_WHOLE, lambda request, value: replace(request, frames=int(value)))
_SEED = _Kind(_WHOLE, lambda request, value: replace(request, seed=int(value)))
_CAMERA = _Kind(_SWITCH, lambda request, value: replace(request, camera_fixed=_is_true(value)))
_WATERMARK = _Kind(_SWITCH, lambda request, value: replace(request, watermark=_is_true(value)))
_SPEED = _Kind(_WHOLE, None)  # the service makes 24 frames a second whatever is said

_KINDS: Mapping[str, _Kind] = {
    **dict.fromkeys(("resolution", "rs"), _RESOLUTION),
    **dict.fromkeys(("ratio", "rt"), _RATIO),
    **dict.fromkeys(("duration", "dur"), _DURATION),
    "frames": _FRAMES,
    **dict.fromkeys(("framespersecond", "framepersecond", "fps"), _SPEED),
    "seed": _SEED,
    **dict.fromkeys(("camerafixed", "cf"), _CAMERA),
    **dict.fromkeys(("watermark", "wm"), _WATERMARK),
}

# A Chinese prompt has no blanks: a flag may follow any sign but one that makes it another word.
_FLAG = re.compile(
    rf"(?<![a-z0-9_-])--({'|'.join(_KINDS)})(?![a-z0-9_-])", re.ASCII | re.IGNORECASE
)


def flags_in(prompt: str) -> tuple[str, ...]:
    """The settings that stand in a prompt, as they are written, each once."""
    return tuple(dict.fromkeys(found[0] for found in _FLAG.finditer(prompt)))


def each_flag(prompt: str) -> Iterator[Flag]:
    """Every setting with its value, in order."""
    for found in _FLAG.finditer(prompt):
        kind = _KINDS[found[1].lower()]
        value = re.compile(rf"[ \t=]*({kind.pattern})(?![a-z0-9])", re.ASCII | re.IGNORECASE)
        given = value.match(prompt, found.end())
        yield Flag(
            found[1].lower(),
            given[1] if given else "",
            found.start(),
            given.end() if given else found.end(),
        )


def moved_into_form(
    request: GenerationRequest, flag: Flag, capability: Capability
) -> GenerationRequest:
    """``request`` with the flag's value set, if the model takes it there."""
    setting = _KINDS[flag.name].set
    if setting is None or not flag.value:
        return request
    before = {problem.field for problem in value_problems(request, capability)}
    moved = setting(request, flag.value)
    after = {problem.field for problem in value_problems(moved, capability)}
    return request if after - before else moved
