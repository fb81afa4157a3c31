"""The player by keyboard alone, in its window and on the whole screen; its controls."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFrame, QToolButton
from pytestqt.qtbot import QtBot

from seedance_desktop.ui.library.inspector import NARROWEST
from seedance_desktop.ui.widgets.full_screen import FullScreen
from seedance_desktop.ui.widgets.player import Player
from tests.support.pictures import make_clip
from tests.support.screen_parts import part, wait
from tests.ui.test_library_keys import focus
from tests.ui.test_player import CLIP, FRAMES, clip, paused, player

__all__ = ["clip", "paused", "player"]
pytestmark = pytest.mark.expected_warnings("pa_context_connect", "No RHI backend", maybe=True)

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def full(paused: Player, qtbot: QtBot) -> FullScreen:
    """The clip on the whole screen, standing still."""
    QTest.keyClick(paused, Qt.Key.Key_F)
    window = part(paused, FullScreen, "full_screen")
    wait(qtbot, window.isActiveWindow)
    return window


def test_a_clip_that_stands_still_is_seen_on_the_whole_screen_at_once(
    paused: Player, full: FullScreen
) -> None:
    assert full.canvas.frame is not None


def test_hidden_controls_come_back_for_the_keyboard_and_stay_while_it_is_in_them(
    paused: Player, full: FullScreen, qtbot: QtBot
) -> None:
    bar = part(full, QFrame, "full_screen_bar")
    full._quiet.timeout.emit()
    assert not bar.isVisible()

    QTest.keyClick(full, Qt.Key.Key_Tab)
    full._quiet.timeout.emit()

    assert bar.isVisible()
    assert bar.isAncestorOf(focus())


def test_space_plays_at_once_on_the_whole_screen(paused: Player, full: FullScreen) -> None:
    QTest.keyClick(focus(), Qt.Key.Key_Space)

    assert paused.is_playing


def test_the_keyboard_is_where_it_was_after_the_whole_screen(paused: Player, qtbot: QtBot) -> None:
    button = part(paused, QToolButton, "player_forward")
    button.setFocus()
    paused.toggle_full_screen()
    window = part(paused, FullScreen, "full_screen")
    wait(qtbot, window.isActiveWindow)

    QTest.keyClick(focus(), Qt.Key.Key_Escape)

    assert not paused.is_full_screen
    assert paused.focusWidget() is button


def test_the_zoomed_picture_is_moved_by_keys(paused: Player) -> None:
    paused.canvas.set_view(8.0, paused.canvas.middle)
    before = paused.canvas.middle

    QTest.keyClick(paused, Qt.Key.Key_Right, SHIFT)
    QTest.keyClick(paused, Qt.Key.Key_Up, SHIFT)

    assert paused.canvas.middle.x() > before.x()
    assert paused.canvas.middle.y() < before.y()
    QTest.keyClick(paused, Qt.Key.Key_Left, SHIFT)
    QTest.keyClick(paused, Qt.Key.Key_Down, SHIFT)
    assert paused.canvas.middle.x() == pytest.approx(before.x())
    assert paused.canvas.middle.y() == pytest.approx(before.y())


def test_the_tab_key_goes_through_the_controls_as_they_are_seen(paused: Player) -> None:
    names = [stop.objectName() for stop in paused.stops if stop.isVisible()]
    paused.setFocus()
    walked = []
    for _ in names:
        walked.append(focus().objectName())
        QTest.keyClick(focus(), Qt.Key.Key_Tab)

    assert walked == names


@pytest.mark.parametrize("wanted", ["Use as first frame", "Save frames as PNG files…\tShift+S"])
def test_what_goes_on_in_the_window_ends_the_whole_screen(
    paused: Player, full: FullScreen, wanted: str
) -> None:
    """A slot that is filled there, or progress that is told there."""
    (action,) = (each for each in full.controls.more.actions() if each.text() == wanted)

    action.trigger()

    assert not paused.is_full_screen


def test_the_speed_that_was_chosen_comes_back_after_j_and_l(paused: Player, qtbot: QtBot) -> None:
    rate = part(paused, QToolButton, "player_rate")
    QTest.keyClick(paused, Qt.Key.Key_BracketLeft)
    chosen = paused.deck.rate
    QTest.keyClick(paused, Qt.Key.Key_L)
    QTest.keyClick(paused, Qt.Key.Key_L)
    fast = rate.text()
    QTest.keyClick(paused, Qt.Key.Key_J)
    QTest.keyClick(paused, Qt.Key.Key_J)
    back = rate.text()
    QTest.keyClick(paused, Qt.Key.Key_K)
    QTest.keyClick(paused, Qt.Key.Key_Space)

    assert (chosen, fast, back) == (0.75, "2×", "−2×")
    assert paused.deck.rate == chosen
    assert (rate.text(), rate.accessibleName()) == ("0.75×", "Speed: 0.75×")


def test_the_next_clip_has_the_speed_that_was_chosen(paused: Player, clip: Path) -> None:
    QTest.keyClick(paused, Qt.Key.Key_BracketLeft)

    paused.show_clip(clip, CLIP)

    assert paused.deck.rate == 0.75


def test_the_controls_of_a_clip_with_sound_fit_the_narrowest_inspector(
    player: Player, tmp_path: Path, qtbot: QtBot
) -> None:
    """Eight buttons in a row did not: what stood last could not be reached."""
    loud = make_clip(tmp_path / "loud.mp4", frames=FRAMES, sound=True)
    player.show_clip(loud, replace(CLIP, has_sound=True))
    player.deck.set_rate(0.25)
    player.deck.mark(first=1, last=FRAMES - 1)
    wait(qtbot, part(player, QToolButton, "player_sound").isVisible)

    margins_and_bar = 40
    assert player.minimumSizeHint().width() <= NARROWEST - margins_and_bar
