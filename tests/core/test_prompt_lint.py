"""Every oddity in a prompt is found where it stands, and one click makes it go away."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedance_desktop.core.failure import Severity
from seedance_desktop.core.ids import ModelId, ReferenceId
from seedance_desktop.core.prompt_lint import Finding, lint
from seedance_desktop.core.request import Frame, GenerationRequest, Role
from seedance_desktop.core.rules import problems
from tests.core.shipped import FAST, FIRST, LITE_I2V, PRO, SONG, TWO, VIDEO, model

CATS = tuple(
    Frame(Role.REFERENCE, Path(f"{name}.png"), id=ReferenceId(name)) for name in ("r1", "r2")
)
PIECES = (
    *("a cat", " ", "jumps", "，", "猫", "\n", "after 2.5 seconds", "3.25秒", "--dur 4", "--rs 4k"),
    *(
        "--wm true",
        "--fps",
        "Image 1",
        "图片7",
        "[Image 2]",
        "@{r1}",
        "@{gone}",
        "\udc80",
        "word " * 400,
    ),
)
prompts = st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=8).map("".join)


def asked(
    prompt: str, name: ModelId = TWO, *, pictures: tuple[Frame, ...] = CATS
) -> GenerationRequest:
    return GenerationRequest(name, prompt, pictures)


def found(request: GenerationRequest) -> tuple[Finding, ...]:
    return lint(request, model(request.model))


def mended(request: GenerationRequest) -> GenerationRequest:
    """Each button pressed in turn, until nothing is found any more."""
    for _ in range(60):
        findings = found(request)
        if not findings:
            return request
        request = findings[0].mended(request)
    raise AssertionError(request.prompt)


@given(prompts)
def test_pressing_every_button_leaves_nothing_to_find(prompt: str) -> None:
    request = asked(prompt)

    after = mended(request)

    assert after.pictures == request.pictures
    assert not problems(replace(after, prompt=after.prompt or "a cat"), model(TWO))


@given(prompts)
def test_a_finding_lies_in_the_prompt_and_its_mend_changes_something(prompt: str) -> None:
    request = asked(prompt)

    for finding in found(request):
        assert 0 <= finding.start <= finding.end <= len(prompt)
        assert finding.mended(request) != request
        assert finding.message.shown()
        assert finding.mend.shown()


@given(prompts)
def test_what_blocks_in_the_prompt_is_a_problem_too(prompt: str) -> None:
    request = asked(prompt)
    blocking = [each for each in found(request) if each.severity is Severity.BLOCKS]

    assert bool(blocking) is bool(problems(request, model(TWO)))


@pytest.mark.parametrize(
    ("prompt", "words", "after", "changes"),
    [
        ("a cat --dur 10", "--dur 10", "a cat", {"duration": 10}),
        ("a cat --duration 10 runs", "--duration 10", "a cat runs", {"duration": 10}),
        ("a cat --dur 99", "--dur 99", "a cat", {}),
        ("a cat --rs 480p", "--rs 480p", "a cat", {"resolution": "480p"}),
        ("a cat --resolution 4k", "--resolution 4k", "a cat", {}),
        ("a cat --rt=9:16", "--rt=9:16", "a cat", {"ratio": "9:16"}),
        ("a cat --seed 11", "--seed 11", "a cat", {"seed": 11}),
        ("a cat --seed eleven", "--seed", "a cat eleven", {}),
        ("a cat --frames 57", "--frames 57", "a cat", {"frames": 57}),
        ("a cat --cf true", "--cf true", "a cat", {"camera_fixed": True}),
        ("a cat --WM 1", "--WM 1", "a cat", {"watermark": True}),
        ("a cat --fps 24", "--fps 24", "a cat", {}),
        ("一只猫--dur 7跑", "--dur 7", "一只猫跑", {"duration": 7}),
    ],
)
def test_a_flag_moves_into_the_form_where_it_can_and_goes(
    prompt: str, words: str, after: str, changes: dict[str, object]
) -> None:
    request = asked(prompt, PRO, pictures=())

    [finding] = found(request)

    assert finding.severity is Severity.BLOCKS
    assert prompt[finding.start : finding.end] == words
    assert finding.mended(request) == replace(request, prompt=after, **changes)  # type: ignore[arg-type]


def test_a_mention_of_what_is_gone_blocks_and_goes() -> None:
    request = asked("@{r1} and @{r2} with @{r9}")

    [finding] = found(request)

    assert finding.severity is Severity.BLOCKS
    assert finding.mended(request).prompt == "@{r1} and @{r2} with"


@pytest.mark.parametrize(
    ("prompt", "words"),
    [
        ("@{r1} and @{r2} like Image 3", "Image 3"),
        ("@{r1}@{r2}像图片3", "图片3"),
        ("@{r1} and @{r2} like [image 4]", "[image 4]"),
        ("@{r1} and @{r2} like Video 1", "Video 1"),
        ("@{r1}@{r2}随音频2", "音频2"),
        ("@{r1} and @{r2} like Image 0", "Image 0"),
    ],
)
def test_what_is_named_but_not_attached_is_warned_of(prompt: str, words: str) -> None:
    request = asked(prompt)

    [finding] = found(request)

    assert finding.severity is Severity.WARNING
    assert prompt[finding.start : finding.end] == words
    assert words not in finding.mended(request).prompt


def test_a_name_typed_by_hand_can_be_bound_to_its_reference() -> None:
    request = asked("[Image 2] chases @{r1}", LITE_I2V)

    [finding] = found(request)

    assert finding.severity is Severity.HINT
    assert finding.mended(request).prompt == "@{r2} chases @{r1}"


def test_what_is_attached_but_not_mentioned_is_mentioned_at_the_end() -> None:
    media = (replace(SONG, id=ReferenceId("r3")), replace(VIDEO, id=ReferenceId("r4")))
    request = replace(asked("a chase like Image 1"), media=media)

    finding = found(request)[-1]

    assert finding.severity is Severity.HINT
    assert str(finding.message) == "Not mentioned: Image 2, Video 1, Audio 1."
    assert finding.mended(request).prompt == "a chase like Image 1 @{r2} @{r4} @{r3}"


@pytest.mark.parametrize("prompt", ["", "   "])
def test_without_words_nothing_has_to_be_mentioned(prompt: str) -> None:
    assert found(asked(prompt)) == ()


def test_image_1_may_mean_the_first_frame() -> None:
    assert found(asked("the man in image 1 waves", pictures=(FIRST,))) == ()


@pytest.mark.parametrize(
    ("prompt", "after"),
    [
        ("he turns after 4.5 seconds", "he turns after 4 seconds"),
        ("a 2.75s pause", "a 3s pause"),
        ("for 0.2 sec", "for 1 sec"),
        ("在1.5秒后", "在2秒后"),
        ("a 3.5-second shot", "a 4-second shot"),
    ],
)
def test_fractions_of_a_second_become_whole(prompt: str, after: str) -> None:
    request = asked(prompt, pictures=())

    [finding] = found(request)

    assert finding.severity is Severity.WARNING
    assert finding.mended(request).prompt == after


@pytest.mark.parametrize(
    "prompt",
    [
        "f/2.8 lens, 24.5 mm, take 3.1",
        "version 2.0 series",
        "at 4 seconds",
        "imagery 5, images 9, an image",
        "-- a dash, --verbose, a@b.c",
        "a" * 3000,
        "word " * 1000,
        "猫" * 500,
    ],
)
def test_ordinary_words_are_left_alone(prompt: str) -> None:
    assert found(asked(prompt, FAST, pictures=())) == ()


@pytest.mark.parametrize("prompt", ["word " * 1001, "猫" * 501, "猫" * 300 + " word" * 500])
def test_what_is_over_long_can_be_cut(prompt: str) -> None:
    request = asked(prompt, FAST, pictures=())

    [finding] = found(request)

    assert finding.severity is Severity.WARNING
    assert found(finding.mended(request)) == ()
    assert finding.mended(request).prompt == prompt[: finding.start].rstrip()
