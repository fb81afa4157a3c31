"""What may not stand in a prompt."""

import re

from seedance_desktop.core.capability import Capability
from seedance_desktop.core.failure import Field, Problem
from seedance_desktop.core.request import GenerationRequest, Scene
from seedance_desktop.core.words import Message

_FLAG_NAMES = (
    *("resolution", "rs", "ratio", "rt", "duration", "dur", "frames"),
    *("framespersecond", "framepersecond", "fps", "seed"),
    *("camerafixed", "cf", "watermark", "wm"),
)
# A Chinese prompt has no blanks: a flag may follow any sign but one that makes it another word.
_FLAG = re.compile(
    rf"(?<![a-z0-9_-])--(?:{'|'.join(_FLAG_NAMES)})(?![a-z0-9_-])", re.ASCII | re.IGNORECASE
)


def flags_in(prompt: str) -> tuple[str, ...]:
    """The service's old ``--name value`` settings that stand in a prompt, each once."""
    return tuple(dict.fromkeys(_FLAG.findall(prompt)))


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
    if any("\ud800" <= sign <= "\udfff" for sign in request.prompt):
        found.append(
            Problem(
                Field.PROMPT,
                Message("The prompt contains signs that are no valid text."),
                Message("Type them again."),
            )
        )
    return found
