"""Which values a model takes beside words and pictures: size, length, seed and switches."""

from seedance_desktop.core.capability import Capability, SceneRule
from seedance_desktop.core.failure import Field, Problem
from seedance_desktop.core.limits import MAX_SEED
from seedance_desktop.core.request import (
    ADAPTIVE,
    AUTOMATIC_DURATION,
    RANDOM_SEED,
    GenerationRequest,
    Scene,
    ServiceTier,
)
from seedance_desktop.core.words import Message


def value_problems(request: GenerationRequest, capability: Capability) -> list[Problem]:
    """Whether each value is one that the model takes in this scene."""
    rule = capability.scenes.get(request.scene)
    found = []
    if rule is not None:
        found += _resolution_problems(request, capability, rule)
        found += _ratio_problems(request, capability, rule)
    found += _length_problems(request, capability)
    found += _seed_problems(request, capability)
    found += _switch_problems(request, capability, rule)
    found += _draft_problems(request, capability)
    found += _delivery_problems(request, capability, rule)
    return found


def _resolution_problems(
    request: GenerationRequest, capability: Capability, rule: SceneRule
) -> list[Problem]:
    if request.resolution in rule.resolutions:
        return []
    values = {"model": capability.name, "resolution": request.resolution}
    if request.resolution in capability.resolutions and request.scene is Scene.REFERENCES:
        message = Message("{model} does not make {resolution} from reference pictures.", values)
    else:
        message = Message("{model} does not make {resolution}.", values)
    return [Problem(Field.RESOLUTION, message, _choose(rule.resolutions))]


def _ratio_problems(
    request: GenerationRequest, capability: Capability, rule: SceneRule
) -> list[Problem]:
    if request.ratio in rule.ratios:
        return []
    values = {"model": capability.name, "ratio": request.ratio}
    if rule.ratios == (ADAPTIVE,):
        message = Message("{model} takes the shape of the clip from the first frame.", values)
        remedy = Message("Set the ratio to adaptive.")
        return [Problem(Field.RATIO, message, remedy)]
    if request.ratio == ADAPTIVE and request.scene is Scene.TEXT:
        message = Message("{model} cannot choose the ratio without a first frame.", values)
    elif request.ratio == ADAPTIVE:
        message = Message("{model} cannot choose the ratio by itself here.", values)
    else:
        message = Message("{model} does not make the ratio {ratio}.", values)
    return [Problem(Field.RATIO, message, _choose(rule.ratios))]


def _choose(choices: tuple[str, ...]) -> Message:
    return Message("Choose one of these: {choices}.", {"choices": ", ".join(choices)})


def _length_problems(request: GenerationRequest, capability: Capability) -> list[Problem]:
    if request.frames is not None:
        return _frames_problems(request.frames, capability)
    span = capability.duration
    if span.shortest <= request.duration <= span.longest:
        return []
    if request.duration == AUTOMATIC_DURATION and span.automatic:
        return []
    values = {
        "model": capability.name,
        "shortest": span.shortest,
        "longest": span.longest,
        "duration": request.duration,
    }
    if request.duration == AUTOMATIC_DURATION:
        message = Message("{model} cannot choose the length by itself.", values)
    else:
        message = Message(
            "{model} makes clips of {shortest} to {longest} seconds, not of {duration}.", values
        )
    remedy = Message("Choose {shortest} to {longest} seconds.", values)
    return [Problem(Field.DURATION, message, remedy)]


def _frames_problems(frames: int, capability: Capability) -> list[Problem]:
    span = capability.frames
    if span is None:
        message = Message("{model} takes no exact frame count.", {"model": capability.name})
        return [Problem(Field.FRAMES, message, Message("Give the length in seconds instead."))]
    nearest = span.nearest(frames)
    if frames == nearest:
        return []
    message = Message(
        "{model} takes {first} to {last} frames in steps of {step}, not {frames}.",
        {
            "model": capability.name,
            "first": span.first,
            "last": span.last,
            "step": span.step,
            "frames": frames,
        },
    )
    remedy = Message("The nearest possible count is {nearest}.", {"nearest": nearest})
    return [Problem(Field.FRAMES, message, remedy)]


