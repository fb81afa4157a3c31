"""Dialogs that are awaited: opened, never executed, so that nothing else stops meanwhile."""

import platform
import traceback
from pathlib import Path

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QMessageBox,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from seedance_desktop import __version__
from seedance_desktop.core.words import tr
from seedance_desktop.ui.widgets.named import label, named


async def answered(dialog: QDialog) -> bool:
    """Open a dialog and wait until it is accepted (True) or closed in any other way."""
    import asyncio  # not before the window is painted

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


async def confirmed(parent: QWidget, title: str, words: str, *, yes: str, no: str) -> bool:
    """Ask a question with two named answers; closing the dialog means ``no``."""
    box = named(QMessageBox(parent), "question", title)
    box.setWindowTitle(title)
    box.setText(title)
    box.setInformativeText(words)
    accept = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    reject = box.addButton(no, QMessageBox.ButtonRole.RejectRole)
    accept.setObjectName("question_yes")
    reject.setObjectName("question_no")
    box.setDefaultButton(reject)
    box.setEscapeButton(reject)
    await answered(box)
    return box.clickedButton() is accept


async def chosen_picture(parent: QWidget, folder: str) -> Path | None:
    """Let the user pick a picture file; None when they think better of it."""
    dialog = QFileDialog(parent, tr("Choose a picture"), folder)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters(
        [
            tr("Pictures")
            + " (*.jpg *.jpeg *.png *.webp *.bmp *.tif *.tiff *.gif *.heic *.heif *.avif)",
            tr("All files") + " (*)",
        ]
    )
    return Path(dialog.selectedFiles()[0]) if await answered(dialog) else None


async def chosen_folder(parent: QWidget, title: str, folder: str) -> Path | None:
    """Let the user pick a folder; None when they think better of it."""
    dialog = QFileDialog(parent, title, folder)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return Path(dialog.selectedFiles()[0]) if await answered(dialog) else None


class CrashDialog(QDialog):
    """Shows an error that the program did not expect, with a report to send."""

    def __init__(self, error: BaseException, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._report = report_of(error)
        text = named(QPlainTextEdit(self._report), "crash_report", tr("Report"))
        buttons = QDialogButtonBox()
        copy = buttons.addButton(tr("Copy report"), QDialogButtonBox.ButtonRole.ActionRole)
        close = buttons.addButton(QDialogButtonBox.StandardButton.Close)

        self.setObjectName("crash_dialog")
        self.setWindowTitle(tr("Something unexpected happened"))
        self.resize(640, 420)
        text.setReadOnly(True)
        layout = QVBoxLayout(self)
        layout.addWidget(
            label(
                tr(
                    "This is a fault of the program, not of yours. Your jobs and videos are on "
                    "disk. The report below holds no key and no picture; please send it to us."
                ),
                wraps=True,
            )
        )
        layout.addWidget(text, 1)
        layout.addWidget(buttons)

        copy.clicked.connect(self._copy)
        close.clicked.connect(self.accept)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._report)


def report_of(error: BaseException) -> str:
    """Versions and the trace of an error, as plain text."""
    head = (
        f"Seedance Desktop {__version__}, Python {platform.python_version()}, "
        f"Qt {qVersion()}, {platform.platform()}\n\n"
    )
    return head + "".join(traceback.format_exception(error))
