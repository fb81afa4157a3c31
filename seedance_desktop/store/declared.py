"""One setting as data: what it is called, what it may be, what it means."""

from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass
from pathlib import Path
from typing import Any

from seedance_desktop.core.words import Message

Scalar = str | int | float | bool | Path | None


@dataclass(frozen=True, slots=True)
class Setting:
    """A row of the table of settings; forms, checks and documentation read it.

    ``least`` and ``most`` bound a number. ``choices`` are the only values that a text may take. A
    ``default`` of ``None`` makes it a folder that need not be chosen.
    """

    key: str
    default: Scalar
    description: Message
    least: float | None = None
    most: float | None = None
    choices: tuple[str, ...] = ()

    @property
    def kind(self) -> type[bool | int | float | str | Path]:
        """The type of its values."""
        return Path if self.default is None else type(self.default)

    def read(self, raw: object) -> Scalar:
        """The value that TOML gives. Raises ValueError with the reason, for the log."""
        value = float(raw) if self.kind is float and type(raw) is int else raw
        if self.default is None:
            return self._folder(value)
        if type(value) is not self.kind:
            message = f"{raw!r} is not of type {self.kind.__name__}"
            raise ValueError(message)
        if self.choices and value not in self.choices:
            message = f"{raw!r} is none of {', '.join(self.choices)}"
            raise ValueError(message)
        if isinstance(value, int | float) and not self._is_in_range(value):
            message = f"{raw!r} is not between {self.least} and {self.most}"
            raise ValueError(message)
        return value

    def _folder(self, value: object) -> Path:
        if not isinstance(value, str) or not Path(value).expanduser().is_absolute():
            message = f"{value!r} is not the whole path of a folder"
            raise ValueError(message)
        return Path(value).expanduser()

    def _is_in_range(self, value: float) -> bool:
        above = self.least is None or value >= self.least
        return above and (self.most is None or value <= self.most)


def told(description: Message, **bounds: Any) -> dict[str, Any]:
    """The metadata of a dataclass's field that is a setting; ``bounds`` are those of Setting."""
    return {"description": description, **bounds}


def setting_of(place: Field[Any]) -> Setting | None:
    """The row that a field declares; ``None`` for a field that is no setting."""
    facts: Mapping[str, Any] = place.metadata
    if "description" not in facts or place.default is MISSING:
        return None
    return Setting(key=place.name, default=place.default, **facts)
