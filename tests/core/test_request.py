"""A request's scene is told from the pictures it carries."""

import pytest
from hypothesis import given

from seedance_desktop.core.request import Frame, GenerationRequest, Role, Scene
from tests.core.shipped import FAST, FIRST, LAST, REFERENCE, SONG, VIDEO, requests


@pytest.mark.parametrize(
    ("pictures", "scene"),
    [
        ((), Scene.TEXT),
        ((FIRST,), Scene.FIRST_FRAME),
        ((FIRST, LAST), Scene.FIRST_LAST),
        ((LAST, FIRST), Scene.FIRST_LAST),
        ((LAST,), Scene.FIRST_LAST),
        ((REFERENCE, REFERENCE), Scene.REFERENCES),
        ((FIRST, REFERENCE), Scene.REFERENCES),
    ],
)
def test_the_scene_follows_from_the_pictures(pictures: tuple[Frame, ...], scene: Scene) -> None:
    assert GenerationRequest(FAST, pictures=pictures).scene is scene


@given(requests())
def test_only_a_request_with_nothing_but_words_is_made_from_text(
    request: GenerationRequest,
) -> None:
    assert (request.scene is Scene.TEXT) == (not request.pictures and not request.media)


def test_a_reference_video_makes_it_a_request_with_references() -> None:
    assert GenerationRequest(FAST, media=(VIDEO,)).scene is Scene.REFERENCES
    assert GenerationRequest(FAST, pictures=(FIRST,), media=(SONG,)).scene is Scene.REFERENCES


def test_the_roles_are_the_services_own_words() -> None:
    assert list(Role) == ["first_frame", "last_frame", "reference_image"]


@given(requests())
def test_equal_requests_are_one_key(request: GenerationRequest) -> None:
    assert {request: 1}[request] == 1
