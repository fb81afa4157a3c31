"""A clip is dragged to a collection by a hand on the mouse, and is in it."""

from contextlib import closing
from pathlib import Path

from seedance_desktop.core.changes import Label, Make
from seedance_desktop.store.database import Database
from seedance_desktop.store.folders import Folders
from seedance_desktop.store.memory import Memory
from seedance_desktop.store.organising import Organising
from tests.flow.conftest import Start
from tests.support.pictures import make_clip
from tests.support.shelves import a_clip, as_it_lies, file_clips


def test_a_clip_that_is_dragged_to_a_collection_is_in_it(start: Start, profile: Path) -> None:
    folders = Folders.below(profile)
    folders.make()
    folders.library.mkdir()
    clip = a_clip(1, folders)
    make_clip(clip.path, frames=10)
    file_clips(folders, [as_it_lies(clip)])
    with closing(Database.open(folders.database)) as database:
        Organising(database).apply(Make(Label.COLLECTION, "Reel"))
    memory = Memory(folders.memory_file)
    memory.keep("page", "library")
    memory.save()

    with start("--sandbox") as program:
        cell = program.find(name="Video 1 · 1.0 pro fast · 1248 × 704 · 5 s")
        row = program.find(name="Reel, 0")
        program.hands.drag(cell.middle, row.middle)
        program.find(name="Reel, 1")
        program.hands.click(cell.middle)
        program.hands.press("ctrl+z")
        program.find(name="Reel, 0")
