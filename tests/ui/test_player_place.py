"""The first clip: its player is made while the window goes on."""

from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from seedance_desktop.core.geometry import Size
from seedance_desktop.core.video import ClipFacts
from seedance_desktop.model.models import Models
from seedance_desktop.ui.theme import Theme
from seedance_desktop.ui.widgets.player import Player
from seedance_desktop.ui.widgets.player_place import PlayerPlace
from seedance_desktop.ui.widgets.player_pool import PlayerPool
from tests.support.pictures import FRAME_RATE, make_clip
from tests.support.shelves import until

pytestmark = pytest.mark.expected_warnings(
    "pa_context_connect", "No RHI backend", "No audio device", maybe=True
)
FACTS = ClipFacts(Size(128, 72), 25 / FRAME_RATE, 25, FRAME_RATE, "h264", has_sound=False)


@pytest.fixture
def pool(models: Models) -> PlayerPool:
    return PlayerPool(models.preferences, models.pictures)


@pytest.fixture
def place(theme: Theme, pool: PlayerPool, qtbot: QtBot) -> PlayerPlace:
    made = PlayerPlace(theme, pool)
    qtbot.addWidget(made)
    made.resize(480, 360)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def clips(tmp_path: Path) -> list[Path]:
    return [make_clip(tmp_path / f"{name}.mp4", frames=25) for name in ("a", "b")]


def player_of(place: PlayerPlace) -> Player:
    until(lambda: place.player is not None)
    assert place.player is not None
    return place.player


def test_the_window_has_its_turn_between_the_steps_to_the_first_player(
    place: PlayerPlace, pool: PlayerPool, clips: list[Path]
) -> None:
    turns: list[int] = []
    clock = QTimer(place, interval=1)
    clock.timeout.connect(lambda: turns.append(pool.count))

    place.show_clip(clips[0], FACTS)
    assert place.player is None
    clock.start()

    player = player_of(place)
    assert turns.count(0) >= 4  # one beside each part that is loaded
    assert 1 in turns  # and between the making of the decoder and of its controls
    until(lambda: player.is_playing)


def test_of_clips_wanted_before_there_is_a_player_the_last_is_shown(
    place: PlayerPlace, clips: list[Path]
) -> None:
    for path in clips:
        place.show_clip(path, FACTS)

    assert player_of(place).deck.path == clips[1]


def test_a_page_that_is_left_before_there_is_a_player_does_not_play(
    place: PlayerPlace, clips: list[Path]
) -> None:
    place.show_clip(clips[0], FACTS)
    place.pause()

    player = player_of(place)
    assert player.deck.path == clips[0]
    assert not player.is_playing


def test_a_clip_that_goes_before_there_is_a_player_is_not_opened(
    place: PlayerPlace, clips: list[Path]
) -> None:
    place.show_clip(clips[0], FACTS)
    place.clear()

    assert player_of(place).deck.path is None


def test_the_second_place_has_its_player_at_once(
    theme: Theme, place: PlayerPlace, pool: PlayerPool, clips: list[Path], qtbot: QtBot
) -> None:
    place.prepare()
    player_of(place)
    second = PlayerPlace(theme, pool)
    qtbot.addWidget(second)

    second.show_clip(clips[1], FACTS)

    assert second.player is not None
    assert second.player.deck.path == clips[1]
