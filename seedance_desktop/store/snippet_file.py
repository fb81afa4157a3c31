"""Snippets as TOML: the starter set that ships with the program, or the user's own."""

import logging
import tomllib
from collections.abc import Iterable
from pathlib import Path

import tomli_w

from seedance_desktop.core.resources import resource
from seedance_desktop.core.snippet import Snippet, SnippetGroup
from seedance_desktop.store.files import set_aside, write_atomically

_VERSION = 1

_log = logging.getLogger(__name__)


class SnippetFile:
    """The user's file. A row that cannot be read is left out; a damaged file is set aside."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> tuple[Snippet, ...]:
        """The user's snippets, or the starter set where there are none."""
        try:
            return _snippets(self._path.read_text("utf-8"))
        except FileNotFoundError:
            return starter_snippets()
        except (OSError, ValueError) as error:
            _log.info("%s cannot be read: %s", self._path, error)
            set_aside(self._path)
            return starter_snippets()

    def write(self, snippets: Iterable[Snippet]) -> None:
        """Keep these in place of the starter set. Raises DiskError kinds."""
        table: dict[str, object] = {"version": _VERSION}
        for group in SnippetGroup:
            table[group] = [
                {"en": one.english, "zh": one.chinese} for one in snippets if one.group is group
            ]
        write_atomically(self._path, tomli_w.dumps(table).encode())


def starter_snippets() -> tuple[Snippet, ...]:
    """What ships with the program."""
    return _snippets(resource("snippets.toml").read_text("utf-8"))


def _snippets(text: str) -> tuple[Snippet, ...]:
    table = tomllib.loads(text)
    found = []
    for group in SnippetGroup:
        rows = table.get(group, [])
        for row in rows if isinstance(rows, list) else []:
            known = row if isinstance(row, dict) else {}
            english, chinese = known.get("en", ""), known.get("zh", "")
            if isinstance(english, str) and isinstance(chinese, str) and (english or chinese):
                found.append(Snippet(group, english, chinese))
    return tuple(found)
