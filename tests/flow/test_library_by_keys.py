"""The Library page by keyboard alone, as a screen reader tells of it."""

from pathlib import Path

from seedance_desktop.store.folders import Folders
from tests.flow.conftest import Start
from tests.support.desktop import Program, Seen, until
from tests.support.pictures import make_clip
from tests.support.shelves import a_clip, file_clips

COUNT = 6
NO_ROLE = frozenset({"filler", "unknown", "invalid", ""})


def fill(profile: Path) -> None:
    folders = Folders.below(profile)
    folders.make()
    for video in file_clips(folders, (a_clip(number, folders) for number in range(COUNT))):
        video.path.parent.mkdir(parents=True, exist_ok=True)
        make_clip(video.path, frames=12)


def assert_described(program: Program, place: str) -> None:
    """Whatever takes the keyboard or has a name says what it is and how it is called."""
    stops = [seen for seen in program.all() if "focusable" in seen.states]
    assert stops
    unnamed = [seen.id for seen in stops if not seen.name.strip()]
    assert not unnamed, f"{place}: without a name"
    told = [seen for seen in program.all() if seen.name.strip()]
    odd = [(seen.id, seen.role) for seen in (*stops, *told) if seen.role in NO_ROLE]
    assert not odd, f"{place}: without a role"


def assert_search_is_heard(program: Program) -> None:
    """What was found is said, and what was not understood."""
    program.hands.press("ctrl+f")
    program.hands.write("video")
    program.hears(lambda seen: seen.name.startswith(f"2 selected of {COUNT}"))
    program.hands.press("ctrl+a")
    program.hands.write("stars:many ")
    hint = program.find(id="library_search_hint")
    program.hears(lambda seen: seen.name == hint.name)


def is_row(seen: Seen, words: str) -> bool:
    return seen.role == "list item" and seen.name.startswith(words)


def test_all_of_the_library_has_a_name_and_a_role_and_the_keyboard_comes_back_from_its_dialogs(
    start: Start, profile: Path
) -> None:
    fill(profile)
    with start("--sandbox") as program:
        press = program.hands.press
        program.find(id="page_library")
        press("ctrl+2")
        program.find(role="list item")
        program.listen()
        press("Right")
        program.hears(lambda seen: is_row(seen, f"Video {COUNT - 2}"))
        press("Home")
        program.hears(lambda seen: is_row(seen, f"Video {COUNT - 1}"))
        program.find(id="player_position")
        assert_described(program, "page")

        press("4")
        stars = program.wait(lambda seen: seen.value == 4, id="library_stars")
        assert (stars.role, stars.name) == ("slider", "Rating: 4 stars")

        press("F8")
        program.hears(lambda seen: seen.role == "separator" and seen.name.startswith("Line"))
        press("Right", "Escape")
        program.hears(lambda seen: is_row(seen, f"Video {COUNT - 1}"))

        for keys, dialog in (
            (("F2",), "rename_dialog"),
            (("alt+l", "Down", "Return"), "folders_dialog"),
        ):
            press(*keys)
            program.find(id=dialog)
            assert_described(program, dialog)
            if dialog == "rename_dialog":
                program.hands.write("{nothing}")
                problem = program.find(id="rename_problem")
                program.hears(lambda seen, words=problem.name: seen.name == words)  # type: ignore[misc]
            press("Escape")
            until(lambda: not program.all(id=dialog), f"{dialog} to close")  # noqa: B023
            program.hears(lambda seen: is_row(seen, f"Video {COUNT - 1}"))
            program.wait(lambda seen: "focused" in seen.states, id="grid")  # not said before

        press("shift+Right")
        program.wait(lambda seen: seen.is_enabled, id="library_compare")
        press("shift+F10")
        press("Down")
        program.hears(lambda seen: seen.role == "menu item" and seen.name.startswith("Open with"))
        press("Down", "Down", "Down")
        program.hears(lambda seen: seen.role == "menu item" and seen.name == "Compare")
        press("Return")
        program.find(id="compare_window")
        assert_described(program, "compare_window")
        press("w", "Left", "Escape")
        program.hears(lambda seen: is_row(seen, f"Video {COUNT - 2}"))
        assert not program.all(id="compare_window")

        assert_search_is_heard(program)
        press("ctrl+q")
        assert program.ended() == 0
