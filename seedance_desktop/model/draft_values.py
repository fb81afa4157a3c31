"""What happens to a draft's values as they change: pure functions, no Qt."""

from dataclasses import dataclass, replace

from seedance_desktop.core.capability import Capability
from seedance_desktop.core.failure import Failure, Field, Problem
from seedance_desktop.core.request import GenerationRequest, Role, Scene
from seedance_desktop.core.rules import fitted


@dataclass(frozen=True, slots=True)
class Moved:
    """A value that a newly chosen model does not take, and the one it moved to."""

    field: Field
    before: object
    after: object


_NAMES = {
    Field.RESOLUTION: "resolution",
    Field.RATIO: "ratio",
    Field.DURATION: "duration",
    Field.FRAMES: "frames",
    Field.SEED: "seed",
    Field.CAMERA: "camera_fixed",
    Field.SOUND: "sound",
    Field.WATERMARK: "watermark",
    Field.LAST_FRAME_IMAGE: "return_last_frame",
    Field.SERVICE_TIER: "service_tier",
    Field.DRAFT: "draft",
    Field.OUTPUT_FORMAT: "output_format",
    Field.PRIORITY: "priority",
    Field.WEB_SEARCH: "web_search",
}
_SLOTS = {
    Role.FIRST_FRAME: Field.FIRST_FRAME,
    Role.LAST_FRAME: Field.LAST_FRAME,
    Role.REFERENCE: Field.REFERENCES,
}


def fresh_request(capability: Capability) -> GenerationRequest:
    """The empty request that a model starts with."""
    rule = capability.scenes.get(Scene.TEXT) or next(iter(capability.scenes.values()))
    return GenerationRequest(
        model=capability.id,
        resolution=capability.default_resolution,
        ratio=rule.default_ratio,
        duration=capability.duration.default,
    )


def moved_values(before: GenerationRequest, after: GenerationRequest) -> tuple[Moved, ...]:
    """Which fields of the form differ."""
    return tuple(
        Moved(field, getattr(before, name), getattr(after, name))
        for field, name in _NAMES.items()
        if getattr(before, name) != getattr(after, name)
    )


def picture_problem(role: Role, failure: Failure) -> Problem:
    """A picture that cannot be used, as a problem of its slot."""
    return Problem(_SLOTS[role], failure.message, failure.remedy)


def in_its_scene(
    before: GenerationRequest, after: GenerationRequest, capability: Capability
) -> GenerationRequest:
    """``after`` with values that its scene takes, where pictures came or went.

    A ratio that was left at the old scene's default becomes the new one's: a portrait dropped on
    a fresh draft is not cut to a landscape.
    """
    rule = capability.scenes.get(after.scene)
    if after.scene is before.scene or rule is None:
        return after
    left = capability.scenes.get(before.scene)
    if left is not None and after.ratio == left.default_ratio:
        after = replace(after, ratio=rule.default_ratio)
    return fitted(after, capability)
