"""The build of picture files: are they all there, which way up are they, which notes do they carry.

Decoders fill what is missing with grey and say nothing, so a file is looked through before it is
decoded. Pixels are not touched here.
"""

import re
import struct
from collections.abc import Callable, Iterator

from seedance_desktop.media import tiff
from seedance_desktop.media.contents import Kind

# In a JPEG's coded pixels a marker is FF and anything but 00 (a plain FF), FF (a filler) and
# D0 to D7 (restarts, which stand between pixels).
_MARKER = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")
_START_OF_SCAN, _END_OF_IMAGE, _EXIF, _COMMENT = 0xDA, 0xD9, 0xE1, 0xFE
_HUFFMAN_FRAMES = frozenset({0xC0, 0xC1, 0xC2})
_BLOCK = 8 * 8
"""Pixels that are coded together; in a Huffman code each block takes a bit at least."""
_BARE_MARKERS = frozenset({0x01, 0xD8, *range(0xD0, 0xD8)})
_PNG_NOTES = frozenset({b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"})

Part = tuple[bytes, int, int]
"""A named stretch of a file: its name, where it starts, where it ends."""


def is_whole(content: bytes, kind: Kind) -> bool:
    """Whether the file goes on to its end. HEIC and AVIF tell only when they are decoded."""
    check = _CHECKS.get(kind)
    try:
        return check is None or check(content)
    except (IndexError, struct.error):  # the file ends inside a number
        return False


def orientation(content: bytes, kind: Kind) -> int:
    """EXIF's number, 1 to 8, for PNG and WebP, whose decoder leaves them as they lie."""
    match kind:
        case Kind.PNG:
            notes = [
                content[s + 8 : e - 4] for name, s, e in _png_chunks(content) if name == b"eXIf"
            ]
        case Kind.WEBP:
            notes = [content[s + 8 : e] for name, s, e in _riff_chunks(content) if name == b"EXIF"]
        case _:
            notes = []
    return tiff.orientation(notes[0].removeprefix(b"Exif\0\0")) if notes else 1


def without_notes(content: bytes, kind: Kind) -> bytes:
    """A JPEG or PNG with the same pixels and without what cameras and editors wrote beside them.

    Places, names and prompts are nobody's business; a file without such notes stays as it is.
    """
    if kind is Kind.PNG:
        parts = [content[s:e] for name, s, e in _png_chunks(content) if name not in _PNG_NOTES]
        return content[:8] + b"".join(parts)
    kept = [
        content[s:e] for name, s, e in _jpeg_segments(content) if not _is_note(name, content[s:e])
    ]
    return content[:2] + b"".join(kept)


def _is_note(name: bytes, segment: bytes) -> bool:
    marker = name[0]
    if marker == 0xE2:  # a colour profile, or else an index of further pictures in the file
        return not segment[4:].startswith(b"ICC_PROFILE")
    return marker == _COMMENT or _EXIF <= marker <= 0xED or marker == 0xEF


def _jpeg_segments(content: bytes) -> Iterator[Part]:
    """Segments after the first marker; a scan's runs on to the next marker. Stops where cut."""
    at = 2
    while at + 1 < len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        end = at + 2
        if marker not in _BARE_MARKERS and marker != _END_OF_IMAGE:
            end += int.from_bytes(content[end : end + 2], "big")
        if marker == _START_OF_SCAN:
            following = _MARKER.search(content, end)
            if following is None:
                return
            end = following.start()
        yield bytes([marker]), at, end
        if marker == _END_OF_IMAGE:
            return
        at = end


def _png_chunks(content: bytes) -> Iterator[Part]:
    """Chunks with their length and check sum, up to the last or to where the file is cut."""
    at = 8
    while at + 12 <= len(content):
        end = at + 12 + int.from_bytes(content[at : at + 4], "big")
        if end > len(content):
            return
        name = content[at + 4 : at + 8]
        yield name, at, end
        if name == b"IEND":
            return
        at = end


def _riff_chunks(content: bytes) -> Iterator[Part]:
    at, last = 12, _riff_end(content)
    while at + 8 <= min(last, len(content)):
        length = int.from_bytes(content[at + 4 : at + 8], "little")
        yield content[at : at + 4], at, at + 8 + length
        at += 8 + length + length % 2


def _riff_end(content: bytes) -> int:
    return 8 + int.from_bytes(content[4:8], "little")


def _is_whole_jpeg(content: bytes) -> bool:
    """Whether it ends, and has the bytes for the size that it promises: a bit for each block."""
    is_ended, pixels = False, 0
    for name, start, _ in _jpeg_segments(content):
        is_ended = is_ended or name[0] == _END_OF_IMAGE
        if name[0] in _HUFFMAN_FRAMES:
            height, width = struct.unpack_from(">HH", content, start + 5)
            pixels = height * width
    return is_ended and pixels <= len(content) * 8 * _BLOCK


def _is_whole_png(content: bytes) -> bool:
    return any(name == b"IEND" for name, _, _ in _png_chunks(content))


def _is_whole_webp(content: bytes) -> bool:
    return _riff_end(content) - _riff_end(content) % 2 <= len(content)


def _is_whole_bmp(content: bytes) -> bool:
    offset, header = struct.unpack_from("<II", content, 10)
    if header < 40:
        return _bmp_length(content) <= len(content)
    width, height, _, depth, compression = struct.unpack_from("<iiHHI", content, 18)
    if compression not in {0, 3}:
        return _bmp_length(content) <= len(content)
    return bool(offset + (abs(width) * depth + 31) // 32 * 4 * abs(height) <= len(content))


def _bmp_length(content: bytes) -> int:
    return int.from_bytes(content[2:6], "little")


def _is_whole_gif(content: bytes) -> bool:
    """Whether the first frame is; no other is used."""
    at = 13 + _gif_palette(content[10])
    while content[at] == 0x21:  # an extension
        at = _gif_blocks_end(content, at + 2)
    if content[at] != 0x2C:
        return False
    return _gif_blocks_end(content, at + 11 + _gif_palette(content[at + 9])) <= len(content)


def _gif_palette(flags: int) -> int:
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _gif_blocks_end(content: bytes, at: int) -> int:
    while content[at]:
        at += 1 + content[at]
    return at + 1


_CHECKS: dict[Kind, Callable[[bytes], bool]] = {
    Kind.JPEG: _is_whole_jpeg,
    Kind.PNG: _is_whole_png,
    Kind.WEBP: _is_whole_webp,
    Kind.BMP: _is_whole_bmp,
    Kind.GIF: _is_whole_gif,
    Kind.TIFF: tiff.is_whole,
}
