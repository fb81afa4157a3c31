from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from seedance_desktop.core.catalogue import Catalogue
from seedance_desktop.core.geometry import Bars, Framing
from seedance_desktop.core.ids import ModelId
from seedance_desktop.core.request import GenerationRequest, MediaKind, Role, Scene
from seedance_desktop.model.bursts import Bursts
from seedance_desktop.model.draft import Draft
from seedance_desktop.model.draft_history import Step
from seedance_desktop.model.draft_pictures import (
    carried,
    reordered,
    swapped,
    with_media,
    with_references,
)
from seedance_desktop.model.draft_state import DraftState, slot_name
from seedance_desktop.model.models import Models, build_models
from seedance_desktop.store.folders import Folders

A, B = Path("/pictures/a.jpg"), Path("/pictures/b.jpg")
FRAMES = (Role.FIRST_FRAME, Role.LAST_FRAME)

Deed = Callable[[Draft], None]


def _wrote(text: str) -> Deed:
    return lambda draft: draft.change(prompt=text)


def _set(role: Role, path: Path) -> Deed:
    return lambda draft: draft.set_picture(role, path)


def _framed(role: Role, framing: Framing, key: str) -> Deed:
    return lambda draft: draft.set_framing(role, framing, Step.CROP, key=key)


def _scene(scene: Scene) -> Deed:
    return lambda draft: draft.set_scene(scene)


def _model(number: int) -> Deed:
    def choose(draft: Draft) -> None:
        rows = draft.catalogue.rows
        draft.set_model(rows[number % len(rows)].id)

    return choose


def _pictures(change: Callable[[DraftState], DraftState], step: Step) -> Deed:
    return lambda draft: draft.take_pictures(step, change(draft.state))


def _last_first(state: DraftState) -> DraftState:
    names = [slot_name(frame) for frame in state.request.references]
    return reordered(state, names[-1], 0) if names else state


def _with_video(state: DraftState) -> DraftState:
    return with_media(state, MediaKind.VIDEO, "https://a.example/b.mp4")


def _recipe(draft: Draft) -> None:
    draft.use_all(GenerationRequest(model=ModelId("gone"), prompt="A recipe"), 3)


framings = st.builds(
    Framing,
    x=st.floats(0, 1),
    zoom=st.floats(1, 4),
    quarter_turns=st.integers(0, 3),
    mirrored=st.booleans(),
    bars=st.sampled_from(Bars),
)
deeds = st.one_of(
    st.builds(_wrote, st.text(max_size=40)),
    st.builds(_set, st.sampled_from(Role), st.sampled_from([A, B])),
    st.builds(_framed, st.sampled_from(FRAMES), framings, st.sampled_from(["", "pan 1", "pan 2"])),
    st.builds(_scene, st.sampled_from(Scene)),
    st.builds(_model, st.integers(0, 20)),
    st.sampled_from(
        [
            _recipe,
            lambda draft: draft.set_count(4),
            lambda draft: draft.change(ratio="1:1", resolution="480p"),
            lambda draft: draft.clear_picture(Role.FIRST_FRAME),
            _pictures(swapped, Step.SWAP),
            _pictures(_last_first, Step.ORDER),
            _pictures(lambda state: with_references(state, [A, B, A]), Step.PICTURE),
            _pictures(
                lambda state: with_media(state, MediaKind.VIDEO, "https://a.b/c"), Step.MEDIA
            ),
            _pictures(lambda state: carried(state, *FRAMES, copies=True), Step.PICTURE),
            lambda draft: draft.undo(),
            lambda draft: draft.redo(),
        ]
    ),
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(deeds, max_size=14))
def test_any_steps_undone_give_the_start_and_redone_the_end(
    models: Models, steps: list[Deed]
) -> None:
    draft = models.draft
    draft.restore(draft.state)
    start = draft.state

    for do in steps:
        do(draft)
    passed = [draft.state]
    while draft.undo_step is not None:
        draft.undo()
        passed.append(draft.state)

    assert draft.state == start
    for state in reversed(passed[:-1]):
        draft.redo()
        assert draft.state == state
    assert draft.capability.id == draft.request.model


