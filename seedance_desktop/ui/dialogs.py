"""Dialogs that are awaited: opened, never executed, so that nothing else stops meanwhile.

Nothing of theirs is loaded before there is one to open: the window is there sooner.
"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from seedance_desktop.core.words import tr
from seedance_desktop.ui.widgets.named import named

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog, QMessageBox, QWidget

_NAME_WIDTH = 380
"""Room for a name of some words, and for the title over it."""


async def answered(dialog: "QDialog") -> bool:
    """Open a dialog and wait until it is accepted (True) or closed in any other way."""
    import asyncio

    from PySide6.QtWidgets import QDialog

    loop = asyncio.get_running_loop()
    done: asyncio.Future[int] = loop.create_future()

    def settle(result: int) -> None:
        if not done.done():
            done.set_result(result)

    dialog.finished.connect(settle)
    dialog.open()
    try:
        return await done == QDialog.DialogCode.Accepted
    finally:
        dialog.deleteLater()


def make_room(dialog: "QDialog") -> None:
    """Make a dialog as tall as its words need, once it has come to say more."""
    layout = dialog.layout()
    if layout is None:
        return
    layout.activate()
    width = dialog.width()
    dialog.resize(width, max(dialog.height(), layout.totalHeightForWidth(width)))


async def confirmed(parent: "QWidget", title: str, words: str, *, yes: str, no: str) -> bool:
    """Ask a question with two named answers; closing the dialog means ``no``."""
    from PySide6.QtWidgets import QMessageBox

    box = named(QMessageBox(parent), "question", title)
    box.setWindowTitle(title)
    _set_words(box, title, words)
    accept = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    reject = box.addButton(no, QMessageBox.ButtonRole.RejectRole)
    accept.setObjectName("question_yes")
    reject.setObjectName("question_no")
    box.setDefaultButton(reject)
    box.setEscapeButton(reject)
    await answered(box)
    return box.clickedButton() is accept


async def told(parent: "QWidget", title: str, words: str) -> None:
    """Say something and wait until it has been read."""
    from PySide6.QtWidgets import QMessageBox

    box = named(QMessageBox(parent), "told", title)
    box.setWindowTitle(title)
    _set_words(box, title, words)
    box.addButton(QMessageBox.StandardButton.Ok).setObjectName("told_ok")
    await answered(box)


async def chosen_program(parent: "QWidget") -> Path | None:
    """Let the user pick a program; None when they think better of it."""
    from PySide6.QtWidgets import QFileDialog

    dialog = QFileDialog(parent, tr("Choose a program"), _programs_folder())
    dialog.setObjectName("choose_program")
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    if not await answered(dialog):
        return None
    return Path(dialog.selectedFiles()[0])


def _programs_folder() -> str:
    """Where people look for programs first."""
    return {"win32": "C:/Program Files", "darwin": "/Applications"}.get(sys.platform, "/usr/bin")


async def chosen_pictures(parent: "QWidget", folder: str) -> list[Path]:
    """Let the user pick picture files; none when they think better of it."""
    from PySide6.QtWidgets import QFileDialog

    dialog = QFileDialog(parent, tr("Choose pictures"), folder)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.setNameFilters(
        [
            tr("Pictures")
            + " (*.jpg *.jpeg *.png *.webp *.bmp *.tif *.tiff *.gif *.heic *.heif *.avif)",
            tr("Videos, to take a frame out of") + " (*.mp4 *.mov *.m4v *.webm *.mkv)",
            tr("All files") + " (*)",
        ]
    )
    return [Path(file) for file in dialog.selectedFiles()] if await answered(dialog) else []


async def chosen_target(parent: "QWidget", title: str, path: Path, *, kinds: str) -> Path | None:
    """Let the user name a file to be written; None when they think better of it.

    ``kinds`` as in ``PNG pictures (*.png)``; its suffix is added where none is given.
    """
    from PySide6.QtWidgets import QFileDialog

    dialog = QFileDialog(parent, title, str(path.parent))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters([kinds])
    dialog.setDefaultSuffix(path.suffix.removeprefix("."))
    dialog.selectFile(path.name)
    return Path(dialog.selectedFiles()[0]) if await answered(dialog) else None


async def chosen_name(parent: "QWidget", title: str, words: str, name: str = "") -> str:
    """Let the user type a name; empty when they think better of it."""
    from PySide6.QtWidgets import QInputDialog

    dialog = named(QInputDialog(parent), "name_dialog", title)
    dialog.setWindowTitle(title)
    dialog.setLabelText(words)
    dialog.setTextValue(name)
    dialog.resize(_NAME_WIDTH, dialog.sizeHint().height())
    return " ".join(dialog.textValue().split()) if await answered(dialog) else ""


async def chosen_folder(parent: "QWidget", title: str, folder: str) -> Path | None:
    """Let the user pick a folder; None when they think better of it."""
    from PySide6.QtWidgets import QFileDialog

    dialog = QFileDialog(parent, title, folder)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return Path(dialog.selectedFiles()[0]) if await answered(dialog) else None


def _set_words(box: "QMessageBox", title: str, words: str) -> None:
    """Words that were written elsewhere may be among them: none is taken for markup."""
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QLabel

    box.setText(title)
    box.setInformativeText(words)
    for line in box.findChildren(QLabel):
        line.setTextFormat(Qt.TextFormat.PlainText)
