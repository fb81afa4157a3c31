"""What the user has chosen, each setting declared once; keys and windows' places are not here."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

from seedance_desktop.core.connection import GPTPROTO, Connection
from seedance_desktop.core.ids import ConnectionId, ModelId
from seedance_desktop.core.limits import MEGABYTE, OUR_BODY_BYTES
from seedance_desktop.core.spending import Limits
from seedance_desktop.core.words import Message
from seedance_desktop.store.declared import Setting, setting_of, told

USUAL_BODY = OUR_BODY_BYTES // MEGABYTE


@dataclass(frozen=True, slots=True)
class UserConnection:
    """A service that the user added, or a built-in one under a changed name or address."""

    id: ConnectionId
    name: str
    address: str
    body_megabytes: int = USUAL_BODY
    """What a whole request may weigh, pictures included."""

    @property
    def connection(self) -> Connection:
        """The connection that it declares."""
        return Connection(
            self.id, self.name, self.address, body_bytes=self.body_megabytes * MEGABYTE
        )


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting. A change is a new value (``dataclasses.replace``), written by SettingsFile."""

    connection: ConnectionId = field(
        default=GPTPROTO,
        metadata=told(Message("The connection that new videos are made with.")),
    )
    library: Path | None = field(
        default=None,
        metadata=told(Message("The folder for videos; one in your videos folder if not chosen.")),
    )
    jobs_at_once: int = field(
        default=3,
        metadata=told(Message("How many videos a connection makes at once."), least=1, most=50),
    )
    ask_above: float = field(
        default=5.0,
        metadata=told(
            Message("Dollars above which an order is confirmed first; 0 for never."),
            least=0.0,
            most=100_000.0,
        ),
    )
    daily_cap: float = field(
        default=0.0,
        metadata=told(
            Message("Dollars that may be spent in a day; 0 for as much as you like."),
            least=0.0,
            most=100_000.0,
        ),
    )
    sandbox_speed: float = field(
        default=10.0,
        metadata=told(
            Message("How many times faster than the real service the sandbox answers."),
            least=0.1,
            most=1000.0,
        ),
    )
    language: str = field(
        default="",
        metadata=told(Message("The language, such as zh_CN; the system's when empty.")),
    )
    theme: str = field(
        default="system",
        metadata=told(
            Message("Light or dark, or as the system."), choices=("system", "light", "dark")
        ),
    )
    loop_playback: bool = field(
        default=True, metadata=told(Message("Whether a video plays over and over."))
    )
    last_model: ModelId = field(
        default=ModelId(""), metadata=told(Message("The model that was used last."))
    )
    connections: tuple[UserConnection, ...] = ()
    source: Mapping[str, object] = field(default_factory=dict, repr=False, compare=False)
    """The file's content as it was read: what this version does not know is written back."""

    @property
    def limits(self) -> Limits:
        """What may be spent."""
        return Limits(self.ask_above, self.daily_cap)


def settings_table() -> tuple[Setting, ...]:
    """The rows of all declared settings, in order."""
    rows = (setting_of(place) for place in fields(Settings))
    return tuple(row for row in rows if row is not None)
