import tomllib
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from seedance_desktop.core.request import Scene
from seedance_desktop.core.resources import resource
from seedance_desktop.media.picture import picture_size
from seedance_desktop.store.records import read_request
from tools.draw_samples import draw_all

PICTURES = ("paper-boats.jpg", "lighthouse.jpg", "dunes.jpg")


@pytest.mark.parametrize("name", PICTURES)
def test_every_sample_is_light_and_large_enough_for_full_hd(name: str) -> None:
    path = resource("sample", name)

    facts = picture_size(path)

    assert facts.byte_count < 400_000
    assert min(facts.size.width, facts.size.height) >= 1080


def test_the_sample_draft_can_be_sent_as_it_is() -> None:
    record = tomllib.loads(resource("sample", "draft.toml").read_text(encoding="utf-8"))

    request = read_request(record)

    assert request.scene is Scene.FIRST_FRAME
    assert request.pictures[0].source == Path("paper-boats.jpg")
    assert resource("sample", record["pictures"][0]["source"]).is_file()
    assert request.prompt.startswith("Three paper boats drift")
    assert "\n" not in request.prompt


def test_the_samples_are_what_the_tool_draws(tmp_path: Path) -> None:
    written = draw_all(tmp_path)

    assert {path.name for path in written} == set(PICTURES)
    for name in PICTURES:
        drawn, kept = QImage(str(tmp_path / name)), QImage(str(resource("sample", name)))
        assert drawn.size() == kept.size()
        for x in range(50, drawn.width(), 400):
            for y in range(50, drawn.height(), 300):
                found, wanted = drawn.pixelColor(x, y), kept.pixelColor(x, y)
                assert abs(found.lightness() - wanted.lightness()) < 24
