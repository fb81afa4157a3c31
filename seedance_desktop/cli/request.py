"""From a command's words to a complete request that the model takes, or every reason why not."""

from argparse import Namespace
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from seedance_desktop.core.capability import Capability
from seedance_desktop.core.catalogue import Catalogue
from seedance_desktop.core.errors import (
    InputError,
    ModelUnavailableError,
    PictureError,
    RequestError,
)
from seedance_desktop.core.failure import Field, Problem
from seedance_desktop.core.geometry import Size
from seedance_desktop.core.ids import ModelId, ReferenceId
from seedance_desktop.core.reference_size import check_reference
from seedance_desktop.core.request import (
    UNNAMED,
    Encoding,
    Frame,
    GenerationRequest,
    MediaKind,
    OutputFormat,
    ReferenceMedia,
    Role,
    ServiceTier,
)
from seedance_desktop.core.rules import fitted, problems
from seedance_desktop.core.words import Message
from seedance_desktop.store.sample import sample_request

_ROLES = (
    (Role.FIRST_FRAME, "first_frame"),
    (Role.LAST_FRAME, "last_frame"),
    (Role.REFERENCE, "reference"),
)
_FIELDS = {
    Role.FIRST_FRAME: Field.FIRST_FRAME,
    Role.LAST_FRAME: Field.LAST_FRAME,
    Role.REFERENCE: Field.REFERENCES,
}
_MEDIA = ((MediaKind.VIDEO, "reference_video"), (MediaKind.AUDIO, "reference_audio"))
_AS_GIVEN = ("resolution", "ratio", "seed", "sound", "priority")
_SWITCHES = ("camera_fixed", "watermark", "return_last_frame", "draft", "web_search")
_NAMED = (("output_format", OutputFormat), ("service_tier", ServiceTier))
PICTURE_FORMATS = {"auto": Encoding.AUTOMATIC, "png": Encoding.PNG, "jpeg": Encoding.JPEG}


def requested(arguments: Namespace, catalogue: Catalogue) -> GenerationRequest:
    """What was asked for; what was not said is as the model has it by default in such a scene.

    Nothing that was said is changed. Raises InputError for an unknown model.
    """
    sample = sample_request() if arguments.sample else None
    given = _given(arguments)
    if sample is not None:
        capability = _row(arguments.model, catalogue, usual=sample.model)
        return _encoded(replace(sample, model=capability.id, **given), arguments)
    capability = _row(arguments.model, catalogue, usual=catalogue.default_model)
    inputs = {name: given[name] for name in ("pictures", "media") if name in given}
    usual = _usual(GenerationRequest(capability.id, **inputs), capability)
    if given.get("draft") and capability.draft is not None:
        usual = replace(usual, resolution=capability.draft.resolutions[0])
    return _encoded(replace(usual, **given), arguments)


def check(
    request: GenerationRequest, catalogue: Catalogue, picture_size: Callable[[Path], Size]
) -> float | None:
    """Raises RequestError with everything that is wrong; answers with the first frame's shape."""
    sizes: dict[Role, Size] = {}
    broken = list(_broken_pictures(request, picture_size, sizes))
    found = (*broken, *problems(request, catalogue.find(request.model)))
    if found:
        raise RequestError(found)
    first = sizes.get(Role.FIRST_FRAME)
    return first.shape if first is not None else None


def _given(arguments: Namespace) -> dict[str, Any]:
    """The parts of a request that were said."""
    given: dict[str, Any] = {
        name: getattr(arguments, name)
        for name in ("prompt", *_AS_GIVEN)
        if getattr(arguments, name) is not None
    }
    given |= {name: True for name in _SWITCHES if getattr(arguments, name)}
    if arguments.duration is not None:
        given |= {"duration": arguments.duration, "frames": None}
    if arguments.frames is not None:
        given["frames"] = arguments.frames
    pictures = tuple(
        Frame(role, source, id=_id(number) if role is Role.REFERENCE else UNNAMED)
        for role, name in _ROLES
        for number, source in enumerate(getattr(arguments, name), 1)
    )
    given |= {
        name: kind(getattr(arguments, name))
        for name, kind in _NAMED
        if getattr(arguments, name) is not None
    }
    urls = [(kind, url) for kind, name in _MEDIA for url in getattr(arguments, name)]
    media = tuple(
        ReferenceMedia(kind, url, id=_id(number))
        for number, (kind, url) in enumerate(urls, len(arguments.reference) + 1)
    )
    return (
        given | ({"pictures": pictures} if pictures else {}) | ({"media": media} if media else {})
    )


def _encoded(request: GenerationRequest, arguments: Namespace) -> GenerationRequest:
    """Its pictures in the format that was asked for, the sample's as well."""
    encoding = PICTURE_FORMATS[arguments.picture_format]
    pictures = tuple(replace(picture, encoding=encoding) for picture in request.pictures)
    return replace(request, pictures=pictures)


def _id(number: int) -> ReferenceId:
    """What a prompt mentions the reference by, as in ``@{r1}``."""
    return ReferenceId(f"r{number}")


def _row(model: str | None, catalogue: Catalogue, *, usual: ModelId) -> Capability:
    try:
        return catalogue.find(usual if model is None else ModelId(model))
    except ModelUnavailableError as error:
        known = ", ".join(row.id for row in catalogue)
        raise InputError(
            Message("There is no model “{model}”.", {"model": model}),
            remedy=Message("--model takes one of these: {known}.", {"known": known}),
        ) from error


def _usual(request: GenerationRequest, capability: Capability) -> GenerationRequest:
    rule = capability.scenes.get(request.scene) or next(iter(capability.scenes.values()))
    usual = replace(
        request,
        resolution=capability.default_resolution,
        ratio=rule.default_ratio,
        duration=capability.duration.default,
    )
    return fitted(usual, capability)


def _broken_pictures(
    request: GenerationRequest, picture_size: Callable[[Path], Size], sizes: dict[Role, Size]
) -> Iterator[Problem]:
    """A problem for each picture that cannot be sent; the sizes of the others, by role."""
    for picture in request.pictures:
        try:
            size = sizes[picture.role] = picture_size(picture.source)
            if picture.role is Role.REFERENCE:
                check_reference(size, picture.source.name)
        except PictureError as error:
            yield Problem(_FIELDS[picture.role], error.message, error.remedy)
