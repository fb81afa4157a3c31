"""What is worth knowing before a request is sent, though it can be sent."""

from seedance_desktop.core.capability import Capability
from seedance_desktop.core.failure import Field, Problem, Severity
from seedance_desktop.core.prompt_lint import lint
from seedance_desktop.core.request import GenerationRequest, MediaKind, Role, Scene
from seedance_desktop.core.words import Message

_FIELDS = {
    Scene.FIRST_FRAME: Field.FIRST_FRAME,
    Scene.FIRST_LAST: Field.FIRST_FRAME,
    Scene.REFERENCES: Field.REFERENCES,
}


def advice(request: GenerationRequest, capability: Capability) -> tuple[Problem, ...]:
    """Warnings and hints, none of which stops the request; what does is in ``rules.problems``.

    Those about the prompt are what ``lint`` finds there, with its mend as the remedy.
    """
    found = list(hints(request, capability))
    for finding in lint(request, capability):
        if finding.severity is not Severity.BLOCKS:
            found.append(Problem(Field.PROMPT, finding.message, finding.mend, finding.severity))
    return tuple(found)


def hints(request: GenerationRequest, capability: Capability) -> tuple[Problem, ...]:
    """The part of the advice that is not about the prompt."""
    return (*_faces(request, capability), *_last_frame(request, capability))


def _faces(request: GenerationRequest, capability: Capability) -> list[Problem]:
    shows = bool(request.pictures) or bool(request.media_of(MediaKind.VIDEO))
    if capability.real_faces or not shows:
        return []
    only_last = all(picture.role is Role.LAST_FRAME for picture in request.pictures)
    field = Field.LAST_FRAME if only_last and request.pictures else _FIELDS[request.scene]
    message = Message("{model} refuses the faces of real people.", {"model": capability.name})
    remedy = Message("Drawn ones are taken.")
    return [Problem(field, message, remedy, Severity.HINT)]


def _last_frame(request: GenerationRequest, capability: Capability) -> list[Problem]:
    with_sound = capability.sound and request.sound is not False
    if not request.return_last_frame or not with_sound or capability.last_frame_with_sound:
        return []
    message = Message(
        "Sound and the last frame as a picture, asked for together, have made requests to "
        "{model} fail.",
        {"model": capability.name},
    )
    remedy = Message("Switch one of them off; any frame can be saved from the finished video.")
    return [Problem(Field.LAST_FRAME_IMAGE, message, remedy, Severity.WARNING)]
