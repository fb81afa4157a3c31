"""What may not stand in a prompt."""

from seedance_desktop.core.capability import Capability
from seedance_desktop.core.failure import Field, Problem
from seedance_desktop.core.mentions import mentions_in, reference_names
from seedance_desktop.core.prompt_flags import flags_in
from seedance_desktop.core.request import GenerationRequest, Scene
from seedance_desktop.core.words import Message


def prompt_problems(request: GenerationRequest, capability: Capability) -> list[Problem]:
    """Whether the words are there where they are needed, can be sent, and are only words."""
    found = []
    wordless = request.scene is Scene.TEXT and not request.prompt.strip()
    if wordless and Scene.TEXT in capability.scenes:
        found.append(
            Problem(
                Field.PROMPT,
                Message("The prompt is empty, and there is no picture to start from."),
                Message("Describe what should be seen, or add a first frame."),
            )
        )
    flags = flags_in(request.prompt)
    if flags:
        found.append(
            Problem(
                Field.PROMPT,
                Message(
                    "The prompt contains {flags}, which may override the other settings and "
                    "change the cost.",
                    {"flags": ", ".join(flags)},
                ),
                Message("Take it out of the prompt and set the value itself."),
            )
        )
    names = reference_names(request, capability)
    if any(mentioned.id not in names for mentioned in mentions_in(request.prompt)):
        found.append(
            Problem(
                Field.PROMPT,
                Message("The prompt mentions a reference that is not attached."),
                Message("Attach it again, or take the mention out of the prompt."),
            )
        )
    if any("\ud800" <= sign <= "\udfff" for sign in request.prompt):
        found.append(
            Problem(
                Field.PROMPT,
                Message("The prompt contains signs that are no valid text."),
                Message("Type them again."),
            )
        )
    return found
