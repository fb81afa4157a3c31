"""What is said of files that were to join the library."""

from pathlib import Path

from seedance_desktop.core.adopted import Adopted
from seedance_desktop.ui.library.adopting_talk import adopted_words


def test_where_nothing_joined_no_count_of_nothing_is_told() -> None:
    known = (Path("known.mp4"),)

    assert adopted_words(Adopted(known=known)) == "No video joined. 1 was there already."
