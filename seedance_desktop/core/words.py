"""Words that people read: templates with values, and the language they are shown in.

Catalogues are gettext files under ``resources/translations``; English is the source language.
The language is chosen once, when the program starts, and looked up when a text is shown.
"""

import gettext
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

DOMAIN = "seedance"
_TRADITIONAL = ("TW", "HK", "MO", "Hant")
_language: list[gettext.NullTranslations] = [gettext.NullTranslations()]


def install_language(folder: Path, language: str) -> None:
    """Show texts in ``language`` (such as ``zh_CN``); unknown languages fall back to English."""
    wanted = [language]
    if language.startswith("zh") and not any(part in language for part in _TRADITIONAL):
        wanted.append("zh_CN")
    _language[0] = gettext.translation(DOMAIN, folder, wanted, fallback=True)


def language() -> str:
    """The language that texts are shown in, such as ``zh_CN``; ``en`` where none was installed."""
    return _language[0].info().get("language", "en")


def tr(text: str, **values: object) -> str:
    """``text`` in the language in use, its ``{names}`` filled from ``values``."""
    return _language[0].gettext(text).format(**values)


def tr_count(one: str, many: str, count: int, **values: object) -> str:
    """The form of the text that fits ``count``; ``{count}`` in it becomes the number: 10,000."""
    return _language[0].ngettext(one, many, count).format(count=f"{count:,}", **values)


def clock(seconds: float) -> str:
    """Seconds as ``0:47`` or ``1:02:07``."""
    whole = max(0, int(seconds))
    hours, rest = divmod(whole, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


@dataclass(frozen=True, slots=True)
class Message:
    """A text for people that is translated where it is shown, not where it is made.

    A value may be a message itself; it is translated with the rest.
    """

    template: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        """The English text, for logs and for the command line's machine-readable output."""
        return self.template.format(**self.values)

    def shown(self) -> str:
        """The text in the language in use."""
        values = {
            name: value.shown() if isinstance(value, Message) else value
            for name, value in self.values.items()
        }
        return tr(self.template, **values)
