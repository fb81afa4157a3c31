"""The program started twice on one profile: one window, with what the second was started for."""

from pathlib import Path

from PIL import Image

from tests.flow.conftest import COMMAND, Start
from tests.support.desktop import running_program
from tests.support.screen import Screen


def test_a_picture_opened_with_the_program_goes_to_the_window_that_is_there(
    start: Start, screen: Screen, profile: Path, tmp_path: Path
) -> None:
    picture = tmp_path / "second.png"
    Image.new("RGB", (900, 600), "teal").save(picture)

    with start("--sandbox") as program:
        program.find(id="generate")
        program.click(id="page_library")
        command = [str(COMMAND), str(picture), "--profile", str(profile)]
        with (
            (tmp_path / "said").open("wb") as errors,
            running_program(command, screen, errors=errors) as second,
        ):
            assert second.ended() == 0

        program.wait(lambda seen: seen.name == "second.png", id="first_frame_file")
        program.hands.press("ctrl+q")
        assert program.ended() == 0
    assert (tmp_path / "said").read_text() == ""
