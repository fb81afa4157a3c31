"""A clip is dragged out of the library into another program, which gets the very file."""

import hashlib
import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

from seedance_desktop.store.folders import Folders
from seedance_desktop.store.memory import Memory
from tests.flow.conftest import Start
from tests.support.desktop import Seen
from tests.support.pictures import make_clip
from tests.support.screen import Screen, python_module
from tests.support.shelves import a_clip, as_it_lies, file_clips

Drag = Callable[[tuple[int, int], tuple[int, int]], None]


def test_clips_dragged_out_arrive_byte_for_byte_and_stay_where_they_were(
    start: Start, screen: Screen, profile: Path
) -> None:
    folders = Folders.below(profile)
    folders.make()
    folders.library.mkdir()
    clips = [a_clip(number, folders) for number in range(2)]
    for number, clip in enumerate(clips):
        make_clip(clip.path, frames=10 + number)
    file_clips(folders, map(as_it_lies, clips))
    memory = Memory(folders.memory_file)
    memory.keep("page", "library")
    memory.save()

    with start("--sandbox") as program:
        first, second = (
            program.find(name=f"Video {number} · 1.0 pro fast · 1248 × 704 · 5 s")
            for number in (1, 0)
        )
        program.click(name=first.name)
        program.hands._do("keydown", "ctrl")
        program.click(name=second.name)
        program.hands._do("keyup", "ctrl")
        told = dropped(program.hands.drag, screen, first)

    assert told["offered"] == "CopyAction"
    assert told["action"] == "CopyAction"
    sums = {hashlib.sha256(clip.path.read_bytes()).hexdigest() for clip in clips}
    assert set(told["sums"]) == sums


def dropped(drag: Drag, screen: Screen, cell: Seen) -> dict[str, Any]:
    """What another program told of the drop."""
    command = python_module("tests.support.desktop_drop_target", "20", "500")
    with subprocess.Popen(
        command, env=screen.environment, stdout=subprocess.PIPE, text=True
    ) as target:
        assert target.stdout is not None
        assert json.loads(target.stdout.readline()) == {"event": "shown"}
        drag(cell.middle, (90, 540))
        told: dict[str, Any] = json.loads(target.stdout.readline())
        target.terminate()
    return told
