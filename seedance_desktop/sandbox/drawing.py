"""Still pictures for the films: frames cropped as the service crops, cards with text, marks."""

from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from seedance_desktop.core.geometry import Size, crop_box

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont

_WIDE_FONTS = (
    "NotoSansCJK-Regular.ttc",
    "NotoSerifCJK-Regular.ttc",
    "wqy-microhei.ttc",
    "wqy-zenhei.ttc",
    "DroidSansFallbackFull.ttf",
    "msyh.ttc",
    "simhei.ttf",
    "PingFang.ttc",
    "Hiragino Sans GB.ttc",
    "STHeiti Medium.ttc",
)
_PLAIN_FONTS = ("DejaVuSans.ttf", "segoeui.ttf", "Arial.ttf", "Helvetica.ttc")
_NO_FONT = "(This machine has no font for the prompt’s script.)"
_TOP, _BOTTOM = (58, 66, 78), (28, 31, 37)
_TYPE_SIZES = (9, 12, 16, 20, 26)
"""Largest first: how often a line goes into the shorter side."""
_INK, _FAINT = (236, 238, 242), (150, 158, 170)


@dataclass(frozen=True, slots=True)
class Mark:
    """Small words over every frame: how bright each pixel is, and where its corner lies."""

    mask: Image.Image
    corner: tuple[int, int]


def fitted_picture(path: Path, size: Size) -> Image.Image:
    """The picture, cropped about its centre to fill ``size`` (api.md 5.5)."""
    with Image.open(path) as image:
        upright = image.convert("RGB")
    box = crop_box(Size(*upright.size), size)
    edges = (box.x, box.y, box.x + box.width, box.y + box.height)
    whole = (size.width, size.height)
    return upright.resize(whole, Image.Resampling.LANCZOS, edges, reducing_gap=3.0)


def text_card(prompt: str, size: Size) -> Image.Image:
    """A card that shows the prompt, for videos that are made from text alone."""
    card = _background(size)
    draw = ImageDraw.Draw(card)
    short = min(size.width, size.height)
    margin = short // 8
    shown, has_font = _showable(prompt)
    draw.text((margin, margin), "text to video", fill=_FAINT, font=_font(short // 26, wide=False))
    room = Size(size.width - 2 * margin, size.height - 3 * margin)
    font, lines = _fitted_lines(shown, room, wide=has_font)
    step = round(_line_height(font) * 1.3)
    top = margin + max(0, (room.height - step * len(lines)) // 2) + margin // 2
    for index, line in enumerate(lines):
        draw.text((margin, top + index * step), line, fill=_INK, font=font)
    return card


def corner_mark(text: str, size: Size, *, bottom_right: bool = False) -> Mark:
    """Plain small words: in the top left corner, or in the bottom right one."""
    font = _font(max(14, min(size.width, size.height) // 34), wide=False)
    left, top, right, bottom = font.getbbox(text)
    width, height = round(right - left) + 2, round(bottom - top) + 2
    mask = Image.new("L", (width, height), 0)
    ImageDraw.Draw(mask).text((1 - left, 1 - top), text, fill=210, font=font)
    gap = min(size.width, size.height) // 30
    if bottom_right:
        return Mark(mask, (size.width - width - gap, size.height - height - gap))
    return Mark(mask, (gap, gap))


def _background(size: Size) -> Image.Image:
    ramp = Image.linear_gradient("L").resize((size.width, size.height))
    top = Image.new("RGB", ramp.size, _TOP)
    return Image.composite(Image.new("RGB", ramp.size, _BOTTOM), top, ramp)


def _showable(prompt: str) -> tuple[str, bool]:
    """The prompt as this machine can draw it, and whether that takes a font for wide scripts."""
    text = " ".join(prompt.split())
    if all(ord(letter) < 0x2E80 for letter in text):
        return text, False
    if _named_font(_WIDE_FONTS, 12) is not None:
        return text, True
    kept = "".join(letter for letter in text if ord(letter) < 0x2E80).strip()
    return f"{kept} {_NO_FONT}".strip(), False


def _fitted_lines(text: str, room: Size, *, wide: bool) -> tuple[Font, list[str]]:
    """The largest type in which the text fits, else the smallest with the end left out."""
    short = min(room.width, room.height)
    *larger, smallest = (_font(max(12, short // part), wide=wide) for part in _TYPE_SIZES)
    for font in larger:
        lines = _wrapped(text, font, room.width)
        if len(lines) <= _most_lines(font, room):
            return font, lines
    lines, most = _wrapped(text, smallest, room.width), _most_lines(smallest, room)
    if len(lines) > most:
        lines = [*lines[: most - 1], f"{lines[most - 1][:-1]}…"]
    return smallest, lines


def _most_lines(font: Font, room: Size) -> int:
    return max(1, int(room.height / (_line_height(font) * 1.3)))


def _wrapped(text: str, font: Font, width: int) -> list[str]:
    lines, line = [], ""
    for piece in _pieces(text):
        if line and font.getlength(line + piece.rstrip()) > width:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
        while len(line) > 1 and font.getlength(line.rstrip()) > width:
            cut = _fitting(line, font, width)
            lines.append(line[:cut])
            line = line[cut:]
    return [*lines, line.rstrip()]


def _pieces(text: str) -> list[str]:
    """What may not be broken: words with the space after them, and single wide characters."""
    pieces, word = [], ""
    for letter in text:
        word += letter
        if letter == " " or ord(letter) >= 0x2E80:
            pieces.append(word)
            word = ""
    return [*pieces, word] if word else pieces


def _fitting(line: str, font: Font, width: int) -> int:
    """How many of the line's letters fit, at least one."""
    count = 1
    while count < len(line) and font.getlength(line[: count + 1]) <= width:
        count += 1
    return count


def _line_height(font: Font) -> float:
    box = font.getbbox("Ág国")
    return box[3] - box[1]


def _font(size: int, *, wide: bool) -> Font:
    names = _WIDE_FONTS if wide else _PLAIN_FONTS
    return _named_font(names, size) or ImageFont.load_default(size)


def _named_font(names: tuple[str, ...], size: int) -> ImageFont.FreeTypeFont | None:
    for name in names:
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue
    return None