def _seed_problems(request: GenerationRequest, capability: Capability) -> list[Problem]:
    if request.seed == RANDOM_SEED:
        return []
    if not capability.seed:
        message = Message("{model} takes no seed.", {"model": capability.name})
        return [Problem(Field.SEED, message, Message("Leave the seed random."))]
    if 0 <= request.seed <= MAX_SEED:
        return []
    message = Message(
        "The seed must be 0 to {largest}, or -1 for a random one.", {"largest": MAX_SEED}
    )
    return [Problem(Field.SEED, message, Message("Choose another seed."))]


def _switch_problems(
    request: GenerationRequest, capability: Capability, rule: SceneRule | None
) -> list[Problem]:
    named = {"model": capability.name}
    found = []
    if request.camera_fixed and rule is not None and not rule.camera_fixed:
        if request.scene is Scene.REFERENCES:
            message = Message("{model} cannot hold the camera still with references.", named)
        else:
            message = Message("{model} cannot hold the camera still.", named)
        found.append(Problem(Field.CAMERA, message, Message("Switch the fixed camera off.")))
    if request.sound and not capability.sound:
        message = Message("{model} makes no sound.", named)
        remedy = Message("Switch the sound off, or choose a model that makes sound.")
        found.append(Problem(Field.SOUND, message, remedy))
    if request.return_last_frame and not capability.last_frame_image:
        message = Message("{model} does not hand back the last frame as a picture.", named)
        remedy = Message("Switch the last-frame picture off.")
        found.append(Problem(Field.LAST_FRAME_IMAGE, message, remedy))
    if request.service_tier is ServiceTier.FLEX and not capability.flex:
        message = Message("{model} is not offered in the flex tier.", named)
        found.append(Problem(Field.SERVICE_TIER, message, Message("Choose the default tier.")))
    return found


def _draft_problems(request: GenerationRequest, capability: Capability) -> list[Problem]:
    if not request.draft:
        return []
    if capability.draft is None:
        message = Message("{model} makes no drafts.", {"model": capability.name})
        return [Problem(Field.DRAFT, message, Message("Switch the draft off."))]
    choices = capability.draft.resolutions
    if request.resolution in choices:
        return []
    values = {"resolution": request.resolution, "choices": ", ".join(choices)}
    message = Message("Drafts are made in {choices}, not in {resolution}.", values)
    remedy = Message("Choose that resolution, or switch the draft off.")
    return [Problem(Field.DRAFT, message, remedy)]


def _delivery_problems(
    request: GenerationRequest, capability: Capability, rule: SceneRule | None
) -> list[Problem]:
    """The kind of file, the place in the queue, and what may be looked up on the way."""
    named = {"model": capability.name}
    found = []
    if request.output_format not in capability.output_formats:
        values = {**named, "format": request.output_format.upper()}
        message = Message("{model} does not make {format} files.", values)
        found.append(Problem(Field.OUTPUT_FORMAT, message, _choose(capability.output_formats)))
    if request.priority and not capability.most_priority:
        message = Message("{model} knows no priority.", named)
        found.append(Problem(Field.PRIORITY, message, Message("Set the priority to 0.")))
    elif not 0 <= request.priority <= capability.most_priority:
        message = Message("The priority must be 0 to {most}.", {"most": capability.most_priority})
        found.append(Problem(Field.PRIORITY, message, Message("Choose another priority.")))
    if request.web_search and rule is not None and not rule.web_search:
        of_words = capability.scenes.get(Scene.TEXT)
        if of_words is not None and of_words.web_search:
            message = Message("{model} searches the web only for a request of words alone.", named)
        else:
            message = Message("{model} does not search the web.", named)
        found.append(Problem(Field.WEB_SEARCH, message, Message("Switch the web search off.")))
    return found
