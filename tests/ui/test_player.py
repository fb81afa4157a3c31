import os
from dataclasses import replace
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QSlider, QToolButton
from pytestqt.qtbot import QtBot

from seedance_desktop.core.geometry import Size
from seedance_desktop.core.video import ClipFacts
from seedance_desktop.media.clip_times import frame_times
from seedance_desktop.model.stills import Still
from seedance_desktop.ui.theme import Theme
from seedance_desktop.ui.widgets.deck import Deck
from seedance_desktop.ui.widgets.full_screen import FullScreen
from seedance_desktop.ui.widgets.player import Player
from seedance_desktop.ui.widgets.video_canvas import FITTED
from tests.support.pictures import FRAME_RATE, brightness, make_clip, on_its_side
from tests.support.screen_parts import LEFT, part, turn_wheel, wait, words

pytestmark = pytest.mark.expected_warnings(
    "pa_context_connect", "No RHI backend", "No audio device", maybe=True
)

FRAMES = 25
WARM = 15
PLAYED = int(os.environ.get("CLIPS_PLAYED", "60"))
CLIP = ClipFacts(Size(128, 72), FRAMES / FRAME_RATE, FRAMES, FRAME_RATE, "h264", has_sound=False)
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    return make_clip(tmp_path / "clip.mp4", frames=FRAMES)


@pytest.fixture
def player(theme: Theme, qtbot: QtBot) -> Player:
    made = Player(theme, Deck())
    made.deck.setParent(made)
    qtbot.addWidget(made)
    made.resize(480, 360)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def paused(player: Player, clip: Path, qtbot: QtBot) -> Player:
    """The player standing still within the clip, which has been playing."""
    player.show_clip(clip, CLIP)
    wait(qtbot, lambda: player.deck.frame > 0)
    player.pause()
    return player


