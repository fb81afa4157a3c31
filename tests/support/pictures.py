"""Makers of pictures and clips for tests: good ones of every kind, and broken ones."""

import io
import struct
import zlib
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
from av.container import OutputContainer
from PIL import Image, ImageCms

QUARTERS = ((220, 40, 40), (40, 180, 60), (40, 70, 210), (230, 200, 40))
"""Red, green, blue and yellow: upper left, upper right, lower left, lower right."""

FRAME_RATE = 24
_SOUND_RATE = 48_000

_TURNED_BACK = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def quarters(size: tuple[int, int] = (640, 400)) -> Image.Image:
    """Four plain quarters, so that every turn and every mirroring can be told."""
    width, height = size
    image = Image.new("RGB", size, QUARTERS[3])
    image.paste(QUARTERS[0], (0, 0, width // 2, height // 2))
    image.paste(QUARTERS[1], (width // 2, 0, width, height // 2))
    image.paste(QUARTERS[2], (0, height // 2, width // 2, height))
    return image


def make_picture(
    path: Path,
    size: tuple[int, int] = (640, 400),
    *,
    turn: int = 1,
    mode: str = "RGB",
    profile: bytes | None = None,
) -> Path:
    """Upright quarters in the format of ``path``'s suffix, stored as EXIF's ``turn`` says."""
    image = quarters(size)
    if turn in _TURNED_BACK:
        image = image.transpose(_TURNED_BACK[turn])
    exif = Image.Exif()
    if turn != 1:
        exif[0x0112] = turn
    options: dict[str, object] = {"exif": exif} if turn != 1 else {}
    if profile is not None:
        options["icc_profile"] = profile
    if path.suffix in {".jpg", ".jpeg", ".webp", ".avif", ".heic", ".heif"}:
        options["quality"] = 95
    _save(image.convert(mode), path, options)
    return path


def make_noise(path: Path, size: tuple[int, int] = (800, 600)) -> Path:
    """A picture that compresses badly, so that half of its file is about half of its pixels."""
    _save(Image.effect_noise(size, 80).convert("RGB"), path, {})
    return path


def cut(path: Path, share: float = 0.5) -> Path:
    """The file at ``path`` with only this share of its bytes left."""
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    return path


def make_bomb(path: Path, size: tuple[int, int] = (50_000, 50_000)) -> Path:
    """A small PNG whose header promises an enormous picture."""
    header = struct.pack(">IIBBBBB", *size, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b""))
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(png_chunk(*chunk) for chunk in chunks))
    return path


def png_chunk(name: bytes, content: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(name + content))
    return struct.pack(">I", len(content)) + name + content + check


def make_heavy(path: Path, byte_count: int = 400_000_000) -> Path:
    """A file of this length that takes next to no room on the disk."""
    with path.open("wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n")
        file.truncate(byte_count)
    return path


def srgb_profile() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def make_clip(
    path: Path,
    size: tuple[int, int] = (128, 72),
    *,
    frames: int = 25,
    codec: str = "libx264",
    sound: bool = False,
    group: int = 0,
    place: Callable[[int], int] | None = None,
) -> Path:
    """A real clip at 24 frames a second; frame ``n`` is grey, as bright as ``brightness(n)``.

    ``.mov`` makes a QuickTime file, any other suffix an MP4. ``libx265`` is ten bits deep. With a
    ``group`` there is a key frame every so many frames, and the file is in fragments of that. With
    ``place`` frame ``n`` comes when frame ``place(n)`` of an even clip would.
    """
    form = "mov" if path.suffix == ".mov" else "mp4"
    deep = codec == "libx265"
    options = {"preset": "ultrafast", "bf": "2"} | (
        {"x265-params": "log-level=none:pools=1"} if deep else {}
    )
    flags = "+faststart"
    if group:
        options |= {"g": str(group), "sc_threshold": "0"}
        flags = "frag_keyframe+empty_moov+default_base_moof"
    with av.open(str(path), "w", format=form, options={"movflags": flags}) as out:
        track = out.add_stream(codec, rate=FRAME_RATE, options=options)
        assert isinstance(track, av.VideoStream)
        track.width, track.height = size
        track.pix_fmt = "yuv420p10le" if deep else "yuv420p"
        if deep:
            track.codec_context.codec_tag = "hvc1"
        speaker = out.add_stream("aac", rate=_SOUND_RATE) if sound else None
        for index in range(frames):
            frame = _grey(size, index).reformat(format=track.pix_fmt)
            frame.pts = index if place is None else place(index)
            for packet in track.encode(frame):
                out.mux(packet)
        out.mux(track.encode())
        if speaker is not None:
            _add_silence(out, speaker, frames / FRAME_RATE)
    return path


def on_its_side(path: Path) -> Path:
    """The same clip, with the note that it is to be shown turned a quarter clockwise."""
    content = bytearray(path.read_bytes())
    matrix = content.index(b"tkhd") + 4 + 40
    content[matrix : matrix + 36] = struct.pack(">9i", 0, 1 << 16, 0, -1 << 16, 0, 0, 0, 0, 1 << 30)
    path.write_bytes(content)
    return path


def cut_from(source: Path, target: Path, frames: int) -> Path:
    """The clip without its first frames, which a tool that does not encode hides and keeps."""
    with av.open(str(source)) as original, av.open(str(target), "w", format="mp4") as out:
        track = original.streams.video[0]
        copy = out.add_stream_from_template(track)
        assert track.time_base is not None
        off = int(frames / FRAME_RATE / track.time_base)
        for packet in original.demux(track):
            if packet.dts is not None and packet.pts is not None:
                packet.dts, packet.pts, packet.stream = packet.dts - off, packet.pts - off, copy
                out.mux(packet)
    return target


def brightness(index: int) -> int:
    """How bright frame ``index`` of a made clip is, 0 to 255; repeats after 25 frames."""
    return 20 + index % 25 * 8


def _grey(size: tuple[int, int], index: int) -> av.VideoFrame:
    width, height = size
    pixels = bytes((*[brightness(index)] * 3, 255)) * (width * height)
    frame = av.VideoFrame.from_bytes(pixels, width, height, "rgba")
    frame.pts, frame.time_base = index, Fraction(1, FRAME_RATE)
    return frame


def _add_silence(out: OutputContainer, speaker: av.AudioStream, seconds: float) -> None:
    for start in range(0, int(seconds * _SOUND_RATE), 1024):
        frame = av.AudioFrame(format="fltp", layout="stereo", samples=1024)
        for plane in frame.planes:
            plane.update(bytes(plane.buffer_size))
        frame.sample_rate, frame.pts = _SOUND_RATE, start
        frame.time_base = Fraction(1, _SOUND_RATE)
        out.mux(speaker.encode(frame))
    out.mux(speaker.encode())


def _save(image: Image.Image, path: Path, options: dict[str, object]) -> None:
    if path.suffix in {".heic", ".heif"}:
        from pillow_heif import from_pillow

        image.info["icc_profile"] = options.get("icc_profile")
        heif = from_pillow(image)
        exif = options.get("exif")
        content = exif.tobytes() if isinstance(exif, Image.Exif) else None
        heif.save(str(path), quality=options.get("quality", 90), exif=content)
        return
    buffer = io.BytesIO()
    form = {".jpg": "JPEG", ".tif": "TIFF"}.get(path.suffix, path.suffix[1:].upper())
    image.save(buffer, form, **options)
    path.write_bytes(buffer.getvalue())
