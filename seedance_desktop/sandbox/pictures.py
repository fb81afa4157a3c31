"""Pictures as a request brings them: data addresses, really decoded and measured."""

import base64
import binascii
import io
import re
from dataclasses import dataclass

from seedance_desktop.core.geometry import Size
from seedance_desktop.sandbox.refusals import Refused, ark_error, not_valid

LARGEST_FILE = 30_000_000
SIDES = (300, 6000)
SHAPES = (0.4, 2.5)

_FORMATS = {
    "jpeg": "JPEG",
    "png": "PNG",
    "webp": "WEBP",
    "bmp": "BMP",
    "tiff": "TIFF",
    "gif": "GIF",
}
_DATA_ADDRESS = re.compile(r"data:(?P<mime>[^;,]*)(?P<base64>;base64)?,", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that the service would take."""

    content: bytes
    size: Size


def read_picture(url: str, param: str) -> Picture:
    """The picture in a data address. Raises Refused naming ``param``."""
    if not url:
        message = f"The image address in `{param}` is empty."
        raise Refused(400, ark_error("InvalidImageURL.EmptyURL", message, param=param))
    name, content = _read_address(url, param)
    if len(content) >= LARGEST_FILE:
        raise not_valid(param, "the image has to be smaller than 30 MB")
    return Picture(content, _measure(content, _FORMATS[name], param))


def _read_address(url: str, param: str) -> tuple[str, bytes]:
    match = _DATA_ADDRESS.match(url)
    if match is None:
        reason = 'invalid image format (detected format); received: ""'
        raise not_valid(param, f"{reason}; the sandbox fetches nothing, send a data address")
    if not match["base64"]:
        raise _unreadable(param, "the data is not marked as base64")
    mime = match["mime"]
    if not url.startswith("data:") or mime != mime.lower() or match["base64"] != ";base64":
        raise not_valid(param, f"the format '{mime}' has to be written in lower case")
    name = mime.removeprefix("image/")
    if name == mime or name not in _FORMATS:
        raise not_valid(param, f"'{mime}' is not an image format that is taken")
    try:
        return name, base64.b64decode(url[match.end() :], validate=True)
    except binascii.Error as error:
        raise _unreadable(param, "the data is not valid base64") from error


def _measure(content: bytes, expected: str, param: str) -> Size:
    from PIL import Image, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = None  # the sides are checked before anything is decoded
    try:
        with Image.open(io.BytesIO(content)) as image:
            if image.format != expected:
                detected = (image.format or "").lower()
                raise not_valid(param, f'invalid image format; received: "{detected}"')
            size = Size(*image.size)
            _check_size(size, param)
            image.load()
    except UnidentifiedImageError as error:
        raise _unreadable(param, "the data is no image") from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise _unreadable(param, "the image is damaged") from error
    return size


def _check_size(size: Size, param: str) -> None:
    if not all(SIDES[0] <= side <= SIDES[1] for side in (size.width, size.height)):
        reason = f"both sides of the image have to be between {SIDES[0]} and {SIDES[1]} pixels"
        raise not_valid(param, f"{reason}, received {size.width}x{size.height}")
    if not SHAPES[0] <= size.shape <= SHAPES[1]:
        reason = f"the image's width over height has to be between {SHAPES[0]} and {SHAPES[1]}"
        raise not_valid(param, f"{reason}, received {size.shape:.3f}")


def _unreadable(param: str, reason: str) -> Refused:
    message = f"The image in `{param}` cannot be read: {reason}."
    return Refused(400, ark_error("InvalidImageURL.InvalidFormat", message, param=param))
