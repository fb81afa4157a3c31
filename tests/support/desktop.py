"""A user at a screen: runs the program, looks for its controls by name, moves mouse and keys.

Nothing here reaches into the program: the accessibility bus tells where things are, and the X
server hands it real events. Waiting is always for something that can be seen, up to a deadline.
"""

import json
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Self, TypeVar

from tests.support.screen import PROBE, SYSTEM_PYTHON, Screen

PATIENCE = 60.0
"""Seconds that anything may take on a busy machine before it counts as not happening."""
_LOOK_AGAIN = 0.05
_STEP = 0.015

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Seen:
    """A control as a screen reader sees it. ``area`` is x, y, width and height on the screen."""

    id: str
    name: str
    role: str
    description: str
    area: tuple[int, int, int, int]
    states: frozenset[str]
    text: str
    value: float | None
    acts: bool

    @property
    def middle(self) -> tuple[int, int]:
        x, y, width, height = self.area
        return x + width // 2, y + height // 2

    @property
    def is_enabled(self) -> bool:
        return "enabled" in self.states


def until(ask: Callable[[], T | None], what: str, patience: float = PATIENCE) -> T:
    """The first answer that is neither None nor False; looks again until the deadline."""
    deadline = time.monotonic() + patience
    while True:
        answer = ask()
        if answer is not None and answer is not False:
            return answer
        assert time.monotonic() < deadline, f"waited in vain for {what}"
        time.sleep(_LOOK_AGAIN)


class Eyes:
    """The accessibility bus, through a probe that runs for as long as the eyes are open."""

    def __init__(self, screen: Screen) -> None:
        self._probe = subprocess.Popen(
            [SYSTEM_PYTHON, str(PROBE)],
            env=screen.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._probe.communicate(timeout=PATIENCE)

    def ask(self, do: str, pid: int, **question: object) -> list[Seen]:
        assert self._probe.stdin is not None
        assert self._probe.stdout is not None
        self._probe.stdin.write(json.dumps({"do": do, "pid": pid, **question}) + "\n")
        self._probe.stdin.flush()
        line = self._probe.stdout.readline()
        assert line, "the accessibility probe has ended"
        return [_seen(row) for row in json.loads(line)]


def _seen(row: dict[str, Any]) -> Seen:
    area = row.pop("area")
    return Seen(**row | {"area": tuple(area), "states": frozenset(row["states"])})


class Hands:
    """Mouse and keyboard of a screen."""

    def __init__(self, screen: Screen) -> None:
        self._screen = screen

    def click(self, place: tuple[int, int], button: int = 1) -> None:
        self._do("mousemove", "--sync", *_words(place), "click", str(button))

    def wheel(self, place: tuple[int, int], *, turns: int) -> None:
        """Turn the wheel over a place; up for a positive number."""
        button = "4" if turns > 0 else "5"
        self._do("mousemove", *_words(place), "click", "--repeat", str(abs(turns)), button)

    def drag(self, start: tuple[int, int], end: tuple[int, int], steps: int = 10) -> None:
        """Press at one place, move in small steps as a hand does, release at the other."""
        self._do("mousemove", "--sync", *_words(start), "mousedown", "1")
        for step in range(1, steps + 1):
            share = step / steps
            x = round(start[0] + (end[0] - start[0]) * share)
            y = round(start[1] + (end[1] - start[1]) * share)
            self._do("mousemove", "--sync", *_words((x, y)), "sleep", str(_STEP))
        self._do("mousemove", *_words(end), "sleep", "0.2", "mouseup", "1")

    def move_window(self, place: tuple[int, int], size: tuple[int, int]) -> None:
        """Move the active window and give it another size, as the window manager does."""
        command = ("getactivewindow", "windowsize", *_words(size), "windowmove", *_words(place))
        self._do(*command)

    def press(self, *keys: str) -> None:
        self._do("key", "--clearmodifiers", *keys)

    def write(self, text: str) -> None:
        self._do("type", "--clearmodifiers", "--delay", "4", text)

    def _do(self, *arguments: str) -> None:
        subprocess.run(
            ["xdotool", *arguments], env=self._screen.environment, timeout=PATIENCE, check=True
        )


def _words(place: tuple[int, int]) -> tuple[str, str]:
    return str(place[0]), str(place[1])


class Program:
    """A program on a screen, as somebody at that screen has it."""

    def __init__(self, process: subprocess.Popen[bytes], eyes: Eyes, hands: Hands) -> None:
        self.process = process
        self.hands = hands
        self._eyes = eyes

    def all(self, **wanted: str | bool) -> list[Seen]:
        """Everything that fits: ``id``, ``name``, ``role``; and is shown, unless told otherwise."""
        return self._eyes.ask("find", self.process.pid, **wanted)

    def find(self, **wanted: str | bool) -> Seen:
        """Wait until something that fits is shown, and look at it."""

        def look() -> Seen | None:
            assert self.process.poll() is None, "the program has ended"
            return next(iter(self.all(**wanted)), None)

        return until(look, f"a control with {wanted}")

    def wait(self, fits: Callable[[Seen], bool], **wanted: str | bool) -> Seen:
        """Wait until something with these names also fits otherwise."""
        return until(lambda: next(filter(fits, self.all(**wanted)), None), f"{wanted} to fit")

    def listen(self) -> None:
        """Begin to hear what a screen reader would."""
        self._eyes.ask("listen", self.process.pid)

    def hears(self, fits: Callable[[Seen], bool]) -> Seen:
        """Wait until the focus goes to something that fits, or such a thing is announced."""

        def hear() -> Seen | None:
            return next(filter(fits, self._eyes.ask("hear", self.process.pid)), None)

        return until(hear, "something to be heard")

    def click(self, **wanted: str | bool) -> None:
        """Click in the middle of a control, once it can be used."""
        self.hands.click(self.wait(lambda seen: seen.is_enabled, **wanted).middle)

    def rewrite(self, text: str, **wanted: str | bool) -> None:
        """Click into a text, take out what is there, and write another."""
        self.click(**wanted)
        self.hands.press("ctrl+a", "Delete")
        self.hands.write(text)
        self.wait(lambda seen: seen.text == text, **wanted)

    def ended(self) -> int:
        """Wait for the end of the program; its exit code."""
        return self.process.wait(timeout=PATIENCE)


@contextmanager
def running_program(
    command: list[str], screen: Screen, *, errors: IO[bytes] | None = None, **more: str
) -> Iterator[Program]:
    """Start a program on the screen; one that is still there at the end is ended by force.

    What goes wrong meanwhile is told together with a picture of the screen.
    """
    with Eyes(screen) as eyes:
        process = subprocess.Popen(command, env=screen.environment | more, stderr=errors)
        try:
            yield Program(process, eyes, Hands(screen))
        except BaseException as error:
            picture = Path(tempfile.gettempdir()) / "seedance-screen-at-failure.png"
            screen.shot().save(picture)
            error.add_note(f"the screen at that moment: {picture}")
            raise
        finally:
            if process.poll() is None:
                process.kill()
            process.wait(timeout=PATIENCE)
