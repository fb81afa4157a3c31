"""The directory at the head of a TIFF file; EXIF notes have one too."""

import struct

_ORIENTATION = 0x0112
_PLACES_AND_LENGTHS = ((273, 279), (324, 325))
"""Where the pixels lie and how many bytes they have: in strips, or in tiles."""

_NUMBERS = {3: ("H", 2), 4: ("I", 4)}
"""TIFF's types of whole numbers, as ``struct`` calls them, with their length."""

Directory = dict[int, tuple[int, ...]]


def orientation(exif: bytes) -> int:
    """EXIF's number, 1 to 8, for how the pixels lie; 1 where it is not said."""
    try:
        (number,) = _directory(exif).get(_ORIENTATION, (1,))
    except (struct.error, ValueError):  # the notes are damaged, the picture is not
        return 1
    return number if 1 <= number <= 8 else 1


def is_whole(content: bytes) -> bool:
    """Whether all strips or tiles of the first picture are in the file."""
    if content[2:3] == b"+" or content[3:4] == b"+":  # BigTIFF is left to its decoder
        return True
    directory = _directory(content)
    for places, lengths in _PLACES_AND_LENGTHS:
        ends = map(sum, zip(directory.get(places, ()), directory.get(lengths, ()), strict=False))
        if any(end > len(content) for end in ends):
            return False
    return True


def _directory(content: bytes) -> Directory:
    """Every tag that holds whole numbers. Raises struct.error where the file is cut."""
    order = "<" if content[:2] == b"II" else ">"
    (table,) = struct.unpack_from(f"{order}I", content, 4)
    (count,) = struct.unpack_from(f"{order}H", content, table)
    found: Directory = {}
    for at in range(table + 2, table + 2 + 12 * count, 12):
        tag, form, number = struct.unpack_from(f"{order}HHI", content, at)
        if form not in _NUMBERS:
            continue
        code, length = _NUMBERS[form]
        start = at + 8
        if number * length > 4:  # too many to stand in the table itself
            (start,) = struct.unpack_from(f"{order}I", content, at + 8)
        if start + number * length > len(content):
            raise struct.error("the file ends inside a table")
        found[tag] = struct.unpack_from(f"{order}{number}{code}", content, start)
    return found
