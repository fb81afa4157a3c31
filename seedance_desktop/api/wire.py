"""A request as the JSON that is sent; what comes back is read in ``reply``."""

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import msgspec

from seedance_desktop.core.geometry import Size
from seedance_desktop.core.ids import FrameHash
from seedance_desktop.core.request import (
    RANDOM_SEED,
    Frame,
    GenerationRequest,
    OutputFormat,
    ReferenceMedia,
    ServiceTier,
)

_SIGNATURES = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
)


@dataclass(frozen=True, slots=True)
class SentFrame:
    """The very bytes that are sent for a picture, already inside the service's limits."""

    mime: str
    content: bytes
    size: Size


@dataclass(frozen=True, slots=True)
class _Key:
    """A key beside ``model`` and ``content``; a value of ``None`` leaves it out."""

    name: str
    value: Callable[[GenerationRequest], object]


def _camera(request: GenerationRequest) -> object:
    return True if request.camera_fixed else None


_KEYS = (
    # `framespersecond` is absent on purpose: any value is taken, and billed (api.md 5.1).
    _Key("resolution", lambda request: request.resolution),
    _Key("ratio", lambda request: request.ratio),
    _Key("duration", lambda request: request.duration if request.frames is None else None),
    _Key("frames", lambda request: request.frames),
    _Key("seed", lambda request: None if request.seed == RANDOM_SEED else request.seed),
    # The sources disagree about the spelling and unknown keys are ignored (api.md 9, row 2).
    _Key("camera_fixed", _camera),
    _Key("camerafixed", _camera),
    _Key("watermark", lambda request: request.watermark),
    _Key("generate_audio", lambda request: request.sound),
    _Key("return_last_frame", lambda request: request.return_last_frame or None),
    _Key(
        "service_tier",
        lambda request: (
            None if request.service_tier is ServiceTier.DEFAULT else request.service_tier.value
        ),
    ),
    _Key("draft", lambda request: request.draft or None),
    _Key("priority", lambda request: request.priority or None),
    _Key(
        "output_format",
        lambda request: (
            None if request.output_format is OutputFormat.MP4 else request.output_format.value
        ),
    ),
    _Key("tools", lambda request: [{"type": "web_search"}] if request.web_search else None),
)


def request_body(
    request: GenerationRequest, frames: Mapping[FrameHash, SentFrame]
) -> dict[str, object]:
    """The body that creates a task. ``request`` is sent as it is: the caller has fitted it.

    ``frames`` holds the bytes of every picture's ``sent``.
    """
    content: list[object] = []
    if request.prompt.strip() or not (request.pictures or request.media):
        content.append({"type": "text", "text": _whole_characters(request.prompt)})
    content.extend(_image_item(picture, frames[picture.sent]) for picture in request.pictures)
    content.extend(_media_item(media) for media in request.media)
    body: dict[str, object] = {"model": str(request.model), "content": content}
    for key in _KEYS:
        value = key.value(request)
        if value is not None:
            body[key.name] = value
    return body


def encoded(body: Mapping[str, object]) -> bytes:
    """The body as UTF-8 JSON."""
    return msgspec.json.encode(body)


def _whole_characters(prompt: str) -> str:
    """Half characters, which a paste may bring, become question marks: UTF-8 has none."""
    return prompt.encode("utf-8", "replace").decode("utf-8")


def _image_item(picture: Frame, frame: SentFrame) -> dict[str, object]:
    data = base64.b64encode(frame.content).decode("ascii")
    return {
        "type": "image_url",
        "image_url": {"url": f"data:{_mime(frame)};base64,{data}"},
        "role": picture.role.value,
    }


def _media_item(media: ReferenceMedia) -> dict[str, object]:
    name = f"{media.kind.value}_url"
    return {"type": name, name: {"url": media.url}, "role": f"reference_{media.kind.value}"}


def _mime(frame: SentFrame) -> str:
    """What the bytes are, whatever they were called: the service checks the one by the other."""
    for signature, mime in _SIGNATURES:
        if frame.content.startswith(signature):
            return mime
    return frame.mime.lower()
