"""Qt's bindings used once, by whoever imports this first, before two threads can meet in them.

Where a file's name could stand and something else does, PySide6 looks whether that is a ``Path``.
The first time it imports pathlib for that, inside a C++ initialiser that one thread runs and others
wait for. Who waits there keeps the interpreter's lock, so the one who runs it can never go on:
every thread stands still for ever. ``docs/decisions/0015-first-use-of-qt.md`` has the whole story.
"""

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

IS_SETTLED = not QImage(QSize(1, 1), QImage.Format.Format_RGB32).isNull()
