"""Mentions survive whatever is done to the references, and are sent as the service reads them."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedance_desktop.core.ids import ReferenceId
from seedance_desktop.core.mentions import (
    mention,
    mentions_in,
    new_reference_id,
    readable_prompt,
    reference_names,
    rendered_prompt,
    without_mentions,
)
from seedance_desktop.core.request import (
    Frame,
    GenerationRequest,
    MediaKind,
    ReferenceMedia,
    Role,
)
from tests.core.shipped import LITE_I2V, TWO, model

FULL = model(TWO)
LITE = model(LITE_I2V)

ids = st.lists(
    st.from_regex(r"[a-z0-9_-]{1,8}", fullmatch=True).map(ReferenceId),
    min_size=1,
    max_size=9,
    unique=True,
)
plain_texts = st.text(st.characters(exclude_characters="@{}"), max_size=12)


def asked(*references: str, prompt: str = "") -> GenerationRequest:
    pictures = tuple(
        Frame(Role.REFERENCE, Path(f"{name}.png"), id=ReferenceId(name)) for name in references
    )
    return GenerationRequest(FULL.id, prompt=prompt, pictures=pictures)


@given(ids, st.data())
def test_a_mention_follows_its_picture_into_any_order(
    references: list[ReferenceId], data: st.DataObject
) -> None:
    chosen = data.draw(st.sampled_from(references))
    order = data.draw(st.permutations(references))
    request = asked(*order, prompt=f"look at {mention(chosen)}")

    sent = rendered_prompt(request, FULL)

    assert sent == f"look at Image {order.index(chosen) + 1}"


@given(st.lists(plain_texts, min_size=2, max_size=6))
def test_nothing_but_the_mentions_changes(texts: list[str]) -> None:
    request = asked("a", prompt=mention(ReferenceId("a")).join(texts))

    pieces = rendered_prompt(request, FULL)

    for text in texts:
        assert text in pieces
    names = set(reference_names(request, FULL).values())
    assert sum(map(pieces.count, names)) >= len(texts) - 1


@given(st.text(max_size=30))
def test_a_prompt_without_mentions_is_sent_to_the_letter(text: str) -> None:
    if not list(mentions_in(text)):
        assert rendered_prompt(asked("a", "b", prompt=text), FULL) == text


@pytest.mark.parametrize(
    ("prompt", "sent"),
    [
        ("@{a} meets @{b}", "Image 1 meets Image 2"),
        ("@{b}@{a}", "Image 2 Image 1"),
        ("@{a}2 and x@{b}y", "Image 1 2 and x Image 2 y"),
        ("@{a}, (@{b})", "Image 1, (Image 2)"),
        ("让@{a}里的猫跑向@{b}", "让图片1里的猫跑向图片2"),
        ("猫@{a}2只", "猫图片1 2只"),
        ("@{gone} stays", "@{gone} stays"),
        ("a@b.c and @{} and @a", "a@b.c and @{} and @a"),
    ],
)
def test_a_mention_is_sent_in_the_words_of_the_service(prompt: str, sent: str) -> None:
    assert rendered_prompt(asked("a", "b", prompt=prompt), FULL) == sent


@pytest.mark.parametrize(
    ("prompt", "sent"), [("@{a} and @{b}2", "[Image 1] and [Image 2]2"), ("@{b}在跑", "[图2]在跑")]
)
def test_the_lite_model_reads_brackets(prompt: str, sent: str) -> None:
    assert rendered_prompt(asked("a", "b", prompt=prompt), LITE) == sent


def test_videos_and_sounds_are_counted_each_by_themselves() -> None:
    media = tuple(
        ReferenceMedia(kind, "https://example.com/x", id=ReferenceId(name))
        for kind, name in (
            (MediaKind.AUDIO, "song"),
            (MediaKind.VIDEO, "dance"),
            (MediaKind.VIDEO, "walk"),
        )
    )
    request = replace(asked("a", prompt="@{a} moves as in @{walk} to @{song}"), media=media)

    assert rendered_prompt(request, FULL) == "Image 1 moves as in Video 2 to Audio 1"
    in_chinese = replace(request, prompt="@{a}像@{dance}一样随@{song}跳舞")
    assert rendered_prompt(in_chinese, FULL) == "图片1像视频1一样随音频1跳舞"


def test_first_and_last_frames_have_no_name() -> None:
    frame = Frame(Role.FIRST_FRAME, Path("a.png"), id=ReferenceId("a"))
    request = GenerationRequest(FULL.id, prompt="@{a}", pictures=(frame,))

    assert rendered_prompt(request, FULL) == "@{a}"


@given(ids, plain_texts)
def test_a_new_id_is_nobodys(references: list[ReferenceId], text: str) -> None:
    request = asked(*references, prompt=f"{text}@{{r1}}")

    new = new_reference_id(request)

    assert new not in {*references, "r1"}
    assert [found.id for found in mentions_in(mention(new))] == [new]


def test_a_prompts_own_words_are_left() -> None:
    assert without_mentions("@{a} meets @{b}!").split() == ["meets", "!"]


def test_people_read_names_and_no_tokens_whatever_became_of_the_model() -> None:
    request = asked("a", "b", prompt="@{b} meets @{gone} and@{a}")

    assert readable_prompt(request) == "Image 2 meets ? and Image 1"
    assert readable_prompt(replace(request, prompt="@{b}跳舞")) == "图片2跳舞"
