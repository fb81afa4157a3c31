"""What the readings say of a picture against what the engine would send of it."""

from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from seedance_desktop.core.connection import GPTPROTO
from seedance_desktop.core.limits import picture_room
from seedance_desktop.core.request import Encoding, Role, Scene
from seedance_desktop.media.frame_render import SentFacts, render_frame
from seedance_desktop.model.draft_state import SlotName
from seedance_desktop.model.models import Models
from seedance_desktop.store.frames import FrameStore
from tests.support.pictures import make_noise, make_picture


@pytest.fixture
def drafted(models: Models) -> Models:
    """On a model that takes everything."""
    rows = models.catalogue.rows
    models.draft.set_model(next(row.id for row in rows if Scene.REFERENCES in row.scenes))
    return models


def reading(models: Models, name: SlotName, qtbot: QtBot) -> SentFacts:
    qtbot.waitUntil(lambda: models.frames.sent(name) is not None, timeout=20_000)
    facts = models.frames.sent(name)
    assert facts is not None
    return facts


def test_a_frames_reading_is_what_is_sent(drafted: Models, tmp_path: Path, qtbot: QtBot) -> None:
    picture = make_noise(tmp_path / "a.png", (1600, 1000))
    drafted.draft.set_picture(Role.FIRST_FRAME, picture)

    facts = reading(drafted, Role.FIRST_FRAME, qtbot)

    output = drafted.draft.output_size
    assert output is not None
    sent = render_frame(picture, drafted.draft.request.pictures[0].framing, output)
    assert (facts.kind, facts.byte_count) == ("jpeg", len(sent.content))


def test_a_reference_is_weighed_as_well_in_its_own_shape(
    drafted: Models, tmp_path: Path, qtbot: QtBot
) -> None:
    drafted.draft.set_scene(Scene.REFERENCES)
    drafted.draft.set_picture(Role.REFERENCE, make_picture(tmp_path / "a.png", (4000, 1000)))
    name = drafted.draft.request.pictures[0].id

    facts = reading(drafted, name, qtbot)

    assert str(facts.size) == "2047 × 819"


def test_a_smaller_limit_of_the_connection_makes_it_lighter(
    drafted: Models, tmp_path: Path, qtbot: QtBot
) -> None:
    drafted.draft.set_picture(Role.FIRST_FRAME, make_noise(tmp_path / "a.png", (1600, 1000)))
    before = reading(drafted, Role.FIRST_FRAME, qtbot).byte_count

    drafted.connections.set_address(GPTPROTO, "GPTProto", "https://gptproto.com", 1)
    after = reading(drafted, Role.FIRST_FRAME, qtbot).byte_count

    assert before > picture_room(1_000_000, 1) >= after


def test_where_there_is_no_room_at_all_the_slot_says_so(
    drafted: Models, tmp_path: Path, qtbot: QtBot
) -> None:
    drafted.connections.set_address(GPTPROTO, "GPTProto", "https://gptproto.com", 1)
    drafted.draft.set_scene(Scene.REFERENCES)
    for number in range(8):
        path = make_noise(tmp_path / f"{number}.png")
        drafted.draft.set_picture(Role.REFERENCE, path)
    name = drafted.draft.request.pictures[0].id

    qtbot.waitUntil(lambda: drafted.frames.sent_failure(name) is not None, timeout=20_000)
    failure = drafted.frames.sent_failure(name)

    assert failure is not None
    assert "more than there is room for" in str(failure.message)
    assert drafted.frames.sent(name) is None


def test_kept_bytes_are_weighed_as_they_are(drafted: Models, tmp_path: Path, qtbot: QtBot) -> None:
    content = make_picture(tmp_path / "kept.png", (864, 480)).read_bytes()
    kept = FrameStore(drafted.folders.frames).keep(content, "image/png")
    drafted.draft.set_picture(Role.FIRST_FRAME, tmp_path / "gone.png")
    request = drafted.draft.request
    frame = replace(request.pictures[0], sent=kept, encoding=Encoding.PNG)
    drafted.draft.use_all(replace(request, pictures=(frame,)))

    facts = reading(drafted, Role.FIRST_FRAME, qtbot)

    assert (facts.kind, facts.byte_count) == ("png", len(content))
    assert drafted.draft.request.pictures[0].encoding is Encoding.PNG
