"""The whole program as its user has it: from a picture dropped on the window to a video kept."""

import json
import subprocess
from pathlib import Path

import av
from PIL import Image, ImageChops, ImageStat

from seedance_desktop.core.geometry import Box, Framing, Size, crop_box
from seedance_desktop.core.ids import ModelId
from seedance_desktop.core.request import GenerationRequest
from seedance_desktop.media.clip import read_recipe
from seedance_desktop.store.draft_file import DraftFile, SavedDraft
from seedance_desktop.store.folders import Folders
from tests.flow.conftest import Start
from tests.support.desktop import Program, Seen, until
from tests.support.sandbox import running_sandbox
from tests.support.screen import Screen, python_module

PROMPT = "The colours drift to the left, slow and steady (one take)"
SOURCE = Size(2400, 1500)


def colours(path: Path) -> Path:
    """A picture in which every place has a colour of its own."""
    down = Image.linear_gradient("L").resize((SOURCE.width, SOURCE.height))
    right = Image.linear_gradient("L").transpose(Image.Transpose.ROTATE_90)
    flat = Image.new("L", (SOURCE.width, SOURCE.height), 128)
    Image.merge("RGB", (right.resize(down.size), down, flat)).save(path)
    return path


def drop(program: Program, screen: Screen, picture: Path, slot: Seen) -> None:
    """Drag the picture out of another program's window and let it go over the slot."""
    command = python_module("tests.support.desktop_drag_source", str(picture), "20", "300")
    with subprocess.Popen(
        command, env=screen.environment, stdout=subprocess.PIPE, text=True
    ) as source:
        assert source.stdout is not None
        assert json.loads(source.stdout.readline()) == {"event": "shown"}
        program.hands.drag((80, 330), slot.middle)
        assert json.loads(source.stdout.readline())["action"] == "CopyAction"
        # What was dropped is asked of the other program, which has to be there for that long.
        program.wait(lambda seen: seen.name == picture.name, id="first_frame_file")
        source.terminate()


def frame_crop(program: Program) -> str:
    """Zoom with the wheel and move the crop with the mouse; the zoom as it is then shown."""
    canvas = program.find(id="first_frame_canvas")
    x, y = canvas.middle
    program.hands.wheel((x - 60, y - 40), turns=4)
    program.wait(lambda seen: seen.name != "100 %", id="tool_zoom")
    program.hands.drag((x, y), (x + 45, y + 30))
    return program.find(id="tool_zoom").name


def moves(screen: Screen, picture: Seen) -> bool:
    """Whether what is shown there is another picture after a while."""
    before = screen.shot(picture.area)
    until(lambda: screen.shot(picture.area) != before, "the picture to move")
    return True


def video_in(profile: Path) -> Path:
    (found,) = (profile / "library").rglob("*.mp4")
    return found


def assert_begins_with_crop(video: Path, picture: Path, size: Size) -> None:
    """The clip has the promised size and frames, and begins with what the crop showed."""
    recipe = json.loads(read_recipe(video) or "{}")
    (frame,) = recipe["request"]["pictures"]
    framing = Framing(**frame["framing"])
    assert framing.zoom > 1
    with av.open(str(video)) as clip:
        frames = list(clip.decode(video=0))
    assert len(frames) == 24 * recipe["request"]["duration"] + 1
    assert (frames[0].width, frames[0].height) == (size.width, size.height)
    first: Image.Image = frames[0].to_image()  # type: ignore[no-untyped-call]
    assert distance(first, cropped(picture, crop_box(SOURCE, size, framing), size)) < 5
    assert distance(first, cropped(picture, crop_box(SOURCE, size), size)) > 10


def distance(one: Image.Image, other: Image.Image) -> float:
    """How far apart two pictures are, of 255, in the colour in which they differ most."""
    return max(ImageStat.Stat(ImageChops.difference(one, other)).mean)


def cropped(picture: Path, box: Box, size: Size) -> Image.Image:
    edges = (box.x, box.y, box.x + box.width, box.y + box.height)
    with Image.open(picture) as image:
        return image.convert("RGB").resize((size.width, size.height), box=edges)


