"""What is worth knowing does not stop a request; what stops it is a problem."""

from dataclasses import replace

import pytest
from hypothesis import given

from seedance_desktop.core.advice import advice
from seedance_desktop.core.capability import Capability
from seedance_desktop.core.failure import Field, Severity
from seedance_desktop.core.ids import ModelId
from seedance_desktop.core.request import GenerationRequest
from seedance_desktop.core.rules import problems
from tests.core.shipped import (
    FAST,
    FIRST,
    LAST,
    PRO_1_5,
    REFERENCE,
    SONG,
    TWO,
    TWO_FIVE,
    VIDEO,
    model,
    models,
    requests,
)


def found(name: ModelId, **parts: object) -> list[tuple[Field, Severity]]:
    request = GenerationRequest(name, **parts)  # type: ignore[arg-type]
    return [(each.field, each.severity) for each in advice(request, model(name))]


@given(requests(), models())
def test_advice_stops_nothing_and_can_be_shown(
    request: GenerationRequest, capability: Capability
) -> None:
    for each in advice(request, capability):
        assert each.severity is not Severity.BLOCKS
        assert each.message.shown()
        assert each.remedy.shown()
    assert all(each.severity is Severity.BLOCKS for each in problems(request, capability))


@pytest.mark.parametrize(
    ("parts", "field"),
    [
        ({"pictures": (FIRST,)}, Field.FIRST_FRAME),
        ({"pictures": (FIRST, LAST)}, Field.FIRST_FRAME),
        ({"pictures": (REFERENCE,)}, Field.REFERENCES),
        ({"media": (VIDEO,)}, Field.REFERENCES),
    ],
)
def test_2_x_models_refuse_real_faces(parts: dict[str, object], field: Field) -> None:
    assert found(TWO, **parts) == [(field, Severity.HINT)]
    assert found(TWO_FIVE, **parts) == [(field, Severity.HINT)]


def test_where_no_face_can_be_nothing_is_said_of_faces() -> None:
    assert found(TWO, prompt="a face") == []
    assert found(TWO_FIVE, media=(SONG,)) == []
    assert found(FAST, pictures=(FIRST,)) == []
    assert found(PRO_1_5, pictures=(FIRST, LAST)) == []


@pytest.mark.parametrize("sound", [True, None])
def test_sound_together_with_the_last_frame_is_warned_of(sound: bool | None) -> None:
    parts = {"prompt": "a cat", "return_last_frame": True, "sound": sound}

    assert found(TWO, **parts) == [(Field.LAST_FRAME_IMAGE, Severity.WARNING)]
    assert found(TWO, **parts | {"sound": False}) == []
    assert found(PRO_1_5, **parts) == []


def test_what_lint_finds_is_advice_with_the_mend_as_its_remedy() -> None:
    request = GenerationRequest(FAST, "a cat jumps after 2.5 seconds --dur 5")

    [each] = advice(request, model(FAST))

    assert (each.field, each.severity) == (Field.PROMPT, Severity.WARNING)
    assert str(each.remedy) == "Make it 2"
    mended = replace(request, prompt="a cat jumps after 2 seconds")
    assert advice(mended, model(FAST)) == ()
