"""References in a prompt: kept as ``@{id}``, sent in the service's own words.

A token is bound to a reference and not to its place, so that it stays right when references are
put into another order. The service knows them by kind and place alone (api.md 5.2).
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from seedance_desktop.core.capability import Capability
from seedance_desktop.core.ids import ReferenceId
from seedance_desktop.core.request import GenerationRequest, MediaKind

_TOKEN = re.compile(r"@\{([A-Za-z0-9_-]{1,64})\}")
_CHINESE = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention in a prompt: of which reference, and where its token stands."""

    id: ReferenceId
    start: int
    end: int


def mention(reference: ReferenceId) -> str:
    """The token that a prompt mentions a reference by."""
    return f"@{{{reference}}}"


def mentions_in(prompt: str) -> Iterator[Mention]:
    """Every mention, in order, whether there is such a reference or not."""
    for found in _TOKEN.finditer(prompt):
        yield Mention(ReferenceId(found[1]), found.start(), found.end())


def without_mentions(prompt: str) -> str:
    """The prompt's own words, for names of files and the like."""
    return _TOKEN.sub(" ", prompt)


def new_reference_id(request: GenerationRequest) -> ReferenceId:
    """An id for one more reference: none that has one, and none that is still mentioned."""
    taken = {picture.id for picture in request.pictures}
    taken |= {media.id for media in request.media}
    taken |= {found.id for found in mentions_in(request.prompt)}
    number = next(n for n in range(1, len(taken) + 2) if f"r{n}" not in taken)
    return ReferenceId(f"r{number}")


def reference_names(
    request: GenerationRequest, capability: Capability
) -> Mapping[ReferenceId, str]:
    """What the service calls each reference, such as ``Image 2`` or ``图片2``.

    In Chinese where the prompt is. References without an id cannot be mentioned.
    """
    return _names(request, is_bracketed=capability.bracketed_mentions)


def rendered_prompt(request: GenerationRequest, capability: Capability) -> str:
    """The prompt as it is sent; a mention of what is not attached stays as it is.

    A blank is put between a name and a letter or digit that would run into it.
    """
    names = reference_names(request, capability)
    return _rendered(request.prompt, names.get)


def readable_prompt(request: GenerationRequest) -> str:
    """The prompt as people read it, whatever became of its model: ``Image 2`` for a mention.

    A mention of what is not attached is a question mark, as in the field where it was written.
    """
    names = _names(request, is_bracketed=False)
    return _rendered(request.prompt, lambda found, _: names.get(found, "?"))


def _names(request: GenerationRequest, *, is_bracketed: bool) -> Mapping[ReferenceId, str]:
    is_chinese = bool(_CHINESE.search(request.prompt))
    if is_bracketed:
        image, ending = ("[图", "]") if is_chinese else ("[Image ", "]")
    else:
        image, ending = ("图片", "") if is_chinese else ("Image ", "")
    video, audio = ("视频", "音频") if is_chinese else ("Video ", "Audio ")
    counted = (
        (image, ending, [picture.id for picture in request.references]),
        (video, "", [media.id for media in request.media_of(MediaKind.VIDEO)]),
        (audio, "", [media.id for media in request.media_of(MediaKind.AUDIO)]),
    )
    names: dict[ReferenceId, str] = {}
    for word, end, ids in counted:
        for number, reference in enumerate(ids, 1):
            if reference:
                names.setdefault(reference, f"{word}{number}{end}")
    return names


def _rendered(prompt: str, name: Callable[[ReferenceId, str], str]) -> str:
    """Each mention by what ``name`` makes of its id and token."""
    sent, after = "", 0
    for found in mentions_in(prompt):
        words = name(found.id, prompt[found.start : found.end])
        sent = _joined(_joined(sent, prompt[after : found.start]), words)
        after = found.end
    return _joined(sent, prompt[after:])


def _joined(before: str, after: str) -> str:
    runs_on = before[-1:].isalnum() and after[:1].isalnum()
    is_wide = bool(_CHINESE.match(before[-1:])) or bool(_CHINESE.match(after[:1]))
    return f"{before} {after}" if runs_on and not is_wide else before + after
