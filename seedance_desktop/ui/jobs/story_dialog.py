"""A job's whole story, to be read and copied."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from seedance_desktop.core.words import tr
from seedance_desktop.ui.widgets.named import label, named


class StoryDialog(QDialog):
    """Shows the text of a story; a long line is scrolled to, not broken."""

    def __init__(self, title: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = text
        shown = named(QPlainTextEdit(text), "story", tr("What happened to this job"))
        buttons = QDialogButtonBox()
        copy = buttons.addButton(tr("Copy"), QDialogButtonBox.ButtonRole.ActionRole)
        close = buttons.addButton(QDialogButtonBox.StandardButton.Close)

        self.setObjectName("story_dialog")
        self.setWindowTitle(tr("Details"))
        self.resize(760, 520)
        shown.setReadOnly(True)
        shown.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        named(copy, "story_copy")
        named(close, "story_close")
        layout = QVBoxLayout(self)
        layout.addWidget(label(title, "title", wraps=True))
        layout.addWidget(shown, 1)
        layout.addWidget(buttons)

        copy.clicked.connect(self._copy)
        close.clicked.connect(self.accept)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text)
