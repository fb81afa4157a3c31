"""Making the film of an order: a real H.264 file of exactly the promised size and length."""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.error import FFmpegError
from av.filter import Graph
from av.video.reformatter import Colorspace
from av.video.stream import VideoStream
from PIL import Image

from seedance_desktop.core.geometry import Size
from seedance_desktop.core.request import Scene
from seedance_desktop.sandbox.drawing import Mark, corner_mark, fitted_picture, text_card
from seedance_desktop.sandbox.order import FRAME_RATE, Order

SAMPLE_RATE = 44_100
_VIDEO = {"preset": "superfast", "crf": "20", "bf": "0", "g": "48"}
_CHORD = "+".join(f"0.05*sin(2*PI*{pitch}*t)" for pitch in (220.0, 277.18, 329.63))
_DISSOLVE = 12
"""Frames for which two references are seen at once."""

Planes = tuple[Image.Image, Image.Image, Image.Image]


class FilmFailedError(Exception):
    """The film could not be made; the cause is chained."""


class FilmStoppedError(Exception):
    """Making it was given up because the sandbox stops or the task is gone."""


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture on screen from frame ``first`` to ``last``, zooming from ``near`` to ``far``."""

    picture: int
    first: int
    last: int
    start_zoom: float
    end_zoom: float

    def zoom(self, frame: int) -> float:
        """How far in the picture is at this frame."""
        share = (frame - self.first) / max(1, self.last - self.first)
        return self.start_zoom + (self.end_zoom - self.start_zoom) * share


def shots_of(scene: Scene, pictures: int, frames: int) -> tuple[Shot, ...]:
    """What is seen when: the first frame is the first picture itself, the last one the last."""
    end = frames - 1
    match scene:
        case Scene.FIRST_LAST:
            return (Shot(0, 0, end * 2 // 3, 1.0, 1.08), Shot(1, end // 3, end, 1.08, 1.0))
        case Scene.REFERENCES:
            part = frames / pictures
            over = min(_DISSOLVE, int(part) // 2)
            return tuple(
                Shot(i, round(i * part), min(end, round((i + 1) * part) + over), 1.0, 1.06)
                for i in range(pictures)
            )
        case _:
            return (Shot(0, 0, end, 1.0, 1.1),)


def make_film(
    order: Order, pictures: tuple[Path, ...], film: Path, *, is_stopped: Callable[[], bool]
) -> None:
    """Write ``film``, and its last frame beside it as PNG if the order wants one.

    Blocking. The film appears under its name when it is complete. Raises FilmFailedError, and
    FilmStoppedError soon after ``is_stopped`` says so.
    """
    part = film.with_name(f"{film.name}.part")
    try:
        stills = _stills(order, pictures)
        form = order.output_format
        with av.open(str(part), "w", format=form, options={"movflags": "+faststart"}) as container:
            last = _write_frames(container, order, stills, is_stopped)
        if order.last_frame:
            _as_picture(last, order.size).save(film.with_suffix(".png"), compress_level=1)
        part.replace(film)
    except (FFmpegError, OSError) as error:
        part.unlink(missing_ok=True)
        raise FilmFailedError(film.name) from error
    except FilmStoppedError:
        part.unlink(missing_ok=True)
        raise


def _stills(order: Order, pictures: tuple[Path, ...]) -> list[Planes]:
    if not pictures:
        return [_planes(text_card(order.prompt, order.size))]
    return [_planes(fitted_picture(path, order.size)) for path in pictures]


def _write_frames(
    container: OutputContainer,
    order: Order,
    stills: list[Planes],
    is_stopped: Callable[[], bool],
) -> Planes:
    """Encode every frame; returns the last one's planes, without marks."""
    video = _video_stream(container, order.size)
    sound = _Sound(container, order.frames) if order.sound else None
    shots = shots_of(order.scene, len(stills), order.frames)
    marks = [corner_mark("sandbox", order.size)]
    if order.watermark:
        marks.append(corner_mark("AI generated", order.size, bottom_right=True))
    planes = stills[0]
    for index in range(order.frames):
        if is_stopped():
            raise FilmStoppedError
        planes = _seen(index, shots, stills)
        container.mux(video.encode(_as_frame(_marked(planes, marks), order.size, index)))
        if sound is not None:
            sound.write_until((index + 1) / FRAME_RATE)
    container.mux(video.encode(None))
    if sound is not None:
        sound.finish()
    return planes


