"""When each frame of a clip is shown: most keep step, those of telephones and screens do not."""

from bisect import bisect_right
from dataclasses import dataclass

_JUST_AFTER = 0.002
"""Seconds: players are sent to whole milliseconds."""


@dataclass(frozen=True, slots=True)
class FrameTimes:
    """``count`` frames, ``rate`` a second on the average.

    ``starts`` are the seconds at which they come, in order; empty where they follow each other
    evenly from the clip's beginning.
    """

    count: int
    rate: float
    starts: tuple[float, ...] = ()

    def start(self, frame: int) -> float:
        """When the frame comes, in seconds."""
        if self.starts:
            return self.starts[min(max(0, frame), len(self.starts) - 1)]
        return frame / self.rate if self.rate else 0.0

    def inside(self, frame: int) -> float:
        """A moment at which a player that is sent there shows this frame.

        The middle of an even one. Where they are not even, players believe that a frame ends sooner
        than it does, and show the next one in the gap.
        """
        if not self.starts:
            return self.start(frame) + (0.5 / self.rate if self.rate else 0.0)
        start = self.start(frame)
        following = self.starts[min(frame + 1, len(self.starts) - 1)]
        return start + min(_JUST_AFTER, (following - start) / 2 or _JUST_AFTER)

    def frame_at(self, seconds: float) -> int:
        """The frame that comes at this moment, or the nearest: clocks are rounded."""
        if not self.starts:
            return min(max(0, round(seconds * self.rate)), max(0, self.count - 1))
        after = bisect_right(self.starts, seconds)
        near = range(max(0, after - 1), min(after + 1, len(self.starts)))
        return min(near, key=lambda frame: abs(self.starts[frame] - seconds))
