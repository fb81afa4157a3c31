from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from seedance_desktop.core.geometry import Size
from seedance_desktop.core.video import ClipFacts, Video
from seedance_desktop.model.models import Models
from seedance_desktop.ui.library.compare_window import CompareWindow
from seedance_desktop.ui.library.compared_canvas import ComparedCanvas
from seedance_desktop.ui.theme import Theme
from seedance_desktop.ui.widgets.player_pool import PlayerPool
from seedance_desktop.ui.widgets.video_canvas import VideoCanvas
from seedance_desktop.ui.words import clip_words
from tests.store.samples import a_job, a_video
from tests.support.pictures import FRAME_RATE, brightness, make_clip
from tests.support.screen_parts import LEFT, part, turn_wheel, wait

pytestmark = pytest.mark.expected_warnings("pa_context_connect", "No RHI backend", maybe=True)

FRAMES = 25
CLIP = ClipFacts(Size(128, 72), FRAMES / FRAME_RATE, FRAMES, FRAME_RATE, "h264", has_sound=False)


@pytest.fixture
def players(models: Models) -> PlayerPool:
    return PlayerPool(models.preferences, models.pictures)


def videos(folder: Path, count: int) -> list[Video]:
    made = []
    for place in range(count):
        path = make_clip(folder / f"{place}.mp4", frames=FRAMES)
        made.append(a_video(a_job(place), library=folder, file=Path(path.name), clip=CLIP))
    return made


@pytest.fixture
def compared(
    players: PlayerPool, theme: Theme, tmp_path: Path, qtbot: QtBot
) -> Iterator[CompareWindow]:
    parent = QWidget()
    qtbot.addWidget(parent)
    made = CompareWindow(videos(tmp_path, 2), players, theme, parent)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.close()


