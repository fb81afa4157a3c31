from collections.abc import Iterator

import pytest

from seedance_desktop.model.models import Models
from seedance_desktop.model.picture_cache import PictureCache
from seedance_desktop.model.workers import Workers
from seedance_desktop.store.folders import Folders
from tests.support.shelves import until


@pytest.fixture
def workers() -> Iterator[Workers]:
    workers = Workers("test", threads=1)
    yield workers
    workers.close()


def test_pictures_go_with_their_clip_and_when_there_are_too_many(
    models: Models, folders: Folders, workers: Workers
) -> None:
    _cache = PictureCache(
        models.bridge, folders, poster_pass=models.poster_pass, workers=workers, most_bytes=10
    )
    pictures = [folders.posters / "a.jpg", folders.strips / "a.jpg", folders.strips / "b.jpg"]
    for picture in pictures:
        picture.parent.mkdir(parents=True, exist_ok=True)
        picture.write_bytes(b"picture")

    models.bridge.video_removed.emit("a")
    until(lambda: not pictures[0].exists() and not pictures[1].exists())
    assert pictures[2].exists()

    pictures[0].write_bytes(b"another one")
    until(lambda: not pictures[0].exists(), after=models.poster_pass.finished.emit)
