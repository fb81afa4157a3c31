"""The real program in this process, with something to do in it once its window is complete."""

import argparse
import asyncio
import traceback
from collections.abc import Awaitable, Callable
from pathlib import Path

from seedance_desktop import app
from seedance_desktop.model.models import Models
from seedance_desktop.options import WindowOptions
from seedance_desktop.quick_imports import spare_source_reading
from seedance_desktop.ui.contents import Contents

Scenario = Callable[[Models, Contents], Awaitable[None]]
_CONTENTS = "_contents"


def run(profile: Path, scenario: Scenario, *, sandbox: bool = False) -> int:
    """Open the program on a profile, play ``scenario`` on the window's loop, and close it.

    The answer is the program's exit code. What the scenario raises is raised again at the end.
    """
    fill = getattr(app, _CONTENTS)
    failures: list[BaseException] = []

    async def play(models: Models, contents: Contents) -> None:
        try:
            await scenario(models, contents)
        except BaseException as error:  # noqa: BLE001  raised once the window is gone
            failures.append(error)
        finally:
            contents.window().close()

    def fill_and_play(models: Models, *others: object) -> Contents:
        contents: Contents = fill(models, *others)
        models.bridge.run(play(models, contents), "scenario")
        return contents

    setattr(app, _CONTENTS, fill_and_play)
    try:
        code = app.run(WindowOptions(profile=profile, sandbox=sandbox))
    finally:
        setattr(app, _CONTENTS, fill)
    if failures:
        traceback.print_exception(failures[0])  # the program's own hook, still there, tells nobody
        raise failures[0]
    return code


def program(play: Callable[..., Awaitable[None]], **numbers: type[int] | type[float]) -> int:
    """Run the calling module as a script: ``--profile DIR``, and an option for each number.

    ``play`` is a scenario that takes the numbers by name; the answer is the program's exit code.
    """
    parser = argparse.ArgumentParser()
    parser.add_argument("--profile", required=True, type=Path)
    for name, kind in numbers.items():
        parser.add_argument(f"--{name}", required=True, type=kind)
    options = vars(parser.parse_args())
    profile = options.pop("profile")
    spare_source_reading()
    return run(profile, lambda models, contents: play(models, contents, **options))


async def until(holds: Callable[[], bool], *, seconds: float = 120, pause: float = 0.02) -> None:
    """Wait on the window's loop for something to become true. Raises TimeoutError."""
    async with asyncio.timeout(seconds):
        while not holds():  # noqa: ASYNC110  what is waited for tells nobody
            await asyncio.sleep(pause)


async def pause(seconds: float) -> None:
    """Let the window's loop go on meanwhile."""
    await asyncio.sleep(seconds)
