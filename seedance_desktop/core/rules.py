"""Whether a model takes a request, the nearest one that it takes, and the size it will make."""

import math
import re
from dataclasses import replace

from seedance_desktop.core.capability import Capability, SceneRule
from seedance_desktop.core.failure import Problem
from seedance_desktop.core.geometry import Size, nearest_ratio, ratio_shape
from seedance_desktop.core.limits import FRAME_RATE
from seedance_desktop.core.media_rules import media_problems
from seedance_desktop.core.picture_rules import picture_problems
from seedance_desktop.core.prompt_rules import prompt_problems
from seedance_desktop.core.request import (
    ADAPTIVE,
    AUTOMATIC_DURATION,
    GenerationRequest,
    MediaKind,
    Scene,
    ServiceTier,
)
from seedance_desktop.core.value_rules import value_problems

_RATIO = re.compile(r"[1-9][0-9]{0,4}:[1-9][0-9]{0,4}")
_RESOLUTION = re.compile(r"([1-9][0-9]{0,4})([pk])")


def problems(request: GenerationRequest, capability: Capability) -> tuple[Problem, ...]:
    """Every rule of the model that the request breaks; empty when it can be sent.

    That a model is retired is no problem: it may still answer. What does not stop a request is
    in ``advice``.
    """
    return (
        *picture_problems(request, capability),
        *media_problems(request, capability),
        *prompt_problems(request, capability),
        *value_problems(request, capability),
    )


def resolved_ratio(
    request: GenerationRequest, capability: Capability, first_frame_shape: float | None = None
) -> str | None:
    """The ratio that the clip will have; ``None`` while that cannot be known.

    ``first_frame_shape`` is width over height of the first picture as it lies. With ``adaptive``
    the service takes the ratio nearest to it. 2.5 keeps the picture's own shape instead, but the
    picture is cropped to the nearest listed ratio before it is sent: the outcome is the same.
    """
    sizes = capability.sizes.get(request.resolution, {})
    if request.ratio != ADAPTIVE:
        return request.ratio if request.ratio in sizes else None
    if first_frame_shape is None or request.scene is Scene.TEXT or not sizes:
        return None
    if request.media_of(MediaKind.VIDEO):  # the video's shape counts, and it is not known
        return None
    return nearest_ratio(first_frame_shape, sizes)


def output_size(
    request: GenerationRequest, capability: Capability, first_frame_shape: float | None = None
) -> Size | None:
    """The pixels that the clip will have; ``None`` while that cannot be known."""
    ratio = resolved_ratio(request, capability, first_frame_shape)
    return capability.size(request.resolution, ratio) if ratio is not None else None


def fitted(request: GenerationRequest, capability: Capability) -> GenerationRequest:
    """``request`` for this model, each value moved to the nearest one that it takes.

    Prompt, pictures and seed stay as they are: they are the user's work.
    """
    # A scene that is not taken is a problem that stays; the other values still move.
    rule = capability.scenes.get(request.scene) or next(iter(capability.scenes.values()))
    frames, duration = _length(request, capability)
    resolution = _resolution(request.resolution, capability, rule)
    drafts = capability.draft.resolutions if capability.draft is not None else ()
    formats = capability.output_formats
    return replace(
        request,
        model=capability.id,
        resolution=resolution,
        ratio=_ratio(request.ratio, rule),
        frames=frames,
        duration=duration,
        camera_fixed=request.camera_fixed and rule.camera_fixed,
        sound=None if request.sound and not capability.sound else request.sound,
        return_last_frame=request.return_last_frame and capability.last_frame_image,
        service_tier=request.service_tier if capability.flex else ServiceTier.DEFAULT,
        draft=request.draft and resolution in drafts,
        output_format=request.output_format if request.output_format in formats else formats[0],
        priority=max(0, min(request.priority, capability.most_priority)),
        web_search=request.web_search and rule.web_search,
    )


def _resolution(wished: str, capability: Capability, rule: SceneRule) -> str:
    """The nearest by the length of the side that names it; of two equally near, the smaller."""
    if wished in rule.resolutions:
        return wished
    side = _side(wished)
    if side is None:
        usual = capability.default_resolution
        return usual if usual in rule.resolutions else rule.resolutions[-1]
    return min(rule.resolutions, key=lambda name: abs(math.log((_side(name) or 1) / side)))


def _side(resolution: str) -> int | None:
    """Pixels of the side that names a resolution: 720 of ``720p``, 2160 of ``4k``."""
    found = _RESOLUTION.fullmatch(resolution)
    if found is None:
        return None
    return int(found[1]) * (540 if found[2] == "k" else 1)


def _ratio(wished: str, rule: SceneRule) -> str:
    if wished in rule.ratios:
        return wished
    concrete = [ratio for ratio in rule.ratios if ratio != ADAPTIVE]
    if not concrete or not _RATIO.fullmatch(wished):
        return rule.default_ratio
    return nearest_ratio(ratio_shape(wished), concrete)


def _length(request: GenerationRequest, capability: Capability) -> tuple[int | None, int]:
    """Frames and seconds. Frames that the model does not count become the nearest seconds."""
    span = capability.duration
    duration = request.duration
    if request.frames is not None and capability.frames is None:
        duration = max(1, round(request.frames / FRAME_RATE))
    if duration == AUTOMATIC_DURATION:
        duration = duration if span.automatic else span.default
    else:
        duration = span.nearest(duration)
    if request.frames is None or capability.frames is None:
        return None, duration
    return capability.frames.nearest(request.frames), duration
