"""What happens to a draft's pictures and media: pure functions from one state to the next."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from seedance_desktop.core.geometry import CENTRED, Framing
from seedance_desktop.core.ids import ReferenceId
from seedance_desktop.core.mentions import new_reference_id
from seedance_desktop.core.request import (
    NOT_SENT,
    UNNAMED,
    Encoding,
    Frame,
    GenerationRequest,
    MediaKind,
    ReferenceMedia,
    Role,
    Scene,
)
from seedance_desktop.model.draft_state import ROLES, DraftState, SlotName, slot_name
from seedance_desktop.model.origins import Origin


def scene_with(scene: Scene, role: Role) -> Scene:
    """``scene`` if it has a slot for the role, else the least that does."""
    if role in ROLES[scene]:
        return scene
    return next(other for other in Scene if role in ROLES[other])


def in_scene(state: DraftState, scene: Scene) -> DraftState:
    """Another kind of input: what it has no place for is put aside, what has one comes back."""
    roles = ROLES[scene]
    everything = tuple(state.frames)
    media = state.request.media + state.media_aside
    is_references = scene is Scene.REFERENCES
    request = replace(
        state.request,
        pictures=_in_order(frame for frame in everything if frame.role in roles),
        media=media if is_references else (),
    )
    return replace(
        state,
        request=request,
        scene=scene,
        aside=tuple(frame for frame in everything if frame.role not in roles),
        media_aside=() if is_references else media,
    )


def placed(state: DraftState, frame: Frame) -> DraftState:
    """A picture put into its slot, in a kind of input that has one; what was there is gone."""
    state = in_scene(state, scene_with(state.scene, frame.role))
    name = slot_name(frame)
    if state.picture(name) is None:
        pictures = _in_order((*state.request.pictures, frame))
    else:
        pictures = tuple(
            frame if slot_name(other) == name else other for other in state.request.pictures
        )
    return replace(state, request=replace(state.request, pictures=pictures))


def chosen(state: DraftState, name: SlotName, source: Path) -> DraftState:
    """A file put into a slot, centred; for a reference that there is not yet, as one more."""
    if isinstance(name, Role) and name is not Role.REFERENCE:
        return placed(state, Frame(name, source))
    known = "" if name is Role.REFERENCE else name
    return placed(state, Frame(Role.REFERENCE, source, id=ReferenceId(known) or _new_id(state)))


def taken_from(state: DraftState, source: Path, origin: Origin) -> DraftState:
    """The picture from this file said to be a frame of a video of the library."""
    pictures = tuple(
        replace(frame, taken_from=origin.video, taken_at=origin.at)
        if frame.source == source
        else frame
        for frame in state.request.pictures
    )
    return replace(state, request=replace(state.request, pictures=pictures))


def removed(state: DraftState, name: SlotName) -> DraftState:
    """A slot emptied."""
    kept = tuple(frame for frame in state.request.pictures if slot_name(frame) != name)
    return replace(state, request=replace(state.request, pictures=kept))


def reframed(state: DraftState, name: SlotName, framing: Framing) -> DraftState:
    """A slot's picture framed anew; an empty slot is left alone."""
    frame = state.picture(name)
    return state if frame is None else placed(state, replace(frame, framing=framing))


def encoded_as(state: DraftState, name: SlotName, encoding: Encoding) -> DraftState:
    """A slot's picture to be sent in this format; an empty slot is left alone."""
    frame = state.picture(name)
    return state if frame is None else placed(state, replace(frame, encoding=encoding))


def with_references(state: DraftState, sources: Iterable[Path]) -> DraftState:
    """Files added as references, after those that there are."""
    for source in sources:
        state = placed(state, Frame(Role.REFERENCE, source, id=_new_id(state)))
    return state


def reordered(state: DraftState, name: SlotName, index: int) -> DraftState:
    """A reference moved to another place among the references; too far is the end."""
    moved = state.picture(name)
    if moved is None or moved.role is not Role.REFERENCE:
        return state
    others = [frame for frame in state.request.references if frame != moved]
    others.insert(max(0, index), moved)
    rest = [frame for frame in state.request.pictures if frame.role is not Role.REFERENCE]
    return replace(state, request=replace(state.request, pictures=(*rest, *others)))


def swapped(state: DraftState) -> DraftState:
    """First and last frame exchanged, each with its framing; one alone changes its slot."""
    other = {Role.FIRST_FRAME: Role.LAST_FRAME, Role.LAST_FRAME: Role.FIRST_FRAME}
    pictures = _in_order(
        replace(frame, role=other.get(frame.role, frame.role), sent=NOT_SENT)
        for frame in state.request.pictures
    )
    return replace(state, request=replace(state.request, pictures=pictures))


def carried(
    state: DraftState, source: SlotName, target: SlotName, *, copies: bool = False
) -> DraftState:
    """A picture taken from one slot to another, with its framing.

    Where it lands on a picture the two change places, unless it ``copies``. ``Role.REFERENCE``
    as a target is one more reference.
    """
    frame = state.picture(source)
    if frame is None or source == target:
        return state
    there = state.picture(target)
    if not copies:
        state = removed(state, source)
    if there is not None and not copies:
        state = placed(state, _in_slot(there, source, state))
    return placed(state, _in_slot(frame, target, state))


def with_media(state: DraftState, kind: MediaKind, url: str) -> DraftState:
    """A video or sound from the web added to the references."""
    state = in_scene(state, Scene.REFERENCES)
    added = ReferenceMedia(kind, url, id=_new_id(state))
    return _with_media(state, (*state.request.media, added))


def media_changed(state: DraftState, media: ReferenceMedia) -> DraftState:
    """The video or sound of the same id as it is now."""
    return _with_media(
        state, tuple(media if other.id == media.id else other for other in state.request.media)
    )


def without_media(state: DraftState, name: ReferenceId) -> DraftState:
    """A video or sound removed."""
    return _with_media(state, tuple(media for media in state.request.media if media.id != name))


def to_be_rendered(request: GenerationRequest) -> GenerationRequest:
    """``request`` with its pictures to be rendered anew: kept bytes fit one exact frame only."""
    pictures = tuple(replace(frame, sent=NOT_SENT) for frame in request.pictures)
    return replace(request, pictures=pictures)


def _with_media(state: DraftState, media: Sequence[ReferenceMedia]) -> DraftState:
    return replace(state, request=replace(state.request, media=tuple(media)))


def _in_slot(frame: Frame, name: SlotName, state: DraftState) -> Frame:
    """``frame`` as it lies in another slot; a reference is whole where it comes to lie."""
    if isinstance(name, Role) and name is not Role.REFERENCE:
        return replace(frame, role=name, id=UNNAMED, sent=NOT_SENT)
    is_kept = frame.role is Role.REFERENCE
    return Frame(
        Role.REFERENCE,
        frame.source,
        frame.framing if is_kept else CENTRED,
        id=_new_id(state) if name is Role.REFERENCE else ReferenceId(name),
        encoding=frame.encoding,
    )


def _in_order(pictures: Iterable[Frame]) -> tuple[Frame, ...]:
    """In the order in which slots are sent; references keep theirs."""
    order = list(Role)
    return tuple(sorted(pictures, key=lambda frame: order.index(frame.role)))


def _new_id(state: DraftState) -> ReferenceId:
    """An id that nothing has, set aside or not."""
    everything = replace(
        state.request,
        pictures=tuple(state.frames),
        media=state.request.media + state.media_aside,
    )
    return new_reference_id(everything)
