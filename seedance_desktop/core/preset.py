"""Settings of the form under a name, to be put into any draft again."""

from dataclasses import dataclass

from seedance_desktop.core.capability import Capability
from seedance_desktop.core.form_values import values_of, with_values
from seedance_desktop.core.request import GenerationRequest
from seedance_desktop.core.rules import fitted


@dataclass(frozen=True, slots=True)
class Preset:
    """``request`` holds the values alone, neither prompt nor pictures."""

    name: str
    request: GenerationRequest
    count: int = 1


def preset_of(name: str, request: GenerationRequest, count: int) -> Preset:
    """A preset of what the form is set to."""
    return Preset(name, with_values(GenerationRequest(request.model), values_of(request)), count)


def with_preset(
    preset: Preset, request: GenerationRequest, capability: Capability
) -> GenerationRequest:
    """``request`` with the preset's values, as far as its model takes them with these pictures."""
    return fitted(with_values(request, values_of(preset.request)), capability)


def free_name(name: str, taken: set[str]) -> str:
    """``name``, or with 2, 3, … after it where it is taken."""
    candidate, number = name, 1
    while candidate in taken:
        number += 1
        candidate = f"{name} {number}"
    return candidate
