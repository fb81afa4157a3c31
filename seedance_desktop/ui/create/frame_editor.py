"""The frame editor: the kind of input, and a slot for each picture it takes."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from seedance_desktop.core.failure import Field
from seedance_desktop.core.request import Role, Scene
from seedance_desktop.core.words import tr
from seedance_desktop.model.models import Models
from seedance_desktop.ui.create.frame_slot import FrameSlot
from seedance_desktop.ui.problems import problem_words
from seedance_desktop.ui.theme import Theme
from seedance_desktop.ui.widgets.named import label, named
from seedance_desktop.ui.widgets.segments import Choice, Segments

_SLOTS = {
    Scene.TEXT: (),
    Scene.FIRST_FRAME: (Role.FIRST_FRAME,),
    Scene.FIRST_LAST: (Role.FIRST_FRAME, Role.LAST_FRAME),
}


class FrameEditor(QWidget):
    """Modes over slots. ``browse_wanted`` carries the Role of the slot to fill."""

    browse_wanted = Signal(object)

    def __init__(self, models: Models, theme: Theme) -> None:
        super().__init__()
        self._draft = models.draft
        self._frames = models.frames
        self._modes = Segments("mode", tr("Kind of input"))
        self._output = named(label("", "small"), "output")
        self._problem = named(label("", "problem", wraps=True), "frames_problem")
        self._text_only = label(
            tr("Made from the prompt alone. Drop a picture here to start from it."),
            "muted",
            wraps=True,
        )
        self._slots = {
            Role.FIRST_FRAME: FrameSlot(
                tr("First frame"), models.frames[Role.FIRST_FRAME], models.draft, theme=theme
            ),
            Role.LAST_FRAME: FrameSlot(
                tr("Last frame"), models.frames[Role.LAST_FRAME], models.draft, theme=theme
            ),
        }

        self._text_only.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._lay_out()

        self._modes.chosen.connect(self._choose_scene)
        for slot in self._slots.values():
            slot.browse_wanted.connect(self.browse_wanted)
        models.draft.changed.connect(self.refresh)
        models.draft.problems_changed.connect(self._show_problems)
        for role in self._slots:
            models.frames[role].changed.connect(self._show_problems)
        self.refresh()
        self._show_problems()

    def refresh(self) -> None:
        """Show the mode and the slots that it needs."""
        self._modes.offer(self._mode_choices())
        self._modes.show_chosen(self._draft.scene)
        wanted = _SLOTS.get(self._draft.scene, ())
        for role, slot in self._slots.items():
            slot.setVisible(role in wanted)
        self._text_only.setVisible(not wanted)
        size = self._draft.output_size
        self._output.setText("" if size is None else tr("Output {size}", size=size))

    def paste(self) -> None:
        """Put what is on the clipboard into the first slot that is empty, or the first."""
        self._slots[self.next_role()].paste()

    def next_role(self) -> Role:
        """The first slot that is empty, or the first of all."""
        wanted = _SLOTS.get(self._draft.scene) or (Role.FIRST_FRAME,)
        empty = [role for role in wanted if self._draft.picture(role) is None]
        return (empty or list(wanted))[0]

    def take_files(self, files: list[Path]) -> None:
        """Put files into the slots in their order."""
        for role, file in zip((Role.FIRST_FRAME, Role.LAST_FRAME), files, strict=False):
            self._slots[role].choose(file)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._modes)
        head.addStretch(1)
        head.addWidget(self._output)
        slots = QHBoxLayout()
        slots.setSpacing(16)
        for slot in self._slots.values():
            slots.addWidget(slot, 1)
        slots.addWidget(self._text_only, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(head)
        layout.addLayout(slots, 1)
        layout.addWidget(self._problem)

    def _mode_choices(self) -> list[Choice]:
        capability = self._draft.capability
        words = {
            Scene.TEXT: tr("Text"),
            Scene.FIRST_FRAME: tr("First frame"),
            Scene.FIRST_LAST: tr("First + last frame"),
        }
        return [
            Choice(scene, name, "" if scene in capability.scenes else self._why_not(scene))
            for scene, name in words.items()
        ]

    def _why_not(self, scene: Scene) -> str:
        takers = sorted({row.name for row in self._draft.catalogue.rows if scene in row.scenes})
        return tr(
            "{model} does not take this. These do: {others}.",
            model=self._draft.capability.name,
            others=", ".join(takers),
        )

    def _show_problems(self) -> None:
        """What a slot says of its own picture is not said once more."""
        said = [picture.failure.message for picture in self._frames.shown if picture.failure]
        others = [problem for problem in self._draft.problems if problem.message not in said]
        fields = (Field.FIRST_FRAME, Field.LAST_FRAME, Field.REFERENCES)
        words = problem_words(others, *fields)
        self._problem.setText(words)
        self._problem.setVisible(bool(words))

    def _choose_scene(self, scene: str) -> None:
        self._draft.set_scene(Scene(scene))
