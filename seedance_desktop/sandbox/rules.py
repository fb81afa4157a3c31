"""What the service takes, checked on the JSON itself; nothing here is shared with the client.

The sentences that were seen on the live service are kept to the letter (api.md 5.1 to 5.4). Two
wrong fields at once give one of the two messages, as there. Unknown keys are ignored.
"""

import math
import secrets
from collections.abc import Mapping

from seedance_desktop.core.capability import Capability, SceneRule
from seedance_desktop.core.geometry import Size, nearest_ratio
from seedance_desktop.core.request import ADAPTIVE, Scene
from seedance_desktop.sandbox.content import Content, read_content
from seedance_desktop.sandbox.fields import flag, text, whole_number
from seedance_desktop.sandbox.media import check_media
from seedance_desktop.sandbox.order import ENDING_WORDS, FRAME_RATE, Ending, Order
from seedance_desktop.sandbox.pictures import Picture
from seedance_desktop.sandbox.refusals import missing, no_such_model, not_valid, unsupported

LARGEST_SEED = 2**31 - 1  # the newest of the two documented limits (api.md 9.14)
EXPIRES_AFTER = (3600, 259_200, 172_800)
"""Least, most and default seconds that a task may wait at the service."""
FLEX_FACTOR = 10
"""How much longer a flex task takes here; the service promises nothing."""

Body = Mapping[str, object]
Models = Mapping[str, Capability]

_KINDS = {Scene.TEXT: "t2v", Scene.REFERENCES: "r2v"}  # everything else is i2v


def read_order(body: Body, models: Models) -> tuple[Order, tuple[Picture, ...]]:
    """What the request asks for, and its pictures. Raises Refused as the service would."""
    model = _model(body, models)
    content = read_content(body.get("content"))
    rule = _scene_rule(model, content)
    resolution = _resolution(body, model, content.scene)
    is_draft = _draft(body, model, resolution)
    ratio = _ratio(body, model, content.scene)
    echoed, size = _shape(ratio, model, resolution, content)
    seed = whole_number(body, "seed", (-1, LARGEST_SEED))
    frames, asked_frames = _frames(body, model)
    _check_switches(body, model, rule)
    _check_tools(body, model, rule)
    tier = _tier(body, model)
    order = Order(
        model=model.id,
        scene=content.scene,
        prompt=content.prompt,
        resolution=resolution,
        ratio=echoed,
        width=size.width,
        height=size.height,
        frames=frames,
        asked_frames=asked_frames,
        seed=secrets.randbelow(100_000) if seed in (None, -1) else seed,
        sound=_sound(body, model),
        watermark=bool(flag(body, "watermark")),
        last_frame=bool(flag(body, "return_last_frame")),
        service_tier=tier,
        expires_after=_expires_after(body),
        wait=_wait(model, resolution, frames) * (FLEX_FACTOR if tier == "flex" else 1),
        ending=_ending(content.prompt),
        shown_seconds=sum(media.seconds for media in content.media if media.is_video),
        token_share=_token_share(body, model) if is_draft else 1.0,
        is_draft=is_draft,
        priority=_priority(body, model),
        output_format=_output_format(body, model),
    )
    return order, content.pictures


def _model(body: Body, models: Models) -> Capability:
    name = text(body, "model")
    if not name:
        raise missing("model")
    if name not in models:
        raise no_such_model(name)
    return models[name]


def _scene_rule(model: Capability, content: Content) -> SceneRule:
    rule = model.scenes.get(content.scene)
    if rule is None:
        raise not_valid("content", f"model {model.id} does not support {_NAMES[content.scene]}")
    if content.scene is Scene.REFERENCES:
        least, most = rule.references
        if content.media:
            least = 0
        count = len(content.pictures)
        if not least <= count <= most:
            reason = f"model {model.id} takes {least} to {most} reference images, received {count}"
            raise not_valid("content", reason)
        check_media(content.media, rule, pictures=count)
    return rule


_NAMES = {
    Scene.TEXT: "text to video",
    Scene.FIRST_FRAME: "a first frame",
    Scene.FIRST_LAST: "a first and a last frame",
    Scene.REFERENCES: "reference images",
}


def _where(model: Capability, scene: Scene) -> str:
    return f"for model {model.id} in {_KINDS.get(scene, 'i2v')}"


def _resolution(body: Body, model: Capability, scene: Scene) -> str:
    rule = model.scenes[scene]
    name = text(body, "resolution")
    if name is None:
        return model.default_resolution
    if name == "4K":
        name = "4k"
    if name not in rule.resolutions:
        raise not_valid("resolution", f"'{name}' is not supported {_where(model, scene)}")
    return name


def _ratio(body: Body, model: Capability, scene: Scene) -> str:
    rule = model.scenes[scene]
    name = text(body, "ratio")
    if name is None:
        return rule.default_ratio
    if name in rule.ratios:
        return name
    if rule.ratios == (ADAPTIVE,):
        reason = "the output ratio follows the first-frame image"
        raise not_valid("ratio", f"'{name}' is not supported {_where(model, scene)}, {reason}")
    raise not_valid("ratio", f"'{name}' is not supported {_where(model, scene)}")


