"""A program: types into the library's search box; tells how soon the first results were there.

python -m benchmarks.looking --profile DIR --rounds COUNT
"""

import json
import sys
import time
from typing import cast

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from benchmarks import inside
from benchmarks.lateness import Lateness
from seedance_desktop.core.query_text import parse
from seedance_desktop.model.models import Models
from seedance_desktop.ui.contents import Contents

TYPED = ("light", "slow camera", "灯塔", "море", "كاميرا", "batedo", "s", "a b c")
COUNTED = ("d", "g", "e f", "water", "镜", "tag:night", "stars:>=3 k", "in:成片", "t o n")
"""No word twice and none that was typed, since what a word finds is kept."""
_KEY = 0.12
"""Seconds from one key to the next."""


async def scenario(models: Models, contents: Contents, *, rounds: int) -> None:
    """Each text letter by letter, then the counts of each query; prints milliseconds."""
    await inside.until(lambda: models.library.has_answer)
    contents.show_page("library")
    await inside.pause(min(2.5, rounds))
    lateness, soon = Lateness(), list[float]()
    lateness.start()
    for _ in range(rounds):
        for text in TYPED:
            soon += await _typed(models, contents, text)
    late = lateness.stop()
    await _counted(models, "")  # as the page has, long before
    counts = {text: await _counted(models, text) for text in COUNTED}
    again = {text: await _counted(models, text) for text in COUNTED}
    told = {"soon": soon, "late": late, "counts": counts, "again": again}
    print(json.dumps(told), flush=True)


async def _typed(models: Models, contents: Contents, text: str) -> list[float]:
    """From each key to the first rows of its answer."""
    edit = cast(QLineEdit, contents.findChild(QLineEdit, "library_search"))
    edit.setFocus()
    taken = []
    for sign in text:
        shown, asked = _Shown(models), models.library.question
        models.leisure.notice()  # keys come from here, so the window sees nobody
        began = time.perf_counter()
        if sign.isascii():
            QTest.keyClicks(edit, sign)
        else:  # comes from an input method
            edit.insert(sign)
            edit.textEdited.emit(edit.text())
        if models.library.question == asked:  # a blank asks for nothing else
            shown.stop()
            continue
        await inside.until(shown.is_over, pause=0.002)
        taken.append((shown.at - began) * 1000)
        shown.stop()
        await inside.pause(max(0.0, _KEY - taken[-1] / 1000))
    await inside.until(lambda: models.library.has_answer)
    models.finder.clear()
    await inside.until(lambda: models.library.has_answer)
    await inside.pause(0.3)
    return taken


class _Shown:
    """When the library first showed rows of what was asked last."""

    def __init__(self, models: Models) -> None:
        self.at = 0.0
        self._library = models.library
        self._signals = (
            self._library.modelReset,
            self._library.rowsInserted,
            self._library.rowsRemoved,
            self._library.answered,
        )
        for signal in self._signals:
            signal.connect(self._note)

    def stop(self) -> None:
        for signal in self._signals:
            signal.disconnect(self._note)

    def is_over(self) -> bool:
        return self.at > 0

    def _note(self, *_rows: object) -> None:
        self.at = self.at or time.perf_counter()


async def _counted(models: Models, text: str) -> float:
    """How long the counts of a query take, asked as the window asks."""
    query = parse(text).query
    models.leisure.notice()
    began = time.perf_counter()
    await models.bridge.call(lambda engine: engine.search.facets(query))
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    sys.exit(inside.program(scenario, rounds=int))
