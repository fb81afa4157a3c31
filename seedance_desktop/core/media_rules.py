"""Which reference videos and sounds a model takes: how many, how long, from where (api.md 5.4)."""

from urllib.parse import urlsplit

from seedance_desktop.core.capability import Capability, MediaRule
from seedance_desktop.core.failure import Field, Problem
from seedance_desktop.core.request import GenerationRequest, MediaKind, ReferenceMedia, Scene
from seedance_desktop.core.words import Message

_SCHEMES = frozenset({"http", "https"})


def is_media_address(url: str) -> bool:
    """Whether the service could fetch this: an address of the web, or one of its own assets."""
    if any(sign.isspace() or not sign.isprintable() for sign in url):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:  # brackets that hold no address
        return False
    if parts.scheme == "asset":
        return bool(parts.netloc)
    return parts.scheme in _SCHEMES and bool(parts.hostname)


def media_problems(request: GenerationRequest, capability: Capability) -> list[Problem]:
    """Whether there are as many, of such a length, as the model takes, each with its address."""
    rule = capability.scenes.get(Scene.REFERENCES)
    if rule is None or not request.media:
        return []
    found = []
    for kind, taken in ((MediaKind.VIDEO, rule.videos), (MediaKind.AUDIO, rule.audio)):
        media = request.media_of(kind)
        if media and taken is None:
            found.append(_none_taken(kind, capability))
        elif media and taken is not None:
            found += _count_problems(media, taken, capability)
            found += _length_problems(media, taken, capability)
    addresses = dict.fromkeys(media.url for media in request.media)
    found += [_no_address(url) for url in addresses if not is_media_address(url)]
    only_sounds = not request.references and not request.media_of(MediaKind.VIDEO)
    if rule.audio is not None and only_sounds and not rule.audio_alone:
        found.append(
            Problem(
                Field.REFERENCE_MEDIA,
                Message("{model} takes no sound alone.", {"model": capability.name}),
                Message("Add a reference picture or a reference video."),
            )
        )
    return found


def _none_taken(kind: MediaKind, capability: Capability) -> Problem:
    named = {"model": capability.name}
    if kind is MediaKind.VIDEO:
        message = Message("{model} takes no reference videos.", named)
    else:
        message = Message("{model} takes no reference sounds.", named)
    remedy = Message("Remove them, or choose a model that takes references.")
    return Problem(Field.REFERENCE_MEDIA, message, remedy)


def _count_problems(
    media: tuple[ReferenceMedia, ...], taken: MediaRule, capability: Capability
) -> list[Problem]:
    surplus = len(media) - taken.most
    if surplus <= 0:
        return []
    values = {"model": capability.name, "most": taken.most, "count": len(media)}
    if media[0].kind is MediaKind.VIDEO:
        message = Message(
            "{model} takes up to {most} reference videos, and there are {count}.", values
        )
    else:
        message = Message(
            "{model} takes up to {most} reference sounds, and there are {count}.", values
        )
    remedy = Message("Remove {surplus} of them.", {"surplus": surplus})
    return [Problem(Field.REFERENCE_MEDIA, message, remedy)]


def _length_problems(
    media: tuple[ReferenceMedia, ...], taken: MediaRule, capability: Capability
) -> list[Problem]:
    """As far as lengths are known: the service measures what it has fetched."""
    known = [each.seconds for each in media if each.seconds is not None]
    values: dict[str, object] = {
        "model": capability.name,
        "shortest": taken.shortest,
        "longest": taken.longest,
    }
    found = []
    odd = [seconds for seconds in known if not taken.shortest <= seconds <= taken.longest]
    if odd:
        values["seconds"] = ", ".join(f"{seconds:g}" for seconds in dict.fromkeys(odd))
        if media[0].kind is MediaKind.VIDEO:
            message = Message(
                "{model} takes reference videos of {shortest} to {longest} seconds, not of "
                "{seconds}.",
                values,
            )
        else:
            message = Message(
                "{model} takes reference sounds of {shortest} to {longest} seconds, not of "
                "{seconds}.",
                values,
            )
        found.append(Problem(Field.REFERENCE_MEDIA, message, _CUT))
    if taken.total is not None and sum(known) > taken.total:
        message = Message(
            "{model} takes reference videos of {total} seconds together, and there are {seconds}.",
            {**values, "total": taken.total, "seconds": f"{sum(known):g}"},
        )
        found.append(Problem(Field.REFERENCE_MEDIA, message, _CUT))
    return found


_CUT = Message("Cut it in a video editor first, or choose another.")


def _no_address(url: str) -> Problem:
    return Problem(
        Field.REFERENCE_MEDIA,
        Message("“{url}” is no web address.", {"url": url}),
        Message("Give the address of the file itself, beginning with https://."),
    )