def _shape(ratio: str, model: Capability, resolution: str, content: Content) -> tuple[str, Size]:
    """The ratio that is echoed and the exact pixels (api.md 5.5)."""
    sizes = model.sizes[resolution]
    if ratio != ADAPTIVE:
        return ratio, sizes[ratio]
    if not content.pictures or any(media.is_video for media in content.media):
        return "16:9", sizes["16:9"]  # from the words, or from a video that was not fetched
    shape = content.pictures[0].size.shape
    nearest = nearest_ratio(shape, sizes)
    if model.scenes[content.scene].ratios == (ADAPTIVE,):
        return nearest, _own_shape(shape, sizes[nearest])
    return nearest, sizes[nearest]


def _own_shape(shape: float, like: Size) -> Size:
    """As many pixels as ``like`` in the picture's own shape: 1920 × 1088 becomes 850 × 482."""
    area = like.width * like.height
    return Size(_even(math.sqrt(area * shape)), _even(math.sqrt(area / shape)))


def _even(length: float) -> int:
    return 2 * round(length / 2)


def _frames(body: Body, model: Capability) -> tuple[int, bool]:
    """How many frames to make, and whether the request counted them itself."""
    seconds = _seconds(body, model)
    frames = whole_number(body, "frames")
    if frames is None:
        return FRAME_RATE * seconds + 1, False
    if model.frames is None:
        raise unsupported("frames", model.id)
    first, last, step = model.frames.first, model.frames.last, model.frames.step
    if not first <= frames <= last or (frames - first) % step:
        reason = f"an integer between {first} and {last} of the form {first} + {step}n is expected"
        raise not_valid("frames", f"{reason}, received {frames}")
    return frames, True


def _seconds(body: Body, model: Capability) -> int:
    duration = model.duration
    seconds = whole_number(body, "duration")
    if seconds is None:
        seconds = duration.default
    if seconds == -1 and duration.automatic:
        return max(5, duration.shortest)
    if not duration.shortest <= seconds <= duration.longest:
        automatic = " or -1" if duration.automatic else ""
        reason = f"an integer in [{duration.shortest}, {duration.longest}]{automatic} is expected"
        raise not_valid("duration", f"{reason} for model {model.id}, received {seconds}")
    return seconds


def _check_switches(body: Body, model: Capability, rule: SceneRule) -> None:
    """Switches that are on need a model that has them; off is taken everywhere."""
    has = {
        "camera_fixed": rule.camera_fixed,
        "generate_audio": model.sound,
        "return_last_frame": model.last_frame_image,
    }
    for name, is_there in has.items():
        if flag(body, name) and not is_there:
            raise unsupported(name, model.id)
    flag(body, "watermark")
    if len(text(body, "safety_identifier") or "") > 64:
        raise not_valid("safety_identifier", "at most 64 characters are expected")


def _draft(body: Body, model: Capability, resolution: str) -> bool:
    """Whether a draft is asked for."""
    if not flag(body, "draft"):
        return False
    if model.draft is None:
        raise unsupported("draft", model.id)
    if resolution not in model.draft.resolutions:
        taken = " or ".join(model.draft.resolutions)
        raise not_valid("resolution", f"a draft is made in {taken}, received '{resolution}'")
    return True


def _token_share(body: Body, model: Capability) -> float:
    """What part of the usual tokens a draft counts."""
    if model.draft is None:
        return 1.0
    return model.draft.sound if _sound(body, model) else model.draft.silent


def _priority(body: Body, model: Capability) -> int:
    priority = whole_number(body, "priority", (0, 9)) or 0
    if priority > 0 and model.most_priority == 0:
        raise unsupported("priority", model.id)
    if priority > model.most_priority:
        raise not_valid("priority", f"an integer in [0, {model.most_priority}] is expected")
    return priority


def _output_format(body: Body, model: Capability) -> str:
    name = text(body, "output_format") or "mp4"
    if name not in ("mp4", "mov"):
        raise not_valid("output_format", "mp4 or mov is expected")
    if name not in model.output_formats:
        raise unsupported("output_format", model.id)
    return name


def _check_tools(body: Body, model: Capability, rule: SceneRule) -> None:
    tools = body.get("tools")
    if not tools:
        return
    if not isinstance(tools, list) or any(tool != {"type": "web_search"} for tool in tools):
        raise not_valid("tools", 'a list of {"type": "web_search"} is expected')
    if not rule.web_search:
        raise unsupported("tools", model.id)


def _sound(body: Body, model: Capability) -> bool | None:
    """Whether there is sound; ``None`` for models that have none. It is on by default."""
    if not model.sound:
        return None
    return flag(body, "generate_audio") is not False


def _tier(body: Body, model: Capability) -> str:
    tier = text(body, "service_tier") or "default"
    if tier not in ("default", "flex"):
        raise not_valid("service_tier", "default or flex is expected")
    if tier == "flex" and not model.flex:
        raise unsupported("service_tier", model.id)
    return tier


def _expires_after(body: Body) -> int:
    least, most, default = EXPIRES_AFTER
    seconds = whole_number(body, "execution_expires_after", (least, most))
    return default if seconds is None else seconds


def _wait(model: Capability, resolution: str, frames: int) -> float:
    """Seconds that the service takes; the table has them for clips of ten seconds."""
    waits = model.wait.seconds
    ten_seconds = waits.get(resolution, max(waits.values(), default=60.0))
    return ten_seconds * frames / (10 * FRAME_RATE)


def _ending(prompt: str) -> Ending:
    for word, ending in ENDING_WORDS.items():
        if word in prompt:
            return ending
    return Ending.SUCCEEDED
