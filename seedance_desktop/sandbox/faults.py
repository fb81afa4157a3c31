"""How the sandbox misbehaves on demand: a small language, and whose turn it is.

A spec is a list such as ``create:reset-after*1,query:500*2,file:cut@200000*1``. Each part is
``STEP:KIND``, then if wanted a value, ``*N`` for only the first N times and ``%P`` for a chance of
P percent. Of the parts for a step, the first with turns left strikes.

    create, query and file (query is everything that is asked about tasks)
      refuse        the connection is closed before the request is read
      reset-before  the request is read, nothing is done, the connection is reset
      401 403 404 500, 429=SECONDS (for Retry-After)
      html=STATUS   a proxy's page instead of an answer (502)
      slow=SECONDS  done at once, answered late; a file trickles for that long
      empty         done, and answered with 200 and nothing
    create
      reset-after   the task is accepted, then the connection is reset
    query and file
      dead-link     links are expired when they are given, or when they are followed
    file
      cut@BYTE      the connection is closed after so many bytes
      wrong-length  more bytes are promised than come
      corrupt       bytes in the middle are wrong
"""

import random
import re
from dataclasses import dataclass
from enum import StrEnum

FAULTS_HELP = "misbehave: STEP:KIND[=VALUE][*TIMES][%%CHANCE], … such as create:reset-after*1"

_PART = re.compile(
    r"(?P<step>[a-z]+):(?P<kind>[a-z0-9-]+)"
    r"(?:[=@](?P<value>\d+(?:\.\d+)?))?"
    r"(?:\*(?P<times>\d+))?"
    r"(?:%(?P<chance>\d+(?:\.\d+)?))?"
)


class FaultSyntaxError(ValueError):
    """A faults spec that cannot be read; says which part and why."""


class Step(StrEnum):
    """What a request is about."""

    CREATE = "create"
    QUERY = "query"
    FILE = "file"


class Kind(StrEnum):
    """One way of misbehaving; the module's docstring says what each does."""

    REFUSE = "refuse"
    RESET_BEFORE = "reset-before"
    RESET_AFTER = "reset-after"
    NO_KEY = "401"
    FORBIDDEN = "403"
    NOT_FOUND = "404"
    RATE_LIMIT = "429"
    INTERNAL = "500"
    HTML = "html"
    EMPTY = "empty"
    SLOW = "slow"
    CUT = "cut"
    WRONG_LENGTH = "wrong-length"
    CORRUPT = "corrupt"
    DEAD_LINK = "dead-link"


_FILE_ONLY = frozenset({Kind.CUT, Kind.WRONG_LENGTH, Kind.CORRUPT})
_DEFAULTS = {Kind.RATE_LIMIT: 1.0, Kind.HTML: 502.0, Kind.SLOW: 5.0}
_VALUED = frozenset({Kind.CUT, *_DEFAULTS})


@dataclass(frozen=True, slots=True)
class Fault:
    """One part of a spec. ``times`` of ``None`` is for ever; ``chance`` is in percent."""

    step: Step
    kind: Kind
    value: float = 0.0
    times: int | None = None
    chance: float = 100.0


def parse_faults(text: str) -> tuple[Fault, ...]:
    """The faults that ``text`` asks for. Raises FaultSyntaxError."""
    return tuple(_parse_part(part.strip()) for part in text.split(",") if part.strip())


class FaultPlan:
    """The faults of a running sandbox, and how often each may still strike."""

    def __init__(self, faults: tuple[Fault, ...], *, seed: int = 0) -> None:
        self._dice = random.Random(seed)
        self.replace(faults)

    def replace(self, faults: tuple[Fault, ...]) -> None:
        """Follow these from now on, each with all its turns."""
        self._turns: list[tuple[Fault, int | None]] = [(fault, fault.times) for fault in faults]

    def strike(self, step: Step) -> Fault | None:
        """The fault that this request meets, if any; takes one of its turns."""
        for index, (fault, left) in enumerate(self._turns):
            if fault.step is not step or left == 0:
                continue
            if fault.chance < 100 and self._dice.random() * 100 >= fault.chance:
                continue
            self._turns[index] = (fault, None if left is None else left - 1)
            return fault
        return None


def _parse_part(part: str) -> Fault:
    match = _PART.fullmatch(part)
    if match is None:
        raise FaultSyntaxError(f"'{part}' is not STEP:KIND[=VALUE][*TIMES][%CHANCE]")
    if match["step"] not in set(Step):
        raise FaultSyntaxError(f"'{part}': the step is one of {', '.join(Step)}")
    if match["kind"] not in set(Kind):
        raise FaultSyntaxError(f"'{part}': the kind is one of {', '.join(Kind)}")
    fault = Fault(
        Step(match["step"]),
        Kind(match["kind"]),
        value=float(match["value"] or _DEFAULTS.get(Kind(match["kind"]), 0.0)),
        times=int(match["times"]) if match["times"] else None,
        chance=float(match["chance"] or 100.0),
    )
    reason = _misuse(fault, has_value=match["value"] is not None)
    if reason:
        raise FaultSyntaxError(f"'{part}': {reason}")
    return fault


def _misuse(fault: Fault, *, has_value: bool) -> str:
    if fault.kind in _FILE_ONLY and fault.step is not Step.FILE:
        return f"{fault.kind} is for file"
    if fault.kind is Kind.RESET_AFTER and fault.step is not Step.CREATE:
        return f"{fault.kind} is for create"
    if fault.kind is Kind.DEAD_LINK and fault.step is Step.CREATE:
        return f"{fault.kind} is for query and file"
    if fault.kind is Kind.CUT and not has_value:
        return "say where, as in cut@200000"
    if has_value and fault.kind not in _VALUED:
        return f"{fault.kind} takes no value"
    if fault.kind is Kind.HTML and not 200 <= fault.value <= 599:
        return "the status is between 200 and 599"
    return ""
