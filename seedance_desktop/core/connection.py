"""A service that jobs can be sent to, as every layer knows it; its key is never part of it."""

from dataclasses import dataclass

from seedance_desktop.core.ids import ConnectionId
from seedance_desktop.core.limits import OUR_BODY_BYTES

SANDBOX = ConnectionId("sandbox")


@dataclass(frozen=True, slots=True)
class Connection:
    """A service to send to. The sandbox's ``address`` is empty until it has been started."""

    id: ConnectionId
    name: str
    address: str = ""
    speed: float = 1.0
    """How many times faster than the real service it works: the sandbox's setting."""
    body_bytes: int = OUR_BODY_BYTES
    """What a whole request may weigh, pictures included; at most the service's own limit."""

    @property
    def is_sandbox(self) -> bool:
        return self.id == SANDBOX

    @property
    def needs_key(self) -> bool:
        return not self.is_sandbox


GPTPROTO = ConnectionId("gptproto")
_BUILT_IN = Connection(GPTPROTO, "GPTProto", "https://gptproto.com")


def all_connections(
    declared: tuple[Connection, ...], sandbox_speed: float
) -> tuple[Connection, ...]:
    """Those that the user declared with the built-in ones around them, in the order shown.

    A declared GPTProto takes the built-in one's place: its address may be changed. The sandbox's
    may not.
    """
    others = tuple(row for row in declared if row.id not in (GPTPROTO, SANDBOX))
    first = next((row for row in declared if row.id == GPTPROTO), _BUILT_IN)
    return (first, *others, Connection(SANDBOX, "Sandbox", speed=sandbox_speed))
