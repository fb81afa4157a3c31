"""The values of the form, apart from prompt and pictures: what a preset holds and Reset resets."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from seedance_desktop.core.capability import Capability
from seedance_desktop.core.request import GenerationRequest
from seedance_desktop.core.rules import fitted

FORM_VALUES = (
    "model",
    "resolution",
    "ratio",
    "duration",
    "frames",
    "seed",
    "camera_fixed",
    "watermark",
    "sound",
    "return_last_frame",
    "service_tier",
    "draft",
    "output_format",
    "priority",
    "web_search",
)
"""Names of fields of GenerationRequest."""


def values_of(request: GenerationRequest) -> dict[str, Any]:
    """What the form is set to; what is left to the service is left out."""
    values = {name: getattr(request, name) for name in FORM_VALUES}
    return {name: value for name, value in values.items() if value is not None}


def with_values(request: GenerationRequest, values: Mapping[str, Any]) -> GenerationRequest:
    """``request`` with these values; those that are not named are as a new request has them."""
    fresh = GenerationRequest(request.model)
    wanted = {name: values.get(name, getattr(fresh, name)) for name in FORM_VALUES}
    return replace(request, **wanted)


def usual(request: GenerationRequest, capability: Capability) -> GenerationRequest:
    """``request`` with every value as the model has it by itself in such a scene."""
    rule = capability.scenes.get(request.scene) or next(iter(capability.scenes.values()))
    values = {
        "model": capability.id,
        "resolution": capability.default_resolution,
        "ratio": rule.default_ratio,
        "duration": capability.duration.default,
    }
    return fitted(with_values(request, values), capability)
