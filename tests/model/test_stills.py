from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from seedance_desktop.core.request import Role
from seedance_desktop.model.models import Models
from seedance_desktop.model.stills import Still
from tests.support.pictures import brightness, make_clip


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    return make_clip(tmp_path / "clip.mp4")


def test_a_frame_is_saved_copied_and_sent_as_it_is_in_the_file(
    models: Models, clip: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    still = Still(clip, 9)

    with qtbot.waitSignals([models.stills.copied, models.stills.saved, models.stills.sent]):
        models.stills.save(still, tmp_path / still.name)
        models.stills.copy(still)
        models.stills.send(still, Role.LAST_FRAME)

    saved, sent = QImage(str(tmp_path / "clip-0010.png")), models.draft.picture(Role.LAST_FRAME)
    assert (saved.width(), saved.height()) == (128, 72)
    assert abs(saved.pixelColor(64, 36).lightness() - brightness(9)) < 3
    assert sent is not None
    assert sent.source.read_bytes() == (tmp_path / still.name).read_bytes()


def test_a_frame_of_a_file_that_is_gone_is_told_and_nothing_is_changed(
    models: Models, tmp_path: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(models.bridge.error_met):
        models.stills.send(Still(tmp_path / "gone.mp4", 0), Role.FIRST_FRAME)

    assert models.draft.picture(Role.FIRST_FRAME) is None
