import asyncio
from pathlib import Path

from seedance_desktop.core.connection import SANDBOX
from seedance_desktop.core.events import Event, LinesArranged
from seedance_desktop.engine.lines import Lines
from seedance_desktop.engine.publisher import Publisher
from seedance_desktop.engine.watchman import Watchman
from seedance_desktop.store.line_file import LineFile, SavedLine


async def test_after_sleep_whatever_rests_looks_again_at_once(tmp_path: Path) -> None:
    lines = Lines(lambda: 3, Publisher(), LineFile(tmp_path / "line.json"))
    slept = 0.0
    loop = asyncio.get_running_loop()
    watchman = Watchman(lines, steady=lambda: loop.time() + slept, every=0.001)
    watching = asyncio.create_task(watchman.watch())
    resting = asyncio.create_task(lines.of(SANDBOX).rest(3600))
    await asyncio.sleep(0.01)
    rested_before = resting.done()

    slept = 8 * 3600.0
    await asyncio.wait_for(resting, 20)
    watching.cancel()

    assert not rested_before


async def test_what_another_process_decided_is_seen(tmp_path: Path) -> None:
    publisher, told = Publisher(), asyncio.get_running_loop().create_future()

    def listen(event: Event) -> None:
        told.set_result(event)

    publisher.subscribe(listen)
    lines = Lines(lambda: 3, publisher, LineFile(tmp_path / "line.json"))
    watchman = Watchman(lines, steady=asyncio.get_running_loop().time, every=0.001)
    watching = asyncio.create_task(watchman.watch())

    LineFile(tmp_path / "line.json").write(SavedLine(is_paused=True))
    event = await asyncio.wait_for(told, 20)
    watching.cancel()

    assert isinstance(event, LinesArranged)
    assert event.is_paused
