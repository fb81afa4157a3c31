"""What a sandbox can be told when it starts: the command's options and their values."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from seedance_desktop.sandbox.faults import FAULTS_HELP, FaultSyntaxError, Kind, parse_faults

DAY = 24 * 60 * 60


class Dialect(StrEnum):
    """Whose variant of the JSON is spoken: GPTProto's, strings and all, or Ark's own."""

    GPTPROTO = "gptproto"
    ARK = "ark"


@dataclass(frozen=True, slots=True)
class SandboxOptions:
    """How one sandbox behaves. An empty ``key`` has one made up; port 0 takes any free one.

    ``speed`` divides every wait. ``state`` keeps tasks and files over a restart; without it they
    go when the sandbox stops. ``balance`` is in tokens, ``None`` without end. ``models`` is a
    user's own capability table, merged over the one that ships. ``seed`` fixes fault chances.
    """

    port: int = 0
    speed: float = 1.0
    faults: str = ""
    state: Path | None = None
    dialect: Dialect = Dialect.GPTPROTO
    key: str = ""
    parent_pid: int | None = None
    json: bool = False
    link_seconds: int = DAY
    balance: int | None = None
    listing: bool = True
    models: Path | None = None
    seed: int = 0
    verbose: bool = False


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the sandbox's options on ``parser``; read them with ``options_from``."""
    parser.epilog = (
        "A prompt that holds [refuse] is refused by the content policy; [fail], [blocked] and "
        "[expire] are accepted and end so. Faults have the steps create, query and file and the "
        f"kinds {', '.join(Kind)}."
    )
    add = parser.add_argument
    add("--port", type=_port, default=0, metavar="N", help="port to listen on (default: any)")
    add("--speed", type=_speed, default=1.0, metavar="X", help="times faster than the service")
    add("--faults", type=_faults, default="", metavar="SPEC", help=FAULTS_HELP)
    add("--state", type=Path, metavar="DIR", help="keep tasks and files here over a restart")
    add("--dialect", type=Dialect, choices=list(Dialect), default=Dialect.GPTPROTO)
    add("--key", default="", help="the key to take (default: one is made up and printed)")
    add("--parent-pid", type=int, metavar="PID", help="stop when this process is gone")
    add("--json", action="store_true", help="say where it is as one line of JSON")
    add("--link-seconds", type=_count, default=DAY, metavar="N", help="how long a link lives")
    add("--balance", type=_count, metavar="TOKENS", help="what the account holds (default: plenty)")
    add("--no-list", dest="listing", action="store_false", help="do not offer the task list")
    add("--models", type=Path, metavar="FILE", help="a capability table merged over the built-in")
    add("--seed", type=int, default=0, metavar="N", help="decides faults that come by chance")
    add("--verbose", action="store_true", help="log every request")


def options_from(arguments: Namespace) -> SandboxOptions:
    """The options that ``add_arguments`` declared, as read from a command line."""
    names = SandboxOptions.__dataclass_fields__
    return SandboxOptions(**{name: getattr(arguments, name) for name in names})


def _port(text: str) -> int:
    port = int(text)
    if not 0 <= port <= 65535:
        raise ValueError(text)
    return port


def _speed(text: str) -> float:
    speed = float(text)
    if not 0 < speed <= 1_000_000:
        raise ValueError(text)
    return speed


def _count(text: str) -> int:
    count = int(text)
    if count < 0:
        raise ValueError(text)
    return count


def _faults(text: str) -> str:
    try:
        parse_faults(text)
    except FaultSyntaxError as error:
        raise ArgumentTypeError(str(error)) from error
    return text
