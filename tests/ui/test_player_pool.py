import pytest

from seedance_desktop.model.models import Models
from seedance_desktop.ui.widgets.player_pool import MOST, PlayerPool

pytestmark = pytest.mark.expected_warnings("pa_context_connect", maybe=True)


def test_players_are_lent_from_a_few_and_used_again(models: Models) -> None:
    pool = PlayerPool(models.preferences, models.pictures)
    lent = [pool.take() for _ in range(MOST)]

    with pytest.raises(LookupError):
        pool.take()
    pool.give_back(lent[2])
    again = pool.take()

    assert again is lent[2]
    assert pool.count == MOST


def test_volume_and_mute_are_the_same_for_every_player_and_remembered(models: Models) -> None:
    pool = PlayerPool(models.preferences, models.pictures)
    pool.take().sound.setVolume(0.25)

    assert pool.take().sound.volume() == pytest.approx(0.25)
    assert models.preferences.recall("volume", 1.0) == pytest.approx(0.25)


def test_the_speed_is_the_same_for_every_player_and_remembered(models: Models) -> None:
    pool = PlayerPool(models.preferences, models.pictures)
    first = pool.take()
    first.set_rate(0.5)
    first.set_rate(4.0, for_now=True)  # as L does, for a moment

    assert pool.take().rate == 0.5
    assert PlayerPool(models.preferences, models.pictures).take().rate == 0.5