def test_a_gesture_is_one_step_however_many_events_it_has(models: Models) -> None:
    draft = models.draft
    draft.set_picture(Role.FIRST_FRAME, A)

    for x in (0.1, 0.2, 0.3):
        draft.set_framing(Role.FIRST_FRAME, Framing(x, zoom=2), Step.CROP, key="drag 1")
    draft.set_framing(Role.FIRST_FRAME, Framing(0.7, zoom=2), Step.CROP, key="drag 2")

    draft.undo()
    assert _framing(draft) == Framing(0.3, zoom=2)
    draft.undo()
    assert _framing(draft) == Framing()
    assert draft.undo_step is Step.PICTURE


def test_the_model_and_what_moved_with_it_come_back_together(
    models: Models, catalogue: Catalogue
) -> None:
    choosy = next(row for row in catalogue if row.duration.shortest > 2)
    models.draft.change(duration=2)
    before = models.draft.request

    models.draft.set_model(choosy.id)
    models.draft.undo()

    assert models.draft.request == before
    assert models.draft.capability.id == before.model
    assert models.draft.redo_step is Step.MODEL


def test_doing_something_else_forgets_what_was_undone(models: Models) -> None:
    models.draft.change(prompt="A fox")
    models.draft.undo()

    models.draft.set_count(2)

    assert models.draft.redo_step is None
    assert models.draft.undo_step is Step.COUNT


def test_a_mode_with_references_keeps_the_frames_and_brings_them_back(models: Models) -> None:
    draft = models.draft
    draft.set_picture(Role.FIRST_FRAME, A)

    draft.take_pictures(Step.PICTURE, with_references(draft.state, [A, B]))
    roles = [frame.role for frame in draft.request.pictures]
    draft.set_scene(Scene.FIRST_FRAME)

    assert roles == [Role.REFERENCE, Role.REFERENCE]
    assert [frame.role for frame in draft.request.pictures] == [Role.FIRST_FRAME]
    assert len(draft.state.aside) == 2


def test_what_was_set_aside_survives_a_restart(
    models: Models, folders: Folders, catalogue: Catalogue
) -> None:
    models.autosave.restore(lambda: None)
    models.draft.take_pictures(
        Step.MEDIA, with_media(models.draft.state, MediaKind.AUDIO, "https://a.example/b.mp3")
    )
    models.draft.set_picture(Role.REFERENCE, A)
    models.draft.set_scene(Scene.FIRST_LAST)
    models.draft.set_picture(Role.LAST_FRAME, B)
    models.autosave.close()
    models.files.finish()

    later = build_models(folders, catalogue)
    later.autosave.restore(lambda: None)

    assert later.draft.state == models.draft.state
    assert later.draft.undo_step is None
    later.close()


@pytest.mark.parametrize(
    ("first", "second", "pause", "is_one"),
    [
        ("A fo", "A fox", 0.3, True),
        ("A fo", "A fox", 3.0, False),
        ("A fox", "A fo", 0.3, False),
        ("A fox", "A fox\n", 0.3, False),
        ("A fox", "A fox " + "runs " * 20, 0.3, False),
    ],
)
def test_typing_goes_on_as_one_step_until_something_else_begins(
    first: str, second: str, pause: float, *, is_one: bool
) -> None:
    now = [10.0]
    bursts = Bursts(lambda: now[0])

    before = bursts.typing_key(first[:-1], first)
    now[0] += pause
    after = bursts.typing_key(first, second)

    assert (before == after) is is_one


def _framing(draft: Draft) -> Framing:
    frame = draft.picture(Role.FIRST_FRAME)
    assert frame is not None
    return frame.framing
