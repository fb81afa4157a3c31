"""Reference videos and sounds as a request brings them: addresses, of which nothing is fetched."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from seedance_desktop.core.capability import MediaRule, SceneRule
from seedance_desktop.sandbox.refusals import missing, not_valid

USUAL_SECONDS = 3.0
"""What a file lasts whose address does not say it: the sandbox fetches nothing."""

_ADDRESS = re.compile(r"(?:https?://[^\s/?#@]+|asset://[^\s/?#]+)[^\s]*", re.IGNORECASE)
_SOUND = re.compile(r"data:audio/(?:wav|mp3|mpeg);base64,[A-Za-z0-9+/]+={0,2}")
_SAID = re.compile(r"[?&]seconds=(\d{1,5}(?:\.\d{1,3})?)(?:&|#|$)")


@dataclass(frozen=True, slots=True)
class Media:
    """A video or a sound. ``seconds`` is what its address says, as in ``?seconds=12``."""

    is_video: bool
    seconds: float


def read_media(item: Mapping[str, object], kind: str, param: str) -> Media:
    """The item of type ``video_url`` or ``audio_url``. Raises Refused."""
    name = kind.removesuffix("_url")
    found = item.get(kind)
    if found is None:
        raise missing(f"{param}.{kind}")
    url = found.get("url") if isinstance(found, dict) else None
    if not isinstance(url, str) or not url:
        raise not_valid(f"{param}.{kind}", "an object with a url is expected")
    if item.get("role") not in (None, f"reference_{name}"):
        raise not_valid(f"{param}.role", f"invalid role specified for {name} content")
    is_sound = kind == "audio_url" and _SOUND.fullmatch(url) is not None
    if not is_sound and _ADDRESS.fullmatch(url) is None:
        raise not_valid(f"{param}.{kind}.url", f"reference_{name} must be provided as a web url")
    said = _SAID.search(url)
    return Media(kind == "video_url", float(said[1]) if said else USUAL_SECONDS)


def check_media(media: Sequence[Media], rule: SceneRule, *, pictures: int) -> None:
    """Whether a model takes these, beside so many pictures. Raises Refused."""
    videos = [each for each in media if each.is_video]
    sounds = [each for each in media if not each.is_video]
    _check_kind(videos, rule.videos, "video")
    _check_kind(sounds, rule.audio, "audio")
    if sounds and not videos and not pictures and not rule.audio_alone:
        raise not_valid("content", "reference_audio needs a reference image or video beside it")


def _check_kind(media: Sequence[Media], rule: MediaRule | None, name: str) -> None:
    if not media:
        return
    if rule is None:
        raise not_valid("content", f"the model does not support reference_{name}")
    if len(media) > rule.most:
        reason = f"expected at most {rule.most} reference_{name} contents, received {len(media)}"
        raise not_valid("content", reason)
    for each in media:
        if each.seconds < rule.shortest or each.seconds > rule.longest:
            reason = f"a reference_{name} lasts {rule.shortest} to {rule.longest} seconds"
            raise not_valid("content", f"{reason}, received {each.seconds:g}")
    if rule.total is not None and sum(each.seconds for each in media) > rule.total:
        raise not_valid("content", f"reference_{name} contents last {rule.total} seconds at most")
