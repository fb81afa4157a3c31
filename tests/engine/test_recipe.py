"""A recipe tells how a video was made, and nothing that is its maker's own."""

from dataclasses import replace
from pathlib import Path

import pytest

from seedance_desktop.core.geometry import Framing
from seedance_desktop.core.ids import ReferenceId
from seedance_desktop.core.request import Frame, MediaKind, ReferenceMedia, Role
from seedance_desktop.engine.recipe import recipe_in, recipe_json
from tests.store import samples


def written(*media: ReferenceMedia) -> str:
    picture = Frame(
        Role.REFERENCE, Path("/pictures/cat.png"), Framing(quarter_turns=1), id=ReferenceId("r1")
    )
    request = samples.a_request(pictures=(picture,), media=media, prompt="@{r1} dances")
    job = samples.a_job(request=request)
    return recipe_json(job, samples.a_video(job))


def test_references_come_back_with_what_the_prompt_calls_them() -> None:
    media = ReferenceMedia(MediaKind.VIDEO, "https://example.com/dance.mp4", 4.0, ReferenceId("r2"))

    recipe = recipe_in(written(media))

    assert recipe is not None
    (picture,) = recipe.request.pictures
    assert (picture.source, picture.id, picture.framing.quarter_turns) == (Path("cat.png"), "r1", 1)
    assert recipe.request.media == (media,)
    assert recipe.request.prompt == "@{r1} dances"


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://example.com/a/b.mp4?X-Sign=abc&x=1#t", "https://example.com/a/b.mp4"),
        ("https://me:secret@example.com:8443/b.mp4", "https://example.com:8443/b.mp4"),
        ("asset://asset-20261122", "asset://asset-20261122"),
        ("https://[broken", ""),
    ],
)
def test_an_address_is_kept_without_what_lets_others_in(url: str, kept: str) -> None:
    media = ReferenceMedia(MediaKind.AUDIO, url)

    recipe = recipe_in(written(media))

    assert recipe is not None
    assert recipe.request.media == (replace(media, url=kept),)
