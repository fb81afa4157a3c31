"""Clips: really decoded before they are believed, and pictures taken out of them."""

from pathlib import Path

import av  # noqa: F401  the whole before its parts, which import one another
from av.container import InputContainer
from av.video.frame import VideoFrame
from av.video.reformatter import Colorspace, Interpolation
from av.video.stream import VideoStream
from PySide6.QtGui import QImage, QTransform

from seedance_desktop.core.geometry import Size
from seedance_desktop.core.video import ClipFacts
from seedance_desktop.media.clip_file import (
    check_that_nothing_is_cut,
    damaged,
    opened,
    picture_track,
)
from seedance_desktop.media.clip_recipe import read_recipe, write_recipe
from seedance_desktop.media.clip_times import frame_count, ways

__all__ = [
    "check_clip",
    "frame_at",
    "picture_in",
    "pictures_of",
    "poster",
    "read_recipe",
    "write_recipe",
]

_COLOURS_UNSAID = 2  # FFmpeg's AVCOL_SPC_UNSPECIFIED
_TALLEST_OLD_TELEVISION = 576
_LONG = 1_000
"""Frames beyond which a strip is made of key frames alone: decoding all of them takes too long."""
_SCALING = Interpolation.AREA | Interpolation.ACCURATE_RND | Interpolation.FULL_CHR_H_INT


def check_clip(path: Path) -> ClipFacts:
    """What the clip is, after every one of its frames has been decoded.

    Raises ClipBrokenError for a file that is empty, cut, damaged, or no MP4 or MOV.
    """
    with opened(path) as container:
        track = picture_track(container, path)
        check_that_nothing_is_cut(container, path)
        count, turned = _decode_all(container, track, path)
        rate = float(track.average_rate or track.guessed_rate or 0)
        size = Size(track.width, track.height)
        return ClipFacts(
            size=Size(size.height, size.width) if turned else size,
            duration=_seconds(track, count, rate),
            frame_count=count,
            frame_rate=rate,
            codec=track.codec_context.codec.canonical_name,
            has_sound=bool(container.streams.audio),
        )


def poster(path: Path, width: int) -> QImage:
    """The first frame, ``width`` pixels wide or as wide as it is. Raises ClipBrokenError."""
    with opened(path) as container:
        track = picture_track(container, path)
        for frame in container.decode(track):
            return picture_in(frame, width)
    raise damaged(path, "no frame could be decoded")


def frame_at(path: Path, index: int) -> QImage:
    """The frame that is shown ``index``-th, from 0; -1 is the last one.

    Raises IndexError for one that the clip does not have, ClipBrokenError for a damaged clip.
    """
    with opened(path) as container:
        track = picture_track(container, path)
        moment, key = ways(container, track)[index]
        container.seek(key, stream=track)
        for frame in container.decode(track):
            if frame.pts is not None and frame.pts >= moment:
                return picture_in(frame)
    raise damaged(path, f"frame {index} could not be decoded")


def pictures_of(path: Path, count: int, width: int) -> list[QImage]:
    """``count`` pictures, evenly over the clip's length, the first one first; fewer of a short one.

    Raises ClipBrokenError.
    """
    pictures: list[QImage] = []
    with opened(path) as container:
        track = picture_track(container, path)
        total = max(1, frame_count(track))
        wanted = sorted({place * total // count for place in range(count)})
        keys = _key_frames(track) if total > _LONG else []
        if len(keys) >= 2 * count:
            return [_key_picture(container, track, keys, index, width) for index in wanted]
        for number, frame in enumerate(container.decode(track)):
            if len(pictures) < len(wanted) and number >= wanted[len(pictures)]:
                pictures.append(picture_in(frame, width))
                if len(pictures) == len(wanted):
                    break
    if not pictures:
        raise damaged(path, "no frame could be decoded")
    return pictures


def _key_frames(track: VideoStream) -> list[tuple[int, int]]:
    """Those that can be decoded alone: the place of each, and where to seek to."""
    entries = enumerate(track.index_entries)
    return [
        (place, entry.timestamp)
        for place, entry in entries
        if entry.is_keyframe and not entry.is_discard
    ]


def _key_picture(
    container: InputContainer,
    track: VideoStream,
    keys: list[tuple[int, int]],
    index: int,
    width: int,
) -> QImage:
    """The key frame that is nearest to the frame at ``index``."""
    _, moment = min(keys, key=lambda key: abs(key[0] - index))
    container.seek(moment, stream=track)
    return picture_in(next(iter(container.decode(track))), width)


def _decode_all(container: InputContainer, track: VideoStream, path: Path) -> tuple[int, bool]:
    """How many frames there are, and whether they are shown lying on their side."""
    count, turned = 0, False
    for packet in container.demux():
        if packet.is_corrupt:
            raise damaged(path, f"a broken packet after frame {count}")
        if packet.stream.index != track.index:
            continue
        for frame in track.decode(packet):
            if frame.is_corrupt:
                raise damaged(path, f"frame {count} is broken")
            turned = frame.rotation % 180 != 0
            count += 1
    if count == 0:
        raise damaged(path, "no frame could be decoded")
    return count, turned


def _seconds(track: VideoStream, count: int, rate: float) -> float:
    if track.duration and track.time_base:
        return float(track.duration * track.time_base)
    return count / rate if rate else 0.0


def picture_in(frame: VideoFrame, width: int | None = None) -> QImage:
    """A decoded frame upright, no wider than ``width``."""
    lies = frame.rotation % 180 != 0
    shown = frame.height if lies else frame.width
    scale = min(1.0, width / shown) if width else 1.0
    unsaid = frame.colorspace == _COLOURS_UNSAID
    converted = frame.reformat(
        max(1, round(frame.width * scale)),
        max(1, round(frame.height * scale)),
        "bgra",
        # Players take silence to mean the colours of high definition above 576 lines.
        src_colorspace=Colorspace.ITU709
        if unsaid and frame.height > _TALLEST_OLD_TELEVISION
        else None,
        interpolation=_SCALING,
    )
    plane = converted.planes[0]
    image = QImage(
        bytes(plane), converted.width, converted.height, plane.line_size, QImage.Format.Format_RGB32
    )
    if frame.rotation:
        return image.transformed(QTransform().rotate(-frame.rotation))
    return image.copy()  # Qt does not keep the bytes that it was given
