"""The ``content`` list of a request: texts, pictures, videos, sounds, and the scene they make."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from seedance_desktop.core.request import Role, Scene
from seedance_desktop.sandbox.media import Media, read_media
from seedance_desktop.sandbox.pictures import Picture, read_picture
from seedance_desktop.sandbox.refusals import missing, not_valid

_MEDIA_TYPES = frozenset({"video_url", "audio_url"})
_MIXED = "first/last frame content cannot be mixed with reference media content"


@dataclass(frozen=True, slots=True)
class Content:
    """What was sent, in order: for a pair the first frame comes first."""

    prompt: str
    scene: Scene
    pictures: tuple[Picture, ...]
    media: tuple[Media, ...] = ()


@dataclass(frozen=True, slots=True)
class _Image:
    param: str
    url: str
    role: Role | None


def read_content(value: object) -> Content:
    """The content of a request. Raises Refused for anything the service would not take."""
    if value is None:
        raise missing("content")
    if not isinstance(value, list):
        raise not_valid("content", "an array is expected")
    if not value:
        raise missing("content")
    prompt, images, media = _read_items(value)
    if media and any(image.role is not Role.REFERENCE for image in images):
        raise not_valid("content", _MIXED)
    scene, ordered = (Scene.REFERENCES, images) if media else _arranged(images)
    if prompt is None and scene is Scene.TEXT:
        raise missing("content.text", " A text is required when there are no images.")
    pictures = tuple(read_picture(image.url, image.param) for image in ordered)
    return Content(prompt or "", scene, pictures, tuple(media))


def _read_items(items: Sequence[object]) -> tuple[str | None, list[_Image], list[Media]]:
    prompt: str | None = None
    images: list[_Image] = []
    media: list[Media] = []
    for index, item in enumerate(items):
        param = f"content[{index}]"
        if not isinstance(item, dict):
            raise not_valid(param, "an object is expected")
        match item.get("type"):
            case "text" if prompt is None:
                prompt = _read_text(item, param)
            case "text":
                raise not_valid(param, "expected at most one text content")
            case "image_url":
                images.append(_read_image(item, param))
            case str() as kind if kind in _MEDIA_TYPES:
                media.append(read_media(item, kind, param))
            case "draft_task":
                raise not_valid(f"{param}.type", "the sandbox does not take 'draft_task'")
            case None:
                raise missing(f"{param}.type")
            case _:
                raise not_valid(f"{param}.type", "expected text or image_url")
    return prompt, images, media


def _read_text(item: Mapping[str, object], param: str) -> str:
    text = item.get("text")
    if text is None:
        raise missing(f"{param}.text")
    if not isinstance(text, str):
        raise not_valid(f"{param}.text", "a string is expected")
    if not text.strip():
        raise missing(f"{param}.text")
    return text


def _read_image(item: Mapping[str, object], param: str) -> _Image:
    image = item.get("image_url")
    if image is None:
        raise missing(f"{param}.image_url")
    if not isinstance(image, dict):
        raise not_valid(f"{param}.image_url", "an object with a url is expected")
    url = image.get("url")
    if url is None:
        raise missing(f"{param}.image_url.url")
    if not isinstance(url, str):
        raise not_valid(f"{param}.image_url.url", "a string is expected")
    return _Image(f"{param}.image_url.url", url, _read_role(item.get("role"), param))


def _read_role(role: object, param: str) -> Role | None:
    if role is None:
        return None
    if isinstance(role, str) and role in set(Role):
        return Role(role)
    raise not_valid(f"{param}.role", "invalid role specified for image content")


def _arranged(images: list[_Image]) -> tuple[Scene, list[_Image]]:
    """The scene that the images' roles make, and the images in the order they are used."""
    if not images:
        return Scene.TEXT, []
    if len(images) == 1 and images[0].role in (None, Role.FIRST_FRAME):
        return Scene.FIRST_FRAME, images
    roles = [image.role for image in images]
    if None in roles:
        raise not_valid("content", "role must be specified for image contents")
    if all(role is Role.REFERENCE for role in roles):
        return Scene.REFERENCES, images
    if Role.REFERENCE in roles:
        raise not_valid("content", _MIXED)
    for role in (Role.FIRST_FRAME, Role.LAST_FRAME):
        if roles.count(role) > 1:
            words = role.replace("_", " ")
            count = roles.count(role)
            reason = f"expected at most one {words} image content but got {count} instead"
            raise not_valid("content", reason)
    if Role.FIRST_FRAME not in roles:
        raise not_valid("content", "a last frame needs a first frame")
    return Scene.FIRST_LAST, sorted(images, key=_is_last)


def _is_last(image: _Image) -> bool:
    return image.role is Role.LAST_FRAME
