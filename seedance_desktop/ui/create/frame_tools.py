"""The tool row under the pictures: zoom, turn, mirror, straighten, fill or fit, guides, reset."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QColor
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSlider, QToolButton, QWidget

from seedance_desktop.core.geometry import Bars, Framing
from seedance_desktop.core.gestures import (
    mirrored,
    on_background,
    reset,
    straightened,
    turned,
    with_bars,
)
from seedance_desktop.core.words import tr
from seedance_desktop.model.bursts import Bursts
from seedance_desktop.model.draft_history import Step
from seedance_desktop.model.frame_editor import FramePicture
from seedance_desktop.ui.create.frame_painting import Guides
from seedance_desktop.ui.icons import icon
from seedance_desktop.ui.theme import Theme
from seedance_desktop.ui.widgets.named import label, named

T = TypeVar("T")
_ZOOM_STEP = 1.25
_PARTS = 10
"""Positions of the slider for a degree."""


class FrameTools(QWidget):
    """Acts on one picture, the one that was touched last.

    ``framed`` carries the new Framing, the Step and the gesture's key; ``zoom_wanted`` a factor;
    ``guides_chosen`` the Guides; ``colour_wanted`` asks for the colour of plain bars.
    """

    framed = Signal(object, object, str)
    zoom_wanted = Signal(float)
    guides_chosen = Signal(object)
    colour_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._picture: FramePicture | None = None
        self._bursts = Bursts()
        self._zoom = named(label("", "small"), "tool_zoom")
        self._angle = named(QSlider(Qt.Orientation.Horizontal), "tool_straighten")
        self._degrees = named(label("", "small"), "tool_degrees")
        self._buttons = self._make_buttons()
        self._bars = self._make_menu("fit", self._choose_bars, _bars_words())
        self._guides = self._make_menu("guides", self._choose_guides, _guides_words())

        self._angle.setRange(
            round(-Framing.MAX_STRAIGHTEN * _PARTS), round(Framing.MAX_STRAIGHTEN * _PARTS)
        )
        self._angle.setPageStep(_PARTS)
        self._angle.setAccessibleName(tr("Straighten"))
        self._angle.setToolTip(tr("Straighten by up to 15 degrees ([ and ], or Alt and the wheel)"))
        self._lay_out()

        self._angle.valueChanged.connect(self._straighten)
        theme.changed.connect(self._colour)
        self._colour()
        self.show_picture(None)

    def show_picture(self, picture: FramePicture | None) -> None:
        """Act on this picture, and show how it is framed."""
        self._picture = picture
        framing = Framing() if picture is None else picture.framing
        is_usable = picture is not None and picture.preview is not None
        for control in (*self._buttons.values(), self._angle):
            control.setEnabled(is_usable)
        self._buttons["guides"].setEnabled(True)
        self._zoom.setText(f"{framing.zoom * 100:.0f} %" if is_usable else "")
        self._angle.blockSignals(True)  # what is shown is not what somebody wants
        self._angle.setValue(round(framing.straighten * _PARTS))
        self._angle.blockSignals(False)
        self._degrees.setText(f"{framing.straighten:+.1f}°" if framing.straighten else "0°")
        self._bars[framing.bars].setChecked(True)
        self._buttons["fit"].setChecked(framing.bars is not Bars.NONE)

    def show_guides(self, guides: Guides) -> None:
        """Mark which guides are drawn."""
        self._guides[guides].setChecked(True)

    def _make_buttons(self) -> dict[str, QToolButton]:
        made = {}
        for drawing, words, action in (
            ("zoom_out", tr("Zoom out (−)"), self._zoom_out),
            ("zoom_in", tr("Zoom in (+)"), self._zoom_in),
            ("turn_left", tr("Turn to the left (Shift+R)"), self._turn_left),
            ("turn_right", tr("Turn to the right (R)"), self._turn_right),
            ("mirror", tr("Mirror left to right (M)"), self._mirror),
            ("fit", tr("Fill the frame, or fit the whole picture in it (F)"), None),
            ("guides", tr("Lines to compose by"), None),
            ("reset", tr("Fill the frame, centred and upright (0)"), self._reset),
        ):
            button = named(QToolButton(), f"tool_{drawing}", words)
            button.setToolTip(words)
            if action is not None:
                button.clicked.connect(action)
            made[drawing] = button
        return made

    def _make_menu(
        self, drawing: str, choose: Callable[[QAction], None], choices: dict[T, str]
    ) -> dict[T, QAction]:
        button = self._buttons[drawing]
        menu, group, made = QMenu(button), QActionGroup(button), {}
        for key, words in choices.items():
            action = menu.addAction(words)
            action.setObjectName(f"tool_{drawing}_{key}")
            action.setCheckable(True)
            action.setData(str(key))
            group.addAction(action)
            made[key] = action
        group.triggered.connect(choose)
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return made

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        self._zoom.setMinimumWidth(self.fontMetrics().horizontalAdvance("1600 %"))
        self._degrees.setMinimumWidth(self.fontMetrics().horizontalAdvance("−15.0°"))
        for part in (self._zoom, self._degrees):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._angle.setMinimumWidth(48)
        self._angle.setMaximumWidth(160)
        row.addWidget(self._buttons["zoom_out"])
        row.addWidget(self._zoom)
        row.addWidget(self._buttons["zoom_in"])
        row.addStretch(1)
        for drawing in ("turn_left", "turn_right", "mirror"):
            row.addWidget(self._buttons[drawing])
        row.addStretch(1)
        row.addWidget(self._angle, 4)
        row.addWidget(self._degrees)
        row.addStretch(1)
        for drawing in ("fit", "guides", "reset"):
            row.addWidget(self._buttons[drawing])

    def _frame(self, framing: Framing, step: Step, key: str = "") -> None:
        self.framed.emit(framing, step, key)

    def _now(self) -> Framing:
        return Framing() if self._picture is None else self._picture.framing

    def _zoom_in(self) -> None:
        self.zoom_wanted.emit(_ZOOM_STEP)

    def _zoom_out(self) -> None:
        self.zoom_wanted.emit(1 / _ZOOM_STEP)

    def _turn_left(self) -> None:
        self._frame(turned(self._now(), -1), Step.TURN)

    def _turn_right(self) -> None:
        self._frame(turned(self._now()), Step.TURN)

    def _mirror(self) -> None:
        self._frame(mirrored(self._now()), Step.MIRROR)

    def _straighten(self, value: int) -> None:
        framing = straightened(self._now(), value / _PARTS)
        self._frame(framing, Step.STRAIGHTEN, self._bursts.key("slider"))

    def _reset(self) -> None:
        self._frame(reset(self._now()), Step.RESET)

    def _choose_bars(self, action: QAction) -> None:
        bars = Bars(action.data())
        self._frame(with_bars(self._now(), bars), Step.BARS)
        if bars is Bars.COLOUR:
            self.colour_wanted.emit()

    def choose_colour(self, colour: QColor) -> None:
        """Fill the bars, and what is see-through, with this colour."""
        self._frame(on_background(self._now(), colour.name()), Step.BARS)

    def _choose_guides(self, action: QAction) -> None:
        self.guides_chosen.emit(Guides(action.data()))

    def _colour(self) -> None:
        colours = self._theme.colours
        for drawing, button in self._buttons.items():
            button.setIcon(icon(drawing, colours.muted, colours.faint))


def _bars_words() -> dict[Bars, str]:
    return {
        Bars.NONE: tr("Fill the frame, crop the rest"),
        Bars.BLURRED: tr("Whole picture, blurred bars"),
        Bars.EDGE: tr("Whole picture, stretched edges"),
        Bars.COLOUR: tr("Whole picture, bars of a colour…"),
    }


def _guides_words() -> dict[Guides, str]:
    return {
        Guides.NONE: tr("No lines"),
        Guides.THIRDS: tr("Thirds"),
        Guides.CENTRE: tr("Centre"),
        Guides.DIAGONAL: tr("Diagonals"),
    }
