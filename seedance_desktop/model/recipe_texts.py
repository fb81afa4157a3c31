"""A video's recipe as text for other programs: JSON, and a command line without the key."""

import json
import shlex
from dataclasses import replace

from seedance_desktop.api.endpoint import Endpoint
from seedance_desktop.api.wire import SentFrame, request_body
from seedance_desktop.core.geometry import Size
from seedance_desktop.core.ids import FrameHash
from seedance_desktop.core.video import Video

_KEY = "$SEEDANCE_API_KEY"
_PICTURE = "data:image/jpeg;base64,…"


def recipe_json(video: Video) -> str:
    """The request that makes the video once more, as it is sent, without the pictures' bytes."""
    return json.dumps(_body(video), ensure_ascii=False, indent=2)


def recipe_curl(video: Video, address: str) -> str:
    """The same as a command; the key is read from a variable and stands nowhere."""
    body = json.dumps(_body(video), ensure_ascii=False)
    return " \\\n  ".join(
        (
            f"curl {shlex.quote(Endpoint(address, '').tasks_url)}",
            f'-H "Authorization: Bearer {_KEY}"',
            "-H 'Content-Type: application/json'",
            f"--data {shlex.quote(body)}",
        )
    )


def _body(video: Video) -> dict[str, object]:
    request = video.request
    if video.seed is not None:
        request = replace(request, seed=video.seed)
    names = [FrameHash(f"picture {place}") for place in range(len(request.pictures))]
    pictures = tuple(
        replace(frame, sent=name) for frame, name in zip(request.pictures, names, strict=True)
    )
    nothing = SentFrame("image/jpeg", b"", Size(1, 1))
    body = request_body(replace(request, pictures=pictures), dict.fromkeys(names, nothing))
    return {key: _without_pictures(value) for key, value in body.items()}


def _without_pictures(value: object) -> object:
    match value:
        case dict():
            return {key: _without_pictures(inner) for key, inner in value.items()}
        case list():
            return [_without_pictures(inner) for inner in value]
        case str() if value.startswith("data:"):
            return _PICTURE
        case _:
            return value
