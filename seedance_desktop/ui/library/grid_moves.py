"""Where each key that moves the keyboard's place leads to in the grid."""

from PySide6.QtWidgets import QAbstractItemView

from seedance_desktop.ui.library.grid_layout import GridLayout

_ACTION = QAbstractItemView.CursorAction


def row_after(action: QAbstractItemView.CursorAction, row: int, grid: GridLayout, seen: int) -> int:
    """The row that a key leads to from ``row``; it may lie before the first or after the last.

    ``seen`` is how many pixels of the grid's height are in sight.
    """
    page = max(1, seen // grid.cell_height)
    match action:
        case _ACTION.MoveLeft | _ACTION.MovePrevious:
            return row - 1
        case _ACTION.MoveRight | _ACTION.MoveNext:
            return row + 1
        case _ACTION.MoveUp:
            return grid.up(row)
        case _ACTION.MoveDown:
            return grid.down(row)
        case _ACTION.MovePageUp:
            return grid.up(row, page)
        case _ACTION.MovePageDown:
            return grid.down(row, page)
        case _ACTION.MoveHome:
            return 0
        case _:
            return grid.row_count - 1
