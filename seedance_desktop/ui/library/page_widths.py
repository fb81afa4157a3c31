"""How wide the parts of the Library page are, until the user moves the lines between them."""

USUAL_CELL = 176
"""Three beside each other in a window that is 1,024 pixels wide, four in one of 1,440."""

_SIDEBAR = (176, 212)
_INSPECTOR = (280, 360)


def usual_widths(width: int) -> list[int]:
    """Of sidebar, grid and inspector: in a small window the clips come first."""
    sidebar = _between(width * 15 // 100, *_SIDEBAR)
    inspector = _between(width * 25 // 100, *_INSPECTOR)
    return [sidebar, max(1, width - sidebar - inspector), inspector]


def _between(wanted: int, least: int, most: int) -> int:
    return min(most, max(least, wanted))
