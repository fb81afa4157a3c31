"""A clip, its controls, its keys and what can be done with the frame that is seen.

Loads Qt's multimedia parts, so it is imported only when the first clip is to be shown.
"""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QPointF, Qt, Signal, SignalInstance
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QMenu, QVBoxLayout, QWidget
from shiboken6 import Shiboken
from typing_extensions import override

from seedance_desktop.core.request import Role
from seedance_desktop.core.video import ClipFacts
from seedance_desktop.core.words import tr
from seedance_desktop.model.stills import Still, Stretch
from seedance_desktop.ui.theme import Theme
from seedance_desktop.ui.widgets.deck import Deck
from seedance_desktop.ui.widgets.full_screen import FullScreen
from seedance_desktop.ui.widgets.named import named
from seedance_desktop.ui.widgets.player_controls import PlayerControls
from seedance_desktop.ui.widgets.player_keys import mark_first, mark_last, press
from seedance_desktop.ui.widgets.shuttle import Shuttle
from seedance_desktop.ui.widgets.video_canvas import FITTED, VideoCanvas


class Player(QFrame):
    """Plays one clip at a time on the deck that it is given.

    ``copy_wanted`` and ``save_wanted`` carry a Still, ``send_wanted`` a Still and the Role of the
    slot, ``frames_wanted`` a Stretch; ``moved_on`` carries 1 for the next clip and -1 for the one
    before.
    """

    broken = Signal(str)
    copy_wanted = Signal(object)
    save_wanted = Signal(object)
    send_wanted = Signal(object, object)
    frames_wanted = Signal(object)
    moved_on = Signal(int)

    def __init__(self, theme: Theme, deck: Deck, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.deck = deck
        self.shuttle = Shuttle(deck, self)
        self._own_canvas = named(VideoCanvas(), "player_picture", tr("Video"))
        self._controls = PlayerControls(deck, theme)
        self._full: FullScreen | None = None
        self._left: QWidget | None = None

        self.setObjectName("player")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Player"))
        self.setProperty("role", "player")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._own_canvas, 1)
        layout.addWidget(self._controls)

        deck.frame_shown.connect(self._own_canvas.show_frame)
        deck.broken.connect(self.broken)
        self._own_canvas.full_screen_wanted.connect(self.toggle_full_screen)
        self._own_canvas.pressed.connect(self.setFocus)
        self._follow(self._controls)
        theme.changed.connect(self._colour)
        self._colour()

    @property
    def canvas(self) -> VideoCanvas:
        """Where the clip is seen now: here, or on the whole screen."""
        return self._own_canvas if self._full is None else self._full.canvas

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What the tab key comes to, as it is read."""
        return self, *self._controls.stops

    @property
    def is_playing(self) -> bool:
        """Whether the picture moves."""
        return self.deck.is_playing or self.shuttle.is_going_back

    @property
    def is_full_screen(self) -> bool:
        """Whether the clip fills the screen."""
        return self._full is not None

    def show_clip(self, path: Path, facts: ClipFacts) -> None:
        """Load the clip and play it from its start."""
        self.shuttle.stop()
        self.canvas.set_view(FITTED, QPointF(0.5, 0.5))
        self.deck.load(path, facts)
        self.deck.play()

    def clear(self) -> None:
        """Let go of the file, so that it can be moved or deleted."""
        self.shuttle.stop()
        self.deck.clear()
        self._own_canvas.clear()

    def toggle(self) -> None:
        """Play or stand still."""
        if self.is_playing:
            self.shuttle.stop()
        else:
            self.deck.play()
        self._show_state()

    def pause(self) -> None:
        """Stand still, if it plays."""
        self.shuttle.stop()

    def step(self, by: int) -> None:
        """Stand still so many frames on."""
        self.shuttle.stop()
        self.deck.step(by)

    def copy_frame(self) -> None:
        """The frame that is seen is wanted on the clipboard."""
        self._tell(self.copy_wanted)

    def save_frame(self) -> None:
        """The frame that is seen is wanted as a file."""
        self._tell(self.save_wanted)

    def save_frames(self) -> None:
        """All frames of what is played, the marked part or the clip, are wanted as files."""
        if self.deck.path is not None:
            self._close_full_screen()  # how far it has come is told in the window
            self.frames_wanted.emit(Stretch(self.deck.path, *self.deck.span))

    def toggle_full_screen(self) -> None:
        """Fill the screen with the clip, or go back into the window."""
        if self._full is not None:
            self._close_full_screen()
            return
        self._left = QApplication.focusWidget()
        self._full = FullScreen(self.deck, self._theme, self)
        if self._own_canvas.frame is not None:
            self._full.canvas.show_frame(self._own_canvas.frame)
        self._follow(self._full.controls)
        self._full.keys_pressed.connect(self._press)
        self._full.canvas.full_screen_wanted.connect(self.toggle_full_screen)
        self._full.closed.connect(self._leave_full_screen)
        self._full.showFullScreen()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._press(event):
            super().keyPressEvent(event)

    def _follow(self, controls: PlayerControls) -> None:
        controls.toggled.connect(self.toggle)
        controls.stepped.connect(self.step)
        controls.moved_on.connect(self.moved_on)
        controls.full_screen_wanted.connect(self.toggle_full_screen)
        self._fill(controls.more)

    def _fill(self, menu: QMenu) -> None:
        send_first = partial(self._send, Role.FIRST_FRAME)
        send_last = partial(self._send, Role.LAST_FRAME)
        rows = (
            (tr("Save the frame as PNG…"), "S", self.save_frame),
            (tr("Save frames as PNG files…"), "Shift+S", self.save_frames),
            (tr("Copy the frame"), "Ctrl+C", self.copy_frame),
            (tr("Use as first frame"), "", send_first),
            (tr("Use as last frame"), "", send_last),
            None,
            (tr("Play from here on"), "I", partial(mark_first, self.deck)),
            (tr("Play up to here"), "O", partial(mark_last, self.deck)),
            (tr("Play all of it"), "X", partial(self.deck.mark, first=None, last=None)),
            None,
            (tr("All of the picture"), "Z", partial(self._zoom, FITTED)),
            (tr("Pixel for pixel"), "Z", partial(self._zoom, 1.0)),
            (tr("Twice as large"), "", partial(self._zoom, 2.0)),
        )
        for row in rows:
            if row is None:
                menu.addSeparator()
            else:
                words, key, do = row
                menu.addAction(f"{words}\t{key}" if key else words).triggered.connect(do)

    def _press(self, event: QKeyEvent) -> bool:
        match event.key():
            case Qt.Key.Key_F:
                self.toggle_full_screen()
            case Qt.Key.Key_Escape if self._full is not None:
                self._close_full_screen()
            case Qt.Key.Key_PageUp:
                self.moved_on.emit(-1)
            case Qt.Key.Key_PageDown:
                self.moved_on.emit(1)
            case _:
                done = press(self, event.keyCombination())
                self._show_state()
                return done
        return True

    def _zoom(self, scale: float) -> None:
        self.canvas.set_view(scale, QPointF(0.5, 0.5))

    def _send(self, role: Role) -> None:
        if self.deck.path is not None:
            self._close_full_screen()  # what the slot makes of it is seen in the window
            self.send_wanted.emit(Still(self.deck.path, self.deck.frame), role)

    def _tell(self, wanted: SignalInstance) -> None:
        if self.deck.path is not None:
            wanted.emit(Still(self.deck.path, self.deck.frame))

    def _show_state(self) -> None:
        shown = [self._controls] + ([] if self._full is None else [self._full.controls])
        for controls in shown:
            controls.show_state(speed_back=self.shuttle.speed_back)

    def _close_full_screen(self) -> None:
        if self._full is not None:
            self._full.close()

    def _leave_full_screen(self) -> None:
        self._full = None
        left, self._left = self._left, None
        (left if left is not None and Shiboken.isValid(left) else self).setFocus()

    def _colour(self) -> None:
        self._own_canvas.set_background(QColor(self._theme.colours.shade))
