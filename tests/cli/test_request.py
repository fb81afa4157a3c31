"""What was not said is as the model has it; what was said is never changed."""

import pytest

from seedance_desktop.cli.generate import GENERATE
from seedance_desktop.cli.parser import Parser
from seedance_desktop.cli.request import requested
from seedance_desktop.core.catalogue import Catalogue
from seedance_desktop.core.request import (
    Encoding,
    GenerationRequest,
    OutputFormat,
    Role,
    Scene,
    ServiceTier,
)
from seedance_desktop.core.rules import problems


def request_of(catalogue: Catalogue, *words: str) -> GenerationRequest:
    parser = Parser("generate", "")
    GENERATE.add_arguments(parser)
    return requested(parser.parse_args(words), catalogue)


@pytest.mark.parametrize(
    ("scene", "pictures"),
    [
        (Scene.TEXT, ()),
        (Scene.FIRST_FRAME, ("--first-frame", "a.png")),
        (Scene.FIRST_LAST, ("--first-frame", "a.png", "--last-frame", "b.png")),
        (Scene.REFERENCES, ("--reference", "a.png", "b.png")),
    ],
)
def test_the_defaults_of_every_model_are_taken_by_it_in_every_scene(
    catalogue: Catalogue, scene: Scene, pictures: tuple[str, ...]
) -> None:
    for row in catalogue:
        if scene in row.scenes:
            request = request_of(catalogue, "--prompt", "A kite", "--model", row.id, *pictures)

            assert request.scene is scene
            assert problems(request, row) == ()
            assert request.duration == row.duration.default
            assert request.ratio == row.scenes[scene].default_ratio


def test_everything_that_is_said_arrives(catalogue: Catalogue) -> None:
    request = request_of(
        catalogue,
        *("--prompt", "A kite", "--first-frame", "a.png", "--resolution", "480p"),
        *("--ratio", "9:16", "--frames", "29", "--seed", "7", "--no-sound"),
        *("--camera-fixed", "--watermark"),
    )

    assert request.model == catalogue.default_model
    assert (request.resolution, request.ratio, request.frames) == ("480p", "9:16", 29)
    assert (request.seed, request.sound) == (7, False)
    assert request.camera_fixed
    assert request.watermark
    (picture,) = request.pictures
    assert picture.role is Role.FIRST_FRAME
    assert picture.source.is_absolute()


def test_references_of_every_kind_and_the_newer_choices_arrive(catalogue: Catalogue) -> None:
    request = request_of(
        catalogue,
        *("--prompt", "@{r1} dances as in @{r2}", "--model", "dreamina-seedance-2-5-260628"),
        *("--reference", "a.png", "--reference-video", "https://example.com/v.mp4"),
        *("--reference-audio", "https://example.com/s.mp3", "--format", "mov", "--priority", "3"),
        *("--service-tier", "default", "--return-last-frame", "--no-sound"),
    )

    assert problems(request, catalogue.find(request.model)) == ()
    assert [media.url[-3:] for media in request.media] == ["mp4", "mp3"]
    assert [*(p.id for p in request.pictures), *(m.id for m in request.media)] == ["r1", "r2", "r3"]
    assert (request.output_format, request.priority) == (OutputFormat.MOV, 3)
    assert request.return_last_frame


@pytest.mark.parametrize(
    ("words", "encoding"),
    [
        ((), Encoding.AUTOMATIC),
        (("--picture-format", "auto"), Encoding.AUTOMATIC),
        (("--picture-format", "png"), Encoding.PNG),
        (("--picture-format", "jpeg"), Encoding.JPEG),
    ],
)
@pytest.mark.parametrize(
    "pictures", [("--first-frame", "a.png", "--last-frame", "b.png"), ("--sample",)]
)
def test_every_picture_is_sent_in_the_format_that_is_said(
    catalogue: Catalogue, words: tuple[str, ...], encoding: Encoding, pictures: tuple[str, ...]
) -> None:
    request = request_of(catalogue, "--prompt", "A kite", *pictures, *words)

    assert request.pictures
    assert {picture.encoding for picture in request.pictures} == {encoding}


def test_a_draft_is_made_as_small_as_the_model_makes_drafts(catalogue: Catalogue) -> None:
    words = ("--prompt", "A kite", "--model", "seedance-1-5-pro-251215", "--draft")

    assert request_of(catalogue, *words).resolution == "480p"
    too_large = request_of(catalogue, *words, "--resolution", "720p")
    assert [each.field for each in problems(too_large, catalogue.find(too_large.model))] == [
        "draft"
    ]


def test_the_web_is_searched_and_the_slow_tier_taken_where_it_is_said(catalogue: Catalogue) -> None:
    assert request_of(catalogue, "--prompt", "A kite", "--web-search").web_search
    slow = request_of(catalogue, "--prompt", "A kite", "--service-tier", "flex")
    assert slow.service_tier is ServiceTier.FLEX


def test_two_first_frames_are_told_and_not_silently_made_one(catalogue: Catalogue) -> None:
    request = request_of(catalogue, "--first-frame", "a.png", "--first-frame", "b.png")

    told = problems(request, catalogue.find(request.model))
    assert [str(problem.message) for problem in told] == ["There are 2 first frames."]


def test_what_is_said_beside_the_sample_wins(catalogue: Catalogue) -> None:
    sample = request_of(catalogue, "--sample")
    changed = request_of(catalogue, "--sample", "--duration", "3", "--prompt", "A kite")

    assert problems(sample, catalogue.find(sample.model)) == ()
    assert (changed.prompt, changed.duration) == ("A kite", 3)
    assert changed.pictures == sample.pictures
