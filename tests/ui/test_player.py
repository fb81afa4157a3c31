from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QSlider, QToolButton
from pytestqt.qtbot import QtBot

from seedance_desktop.core.geometry import Size
from seedance_desktop.core.video import ClipFacts
from seedance_desktop.ui.theme import Theme
from seedance_desktop.ui.widgets.player import Player
from tests.support.pictures import FRAME_RATE, brightness, make_clip
from tests.support.screen_parts import LEFT, part, wait, words

pytestmark = pytest.mark.expected_warnings("pa_context_connect", "No RHI backend", maybe=True)

FRAMES = 25
CLIP = ClipFacts(Size(128, 72), FRAMES / FRAME_RATE, FRAMES, FRAME_RATE, "h264", has_sound=False)


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    return make_clip(tmp_path / "clip.mp4", frames=FRAMES)


@pytest.fixture
def player(theme: Theme, qtbot: QtBot) -> Player:
    made = Player(theme)
    qtbot.addWidget(made)
    made.resize(480, 360)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def paused(player: Player, clip: Path, qtbot: QtBot) -> Player:
    """The player standing still within the clip, which has been playing."""
    player.show_clip(clip, CLIP)
    wait(qtbot, lambda: player.position > 0)
    player.pause()
    return player


def shown_frame(player: Player) -> int:
    """Which frame of the made clip is really on the screen, told by its brightness."""
    image = player._picture.videoSink().videoFrame().toImage()
    if image.isNull():
        return -1
    grey = image.pixelColor(image.width() // 2, image.height() // 2).lightness()
    return min(range(FRAMES), key=lambda frame: abs(brightness(frame) - grey))


def shows(player: Player, frame: int) -> bool:
    return shown_frame(player) == frame


def go_to(player: Player, frame: int, qtbot: QtBot) -> None:
    player._media.setPosition(round((frame + 0.5) / FRAME_RATE * 1000))
    wait(qtbot, lambda: shown_frame(player) == frame)


def test_a_clip_plays_at_once_and_over_and_over(player: Player, clip: Path, qtbot: QtBot) -> None:
    player.show_clip(clip, CLIP)
    wait(qtbot, lambda: player.position > CLIP.duration / 2)

    wait(qtbot, lambda: player.position < CLIP.duration / 2)

    assert player.is_playing


def test_without_loop_it_ends(player: Player, clip: Path, qtbot: QtBot) -> None:
    QTest.mouseClick(part(player, QToolButton, "player_loop"), LEFT)

    player.show_clip(clip, CLIP)
    wait(qtbot, lambda: player.position > 0)

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


def test_each_step_forward_and_back_is_one_frame(paused: Player, qtbot: QtBot) -> None:
    go_to(paused, 5, qtbot)
    forward, back = (part(paused, QToolButton, f"player_{way}") for way in ("forward", "back"))

    for frame in (6, 7, 8, 9):
        QTest.mouseClick(forward, LEFT)
        wait(qtbot, partial(shows, paused, frame))
        assert words(paused, "player_time").endswith(f"frame {frame + 1}")
    for frame in (8, 7):
        QTest.mouseClick(back, LEFT)
        wait(qtbot, partial(shows, paused, frame))


def test_a_step_from_wherever_it_stood_still_is_one_frame(paused: Player, qtbot: QtBot) -> None:
    before = shown_frame(paused)

    QTest.keyClick(paused, Qt.Key.Key_Period)

    wait(qtbot, lambda: shown_frame(paused) == min(before + 1, FRAMES - 1))


def test_stepping_stops_at_both_ends(paused: Player, qtbot: QtBot) -> None:
    go_to(paused, FRAMES - 2, qtbot)

    for _ in range(3):
        QTest.keyClick(paused, Qt.Key.Key_Period)
    wait(qtbot, lambda: shown_frame(paused) == FRAMES - 1)
    assert words(paused, "player_time").endswith(f"frame {FRAMES}")

    go_to(paused, 1, qtbot)
    for _ in range(3):
        QTest.keyClick(paused, Qt.Key.Key_Comma)
    wait(qtbot, lambda: shown_frame(paused) == 0)


def test_the_bar_scrubs_by_mouse_and_by_key(paused: Player, qtbot: QtBot) -> None:
    bar = part(paused, QSlider, "player_position")
    go_to(paused, 0, qtbot)

    QTest.keyClick(bar, Qt.Key.Key_End)
    wait(qtbot, lambda: shown_frame(paused) == FRAMES - 1)
    QTest.mouseClick(bar, LEFT, pos=QPoint(bar.width() // 4, bar.height() // 2))

    wait(qtbot, lambda: shown_frame(paused) < FRAMES - 1)


def test_the_sound_button_is_there_for_clips_with_sound_alone(
    player: Player, clip: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    player.show_clip(clip, CLIP)
    silent = part(player, QToolButton, "player_sound").isVisible()
    loud = make_clip(tmp_path / "loud.mp4", frames=FRAMES, sound=True)

    player.show_clip(loud, ClipFacts(CLIP.size, 1.0, FRAMES, FRAME_RATE, "h264", has_sound=True))
    QTest.mouseClick(part(player, QToolButton, "player_sound"), LEFT)

    assert not silent
    assert part(player, QToolButton, "player_sound").isVisible()
    assert player._audio.isMuted()


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
    QTest.keyClick(paused, Qt.Key.Key_Period)


def test_full_screen_is_left_with_escape(paused: Player, qtbot: QtBot) -> None:
    QTest.keyClick(paused, Qt.Key.Key_F)
    picture = paused._picture
    was_full = picture.isFullScreen()

    QTest.keyClick(picture, Qt.Key.Key_Escape)

    assert was_full
    assert not picture.isFullScreen()


def test_the_buttons_follow_a_change_of_the_theme(player: Player, theme: Theme) -> None:
    button = part(player, QToolButton, "player_loop")
    dark = button.icon().pixmap(18).toImage()

    theme.choose("light")

    assert button.icon().pixmap(18).toImage() != dark
