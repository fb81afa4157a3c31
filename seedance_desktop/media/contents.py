"""What a file holds, told from its first bytes and never from its name."""

import re
from enum import StrEnum

from seedance_desktop.core.words import Message

HEAD = 4096
"""How many bytes from the beginning are enough to tell."""


class Kind(StrEnum):
    """The formats that can be read as pictures."""

    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    BMP = "bmp"
    TIFF = "tiff"
    GIF = "gif"
    HEIC = "heic"
    AVIF = "avif"


_SIGNATURES = (
    (re.compile(rb"\xff\xd8\xff"), Kind.JPEG),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), Kind.PNG),
    (re.compile(rb"RIFF.{4}WEBP", re.DOTALL), Kind.WEBP),
    # Two letters begin many a text; the size of the header that follows is one of these.
    (re.compile(rb"BM.{12}[\x0c\x28\x34\x38\x40\x6c\x7c]\0\0\0", re.DOTALL), Kind.BMP),
    (re.compile(rb"II[*+]\0|MM\0[*+]"), Kind.TIFF),
    (re.compile(rb"GIF8[79]a"), Kind.GIF),
)
_HEIF_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
_AVIF_BRANDS = frozenset({b"avif", b"avis"})

_DRAWING = Message("{name} is a drawing (SVG), not a photo or painting.")
_TEXT = Message("{name} is a text, not a picture.")
_VIDEO = Message("{name} is a video, not a picture.")
_WEB_PAGE = Message("{name} is a web page, not a picture.")
_OTHERS = (
    (re.compile(rb"%PDF"), Message("{name} is a PDF document, not a picture.")),
    (re.compile(rb"\x1aE\xdf\xa3|RIFF.{4}AVI |.{4}ftyp", re.DOTALL), _VIDEO),
    (re.compile(rb"PK\x03\x04|7z\xbc\xaf|Rar!|\x1f\x8b"), Message("{name} is an archive.")),
)
_UNKNOWN = Message("{name} is not a picture that can be read.")


def picture_kind(head: bytes) -> Kind | None:
    """The format of a picture that begins with ``head``; ``None`` for anything else."""
    for signature, kind in _SIGNATURES:
        if signature.match(head):
            return kind
    brands = _brands(head)
    if brands & _AVIF_BRANDS:
        return Kind.AVIF
    return Kind.HEIC if brands & _HEIF_BRANDS else None


def other_contents(head: bytes) -> Message:
    """What a file that is no picture seems to be; the template has a gap for its ``{name}``."""
    for signature, words in _OTHERS:
        if signature.match(head):
            return words
    if not is_text(head):
        return _UNKNOWN
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return _WEB_PAGE
    return _DRAWING if b"<svg" in start else _TEXT


def is_text(head: bytes) -> bool:
    """Whether ``head`` reads as text in UTF-8; its last letter may be cut in the middle."""
    if re.search(rb"[\0-\x08\x0e-\x1a\x1c-\x1f]", head):
        return False
    for cut in range(4):
        try:
            return bool(head[: len(head) - cut].decode())
        except UnicodeDecodeError:
            continue
    return False


def _brands(head: bytes) -> frozenset[bytes]:
    """The brands in the box that begins MP4 and its kin, HEIC and AVIF among them."""
    if head[4:8] != b"ftyp":
        return frozenset()
    end = min(int.from_bytes(head[:4], "big"), len(head))
    return frozenset(head[at : at + 4] for at in (8, *range(16, end, 4)))
