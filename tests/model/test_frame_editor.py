from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from seedance_desktop.core.geometry import Size
from seedance_desktop.core.ids import FrameHash
from seedance_desktop.core.request import Frame, GenerationRequest, Role
from seedance_desktop.model.frame_editor import PREVIEW_SIDE, FramePicture
from seedance_desktop.model.models import Models
from seedance_desktop.store.folders import Folders
from seedance_desktop.store.frames import FrameStore
from tests.support.pictures import cut, make_noise, make_picture


@pytest.fixture
def slot(models: Models) -> FramePicture:
    return models.frames[Role.FIRST_FRAME]


def _settle(slot: FramePicture, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: slot.path is not None and not slot.is_loading, timeout=20_000)


def _dropped(path: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    return mime


def test_a_chosen_picture_is_read_and_sizes_the_draft(
    models: Models, slot: FramePicture, qtbot: QtBot, tmp_path: Path
) -> None:
    picture = make_picture(tmp_path / "a.png", (3000, 2000))

    slot.choose(picture)
    assert slot.is_loading
    _settle(slot, qtbot)

    assert slot.size == Size(3000, 2000)
    assert slot.preview is not None
    assert slot.preview.width() == PREVIEW_SIDE
    assert slot.failure is None
    assert models.draft.ratio == "4:3"
    assert slot.output_size == models.draft.output_size


@pytest.mark.parametrize("kind", ["missing", "folder", "text", "cut", "tiny"])
def test_a_file_that_is_no_usable_picture_says_why_and_stops_generate(
    models: Models, slot: FramePicture, qtbot: QtBot, tmp_path: Path, kind: str
) -> None:
    path = tmp_path / "a.png"
    match kind:
        case "folder":
            path.mkdir()
        case "text":
            path.write_text("no picture")
        case "cut":
            cut(make_noise(path))
        case "tiny":
            make_picture(path, (1, 1))
    models.draft.change(prompt="A fox")

    slot.choose(path)
    _settle(slot, qtbot)

    assert slot.failure is not None
    assert slot.failure.kind == "PictureError"
    assert slot.preview is None
    assert slot.path == path
    assert len(models.draft.problems) == 1


def test_only_the_newest_of_two_pictures_chosen_quickly_is_shown(
    slot: FramePicture, qtbot: QtBot, tmp_path: Path
) -> None:
    first = make_picture(tmp_path / "a.png", (3000, 2000))
    second = make_picture(tmp_path / "b.png", (400, 640))

    slot.choose(first)
    slot.choose(second)
    _settle(slot, qtbot)

    assert slot.path == second
    assert slot.size == Size(400, 640)


def test_choosing_the_same_file_again_reads_it_anew(
    slot: FramePicture, qtbot: QtBot, tmp_path: Path
) -> None:
    path = make_picture(tmp_path / "a.png", (640, 400))
    slot.choose(path)
    _settle(slot, qtbot)
    make_picture(path, (800, 600))

    slot.choose(path)
    _settle(slot, qtbot)

    assert slot.size == Size(800, 600)


def test_a_dropped_file_is_taken(slot: FramePicture, qtbot: QtBot, tmp_path: Path) -> None:
    path = make_picture(tmp_path / "a b#c.png")

    assert slot.can_take(_dropped(path))
    assert slot.take(_dropped(path))
    _settle(slot, qtbot)

    assert slot.path == path
    assert slot.failure is None


def test_a_pasted_picture_becomes_one_file_however_often_it_is_pasted(
    slot: FramePicture, folders: Folders, qtbot: QtBot
) -> None:
    image = QImage(320, 320, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    mime = QMimeData()
    mime.setImageData(image)

    assert slot.take(mime)
    _settle(slot, qtbot)
    slot.clear()
    slot.take(mime)
    _settle(slot, qtbot)

    kept = [path for path in folders.pasted.rglob("*") if path.is_file()]
    assert kept == [slot.path]
    assert slot.size == Size(320, 320)


def test_words_on_the_clipboard_are_not_taken(slot: FramePicture) -> None:
    mime = QMimeData()
    mime.setText("A fox runs")

    assert not slot.can_take(mime)
    assert not slot.take(mime)


def test_clearing_empties_the_slot_and_the_draft(
    models: Models, slot: FramePicture, qtbot: QtBot, tmp_path: Path
) -> None:
    slot.choose(make_picture(tmp_path / "a.png"))
    _settle(slot, qtbot)

    slot.clear()

    assert slot.path is None
    assert slot.preview is None
    assert models.draft.request.pictures == ()


def _recipe(models: Models, source: Path, sent: FrameHash) -> GenerationRequest:
    frame = Frame(Role.FIRST_FRAME, source, sent=sent)
    model = models.catalogue.default.id
    return GenerationRequest(model=model, prompt="Dunes", pictures=(frame,), ratio="adaptive")


def test_a_recipe_whose_file_is_gone_shows_and_sends_what_was_sent(
    models: Models, folders: Folders, slot: FramePicture, qtbot: QtBot, tmp_path: Path
) -> None:
    content = make_picture(tmp_path / "sent.png", (704, 1248)).read_bytes()
    sent = FrameStore(folders.frames).keep(content, "image/png")

    models.draft.use_all(_recipe(models, tmp_path / "gone.jpg", sent))
    _settle(slot, qtbot)

    assert slot.failure is None
    assert slot.size == Size(704, 1248)
    assert models.draft.request.pictures[0].sent == sent


def test_a_recipe_whose_file_is_there_is_rendered_from_what_is_shown(
    models: Models, slot: FramePicture, qtbot: QtBot, tmp_path: Path
) -> None:
    source = make_picture(tmp_path / "a.png")

    models.draft.use_all(_recipe(models, source, FrameHash("ab" * 32)))
    _settle(slot, qtbot)

    assert models.draft.request.pictures == (Frame(Role.FIRST_FRAME, source),)


def test_a_recipe_with_the_picture_that_is_shown_already_keeps_its_size(
    models: Models, slot: FramePicture, qtbot: QtBot, tmp_path: Path
) -> None:
    source = make_picture(tmp_path / "a.png", (800, 600))
    slot.choose(source)
    _settle(slot, qtbot)

    models.draft.use_all(_recipe(models, source, FrameHash("")))

    assert models.draft.ratio == "4:3"
