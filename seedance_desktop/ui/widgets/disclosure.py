"""A part that is seldom needed: folded away under a quiet line until it is asked for."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from seedance_desktop.ui.icons import icon
from seedance_desktop.ui.theme import Theme
from seedance_desktop.ui.widgets.named import named


class Disclosure(QWidget):
    """``folded`` and unfolded by its title; ``toggled`` carries whether it is open."""

    toggled = Signal(bool)

    def __init__(self, name: str, title: str, content: QWidget, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._content = content
        self._title = named(QToolButton(), name)

        self._title.setText(title)
        self._title.setCheckable(True)
        self._title.setProperty("role", "disclosure")
        self._title.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self._title)
        layout.addWidget(content)

        self._title.toggled.connect(self._show)
        self._title.clicked.connect(self.toggled)
        theme.changed.connect(self._colour)
        self.open(is_open=False)
        self._colour()

    def open(self, *, is_open: bool) -> None:
        """Fold or unfold without telling anybody."""
        self._title.setChecked(is_open)
        self._show(is_open)

    def _show(self, is_open: bool) -> None:
        self._content.setVisible(is_open)
        self._colour()

    def _colour(self) -> None:
        name = "chevron_up" if self._title.isChecked() else "chevron"
        self._title.setIcon(icon(name, self._theme.colours.muted))
