"""Takes of one request shown among the rows of those that stand for them."""

from array import array
from asyncio import AbstractEventLoop
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedance_desktop.core.found import Numbers, Order, day_runs
from seedance_desktop.core.video import Video
from seedance_desktop.engine.engine import Engine
from seedance_desktop.model.library import Question, VideoRole
from seedance_desktop.model.models import Models
from seedance_desktop.model.takes import opened
from seedance_desktop.store.folders import Folders
from tests.support.shelves import a_clip, file_clips, until

HOUR = 3_600_000_000


@given(groups=st.lists(st.integers(1, 4), min_size=1, max_size=12), data=st.data())
def test_opened_groups_stand_together_and_nothing_is_lost(
    groups: list[int], data: st.DataObject
) -> None:
    numbers = [HOUR * 7 * (place + 1) for place in range(len(groups))][::-1]
    found = Numbers(array("q", numbers), array("q", groups), tuple(day_runs(array("q", numbers))))
    wanted = data.draw(st.sets(st.sampled_from(numbers)))
    takes = {
        number: array("q", (number - each for each in range(count)))
        for number, count in zip(numbers, groups, strict=True)
        if number in wanted and count > 1
    }

    shown = opened(found, takes)

    expected = [each for number in numbers for each in takes.get(number, [number])]
    assert list(shown.all) == expected
    assert shown.takes is not None
    assert len(shown.takes) == len(expected)
    for number, count in zip(shown.all, shown.takes, strict=True):
        if number in takes:
            assert count == -len(takes[number])
        elif number in numbers:
            assert count == groups[numbers.index(number)]
        else:
            assert count == 0
    assert sum(run.count for run in shown.days) == len(expected)
    starts = [run.start for run in shown.days]
    assert starts == [sum(run.count for run in shown.days[:at]) for at in range(len(starts))]


def seeded(clip: Video, seed: int) -> Video:
    return replace(clip, request=replace(clip.request, seed=seed))


@pytest.fixture
def grouped(
    models: Models, folders: Folders, build: Callable[[], Engine], live: AbstractEventLoop
) -> Models:
    """Five videos: three takes of one request, and two that stand alone."""
    clips = [
        a_clip(number, folders, prompt="The same" if number in {1, 2, 4} else f"Video {number}")
        for number in range(5)
    ]
    seeded = (
        replace(clip, request=replace(clip.request, seed=at)) for at, clip in enumerate(clips)
    )
    file_clips(folders, seeded)
    models.library.ask(Question(order=Order(), groups_takes=True))
    until(lambda: models.library.has_answer, after=lambda: models.bridge.start(build))
    return models


def prompts(models: Models) -> list[str]:
    library = models.library
    rows = [library.entry(row) for row in range(library.rowCount())]
    until(lambda: all(library.entry(row) is not None for row in range(library.rowCount())))
    rows = [library.entry(row) for row in range(library.rowCount())]
    return [str(row.video.request.seed) for row in rows if row is not None]


def takes(models: Models) -> list[int]:
    library = models.library
    return [library.index(row).data(VideoRole.TAKES) for row in range(library.rowCount())]


def test_a_group_opens_in_its_place_and_closes_again(grouped: Models) -> None:
    library = grouped.library
    assert prompts(grouped) == ["4", "3", "0"]
    assert takes(grouped) == [3, 1, 1]

    until(lambda: library.rowCount() == 5, after=lambda: library.toggle_takes(0))

    assert prompts(grouped) == ["4", "2", "1", "3", "0"]
    assert takes(grouped) == [-3, 0, 0, 1, 1]
    assert sum(run.count for run in library.day_runs) == 5
    for row in range(5):
        assert library.row_of_number(library.number(row)) == row
    until(lambda: library.rowCount() == 3, after=lambda: library.toggle_takes(0))
    assert takes(grouped) == [3, 1, 1]


def test_a_group_stays_open_when_a_take_leaves_and_the_search_is_done_again(
    grouped: Models,
) -> None:
    library = grouped.library
    until(lambda: library.rowCount() == 5, after=lambda: library.toggle_takes(0))

    newest = library.number(0)
    until(lambda: library.rowCount() == 4, after=lambda: grouped.organiser.bin([newest]))

    until(lambda: takes(grouped) == [1, -2, 0, 1])
    assert prompts(grouped) == ["3", "2", "1", "0"]


def test_another_question_closes_every_group(grouped: Models) -> None:
    library = grouped.library
    until(lambda: library.rowCount() == 5, after=lambda: library.toggle_takes(0))

    library.ask(Question(order=Order(is_descending=False), groups_takes=True))

    until(lambda: library.has_answer)
    assert library.rowCount() == 3
