"""What an empty slot says: how a picture gets in, and why the last one did not."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from seedance_desktop.core.request import Role
from seedance_desktop.core.words import tr
from seedance_desktop.ui.icons import icon
from seedance_desktop.ui.theme import Theme
from seedance_desktop.ui.widgets.named import label, named


class Invitation(QWidget):
    """What an empty slot says."""

    def __init__(self, name: str, title: str) -> None:
        super().__init__()
        self._drawing = QLabel()
        self._words = label(
            tr("Drop pictures here") if name == Role.REFERENCE else tr("Drop a picture here"),
            "title",
        )
        self._kinds = tr("JPEG, PNG, WebP, HEIC, AVIF, TIFF, BMP or GIF")
        self._hint = label(self._kinds, "small", wraps=True)
        self._problem = named(label("", "problem", wraps=True), f"{name}_problem")
        self.browse = named(
            QPushButton(tr("Browse…")), f"{name}_browse", tr("Browse: {slot}", slot=title)
        )
        self.paste = named(
            QPushButton(tr("Paste")), f"{name}_paste", tr("Paste: {slot}", slot=title)
        )

        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.browse)
        buttons.addWidget(self.paste)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setSpacing(8)
        layout.addStretch(1)
        for part in (self._drawing, self._words, self._hint, self._problem):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(part)
        layout.addLayout(buttons)
        layout.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.show_problem("")

    def show_problem(self, words: str) -> None:
        """What is wrong with the picture that was given; empty for nothing."""
        self._problem.setText(words)
        self._problem.setVisible(bool(words))

    def show_waiting(self, words: str) -> None:
        """Say what is on its way; empty for nothing."""
        self._hint.setText(words or self._kinds)

    def colour(self, theme: Theme) -> None:
        """Draw in the theme's colours."""
        self._drawing.setPixmap(icon("picture", theme.colours.faint).pixmap(40, 40))
