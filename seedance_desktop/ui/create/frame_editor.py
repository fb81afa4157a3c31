"""The frame editor: the kind of input, a slot for each picture it takes, and the tools."""

from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from seedance_desktop.core.failure import Field
from seedance_desktop.core.geometry import Framing
from seedance_desktop.core.request import ADAPTIVE, Role, Scene
from seedance_desktop.core.words import tr
from seedance_desktop.model.draft_history import Step
from seedance_desktop.model.draft_state import ROLES, SlotName
from seedance_desktop.model.models import Models
from seedance_desktop.ui.create.clip_menu import ClipMenu, Standing
from seedance_desktop.ui.create.frame_painting import Guides
from seedance_desktop.ui.create.frame_slot import FrameSlot
from seedance_desktop.ui.create.frame_tools import FrameTools
from seedance_desktop.ui.create.pair_tools import PairTools
from seedance_desktop.ui.create.reference_panel import ReferencePanel
from seedance_desktop.ui.problems import problem_words
from seedance_desktop.ui.theme import Theme
from seedance_desktop.ui.widgets.named import label, named
from seedance_desktop.ui.widgets.segments import Choice, Segments

_GUIDES = "guides"
_NARROW = 600
"""Pixels below which the output's size has no room beside the modes; every slot tells it too."""


