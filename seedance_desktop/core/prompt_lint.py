"""What is odd in a prompt, where it stands, and how one click mends it.

What stops a request is a problem as well, see ``prompt_rules``; the rest is advice.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from seedance_desktop.core.capability import Capability
from seedance_desktop.core.failure import Severity
from seedance_desktop.core.ids import ReferenceId
from seedance_desktop.core.mentions import Mention, mention, mentions_in, reference_names
from seedance_desktop.core.prompt_flags import Flag, each_flag, moved_into_form
from seedance_desktop.core.request import GenerationRequest, MediaKind, Scene
from seedance_desktop.core.words import Message

MOST_WORDS = 1000
MOST_CHARACTERS = 500
"""English words and Chinese characters that the service advises at most (api.md 5.3)."""

_CHINESE = "[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
_UNIT = re.compile(rf"{_CHINESE}|[^\s\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
_DECIMAL = re.compile(
    r"(?<![\d.:])(\d{1,3}\.\d{1,3})(?=\s*-?\s*(?:s|secs?|seconds?)\b|\s*秒)", re.IGNORECASE
)
_NAMED = re.compile(
    r"\b(?P<kind>image|video|audio)\s?(?P<number>\d{1,2})(?!\d)"
    r"|(?P<chinese>图片?|视频|音频)\s?(?P<chinese_number>\d{1,2})(?!\d)",
    re.IGNORECASE,
)
_KINDS = {"图": "image", "图片": "image", "视频": "video", "音频": "audio"}
_NAMED_AT_ONCE = 3
_HALF = re.compile("[\ud800-\udfff]+")

_Mend = Callable[[GenerationRequest], GenerationRequest]


@dataclass(frozen=True, slots=True)
class Finding:
    """One oddity from ``start`` to ``end`` of the stored prompt, and the button that mends it.

    ``mended`` takes the request that the finding was made for, and gives the one to go on with.
    """

    start: int
    end: int
    message: Message
    mend: Message
    mended: _Mend
    severity: Severity = Severity.WARNING


def lint(request: GenerationRequest, capability: Capability) -> tuple[Finding, ...]:
    """Every oddity in the prompt, by where it begins."""
    found = [
        *_flags(request, capability),
        *_half_characters(request),
        *_unknown_mentions(request, capability),
        *_named(request),
        *_unnamed(request, capability),
        *_decimals(request),
        *_length(request),
    ]
    return tuple(sorted(found, key=lambda finding: (finding.start, finding.end)))


def _cut(request: GenerationRequest, start: int, end: int, by: str = "") -> GenerationRequest:
    """The prompt with a stretch replaced; where nothing takes its place its blank goes too."""
    before, after = request.prompt[:start], request.prompt[end:]
    if not by and (not before or before[-1:].isspace()) and after[:1].isspace():
        after = after[1:]
    elif not by and not after:
        before = before.rstrip()
    return replace(request, prompt=before + by + after)


def _cutting(start: int, end: int, by: str = "") -> _Mend:
    return lambda request: _cut(request, start, end, by)


def _flags(request: GenerationRequest, capability: Capability) -> Iterator[Finding]:
    for flag in each_flag(request.prompt):
        moved = moved_into_form(request, flag, capability)
        words = request.prompt[flag.start : flag.end]
        is_moved = moved != request
        yield Finding(
            flag.start,
            flag.end,
            Message("“{flag}” may override the form and change the cost.", {"flag": words}),
            Message("Move it into the form") if is_moved else Message("Take it out"),
            _moving(flag, capability),
            Severity.BLOCKS,
        )


def _moving(flag: Flag, capability: Capability) -> _Mend:
    return lambda request: _cut(moved_into_form(request, flag, capability), flag.start, flag.end)


def _half_characters(request: GenerationRequest) -> Iterator[Finding]:
    for found in _HALF.finditer(request.prompt):
        yield Finding(
            found.start(),
            found.end(),
            Message("Here are signs that are no valid text."),
            Message("Take them out"),
            _cutting(found.start(), found.end()),
            Severity.BLOCKS,
        )


def _unknown_mentions(request: GenerationRequest, capability: Capability) -> Iterator[Finding]:
    lost = _unattached(request, capability)
    for found in lost:
        yield Finding(
            found.start,
            found.end,
            Message("A reference is mentioned that is not attached."),
            Message("Take it out") if len(lost) == 1 else Message("Take them all out"),
            _cutting_all(lost),
            Severity.BLOCKS,
        )


def _unattached(request: GenerationRequest, capability: Capability) -> list[Mention]:
    names = reference_names(request, capability)
    return [found for found in mentions_in(request.prompt) if found.id not in names]


def _cutting_all(mentions: list[Mention]) -> _Mend:
    """One click is enough for a reference that was mentioned often; the last is cut first."""

    def cut(request: GenerationRequest) -> GenerationRequest:
        for found in reversed(mentions):
            request = _cut(request, found.start, found.end)
        return request

    return cut


def _ids(request: GenerationRequest) -> dict[str, list[ReferenceId]]:
    return {
        "image": [picture.id for picture in request.references],
        "video": [media.id for media in request.media_of(MediaKind.VIDEO)],
        "audio": [media.id for media in request.media_of(MediaKind.AUDIO)],
    }


def _named(request: GenerationRequest) -> Iterator[Finding]:
    """Names that were typed by hand: of nothing, or of what will move to another number."""
    if request.scene in {Scene.FIRST_FRAME, Scene.FIRST_LAST}:
        return  # "image 1" may well mean the frame
    ids = _ids(request)
    for kind, number, start, end in _typed_names(request.prompt):
        words = {"name": request.prompt[start:end]}
        attached = ids[kind]
        if not 1 <= number <= len(attached):
            yield Finding(
                start,
                end,
                Message("“{name}” is named but not attached.", words),
                Message("Take the name out"),
                _cutting(start, end),
            )
        elif attached[number - 1]:
            yield Finding(
                start,
                end,
                Message("“{name}” stays as it is when the references are reordered.", words),
                Message("Make it follow its reference"),
                _cutting(start, end, mention(attached[number - 1])),
                Severity.HINT,
            )


def _typed_names(prompt: str) -> Iterator[tuple[str, int, int, int]]:
    """Kind, number, start and end, brackets around the name included."""
    for found in _NAMED.finditer(prompt):
        kind = _KINDS[found["chinese"]] if found["chinese"] else found["kind"].lower()
        start, end = found.span()
        if prompt[start - 1 : start] == "[" and prompt[end : end + 1] == "]":
            start, end = start - 1, end + 1
        yield kind, int(found["number"] or found["chinese_number"]), start, end


def _unnamed(request: GenerationRequest, capability: Capability) -> Iterator[Finding]:
    """References that the prompt does not speak of, all in one finding at its end."""
    if not request.prompt.strip():
        return
    mentioned = {found.id for found in mentions_in(request.prompt)}
    ids = _ids(request)
    for kind, number, _, _ in _typed_names(request.prompt):
        mentioned |= set(ids[kind][number - 1 : number])
    names = reference_names(request, capability)
    left = [reference for reference in names if reference not in mentioned]
    if not left:
        return
    added = f"{request.prompt.rstrip()} {' '.join(map(mention, left))}"
    if _surplus(added) is not None:
        return  # there is no room for what is lacking
    end = len(request.prompt)
    yield Finding(
        end,
        end,
        Message(
            "Not mentioned: {names}.",
            {"names": _some([names[reference] for reference in left])},
        ),
        Message("Mention them"),
        _cutting(0, end, added),
        Severity.HINT,
    )


def _some(names: list[str]) -> str:
    """All of a few, the first of many and how many there are."""
    if len(names) <= _NAMED_AT_ONCE:
        return ", ".join(names)
    return f"{', '.join(names[: _NAMED_AT_ONCE - 1])}, … ({len(names)})"


def _decimals(request: GenerationRequest) -> Iterator[Finding]:
    for found in _DECIMAL.finditer(request.prompt):
        whole = str(max(1, round(float(found[1]))))
        yield Finding(
            found.start(1),
            found.end(1),
            Message("Fractions of a second, such as {seconds}, can make it fail.", _of(found[1])),
            Message("Make it {seconds}", _of(whole)),
            _cutting(found.start(1), found.end(1), whole),
        )


def _of(seconds: str) -> dict[str, object]:
    return {"seconds": seconds}


def _length(request: GenerationRequest) -> Iterator[Finding]:
    start = _surplus(request.prompt)
    if start is not None:
        end = len(request.prompt)
        yield Finding(
            start,
            end,
            Message(
                "The service advises {words} words, or {characters} Chinese characters, at "
                "most; what comes after may be ignored.",
                {"words": MOST_WORDS, "characters": MOST_CHARACTERS},
            ),
            Message("Cut it here"),
            _cutting(start, end),
        )


def _surplus(prompt: str) -> int | None:
    """Where more begins than is advised: Chinese characters, and words of everything else."""
    weight = 0
    for found in _UNIT.finditer(prompt):
        weight += MOST_WORDS if re.match(_CHINESE, found[0]) else MOST_CHARACTERS
        if weight > MOST_WORDS * MOST_CHARACTERS:
            return found.start()
    return None
