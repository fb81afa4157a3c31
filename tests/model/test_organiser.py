from asyncio import AbstractEventLoop
from collections.abc import Callable

import pytest

from seedance_desktop.core.changes import Label
from seedance_desktop.core.entry import Organised
from seedance_desktop.engine.engine import Engine
from seedance_desktop.model.models import Models
from seedance_desktop.store.folders import Folders
from tests.support.shelves import a_clip, file_clips, until

COUNT = 3


@pytest.fixture
def numbers(
    models: Models, folders: Folders, build: Callable[[], Engine], live: AbstractEventLoop
) -> list[int]:
    """Of three videos, the engine being there."""
    file_clips(folders, (a_clip(number, folders) for number in range(COUNT)))
    until(lambda: models.library.has_answer, after=lambda: models.bridge.start(build))
    return models.library.numbers([(0, COUNT - 1)])


def organised(models: Models, number: int) -> Organised:
    entry = models.library.entry(models.library.row_of_number(number))
    return Organised() if entry is None else entry.organised


def test_each_step_is_undone_and_redone_in_order(models: Models, numbers: list[int]) -> None:
    organiser, first = models.organiser, numbers[0]

    until(
        lambda: organised(models, first).rating == 4,
        after=lambda: organiser.rate(numbers, 4),
    )
    until(
        lambda: organised(models, first).is_favourite,
        after=lambda: organiser.favour([first], on=True),
    )
    until(
        lambda: organised(models, first).tags == ("night",),
        after=lambda: organiser.put(Label.TAG, "night", numbers),
    )
    assert str(organiser.next_undo) == "Under “night”"
    until(lambda: organised(models, first).tags == (), after=organiser.undo)
    until(lambda: not organised(models, first).is_favourite, after=organiser.undo)
    until(lambda: organised(models, first).rating == 0, after=organiser.undo)

    assert organiser.next_undo is None
    until(lambda: organised(models, first).rating == 4, after=organiser.redo)
    assert str(organiser.next_redo) == "Favourite"


def test_what_went_into_the_bin_comes_back_with_all_that_was_said_of_it(
    models: Models, folders: Folders, numbers: list[int]
) -> None:
    first = numbers[0]
    until(
        lambda: organised(models, first).notes == "keep",
        after=lambda: models.organiser.note(first, "keep"),
    )

    until(
        lambda: models.library.rowCount() == COUNT - 1,
        after=lambda: models.organiser.bin([first]),
    )
    said = "One video was taken out of the library"  # since it has no file
    until(lambda: str(models.organiser.next_undo) == said)
    until(lambda: models.library.rowCount() == COUNT, after=models.organiser.undo)

    until(lambda: organised(models, first).notes == "keep")


def test_undo_and_redo_of_nothing_do_nothing(models: Models, numbers: list[int]) -> None:
    models.organiser.undo()
    models.organiser.redo()

    assert models.organiser.next_undo is None
    assert len(numbers) == COUNT
