import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl
from pytestqt.qtbot import QtBot

from seedance_desktop.core.request import Role, Scene
from seedance_desktop.engine.engine import Engine
from seedance_desktop.model.dropped import dropped
from seedance_desktop.model.models import Models
from seedance_desktop.model.ways_in import ClipFrame
from tests.api.scripted import page, says, serving
from tests.support.pictures import make_clip, make_picture


def _files(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def _address(url: str) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl(url)])
    return mime


def test_two_files_make_it_first_and_last_where_the_model_takes_both(models: Models) -> None:
    rows = models.catalogue.rows
    models.draft.set_model(next(row.id for row in rows if Scene.FIRST_LAST in row.scenes))

    models.frames.ways_in.take(_files(Path("/a.png"), Path("/b.png")))

    assert models.draft.scene is Scene.FIRST_LAST
    assert [str(frame.source) for frame in models.draft.request.pictures] == ["/a.png", "/b.png"]
    models.draft.undo()
    assert models.draft.request.pictures == ()


def test_two_files_on_the_last_frame_begin_there(models: Models) -> None:
    rows = models.catalogue.rows
    models.draft.set_model(next(row.id for row in rows if Scene.FIRST_LAST in row.scenes))
    models.draft.set_scene(Scene.FIRST_LAST)

    models.frames.ways_in.take(_files(Path("/a.png"), Path("/b.png")), Role.LAST_FRAME)

    assert [str(frame.source) for frame in models.draft.request.pictures] == ["/b.png", "/a.png"]


def test_words_that_are_an_address_and_nothing_else_are_one() -> None:
    alone, among = QMimeData(), QMimeData()
    alone.setText(" https://example.org/a.png ")
    among.setText("see https://example.org/a.png")

    assert dropped(alone).address == "https://example.org/a.png"
    assert dropped(among).is_empty


@pytest.mark.parametrize("which", ClipFrame)
def test_a_clip_asks_which_frame_and_gives_it(
    models: Models, qtbot: QtBot, tmp_path: Path, which: ClipFrame
) -> None:
    clip = make_clip(tmp_path / "clip.mp4", (160, 96))
    ways_in = models.frames.ways_in

    with qtbot.waitSignal(ways_in.clip_given) as asked:
        ways_in.take(_files(clip))
    ways_in.take_frame(clip, which, Role.FIRST_FRAME)
    qtbot.waitUntil(lambda: models.frames[Role.FIRST_FRAME].preview is not None, timeout=20_000)

    assert asked.args == [Role.FIRST_FRAME, clip]


async def _fetched(models: Models, url: str) -> None:
    models.frames.ways_in.take(_address(url), Role.FIRST_FRAME)
    slot, settled = models.frames[Role.FIRST_FRAME], asyncio.Event()

    def look() -> None:
        if slot.preview is not None or slot.failure is not None:
            settled.set()

    models.frames.changed.connect(look)
    await asyncio.wait_for(settled.wait(), 20)


def test_an_address_is_fetched_by_the_engine_and_kept_as_a_file(
    models: Models,
    build: Callable[[], Engine],
    window_loop: asyncio.AbstractEventLoop,
    tmp_path: Path,
) -> None:
    content = make_picture(tmp_path / "a.png", (640, 400)).read_bytes()

    async def scenario() -> None:
        models.bridge.start(build)
        async with serving(says(200, content, content_type="image/png")) as server:
            await _fetched(models, f"{server.address}/pictures/a.png")

    window_loop.run_until_complete(scenario())

    path = models.frames[Role.FIRST_FRAME].path
    assert path is not None
    assert path.read_bytes() == content


def test_an_address_of_no_picture_says_so_at_its_slot(
    models: Models, build: Callable[[], Engine], window_loop: asyncio.AbstractEventLoop
) -> None:
    async def scenario() -> None:
        models.bridge.start(build)
        async with serving(page(200)) as server:
            await _fetched(models, server.address)

    window_loop.run_until_complete(scenario())

    failure = models.frames[Role.FIRST_FRAME].failure
    assert failure is not None
    assert "web page" in failure.message.shown()
    assert models.frames.ways_in.waiting_for(Role.FIRST_FRAME) == ""
