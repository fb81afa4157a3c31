"""A hundred broken and hostile pictures, made from whole ones; run as a program it reads them all.

As a program of its own, so that a crash, a stall or a flood of memory is seen from outside.
"""

import io
import random
import struct
import sys
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from PIL import Image, TiffImagePlugin

from tests.support.pictures import make_noise, make_picture, png_chunk

SUFFIXES = ("jpg", "png", "webp", "bmp", "tiff", "gif", "heic", "avif")
SIGNATURES = {
    "jpg": b"\xff\xd8\xff\xe0",
    "png": b"\x89PNG\r\n\x1a\n",
    "webp": b"RIFF\x24\x00\x00\x00WEBPVP8 ",
    "bmp": b"BM" + bytes(12) + b"\x28\0\0\0",
    "tiff": b"II*\0\x08\0\0\0",
    "gif": b"GIF89a",
    "heic": b"\0\0\0\x18ftypheic\0\0\0\0heicmif1",
    "avif": b"\0\0\0\x18ftypavif\0\0\0\0avifmif1",
}
HUGE = (60_000, 60_000)
MOST_MEMORY = 4_000_000_000
"""Bytes of address space; a picture of the largest size that is taken needs 800 MB."""


def make_all(folder: Path) -> None:
    """Write every hostile file into ``folder``."""
    whole = {}
    for suffix in SUFFIXES:
        path = make_noise(folder / f"whole.{suffix}", (200, 150))
        whole[suffix] = path.read_bytes()
        path.unlink()
    for name, content in (*_broken(whole), *_lying(whole), *_odd(folder)):
        (folder / name).write_bytes(content)
    float_tiff(folder / "float.tiff")
    cmyk_jpeg(folder / "cmyk.jpg")


def _broken(whole: dict[str, bytes]) -> Iterator[tuple[str, bytes]]:
    chance = random.Random(4)
    for suffix, content in whole.items():
        for share in (0.01, 0.1, 0.6, 0.99):
            yield f"cut-{share}.{suffix}", content[: int(len(content) * share)]
        yield f"signature.{suffix}", SIGNATURES[suffix]
        yield f"signature-and-noise.{suffix}", SIGNATURES[suffix] + chance.randbytes(3000)
        middle = len(content) // 2
        yield f"hole.{suffix}", content[: middle - 40] + bytes(80) + content[middle + 40 :]
        for number in range(3):
            flipped = bytearray(content)
            for _ in range(30):
                flipped[chance.randrange(20, len(flipped))] = chance.randrange(256)
            yield f"flipped-{number}.{suffix}", bytes(flipped)
        yield f"zeros.{suffix}", bytes(5000)
        yield f"twice.{suffix}", content + content


def _lying(whole: dict[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Headers that promise other pixels than there are: too many, none, less than none."""
    for name, (width, height) in {"bomb": HUGE, "flat": (200, 0), "large": (9000, 9000)}.items():
        header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
        parts = ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b""))
        chunks = b"".join(png_chunk(*part) for part in parts)
        yield f"{name}.png", SIGNATURES["png"] + chunks
        jpeg = bytearray(whole["jpg"])
        at = jpeg.index(b"\xff\xc0") + 5
        jpeg[at : at + 4] = struct.pack(">HH", height, width)
        yield f"{name}.jpg", bytes(jpeg)
        bmp = bytearray(whole["bmp"])
        bmp[18:26] = struct.pack("<ii", width, -height)
        yield f"{name}.bmp", bytes(bmp)
        gif = bytearray(whole["gif"])
        gif[6:10] = struct.pack("<HH", width, height)
        yield f"{name}.gif", bytes(gif)
    yield "many-frames.gif", _frames(400)


def _frames(count: int) -> bytes:
    """A short film of one picture; only its first frame is wanted."""
    frames = [Image.new("P", (120, 90), number % 250) for number in range(count)]
    content = io.BytesIO()
    frames[0].save(content, "gif", save_all=True, append_images=frames[1:])
    return content.getvalue()


def _odd(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Names that are wrong, and files that are no pictures."""
    jpeg = make_picture(folder / "odd.jpg").read_bytes()
    (folder / "odd.jpg").unlink()
    for suffix in ("png", "tiff", "heic", "txt", "exe"):
        yield f"a-jpeg.{suffix}", jpeg
    yield "empty.png", b""
    yield "text.jpg", b"not a picture at all\n" * 50
    yield "page.png", b"<!DOCTYPE html><html></html>"
    yield "drawing.svg", b"<svg xmlns='x'><image href='file:///etc/passwd'/></svg>"
    yield "loop.tiff", b"II*\0\x08\0\0\0" + b"\0\0" + struct.pack("<I", 8)
    yield "pages.tiff", _tiff_without_pixels()
    yield "exif-loop.jpg", _with_exif(jpeg, b"II*\0\x08\0\0\0" + b"\xff\xff" + bytes(100))


def _tiff_without_pixels() -> bytes:
    """A directory that counts more tags than there are bytes."""
    return b"MM\0*\0\0\0\x08" + b"\xff\xff" + bytes(60)


def _with_exif(jpeg: bytes, exif: bytes) -> bytes:
    note = b"Exif\0\0" + exif
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(note) + 2) + note + jpeg[2:]


def float_tiff(path: Path) -> Path:
    """Brightness from nought to one in 32-bit floating point."""
    ramp = Image.linear_gradient("L").resize((320, 240)).convert("F").point(lambda v: v / 255)
    ramp.save(path, "TIFF")
    return path


def cmyk_jpeg(path: Path) -> Path:
    """A progressive JPEG in printers' colours, all of it a strong red."""
    Image.new("CMYK", (320, 240), (0, 230, 230, 0)).save(path, "JPEG", progressive=True)
    return path


def deep_tiff(path: Path) -> Path:
    """Sixteen bits a colour, compressed."""
    info = TiffImagePlugin.ImageFileDirectory_v2()
    Image.new("I;16", (320, 240), 40_000).save(
        path, "TIFF", compression="tiff_adobe_deflate", tiffinfo=info
    )
    return path


def limit_memory() -> None:
    """More than this is a flood, and ends the process; where the system can be told."""
    try:
        import resource
    except ImportError:  # Windows has no such limits
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


def _main(read: Callable[[Path], object]) -> None:
    from seedance_desktop.core.errors import PictureError

    for path in sorted(Path(sys.argv[1]).iterdir()):
        try:
            read(path)
        except PictureError as error:
            answer = error.message.shown()
        else:
            answer = "read"
        sys.stdout.write(f"{path.name}: {answer}\n")


if __name__ == "__main__":
    from seedance_desktop.core.geometry import CENTRED, Size
    from seedance_desktop.media.frame_render import render_frame
    from seedance_desktop.media.picture import load_preview

    def both_ways(path: Path) -> None:
        load_preview(path, 320)
        render_frame(path, CENTRED, Size(320, 320))

    limit_memory()
    _main(both_ways)
