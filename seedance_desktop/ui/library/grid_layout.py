"""Where every cell of the grid lies: sections of lines of cells, by arithmetic alone."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate

MARGIN = 12
HEADER = 34
CAPTION = 44
"""Height of the words under a picture."""
INSET = 6


@dataclass(frozen=True, slots=True)
class Section:
    """Rows that follow one another under one title; without a title they have no header.

    A title is asked for when it is seen: of thousands few ever are.
    """

    title: Callable[[], str] | None
    start: int
    count: int


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle, in pixels from the top left of the grid's whole content."""

    left: int
    top: int
    width: int
    height: int

    @property
    def bottom(self) -> int:
        return self.top + self.height


class GridLayout:
    """Cells at least ``least`` wide, in as many columns as fit into ``width``.

    A hundred thousand rows cost no more than the number of their sections.
    """

    def __init__(self, sections: Sequence[Section], width: int, least: int) -> None:
        self.sections = [section for section in sections if section.count > 0]
        inner = max(1, width - 2 * MARGIN)
        self.columns = max(1, inner // least)
        self.cell_width = max(1, inner // self.columns)
        self.cell_height = (self.cell_width - 2 * INSET) * 9 // 16 + CAPTION + 2 * INSET
        heights = [self._height(section) for section in self.sections]
        self._tops = list(accumulate(heights, initial=MARGIN))
        self._starts = [section.start for section in self.sections]

    @property
    def row_count(self) -> int:
        """How many rows there are."""
        return self.sections[-1].start + self.sections[-1].count if self.sections else 0

    @property
    def height(self) -> int:
        """Of all of it."""
        return self._tops[-1] + MARGIN

    def cell(self, row: int) -> Area:
        """Where a row's cell lies."""
        place = self._section_of(row)
        line, column = divmod(row - self._starts[place], self.columns)
        top = self._body(place) + line * self.cell_height
        return Area(MARGIN + column * self.cell_width, top, self.cell_width, self.cell_height)

    def header(self, place: int) -> Area:
        """Where the title of the ``place``-th section lies."""
        return Area(MARGIN, self._tops[place], self.columns * self.cell_width, HEADER)

    def row_at(self, x: int, y: int) -> int:
        """The row whose cell is there, or -1."""
        column = (x - MARGIN) // self.cell_width
        place = bisect_right(self._tops, y) - 1
        if not 0 <= column < self.columns or not 0 <= place < len(self.sections):
            return -1
        if y < self._body(place):
            return -1
        local = (y - self._body(place)) // self.cell_height * self.columns + column
        section = self.sections[place]
        return section.start + local if local < section.count else -1

    def rows_between(self, top: int, bottom: int) -> range:
        """Every row of the lines from ``top`` to ``bottom``."""
        if not self.sections:
            return range(0)
        return range(
            self._first_row(top), min(self._first_row(bottom) + self.columns, self.row_count)
        )

    def headers_between(self, top: int, bottom: int) -> range:
        """The sections whose titles may be seen from ``top`` to ``bottom``."""
        first = max(0, bisect_right(self._tops, top) - 1)
        return range(first, min(bisect_right(self._tops, bottom), len(self.sections)))

    def up(self, row: int, lines: int = 1) -> int:
        """The row in the same column so many lines up; the row itself where there is none."""
        return self._moved(row, -lines)

    def down(self, row: int, lines: int = 1) -> int:
        """The row in the same column so many lines down; the last of a line that is shorter."""
        return self._moved(row, lines)

    def _moved(self, row: int, lines: int) -> int:
        place = self._section_of(row)
        line, column = divmod(row - self._starts[place], self.columns)
        line += lines
        while line < 0 and place > 0:
            place -= 1
            line += self._lines(self.sections[place])
        while line >= self._lines(self.sections[place]) and place < len(self.sections) - 1:
            line -= self._lines(self.sections[place])
            place += 1
        section = self.sections[place]
        if not 0 <= line < self._lines(section):
            if abs(lines) == 1:
                return row
            line = 0 if line < 0 else self._lines(section) - 1
        return section.start + min(line * self.columns + column, section.count - 1)

    def _first_row(self, y: int) -> int:
        """The first row of the line that is at ``y``, or of the next one under it."""
        place = min(max(0, bisect_right(self._tops, y) - 1), len(self.sections) - 1)
        section = self.sections[place]
        line = max(0, (y - self._body(place)) // self.cell_height)
        return section.start + min(line, self._lines(section) - 1) * self.columns

    def _section_of(self, row: int) -> int:
        return max(0, bisect_right(self._starts, row) - 1)

    def _body(self, place: int) -> int:
        return self._tops[place] + (HEADER if self.sections[place].title else 0)

    def _height(self, section: Section) -> int:
        return (HEADER if section.title else 0) + self._lines(section) * self.cell_height

    def _lines(self, section: Section) -> int:
        return -(-section.count // self.columns)
