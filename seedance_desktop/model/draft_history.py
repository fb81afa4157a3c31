"""Undo and redo: what the draft was before each step, and what it was before it was undone."""

from dataclasses import dataclass
from enum import StrEnum

from seedance_desktop.model.draft_state import DraftState

_MOST = 300


class Step(StrEnum):
    """What is done to a draft, as menus name it. A single value's step has the value's name."""

    PROMPT = "prompt"
    RESOLUTION = "resolution"
    RATIO = "ratio"
    DURATION = "duration"
    FRAMES = "frames"
    SEED = "seed"
    CAMERA = "camera_fixed"
    WATERMARK = "watermark"
    SOUND = "sound"
    LAST_FRAME = "return_last_frame"
    SERVICE_TIER = "service_tier"
    DRAFT = "draft"
    OUTPUT_FORMAT = "output_format"
    PRIORITY = "priority"
    WEB_SEARCH = "web_search"
    SEVERAL = "several"
    MODEL = "model"
    COUNT = "count"
    MODE = "mode"
    PICTURE = "picture"
    REMOVAL = "removal"
    SWAP = "swap"
    ORDER = "order"
    CROP = "crop"
    TURN = "turn"
    MIRROR = "mirror"
    STRAIGHTEN = "straighten"
    BARS = "bars"
    RESET = "reset"
    ENCODING = "encoding"
    MEDIA = "media"
    RECIPE = "recipe"
    PRESET = "preset"


@dataclass(frozen=True, slots=True)
class _Entry:
    step: Step
    state: DraftState


class History:
    """Frozen drafts in two piles. Steps with one and the same ``key`` are undone together."""

    def __init__(self) -> None:
        self._done: list[_Entry] = []
        self._undone: list[_Entry] = []
        self._key = ""

    @property
    def undo_step(self) -> Step | None:
        """What ``undo`` would take back."""
        return self._done[-1].step if self._done else None

    @property
    def redo_step(self) -> Step | None:
        """What ``redo`` would do again."""
        return self._undone[-1].step if self._undone else None

    def record(self, step: Step, before: DraftState, key: str = "") -> None:
        """Remember what was before a step that has just been done."""
        self._undone.clear()
        if not (key and key == self._key and self._done):
            self._done.append(_Entry(step, before))
            del self._done[:-_MOST]
        self._key = key

    def undo(self, now: DraftState) -> DraftState | None:
        """What was before the last step; None where there was none."""
        return self._pass(self._done, self._undone, now)

    def redo(self, now: DraftState) -> DraftState | None:
        """What was before the last undo; None where nothing has been undone since."""
        return self._pass(self._undone, self._done, now)

    def clear(self) -> None:
        """Forget everything: another draft has been opened."""
        self._done.clear()
        self._undone.clear()
        self._key = ""

    def _pass(self, pile: list[_Entry], other: list[_Entry], now: DraftState) -> DraftState | None:
        self._key = ""
        if not pile:
            return None
        entry = pile.pop()
        other.append(_Entry(entry.step, now))
        return entry.state
