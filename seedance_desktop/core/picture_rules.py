"""Which pictures a model takes, and which of them go together (api.md 5.2)."""

from seedance_desktop.core.capability import Capability
from seedance_desktop.core.failure import Field, Problem
from seedance_desktop.core.request import GenerationRequest, Role, Scene
from seedance_desktop.core.words import Message


def picture_problems(request: GenerationRequest, capability: Capability) -> list[Problem]:
    """Whether the model takes this scene, and the pictures make one."""
    if request.scene not in capability.scenes:
        return _scene_problems(request, capability)
    found = _frame_problems(request)
    if request.scene is Scene.REFERENCES:
        found += _reference_problems(request, capability)
    return found


def _count(request: GenerationRequest, role: Role) -> int:
    return sum(picture.role is role for picture in request.pictures)


def _scene_problems(request: GenerationRequest, capability: Capability) -> list[Problem]:
    found = [_not_taken(request.scene, capability)]
    frames = request.scene is Scene.FIRST_LAST and _count(request, Role.FIRST_FRAME)
    if frames and Scene.FIRST_FRAME not in capability.scenes:
        found.append(_not_taken(Scene.FIRST_FRAME, capability))
    return found


def _not_taken(scene: Scene, capability: Capability) -> Problem:
    named = {"model": capability.name}
    match scene:
        case Scene.TEXT:
            return Problem(
                Field.FIRST_FRAME,
                Message("{model} cannot work from words alone.", named),
                Message("Add a first frame, or choose a model that works from text."),
            )
        case Scene.FIRST_FRAME:
            return Problem(
                Field.FIRST_FRAME,
                Message("{model} takes no first frame.", named),
                Message("Remove it, or choose a model that takes a first frame."),
            )
        case Scene.FIRST_LAST:
            return Problem(
                Field.LAST_FRAME,
                Message("{model} takes no last frame.", named),
                Message("Remove it, or choose a model that takes first and last frames."),
            )
        case Scene.REFERENCES:
            return Problem(
                Field.REFERENCES,
                Message("{model} takes no reference pictures.", named),
                Message("Remove them, or choose a model that takes references."),
            )


def _frame_problems(request: GenerationRequest) -> list[Problem]:
    firsts, lasts = _count(request, Role.FIRST_FRAME), _count(request, Role.LAST_FRAME)
    found = []
    if firsts > 1:
        found.append(
            Problem(
                Field.FIRST_FRAME,
                Message("There are {count} first frames.", {"count": firsts}),
                Message("Keep one of them."),
            )
        )
    if lasts > 1:
        found.append(
            Problem(
                Field.LAST_FRAME,
                Message("There are {count} last frames.", {"count": lasts}),
                Message("Keep one of them."),
            )
        )
    if lasts and not firsts and request.scene is Scene.FIRST_LAST:
        found.append(
            Problem(
                Field.LAST_FRAME,
                Message("There is a last frame but no first frame."),
                Message("Add a first frame, or use this picture as the first frame."),
            )
        )
    return found


def _reference_problems(request: GenerationRequest, capability: Capability) -> list[Problem]:
    fewest, most = capability.scenes[Scene.REFERENCES].references
    count = _count(request, Role.REFERENCE)
    found = []
    fewest = 0 if request.media else fewest
    if count < len(request.pictures):
        found.append(
            Problem(
                Field.REFERENCES,
                Message("Reference pictures cannot be mixed with a first or last frame."),
                Message("Keep either the frames or the references."),
            )
        )
    if count > most:
        found.append(
            Problem(
                Field.REFERENCES,
                Message(
                    "{model} takes up to {most} reference pictures, and there are {count}.",
                    {"model": capability.name, "most": most, "count": count},
                ),
                Message("Remove {surplus} of them.", {"surplus": count - most}),
            )
        )
    if count < fewest:
        found.append(
            Problem(
                Field.REFERENCES,
                Message(
                    "{model} needs at least {fewest} reference pictures, and there are {count}.",
                    {"model": capability.name, "fewest": fewest, "count": count},
                ),
                Message("Add {lacking} more.", {"lacking": fewest - count}),
            )
        )
    return found