def close_window(program: Program) -> None:
    """As the window manager does it when the user asks."""
    program.hands.press("alt+F4")
    assert program.ended() == 0


def test_a_dropped_picture_becomes_a_video_that_is_still_there_after_a_restart(
    start: Start, screen: Screen, profile: Path, tmp_path: Path
) -> None:
    picture = colours(tmp_path / "all the colours.png")
    Folders.below(profile).make()
    (profile / "config" / "settings.toml").write_text("sandbox_speed = 200.0\n")

    with start("--sandbox") as program:
        slot = program.find(id="first_frame_slot")
        drop(program, screen, picture, slot)
        program.wait(lambda seen: seen.name.startswith("2400 × 1500"), id="first_frame_size")
        program.click(id="resolution_480p")
        zoom = frame_crop(program)
        program.rewrite(PROMPT, id="prompt")
        output = program.find(id="first_frame_size").name

        program.click(id="generate")
        assert moves(screen, program.find(id="player_picture"))
        done = program.find(role="list item")
        assert "Done" in done.name
        program.click(id="page_library")
        cell = program.find(role="list item")
        assert cell.name.startswith(PROMPT)
        program.hands.click(cell.middle)
        assert moves(screen, program.find(id="player_picture"))
        program.click(id="page_create")
        program.click(id="job_back")
        place = move_window(program, screen)
        close_window(program)

    assert output.endswith("→ 864 × 480")
    video = video_in(profile)
    assert_begins_with_crop(video, picture, Size(864, 480))

    with start("--sandbox") as program:
        program.wait(lambda seen: seen.text == PROMPT, id="prompt")
        program.wait(lambda seen: seen.name == zoom, id="tool_zoom")
        assert program.find(id="main_window").area == place
        program.click(id="page_library")
        program.wait(lambda seen: seen.name.startswith(PROMPT), role="list item")
        program.hands.press("ctrl+q")
        assert program.ended() == 0
    assert video_in(profile) == video


def move_window(program: Program, screen: Screen) -> tuple[int, int, int, int]:
    """Put the window elsewhere and make it smaller; where it is then."""
    before = program.find(id="main_window").area
    program.hands.move_window((90, 60), (1180, 760))
    moved = program.wait(lambda seen: seen.area[2:] == (1180, 760), id="main_window").area
    assert moved != before
    return moved


def test_a_video_arrives_and_is_paid_once_although_the_program_is_killed_meanwhile(
    start: Start, profile: Path, tmp_path: Path
) -> None:
    picture = colours(tmp_path / "a.png")
    with running_sandbox(speed=3) as sandbox:
        prepare(Folders.below(profile), sandbox.address)
        with start(picture, SEEDANCE_API_KEY=sandbox.key) as program:
            program.wait(lambda seen: seen.name == "a.png", id="first_frame_file")
            program.rewrite("Slowly", id="prompt")
            program.hands.press("ctrl+Return")
            program.wait(lambda seen: "Running" in seen.name, role="list item")
            program.process.kill()
            program.ended()

        with start(SEEDANCE_API_KEY=sandbox.key) as program:
            program.wait(lambda seen: "Done" in seen.name, role="list item")
            program.wait(lambda seen: seen.name == "Library: 1 video", id="status_library")
            close_window(program)

        ledger = sandbox.ledger()
    assert (ledger["creates"], ledger["billed"]) == (1, 1)
    assert video_in(profile).stat().st_size > 0
    holding = [path for path in profile.rglob("*") if path.is_file() and keeps(path, sandbox.key)]
    assert not holding


def prepare(folders: Folders, address: str) -> None:
    """A connection to a service of the user's own, and a short small video to ask of it."""
    folders.make()
    folders.settings_file.write_text(
        f'connection = "mine"\n[connections.mine]\nname = "Mine"\naddress = "{address}"\n'
    )
    request = GenerationRequest(
        ModelId("seedance-1-0-pro-fast-251015"), resolution="480p", duration=2
    )
    DraftFile(folders.draft_file).write(SavedDraft(request))


def keeps(path: Path, key: str) -> bool:
    return key.encode() in path.read_bytes()
