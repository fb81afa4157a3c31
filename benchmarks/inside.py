"""The real program in this process, with something to do in it once its window is complete."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from seedance_desktop import app
from seedance_desktop.model.models import Models
from seedance_desktop.options import WindowOptions
from seedance_desktop.ui.contents import Contents

Scenario = Callable[[Models, Contents], Awaitable[None]]
_CONTENTS = "_contents"


def run(profile: Path, scenario: Scenario, *, sandbox: bool = False) -> int:
    """Open the program on a profile, play ``scenario`` on the window's loop, and close it.

    What it raises ends the program; the exit code is the program's.
    """
    fill = getattr(app, _CONTENTS)

    def fill_and_play(models: Models, *others: object) -> Contents:
        contents: Contents = fill(models, *others)
        models.bridge.run(_play(partial(scenario, models, contents), contents.window()), "scenario")
        return contents

    setattr(app, _CONTENTS, fill_and_play)
    try:
        return app.run(WindowOptions(profile=profile, sandbox=sandbox))
    finally:
        setattr(app, _CONTENTS, fill)


async def until(holds: Callable[[], bool], *, seconds: float = 120, pause: float = 0.02) -> None:
    """Wait on the window's loop for something to become true. Raises TimeoutError."""
    async with asyncio.timeout(seconds):
        while not holds():  # noqa: ASYNC110  what is waited for tells nobody
            await asyncio.sleep(pause)


async def _play(scenario: Callable[[], Awaitable[None]], window: QWidget) -> None:
    try:
        await scenario()
    finally:
        window.close()
