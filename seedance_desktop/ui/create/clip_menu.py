"""What of a clip is wanted, asked where it was dropped: one of its frames, or its recipe."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu, QWidget

from seedance_desktop.core.words import tr
from seedance_desktop.model.draft_state import SlotName
from seedance_desktop.model.models import Models
from seedance_desktop.model.ways_in import ClipFrame
from seedance_desktop.ui.create.frame_chooser import FrameChooser
from seedance_desktop.ui.dialogs import answered
from seedance_desktop.ui.widgets.named import named

Standing = Callable[[Path], int | None]
"""At which of its frames a player shows this clip; None where none does."""


class ClipMenu:
    """First, last or current frame; where no player shows the clip, any frame by a slider."""

    def __init__(self, models: Models, standing: Standing, parent: QWidget) -> None:
        self._models = models
        self._ways_in = models.frames.ways_in
        self._standing = standing
        self._parent = parent

    def ask(self, name: SlotName, clip: Path) -> None:
        """Let the user say which frame of ``clip`` is meant for this slot."""
        menu = named(QMenu(self._parent), "clip_frame", tr("Frame of the clip"))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        standing = self._standing(clip)
        take = self._ways_in.take_frame
        choices = [
            ("first", tr("Its first frame"), partial(take, clip, ClipFrame.FIRST, name)),
            ("last", tr("Its last frame"), partial(take, clip, ClipFrame.LAST, name)),
        ]
        if standing is not None:
            words = tr("The frame that is shown, {number}", number=standing + 1)
            choices.append(("current", words, partial(take, clip, standing, name)))
        choices.append(("choose", tr("Choose a frame…"), partial(self._choose, name, clip)))
        for key, words, deed in choices:
            action = menu.addAction(words)
            action.setObjectName(f"clip_frame_{key}")
            action.triggered.connect(deed)
        menu.addSeparator()
        recipe = menu.addAction(tr("Its whole recipe"))
        recipe.setObjectName("clip_frame_recipe")
        recipe.triggered.connect(partial(self._ways_in.take_recipe, clip, name))
        menu.popup(QCursor.pos())

    def _choose(self, name: SlotName, clip: Path) -> None:
        self._models.bridge.run(self._chosen(name, clip), "choose a frame")

    async def _chosen(self, name: SlotName, clip: Path) -> None:
        dialog = FrameChooser(clip, self._models.pictures, self._parent.window())
        if await answered(dialog):
            self._ways_in.take_frame(clip, dialog.frame, name)
