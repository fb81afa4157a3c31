"""When a clip's frames are shown, by its index where that tells, by every packet else."""

from bisect import bisect_right
from pathlib import Path

import av

from seedance_desktop.core.frame_times import FrameTimes
from seedance_desktop.media.clip_file import opened, picture_track

_UNEVEN = 0.25
"""Of a frame: containers round to their own ticks."""
_MICROSECONDS = 1_000_000


def frame_times(path: Path) -> FrameTimes:
    """By the clock of Qt's player, which begins with the first packet of any track. Blocks.

    Raises ClipBrokenError.
    """
    with opened(path) as container:
        track = picture_track(container, path)
        rate = float(track.average_rate or track.guessed_rate or 0)
        if _is_even(container, track, rate):
            return FrameTimes(len(track.index_entries), rate)
        begin = (container.start_time or 0) / _MICROSECONDS
        starts = tuple(_seconds(track, moment) - begin for moment, _ in ways(container, track))
        return FrameTimes(len(starts), rate, starts)


def frame_count(track: av.VideoStream) -> int:
    """How many frames are shown: a clip that was cut without encoding keeps some that are not."""
    entries = track.index_entries
    return sum(not entry.is_discard for entry in entries) or track.frames


def ways(container: av.container.InputContainer, track: av.VideoStream) -> list[tuple[int, int]]:
    """For each frame in order when it is shown, and where to seek to before it is decoded.

    Both in the track's own units.

    FFmpeg seeks by when frames are decoded, which in fragments is earlier than when they are shown:
    sent to a frame just before a key frame it would arrive at that one, too late.
    """
    keys: list[tuple[int, int]] = []
    shown: list[int] = []
    for packet in container.demux(track):
        if packet.pts is None:
            continue
        if packet.is_keyframe:
            keys.append((packet.pts, packet.pts if packet.dts is None else packet.dts))
        if not packet.is_discard:
            shown.append(packet.pts)
    keys.sort()
    starts = [pts for pts, _ in keys]
    found = []
    for moment in sorted(shown):
        key = bisect_right(starts, moment) - 1
        found.append((moment, keys[key][1] if key >= 0 else moment))
    return found


def _is_even(container: av.container.InputContainer, track: av.VideoStream, rate: float) -> bool:
    """Whether the frames keep step from the player's zero on, by the index alone."""
    entries = track.index_entries
    if not rate or not entries or any(entry.is_discard for entry in entries):
        return False
    begin = _seconds(track, track.start_time or 0) - (container.start_time or 0) / _MICROSECONDS
    first, slack = entries[0].timestamp, _UNEVEN / rate
    late = (
        _seconds(track, entry.timestamp - first) - number / rate
        for number, entry in enumerate(entries)
    )
    return abs(begin) < slack and all(abs(each) < slack for each in late)


def _seconds(track: av.VideoStream, ticks: int) -> float:
    return float(ticks * (track.time_base or 0))