def grey(canvas: VideoCanvas, share: float = 0.5) -> int:
    image = canvas.grab().toImage()
    return image.pixelColor(int(image.width() * share), image.height() // 2).lightness()


def test_clips_play_and_stand_still_at_the_same_frame(
    compared: CompareWindow, qtbot: QtBot
) -> None:
    wait(qtbot, lambda: all(deck.frame > 2 for deck in compared._decks))

    QTest.keyClick(compared, Qt.Key.Key_Space)
    QTest.keyClick(compared, Qt.Key.Key_Home)
    for _ in range(7):
        QTest.keyClick(compared, Qt.Key.Key_Period)

    canvases = [part(compared, VideoCanvas, f"compare_{place}") for place in (0, 1)]
    wait(qtbot, lambda: all(abs(grey(each) - brightness(7)) < 4 for each in canvases))


def test_a_loop_of_the_leader_is_one_of_all(compared: CompareWindow, qtbot: QtBot) -> None:
    wait(qtbot, lambda: compared._decks[1].frame > FRAMES // 2)

    wait(qtbot, lambda: 0 < compared._decks[1].frame < FRAMES // 2)


def test_the_zoom_of_one_is_the_zoom_of_all(compared: CompareWindow, qtbot: QtBot) -> None:
    one, other = (part(compared, VideoCanvas, f"compare_{place}") for place in (0, 1))
    wait(qtbot, lambda: all(deck.frame > 0 for deck in compared._decks))

    turn_wheel(one, QPoint(20, 20), 600, keys=Qt.KeyboardModifier.ControlModifier)

    assert one.zoom > 0
    assert (other.zoom, other.middle) == (one.zoom, one.middle)


def test_a_wipe_shows_the_one_beside_the_other_up_to_the_line(
    compared: CompareWindow, qtbot: QtBot
) -> None:
    both = part(compared, ComparedCanvas, "compare_both")
    wait(qtbot, lambda: all(deck.frame > 2 for deck in compared._decks))
    compared.toggle()
    QTest.mouseClick(part(compared, QPushButton, "compare_manner_wipe"), LEFT)
    compared._in_step.let_go()
    compared._decks[0].go_to(2)
    compared._decks[1].go_to(20)

    assert both.captions == tuple(
        f"{place}  {clip_words(video)}" for place, video in enumerate(compared._videos, 1)
    )
    wait(qtbot, lambda: abs(grey(both, 0.3) - brightness(2)) < 4)
    wait(qtbot, lambda: abs(grey(both, 0.7) - brightness(20)) < 4)
    QTest.mouseClick(both, LEFT, pos=QPoint(both.width() // 5, 20))
    wait(qtbot, lambda: abs(grey(both, 0.3) - brightness(20)) < 4)

    QTest.mouseClick(part(compared, QPushButton, "compare_manner_flicker"), LEFT)
    wait(qtbot, lambda: both.shows_other)
    assert abs(grey(both) - brightness(20)) < 4


@pytest.mark.expected_warnings("Immediate exit requested", maybe=True)  # closed while it opens
def test_four_take_four_players_and_give_them_back(
    players: PlayerPool, theme: Theme, tmp_path: Path, qtbot: QtBot
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)

    for _ in range(2):
        window = CompareWindow(videos(tmp_path, 4), players, theme, parent)
        assert not part(window, QPushButton, "compare_manner_wipe").isEnabled()
        assert part(window, QPushButton, "compare_manner_wipe").toolTip()
        window.show()
        QTest.keyClick(window, Qt.Key.Key_3)
        window.close()

    assert players.count == 4


def test_the_sound_of_others_is_off_without_the_users_mute(
    compared: CompareWindow, models: Models
) -> None:
    QTest.keyClick(compared, Qt.Key.Key_2)

    assert not models.preferences.recall("muted", False)
    assert [deck.is_heard for deck in compared._decks] == [False, True]
    assert part(compared, QToolButton, "player_play").isVisible()


def test_the_line_of_a_wipe_is_moved_by_keys(compared: CompareWindow) -> None:
    both = part(compared, ComparedCanvas, "compare_both")
    QTest.keyClick(compared, Qt.Key.Key_W)

    for _ in range(5):
        QTest.keyClick(compared, Qt.Key.Key_Left)
    QTest.keyClick(compared, Qt.Key.Key_Right)

    assert both.line == pytest.approx(0.42)


def test_the_window_opens_with_the_keys_at_the_videos_and_is_left_with_escape(
    compared: CompareWindow, players: PlayerPool, qtbot: QtBot
) -> None:
    wait(qtbot, lambda: compared.deck.is_playing)
    focus = compared.focusWidget()
    assert focus is not None

    QTest.keyClick(focus, Qt.Key.Key_Space)
    is_still = not compared.deck.is_playing
    QTest.keyClick(focus, Qt.Key.Key_Escape)

    assert is_still
    assert not compared.isVisible()
    assert {players.take() for _ in range(2)} == set(compared._decks)


def test_a_click_on_the_windows_own_button_closes_it_too(compared: CompareWindow) -> None:
    assert compared.close()

    assert not compared.isVisible()


def test_a_long_prompt_makes_the_window_no_wider(
    players: PlayerPool, theme: Theme, tmp_path: Path, qtbot: QtBot
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    long = [
        replace(video, request=replace(video.request, prompt="the sea at night " * 40))
        for video in videos(tmp_path, 4)
    ]

    window = CompareWindow(long, players, theme, parent)

    assert window.minimumSizeHint().width() < 1000
    assert part(window, QWidget, "compare_0").accessibleName().startswith("the sea at night")
    window.reject()


def test_f_fills_the_screen_and_escape_leaves_that_first(compared: CompareWindow) -> None:
    QTest.keyClick(compared, Qt.Key.Key_F)
    was_full = compared.isFullScreen()
    QTest.keyClick(compared, Qt.Key.Key_Escape)

    assert was_full
    assert compared.isVisible()
    assert not compared.isFullScreen()


def test_clips_are_as_wide_as_each_other_whatever_their_words(
    players: PlayerPool, theme: Theme, tmp_path: Path, qtbot: QtBot
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    short, long = videos(tmp_path, 2)
    long = replace(long, request=replace(long.request, prompt="the sea at night " * 40))

    window = CompareWindow((short, long), players, theme, parent)
    with qtbot.waitExposed(window):
        window.show()

    first, second = (part(window, VideoCanvas, f"compare_{place}") for place in (0, 1))
    assert abs(first.width() - second.width()) <= 1
    window.close()