class FrameEditor(QWidget):
    """Modes over slots. ``browse_wanted`` carries the name of the slot to fill.

    ``standing`` tells at which frame a player shows a clip.
    """

    browse_wanted = Signal(object)

    def __init__(self, models: Models, theme: Theme, standing: Standing) -> None:
        super().__init__()
        self._draft = models.draft
        self._frames = models.frames
        self._preferences = models.preferences
        self._modes = Segments("mode", tr("Kind of input"))
        self._output = named(label("", "small"), "output")
        self._problem = named(label("", "problem", wraps=True), "frames_problem")
        self._hint = named(label("", "small", wraps=True), "frames_hint")
        self._text_only = label(
            tr("Made from the prompt alone. Drop a picture here to start from it."),
            "muted",
            wraps=True,
        )
        self._slots = {
            role: FrameSlot(title, role, models.frames, theme=theme)
            for role, title in (
                (Role.FIRST_FRAME, tr("First frame")),
                (Role.LAST_FRAME, tr("Last frame")),
            )
        }
        self._pair = PairTools(models.frames, theme)
        self._references = ReferencePanel(models.draft, models.frames, theme)
        self._tools = FrameTools(theme)
        self._touched = Role.FIRST_FRAME
        self._clips = ClipMenu(models, standing, self)

        self._text_only.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._lay_out()

        self._connect()
        self.show_guides(_kept_guides(models.preferences.recall(_GUIDES, Guides.THIRDS.value)))
        self.refresh()
        self._show_problems()

    def refresh(self) -> None:
        """Show the mode and the slots that it needs."""
        scene = self._draft.scene
        self._modes.offer(self._mode_choices())
        self._modes.show_chosen(scene)
        for role, slot in self._slots.items():
            slot.setVisible(role in ROLES[scene])
        self._pair.setVisible(scene is Scene.FIRST_LAST)
        self._references.setVisible(scene is Scene.REFERENCES)
        self._text_only.setVisible(scene is Scene.TEXT)
        self._references.refresh()
        self._show_output()
        self._show_tools()

    def paste(self) -> None:
        """Put what is on the clipboard into the first slot that is empty, or the first."""
        self.take(QGuiApplication.clipboard().mimeData())

    def next_name(self) -> SlotName:
        """The first slot that is empty, or the first of all; one more reference among those."""
        return self._frames.ways_in.next_name

    def take(self, mime: QMimeData) -> bool:
        """Put what was dropped or pasted into the next slot; False where there is nothing."""
        return self._frames.ways_in.take(mime)

    def mark_target(self, *, is_target: bool) -> None:
        """Show which slot takes what is dropped beside all of them."""
        wanted = self.next_name() if is_target else None
        for role, slot in self._slots.items():
            slot.mark_target(is_target=role == wanted)
        self._references.slot_shown.mark_target(is_target=wanted is Role.REFERENCE)

    def take_files(self, files: list[Path]) -> None:
        """Put files into the slots in their order, from the first on."""
        is_references = self._draft.scene is Scene.REFERENCES
        self._frames.ways_in.take_files(
            files, Role.REFERENCE if is_references else Role.FIRST_FRAME
        )

    def go_to(self, field: Field) -> None:
        """Put the cursor where a problem of this field is mended."""
        match field:
            case Field.REFERENCE_MEDIA:
                self._references.go_to_media()
            case Field.FIRST_FRAME | Field.LAST_FRAME:
                slot = self._slots[Role(field.value)]
                (slot if slot.isVisible() else self._current).focus()
            case _:
                self._references.go_to_pictures()

    def show_guides(self, guides: Guides) -> None:
        """Draw these lines over every frame."""
        self._tools.show_guides(guides)
        for slot in self._all_slots():
            slot.canvas.show_guides(guides)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._output.setVisible(event.size().width() >= _NARROW)
        super().resizeEvent(event)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._modes)
        head.addStretch(1)
        head.addWidget(self._output)
        slots = QHBoxLayout()
        slots.setSpacing(8)
        slots.addWidget(self._slots[Role.FIRST_FRAME], 1)
        slots.addWidget(self._pair)
        slots.addWidget(self._slots[Role.LAST_FRAME], 1)
        slots.addWidget(self._references, 1)
        slots.addWidget(self._text_only, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addLayout(slots, 1)
        layout.addWidget(self._tools)
        layout.addWidget(self._problem)
        layout.addWidget(self._hint)

    def _connect(self) -> None:
        self._modes.chosen.connect(self._choose_scene)
        for role, slot in self._slots.items():
            slot.browse_wanted.connect(self.browse_wanted)
            slot.entered.connect(
                self._touch_first if role is Role.FIRST_FRAME else self._touch_last
            )
        self._references.browse_wanted.connect(self.browse_wanted)
        self._references.shown_changed.connect(self._show_tools)
        self._tools.framed.connect(self._frame)
        self._tools.zoom_wanted.connect(self._zoom)
        self._tools.guides_chosen.connect(self._choose_guides)
        self._tools.colour_wanted.connect(self._ask_colour)
        self._frames.changed.connect(self.refresh)
        self._frames.ways_in.clip_given.connect(self._clips.ask)
        self._draft.problems_changed.connect(self._show_problems)
        self._frames.changed.connect(self._show_problems)

    def _all_slots(self) -> tuple[FrameSlot, ...]:
        return (*self._slots.values(), self._references.slot_shown)

    @property
    def _current(self) -> FrameSlot:
        """The slot that the tools act on."""
        roles = ROLES[self._draft.scene]
        if Role.REFERENCE in roles:
            return self._references.slot_shown
        return self._slots[self._touched if self._touched in roles else Role.FIRST_FRAME]

    def _show_tools(self) -> None:
        current = self._current
        scene = self._draft.scene
        is_media = scene is Scene.REFERENCES and not self._references.shows_pictures
        self._tools.setVisible(scene is not Scene.TEXT and not is_media)
        self._tools.show_picture(current.picture)
        is_pair = scene is Scene.FIRST_LAST
        for slot in self._slots.values():
            slot.mark_current(is_current=is_pair and slot is current)

    def _show_output(self) -> None:
        size = self._draft.output_size
        words = "" if size is None else tr("Output {size}", size=size)
        if self._draft.request.ratio == ADAPTIVE and self._draft.ratio is not None:
            words = tr("Auto becomes {ratio} · {size}", ratio=self._draft.ratio, size=size)
        self._output.setText(words)

    def _mode_choices(self) -> list[Choice]:
        capability = self._draft.capability
        words = {
            Scene.TEXT: tr("Text"),
            Scene.FIRST_FRAME: tr("First frame"),
            Scene.FIRST_LAST: tr("First + last"),
            Scene.REFERENCES: tr("References"),
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
        """What a slot says of its own picture is not said once more; advice waits for mending."""
        said = [picture.failure.message for picture in self._frames.shown if picture.failure]
        others = [problem for problem in self._draft.problems if problem.message not in said]
        fields = (Field.FIRST_FRAME, Field.LAST_FRAME, Field.REFERENCES)
        words = problem_words(others, *fields)
        self._problem.setText(words)
        self._problem.setVisible(bool(words))
        hints = "" if words or said else problem_words(self._draft.hints, *fields)
        self._hint.setText(hints)
        self._hint.setVisible(bool(hints))

    def _choose_scene(self, scene: str) -> None:
        self._draft.set_scene(Scene(scene))

    def _choose_guides(self, guides: Guides) -> None:
        self.show_guides(guides)
        self._preferences.remember(_GUIDES, guides.value)

    def _touch_first(self) -> None:
        self._touched = Role.FIRST_FRAME
        self._show_tools()

    def _touch_last(self) -> None:
        self._touched = Role.LAST_FRAME
        self._show_tools()

    def _frame(self, framing: Framing, step: Step, key: str) -> None:
        self._current.frame(framing, step, key)

    def _zoom(self, factor: float) -> None:
        self._current.canvas.zoom_by(factor)

    def _ask_colour(self) -> None:
        """Loaded and made when it is asked for."""
        from PySide6.QtGui import QColor
        from PySide6.QtWidgets import QColorDialog

        picker = QColorDialog(QColor(self._current.picture.framing.background), self)
        picker.setWindowTitle(tr("Colour of the bars"))
        picker.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        picker.colorSelected.connect(self._tools.choose_colour)
        picker.open()


def _kept_guides(name: str) -> Guides:
    return Guides(name) if name in set(Guides) else Guides.THIRDS
