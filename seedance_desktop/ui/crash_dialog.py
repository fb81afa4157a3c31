"""Shows an error that the program did not expect, with a report to send."""

import platform
import traceback

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from seedance_desktop import __version__
from seedance_desktop.core.redaction import redacted
from seedance_desktop.core.words import tr
from seedance_desktop.ui.widgets.named import label, named


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
        copy.setObjectName("crash_copy")
        close.setObjectName("crash_close")
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
    """Versions and the trace of an error, as plain text without keys."""
    head = (
        f"Seedance Desktop {__version__}, Python {platform.python_version()}, "
        f"Qt {qVersion()}, {platform.platform()}\n\n"
    )
    return head + redacted("".join(traceback.format_exception(error)))
