import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedance_desktop.core.frame_times import FrameTimes

EVEN = FrameTimes(48, 24.0)
UNEVEN = FrameTimes(4, 10.0, (0.1, 0.2, 1.0, 1.05))


def test_even_frames_are_told_by_the_rate() -> None:
    assert EVEN.start(12) == pytest.approx(0.5)
    assert EVEN.frame_at(0.5) == 12
    assert EVEN.frame_at(99.0) == 47


def test_uneven_frames_are_told_by_their_own_times() -> None:
    assert [UNEVEN.start(frame) for frame in range(4)] == [0.1, 0.2, 1.0, 1.05]
    assert [UNEVEN.frame_at(moment) for moment in (0.0, 0.1, 0.55, 0.65, 9.0)] == [0, 0, 1, 2, 3]


@pytest.mark.parametrize("times", [EVEN, UNEVEN])
def test_the_moment_inside_a_frame_lies_between_it_and_the_next(times: FrameTimes) -> None:
    for frame in range(times.count - 1):
        assert times.start(frame) < times.inside(frame) < times.start(frame + 1)


@given(st.lists(st.integers(1, 3_000), min_size=1, max_size=60))
def test_every_frame_is_found_by_its_start(steps: list[int]) -> None:
    starts = tuple(sum(steps[:place]) / 1_000 for place in range(1, len(steps) + 1))
    times = FrameTimes(len(starts), 24.0, starts)

    assert [times.frame_at(start) for start in starts] == list(range(len(starts)))


def test_a_clip_without_a_rate_stands_at_its_beginning() -> None:
    assert FrameTimes(0, 0.0).start(7) == FrameTimes(0, 0.0).frame_at(3.0) == 0
