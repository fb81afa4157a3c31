import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedance_desktop.core.errors import PictureError
from seedance_desktop.core.geometry import Size
from seedance_desktop.core.limits import (
    LONGEST_SIDE,
    NARROWEST_SHAPE,
    SHORTEST_SIDE,
    WIDEST_SHAPE,
)
from seedance_desktop.core.reference_size import check_reference, reference_frame, reference_size

SIDES = st.integers(1, 30_000)


@given(SIDES, SIDES, st.integers(1, 30))
def test_every_picture_is_sent_in_a_size_that_the_service_takes(
    width: int, height: int, count: int
) -> None:
    size = reference_size(Size(width, height), count)

    assert min(size.width, size.height) >= SHORTEST_SIDE
    assert max(size.width, size.height) <= LONGEST_SIDE
    assert NARROWEST_SHAPE <= size.shape <= WIDEST_SHAPE


@given(st.integers(300, 6000), st.integers(300, 6000))
def test_what_is_no_longer_than_the_service_takes_is_whole(width: int, height: int) -> None:
    own = Size(width, height)

    if NARROWEST_SHAPE <= own.shape <= WIDEST_SHAPE:
        assert reference_frame(own) == own


def test_what_is_too_long_ends_where_the_service_ends() -> None:
    assert reference_frame(Size(4000, 1000)) == Size(2500, 1000)
    assert reference_frame(Size(1000, 4000)) == Size(1000, 2500)


def test_many_share_the_room_of_a_few() -> None:
    large = Size(4000, 3000)

    sizes = [reference_size(large, count).width for count in (1, 4, 5, 9, 10, 30)]

    assert sizes == [2048, 2048, 1536, 1536, 1024, 1024]


def test_where_nobody_sees_the_crop_a_long_picture_is_refused() -> None:
    check_reference(Size(2500, 1000), "a.png")
    with pytest.raises(PictureError, match="too long"):
        check_reference(Size(2600, 1000), "a.png")