def _video_stream(container: OutputContainer, size: Size) -> VideoStream:
    stream: VideoStream = container.add_stream("libx264", rate=FRAME_RATE, options=_VIDEO)
    stream.width, stream.height, stream.pix_fmt = size.width, size.height, "yuv420p"
    stream.codec_context.thread_count = 1
    stream.codec_context.time_base = Fraction(1, FRAME_RATE)
    stream.codec_context.colorspace = Colorspace.ITU709
    return stream


def _seen(index: int, shots: tuple[Shot, ...], stills: list[Planes]) -> Planes:
    visible = [shot for shot in shots if shot.first <= index <= shot.last]
    below = _zoomed(stills[visible[0].picture], visible[0].zoom(index))
    for before, shot in itertools.pairwise(visible):
        share = (index - shot.first) / max(1, before.last - shot.first)
        above = _zoomed(stills[shot.picture], shot.zoom(index))
        below = _blended(below, above, share * share * (3 - 2 * share))
    return below


def _zoomed(planes: Planes, zoom: float) -> Planes:
    if zoom == 1.0:
        return planes
    y, u, v = (_zoomed_plane(plane, zoom) for plane in planes)
    return y, u, v


def _zoomed_plane(plane: Image.Image, zoom: float) -> Image.Image:
    width, height = plane.width / zoom, plane.height / zoom
    left, top = (plane.width - width) / 2, (plane.height - height) / 2
    box = (left, top, left + width, top + height)
    return plane.resize(plane.size, Image.Resampling.BILINEAR, box)


def _blended(below: Planes, above: Planes, share: float) -> Planes:
    y, u, v = (Image.blend(one, two, share) for one, two in zip(below, above, strict=True))
    return y, u, v


def _marked(planes: Planes, marks: list[Mark]) -> Planes:
    luma = planes[0].copy()
    for mark in marks:
        left, top = mark.corner
        luma.paste(30, (left + 1, top + 1), mark.mask)
        luma.paste(225, mark.corner, mark.mask)
    return luma, planes[1], planes[2]


def _planes(picture: Image.Image) -> Planes:
    """Brightness and the two colour planes, as the video holds them."""
    pixels = picture.convert("RGBA").tobytes()
    drawn = av.VideoFrame.from_bytes(pixels, *picture.size, format="rgba")
    frame = drawn.reformat(format="yuv420p", dst_colorspace=Colorspace.ITU709)
    y, u, v = (
        Image.frombuffer(
            "L", (plane.width, plane.height), bytes(plane), "raw", "L", plane.line_size, 1
        )
        for plane in frame.planes
    )
    return y, u, v


def _as_frame(planes: Planes, size: Size, index: int) -> av.VideoFrame:
    frame = av.VideoFrame(size.width, size.height, "yuv420p")
    for target, plane in zip(frame.planes, planes, strict=True):
        padded = plane
        if target.line_size != plane.width:
            padded = plane.crop((0, 0, target.line_size, plane.height))
        target.update(padded.tobytes())
    frame.colorspace = Colorspace.ITU709
    frame.pts, frame.time_base = index, Fraction(1, FRAME_RATE)
    return frame


def _as_picture(planes: Planes, size: Size) -> Image.Image:
    frame = _as_frame(planes, size, 0).reformat(format="rgb24")
    plane = frame.planes[0]
    whole = (size.width, size.height)
    return Image.frombuffer("RGB", whole, bytes(plane), "raw", "RGB", plane.line_size, 1)


class _Sound:
    """A soft chord of three tones as one AAC channel, written beside the pictures."""

    def __init__(self, container: OutputContainer, frames: int) -> None:
        self._container = container
        self._stream: AudioStream = container.add_stream("aac", rate=SAMPLE_RATE, layout="mono")
        self._left = _tones(frames / FRAME_RATE)
        self._written = 0.0

    def write_until(self, seconds: float) -> None:
        """Write as much sound as belongs to the pictures so far."""
        while self._written < seconds and (frame := next(self._left, None)) is not None:
            self._container.mux(self._stream.encode(frame))
            self._written += frame.samples / SAMPLE_RATE

    def finish(self) -> None:
        """Write what the encoder still holds."""
        self.write_until(float("inf"))
        self._container.mux(self._stream.encode(None))


def _tones(seconds: float) -> Iterator[av.AudioFrame]:
    graph = Graph()
    source = graph.add("aevalsrc", f"{_CHORD}:s={SAMPLE_RATE}:d={seconds}:n=1024")
    form = graph.add("aformat", "sample_fmts=fltp:channel_layouts=mono")
    sink = graph.add("abuffersink")
    graph.link_nodes(source, form, sink).configure()
    while True:
        try:
            frame = graph.pull()
        except (av.error.EOFError, av.error.BlockingIOError):
            return
        if isinstance(frame, av.AudioFrame):
            yield frame
