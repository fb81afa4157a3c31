"""One window for a profile: who is first, what is handed over, and what must not hinder either."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest

from seedance_desktop.instance import Handover, Instance

ROOT = Path(__file__).parents[2]
PATIENCE = 30
WHAT = Handover((Path("/pictures/sea side.png"), Path("/pictures/日.png")), sandbox=True, token="t")
HOLD = """
import asyncio, sys
from pathlib import Path
from seedance_desktop.instance import Instance

async def hold():
    instance = Instance(Path(sys.argv[1]))
    assert instance.take()
    await instance.listen(print)
    print("here", flush=True)
    await asyncio.sleep(600)

asyncio.run(hold())
"""


@asynccontextmanager
async def first(folder: Path, taken: Callable[[Handover], None]) -> AsyncIterator[Instance]:
    instance = Instance(folder)
    assert instance.take()
    await instance.listen(taken)
    with closing(instance):
        yield instance


def second(folder: Path, patience: float = PATIENCE) -> Instance:
    instance = Instance(folder, patience=patience)
    assert not instance.take()
    return instance


async def test_a_second_window_hands_over_what_it_was_started_with(tmp_path: Path) -> None:
    taken: list[Handover] = []

    async with first(tmp_path, taken.append):
        told = await asyncio.to_thread(second(tmp_path).hand_over, WHAT)

    assert told
    assert taken == [WHAT]


async def test_the_second_waits_for_a_first_that_is_still_starting(tmp_path: Path) -> None:
    taken: list[Handover] = []
    starting = Instance(tmp_path)
    assert starting.take()

    with closing(starting):
        handing = asyncio.create_task(asyncio.to_thread(second(tmp_path).hand_over, WHAT))
        await asyncio.sleep(0.1)
        await starting.listen(taken.append)

        assert await handing
    assert taken == [WHAT]


async def test_the_second_is_the_first_once_the_other_has_ended(tmp_path: Path) -> None:
    ending = Instance(tmp_path)
    assert ending.take()
    waiting = second(tmp_path)
    handing = asyncio.create_task(asyncio.to_thread(waiting.hand_over, WHAT))
    await asyncio.sleep(0.1)
    ending.close()

    assert not await handing
    with closing(waiting):
        assert not Instance(tmp_path).take(), "the one that waited has it now"


async def test_a_first_that_never_answers_does_not_keep_the_second_from_opening(
    tmp_path: Path,
) -> None:
    silent = Instance(tmp_path)
    assert silent.take()

    with closing(silent):
        assert not await asyncio.to_thread(second(tmp_path, patience=0.2).hand_over, WHAT)


@pytest.fixture
def killed(tmp_path: Path) -> Iterator[None]:
    """A first window that was killed: its files are left, its lock is not."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "here\n"
        assert not Instance(tmp_path).take()
        process.kill()
    yield
    assert process.returncode in {-getattr(signal, "SIGKILL", 9), 1}


@pytest.mark.usefixtures("killed")
async def test_what_a_killed_window_left_is_no_hindrance(tmp_path: Path) -> None:
    assert (tmp_path / "window.json").exists()
    taken: list[Handover] = []

    async with first(tmp_path, taken.append):
        assert await asyncio.to_thread(second(tmp_path).hand_over, WHAT)

    assert taken == [WHAT]


@pytest.mark.parametrize(
    "line",
    [
        b"\n",
        b"GET / HTTP/1.1\r\n",
        b'{"secret": "guessed", "files": [], "token": ""}\n',
        b"[1]\n",
        b"x" * 3_000_000 + b"\n",
        b"\xff\xfe\n",
    ],
)
async def test_whoever_does_not_know_the_secret_is_not_heard(tmp_path: Path, line: bytes) -> None:
    taken: list[Handover] = []

    async with first(tmp_path, taken.append):
        port = json.loads((tmp_path / "window.json").read_bytes())["port"]
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            writer.write(line)
            said = await reader.read()
        except ConnectionError:
            said = b""
        writer.close()

        assert await asyncio.to_thread(second(tmp_path).hand_over, WHAT)
    assert said == b""
    assert taken == [WHAT]


@pytest.mark.skipif(os.name != "posix", reason="POSIX permissions")
async def test_only_this_user_can_read_the_secret(tmp_path: Path) -> None:
    async with first(tmp_path, print):
        assert (tmp_path / "window.json").stat().st_mode & 0o077 == 0


async def test_profiles_do_not_know_of_each_other(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()

    async with first(tmp_path / "one", print), first(tmp_path / "two", print):
        pass


def test_where_nothing_can_be_locked_every_window_is_a_first_one(tmp_path: Path) -> None:
    assert Instance(tmp_path / "not there").take()
