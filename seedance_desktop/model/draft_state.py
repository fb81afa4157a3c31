"""A whole draft as one frozen value: what is saved, and what undo brings back."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from seedance_desktop.core.ids import ReferenceId
from seedance_desktop.core.mentions import new_reference_id
from seedance_desktop.core.request import (
    UNNAMED,
    Frame,
    GenerationRequest,
    ReferenceMedia,
    Role,
    Scene,
)

SlotName = Role | ReferenceId
"""A slot is named by its role or, where there are many of one role, by the reference's id."""

ROLES: dict[Scene, tuple[Role, ...]] = {
    Scene.TEXT: (),
    Scene.FIRST_FRAME: (Role.FIRST_FRAME,),
    Scene.FIRST_LAST: (Role.FIRST_FRAME, Role.LAST_FRAME),
    Scene.REFERENCES: (Role.REFERENCE,),
}
"""The slots of each kind of input."""


@dataclass(frozen=True, slots=True)
class DraftState:
    """The request, how often it is to be made, and the form's kind of input.

    ``aside`` holds the pictures and ``media_aside`` the videos and sounds that the kind of input
    has no place for: they come back with theirs.
    """

    request: GenerationRequest
    count: int = 1
    scene: Scene = Scene.FIRST_FRAME
    aside: tuple[Frame, ...] = ()
    media_aside: tuple[ReferenceMedia, ...] = ()

    @property
    def frames(self) -> Iterator[Frame]:
        """Every picture, set aside or not."""
        yield from self.request.pictures
        yield from self.aside

    def picture(self, name: SlotName) -> Frame | None:
        """The picture in a slot."""
        found = (frame for frame in self.request.pictures if slot_name(frame) == name)
        return next(found, None)


def slot_name(frame: Frame) -> SlotName:
    """The slot that a picture lies in."""
    return frame.id if frame.role is Role.REFERENCE else frame.role


def state_of(request: GenerationRequest, count: int = 1) -> DraftState:
    """The draft that makes this request; references without a name are given one."""
    for number, frame in enumerate(request.pictures):
        if frame.role is Role.REFERENCE and frame.id == UNNAMED:
            named = replace(frame, id=new_reference_id(request))
            pictures = (*request.pictures[:number], named, *request.pictures[number + 1 :])
            request = replace(request, pictures=pictures)
    for number, media in enumerate(request.media):
        if media.id == UNNAMED:
            told = replace(media, id=new_reference_id(request))
            request = replace(
                request, media=(*request.media[:number], told, *request.media[number + 1 :])
            )
    return DraftState(request, max(1, count), request.scene)
