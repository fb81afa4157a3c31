"""Between first and last frame: exchange the two, and crop them alike."""

from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from seedance_desktop.core.words import tr
from seedance_desktop.model.frame_pictures import FramePictures
from seedance_desktop.ui.icons import icon
from seedance_desktop.ui.theme import Theme
from seedance_desktop.ui.widgets.named import named


class PairTools(QWidget):
    """Two buttons, one over the other."""

    def __init__(self, frames: FramePictures, theme: Theme) -> None:
        super().__init__()
        self._frames = frames
        self._theme = theme
        self._swap = named(QToolButton(), "swap", tr("Swap the two frames"))
        self._link = named(QToolButton(), "link", tr("Crop alike"))

        self._swap.setToolTip(tr("Swap the two frames"))
        self._link.setCheckable(True)
        self._link.setToolTip(tr("Crop alike: what is done to one is done to the other"))
        for button in (self._swap, self._link):
            button.setProperty("role", "raised")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addStretch(1)
        layout.addWidget(self._swap)
        layout.addWidget(self._link)
        layout.addStretch(1)

        self._swap.clicked.connect(frames.swap)
        self._link.toggled.connect(self._link_frames)
        theme.changed.connect(self._colour)
        self._colour()

    def _link_frames(self, is_linked: bool) -> None:
        self._frames.is_linked = is_linked
        self._colour()

    def _colour(self) -> None:
        colours = self._theme.colours
        self._swap.setIcon(icon("swap", colours.muted))
        linked = colours.accent if self._link.isChecked() else colours.muted
        self._link.setIcon(icon("link", linked))
