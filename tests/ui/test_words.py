import pytest

from seedance_desktop.ui.words import byte_count, bytes_of


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "0 bytes"),
        (999, "999 bytes"),
        (412_300, "412 kB"),
        (14_200_000, "14.2 MB"),
        (18_400_000_000, "18.40 GB"),
    ],
)
def test_bytes_are_counted_in_thousands(count: int, words: str) -> None:
    assert byte_count(count) == words


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [
        (14_200_000, 22_800_000, "14.2 of 22.8 MB"),
        (900, 22_800_000, "0.0 of 22.8 MB"),
        (0, 0, "0 of 0 bytes"),
    ],
)
def test_a_part_is_told_in_the_unit_of_the_whole(part: int, whole: int, words: str) -> None:
    assert bytes_of(part, whole) == words