def shown_frame(player: Player) -> int:
    """Which frame of the made clip is really painted, told by its brightness."""
    image = player.canvas.grab().toImage()
    grey = image.pixelColor(image.width() // 2, image.height() // 2).lightness()
    best = min(range(FRAMES), key=lambda frame: abs(brightness(frame) - grey))
    return best if abs(brightness(best) - grey) < 4 else -1


def shows(player: Player, frame: int) -> bool:
    return shown_frame(player) == frame


def go_to(player: Player, frame: int, qtbot: QtBot) -> None:
    player.deck.go_to(frame)
    wait(qtbot, partial(shows, player, frame))


def test_a_clip_plays_at_once_and_over_and_over(player: Player, clip: Path, qtbot: QtBot) -> None:
    player.show_clip(clip, CLIP)
    wait(qtbot, lambda: player.deck.frame > FRAMES // 2)

    wait(qtbot, lambda: player.deck.frame < FRAMES // 2)

    assert player.is_playing


def test_without_loop_it_ends(player: Player, clip: Path, qtbot: QtBot) -> None:
    QTest.mouseClick(part(player, QToolButton, "player_loop"), LEFT)

    player.show_clip(clip, CLIP)
    wait(qtbot, lambda: player.deck.frame > 0)

    wait(qtbot, lambda: not player.is_playing)


def test_space_stands_still_and_goes_on(player: Player, clip: Path, qtbot: QtBot) -> None:
    player.show_clip(clip, CLIP)
    wait(qtbot, lambda: player.is_playing)

    QTest.keyClick(player, Qt.Key.Key_Space)
    named = part(player, QToolButton, "player_play").accessibleName()
    stood = not player.is_playing
    QTest.keyClick(player, Qt.Key.Key_Space)

    assert (stood, named) == (True, "Play")
    assert player.is_playing


@pytest.mark.parametrize("codec", ["libx264", "libx265"])
def test_each_step_forward_and_back_is_one_frame(
    player: Player, tmp_path: Path, codec: str, qtbot: QtBot
) -> None:
    player.show_clip(make_clip(tmp_path / "steps.mp4", frames=FRAMES, codec=codec), CLIP)
    wait(qtbot, lambda: player.deck.frame > 0)
    player.pause()
    go_to(player, 5, qtbot)
    forward, back = (part(player, QToolButton, f"player_{way}") for way in ("forward", "back"))

    for frame in (6, 7, 8, 9):
        QTest.mouseClick(forward, LEFT)
        wait(qtbot, partial(shows, player, frame))
        assert words(player, "player_time").endswith(f"frame {frame + 1}")
    for frame in (8, 7):
        QTest.mouseClick(back, LEFT)
        wait(qtbot, partial(shows, player, frame))


@pytest.mark.parametrize("kind", ["uneven", "late"])
def test_steps_are_exact_in_clips_that_do_not_keep_step(
    player: Player, tmp_path: Path, kind: str, qtbot: QtBot
) -> None:
    """``late``: in fragments, with sound that begins before the picture."""
    path = tmp_path / "steps.mp4"
    if kind == "uneven":
        make_clip(path, frames=FRAMES, place=lambda index: index * 4 if index > 8 else index)
    else:
        make_clip(path, frames=FRAMES, sound=True, group=FRAMES)
    player.deck.loaded.connect(lambda path: player.deck.keep_time(path, frame_times(path)))
    player.show_clip(path, replace(CLIP, frame_rate=frame_times(path).rate))
    wait(qtbot, lambda: player.deck.frame > 0)
    player.pause()

    for frame in (0, 1, 2, 8, 9, 10, 11, 12):
        go_to(player, frame, qtbot)
        assert player.deck.frame == frame
        assert player.deck.is_settled


def test_a_clip_that_lies_on_its_side_is_shown_upright(
    player: Player, tmp_path: Path, qtbot: QtBot
) -> None:
    path = on_its_side(make_clip(tmp_path / "turned.mp4"))

    player.show_clip(path, replace(CLIP, size=Size(72, 128)))
    wait(qtbot, lambda: player.deck.frame > 0)
    player.pause()

    area = player.canvas.picture_area()
    assert area.height() / area.width() == pytest.approx(128 / 72)
    go_to(player, 5, qtbot)


def test_steps_that_come_faster_than_pictures_add_up_and_stop_at_both_ends(
    paused: Player, qtbot: QtBot
) -> None:
    go_to(paused, FRAMES - 4, qtbot)

    for _ in range(3):
        QTest.keyClick(paused, Qt.Key.Key_Period)
    wait(qtbot, lambda: shown_frame(paused) == FRAMES - 1)
    QTest.keyClick(paused, Qt.Key.Key_Period)
    assert words(paused, "player_time").endswith(f"frame {FRAMES}")

    QTest.keyClick(paused, Qt.Key.Key_Home)
    QTest.keyClick(paused, Qt.Key.Key_Comma)
    wait(qtbot, lambda: shown_frame(paused) == 0)


def test_j_runs_backwards_and_k_stops_it(paused: Player, qtbot: QtBot) -> None:
    go_to(paused, FRAMES - 1, qtbot)
    seen: list[int] = []
    paused.deck.frame_shown.connect(lambda: seen.append(paused.deck.frame))

    QTest.keyClick(paused, Qt.Key.Key_J)
    named = part(paused, QToolButton, "player_play").accessibleName()
    wait(qtbot, lambda: bool(seen) and seen[-1] < FRAMES - 3)
    QTest.keyClick(paused, Qt.Key.Key_K)

    assert named == "Pause"
    assert not paused.is_playing
    assert seen == sorted(seen, reverse=True)


def test_l_plays_and_twice_plays_twice_as_fast(paused: Player) -> None:
    QTest.keyClick(paused, Qt.Key.Key_L)
    once = (paused.is_playing, paused.deck.rate)
    QTest.keyClick(paused, Qt.Key.Key_L)

    assert once == (True, 1.0)
    assert paused.deck.rate == 2.0
    assert part(paused, QToolButton, "player_rate").text() == "2×"


def test_the_speed_goes_up_and_down_within_its_bounds(paused: Player) -> None:
    for _ in range(9):
        QTest.keyClick(paused, Qt.Key.Key_BracketLeft)
    slowest = paused.deck.rate
    for _ in range(9):
        QTest.keyClick(paused, Qt.Key.Key_BracketRight)

    assert (slowest, paused.deck.rate) == (0.25, 2.0)


def test_a_marked_part_is_played_over_and_over(paused: Player, qtbot: QtBot) -> None:
    go_to(paused, 6, qtbot)
    QTest.keyClick(paused, Qt.Key.Key_I)
    go_to(paused, 12, qtbot)
    QTest.keyClick(paused, Qt.Key.Key_O)
    assert paused.deck.span == (6, 12)
    seen: list[int] = []
    paused.deck.frame_shown.connect(lambda: seen.append(paused.deck.frame))

    QTest.keyClick(paused, Qt.Key.Key_Space)
    wait(qtbot, lambda: any(later < one for one, later in pairwise(seen)))
    wait(qtbot, lambda: 8 <= paused.deck.frame <= 12)

    assert min(seen) >= 5
    assert max(seen) <= 14
    QTest.keyClick(paused, Qt.Key.Key_X)
    assert paused.deck.span == (0, FRAMES - 1)


def test_the_bar_scrubs_by_mouse_and_by_key(paused: Player, qtbot: QtBot) -> None:
    bar = part(paused, QSlider, "player_position")
    go_to(paused, 0, qtbot)

    QTest.keyClick(bar, Qt.Key.Key_End)
    wait(qtbot, lambda: shown_frame(paused) == FRAMES - 1)
    QTest.mouseClick(bar, LEFT, pos=QPoint(bar.width() // 4, bar.height() // 2))

    wait(qtbot, lambda: 0 <= shown_frame(paused) < FRAMES - 1)


def test_the_sound_button_is_there_for_clips_with_sound_alone(
    player: Player, clip: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    player.show_clip(clip, CLIP)
    silent = part(player, QToolButton, "player_sound").isVisible()
    loud = make_clip(tmp_path / "loud.mp4", frames=FRAMES, sound=True)

    player.show_clip(loud, ClipFacts(CLIP.size, 1.0, FRAMES, FRAME_RATE, "h264", has_sound=True))
    button = part(player, QToolButton, "player_sound")
    QTest.mouseClick(button, LEFT)
    muted = player.deck.sound.isMuted()
    turn_wheel(button, QPoint(5, 5), -120)

    assert not silent
    assert button.isVisible()
    assert muted
    assert not player.deck.sound.isMuted()
    assert player.deck.sound.volume() == pytest.approx(0.9)


def test_the_wheel_zooms_to_pixels_around_the_pointer_and_back(paused: Player) -> None:
    canvas = paused.canvas
    place = QPoint(canvas.width() // 4, canvas.height() // 2)
    before = canvas.picture_area()
    held = (place.x() - before.x()) / before.width()

    wheel_with_control(paused, place, 480)
    after = canvas.picture_area()

    assert after.width() > before.width() * 2
    assert (place.x() - after.x()) / after.width() == pytest.approx(held, abs=0.01)
    wheel_with_control(paused, place, -4800)
    assert canvas.zoom == FITTED
    canvas.set_view(8.0, QPointF(0.5, 0.5))
    assert canvas.picture_area().width() * canvas.devicePixelRatioF() == 8 * 128


def wheel_with_control(player: Player, place: QPoint, angle: int) -> None:
    turn_wheel(player.canvas, place, angle, keys=CONTROL)


def test_zoomed_pixels_are_square_and_sharp(paused: Player, qtbot: QtBot) -> None:
    go_to(paused, 3, qtbot)
    paused.canvas.set_view(16.0, QPointF(0.5, 0.5))

    assert shown_frame(paused) == 3


@pytest.mark.expected_warnings("Could not open media")
def test_a_file_that_cannot_be_played_is_told(player: Player, tmp_path: Path, qtbot: QtBot) -> None:
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(b"no film" * 100)

    with qtbot.waitSignal(player.broken, timeout=30_000) as told:
        player.show_clip(broken, CLIP)

    assert told.args is not None
    assert told.args[0]


def test_a_clip_that_was_let_go_can_be_deleted_and_says_nothing(paused: Player, clip: Path) -> None:
    paused.clear()
    clip.unlink()

    assert not paused.is_playing
    assert words(paused, "player_time") == ""
    for key in (Qt.Key.Key_Period, Qt.Key.Key_J, Qt.Key.Key_S):
        QTest.keyClick(paused, key)


def test_full_screen_has_the_same_keys_and_is_left_with_escape(
    paused: Player, qtbot: QtBot
) -> None:
    go_to(paused, 5, qtbot)
    QTest.keyClick(paused, Qt.Key.Key_F)
    window = part(paused, FullScreen, "full_screen")
    wait(qtbot, window.isVisible)

    QTest.keyClick(window, Qt.Key.Key_Period)
    wait(qtbot, partial(shows, paused, 6))
    was_full = window.isFullScreen()
    QTest.keyClick(window, Qt.Key.Key_Escape)

    assert was_full
    assert not paused.is_full_screen
    wait(qtbot, partial(shows, paused, 6))


def test_page_keys_ask_for_the_clips_beside_it(paused: Player, qtbot: QtBot) -> None:
    asked: list[int] = []
    paused.moved_on.connect(asked.append)

    QTest.keyClick(paused, Qt.Key.Key_PageDown)
    QTest.keyClick(paused, Qt.Key.Key_PageUp)

    assert asked == [1, -1]


def test_the_frame_that_is_seen_is_the_one_that_is_told(
    paused: Player, clip: Path, qtbot: QtBot
) -> None:
    go_to(paused, 7, qtbot)

    with qtbot.waitSignal(paused.copy_wanted) as told:
        QTest.keyClick(paused, Qt.Key.Key_C, CONTROL)

    assert told.args == [Still(clip, 7)]


def test_the_buttons_follow_a_change_of_the_theme(player: Player, theme: Theme) -> None:
    button = part(player, QToolButton, "player_loop")
    dark = button.icon().pixmap(18).toImage()

    theme.choose("light")

    assert button.icon().pixmap(18).toImage() != dark


def resident() -> int:
    """Bytes of memory that the process really has."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="tells memory by /proc")
def test_clip_after_clip_takes_no_more_memory(player: Player, tmp_path: Path, qtbot: QtBot) -> None:
    clips = [make_clip(tmp_path / f"{number}.mp4", (640, 360), frames=3) for number in range(2)]
    clips += [make_clip(tmp_path / "deep.mp4", (640, 360), frames=3, codec="libx265")]
    facts = ClipFacts(Size(640, 360), 3 / FRAME_RATE, 3, FRAME_RATE, "h264", has_sound=False)
    shown: list[Path | None] = []
    player.deck.frame_shown.connect(lambda: shown.append(player.deck.path))

    def play(count: int) -> None:
        for number in range(count):
            path = clips[number % len(clips)]
            shown.clear()
            player.show_clip(path, facts)
            wait(qtbot, partial(contains, shown, path))

    play(WARM)
    before = resident()
    play(PLAYED)

    assert resident() - before < 12_000_000  # sixty frames that are kept take 20


def contains(shown: list[Path | None], path: Path) -> bool:
    return path in shown
