"""The controls under a clip: position, time, and a button for everything that it can do."""

from functools import partial

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QActionGroup, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from seedance_desktop.core.words import tr
from seedance_desktop.ui.icons import icon
from seedance_desktop.ui.theme import Theme
from seedance_desktop.ui.widgets.deck import RATES, Deck
from seedance_desktop.ui.widgets.elided import Elided
from seedance_desktop.ui.widgets.named import named
from seedance_desktop.ui.widgets.position_bar import PositionBar
from seedance_desktop.ui.widgets.segments import stand_in_tab_order

_ICON = QSize(18, 18)
_VOLUME_STEP = 0.1


class PlayerControls(QWidget):
    """Shows what a deck does, and sets it. ``more`` is filled by whoever shows it.

    ``toggled``: play or pause; ``stepped`` carries by how many frames; ``moved_on`` carries 1 for
    the next clip and -1 for the one before.
    """

    toggled = Signal()
    stepped = Signal(int)
    moved_on = Signal(int)
    full_screen_wanted = Signal()

    def __init__(self, deck: Deck, theme: Theme, *, wide: bool = False) -> None:
        super().__init__()
        self._deck = deck
        self._theme = theme
        self._drawings: dict[QToolButton, str] = {}
        self.more = QMenu(self)
        self._speeds = QMenu(self)
        self._play = self._button("play", tr("Play"), "play", tr("Space"))
        self._back = self._button("back", tr("One frame back"), "step_back", ",")
        self._forward = self._button("forward", tr("One frame on"), "step_forward", ".")
        self._previous = self._button("previous", tr("Previous video"), "previous", tr("Page up"))
        self._next = self._button("next", tr("Next video"), "next", tr("Page down"))
        self._loop = self._button("loop", tr("Loop"), "loop", "R")
        self._rate = named(QToolButton(), "player_rate", tr("Speed"))
        self._sound = _SoundButton(deck)
        self._menu = named(QToolButton(), "player_more", tr("Frames, zoom and part of the clip"))
        self._full = self._button("full_screen", tr("Full screen"), "full_screen", "F")
        self._position = named(PositionBar(theme), "player_position", tr("Position"))
        self._time = named(Elided("small", Qt.TextElideMode.ElideRight), "player_time")

        self._dress()
        self._lay_out(wide=wide)
        self._fill_speeds()

        self._connect()
        self.show_state()
        self.refresh()

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What the tab key comes to, as it is read."""
        return (
            *(self._position, self._rate),
            *(self._previous, self._back, self._play, self._forward, self._next),
            *(self._loop, self._sound, self._menu, self._full),
        )

    def refresh(self) -> None:
        """Show the clip, the speed and the sound as they are now."""
        facts = self._deck.facts
        with QSignalBlocker(self._position):
            self._position.setRange(0, 0 if facts is None else max(0, facts.frame_count - 1))
        self._position.show_part(self._deck.span if self._deck.is_marked else None)
        self._sound.setVisible(facts is not None and facts.has_sound)
        self._loop.setChecked(self._deck.is_looped)
        self._show_rate(self._deck.rate)
        for action in self._speeds.actions():
            action.setChecked(action.data() == self._deck.rate)
        self._show_sound()
        self.show_frame()

    def show_frame(self) -> None:
        """Show where the clip is."""
        facts = self._deck.facts
        if facts is None or not facts.frame_rate:
            self._time.clear()
            return
        frame = self._deck.frame
        if not self._position.isSliderDown():
            with QSignalBlocker(self._position):
                self._position.setValue(frame)
        time = tr(
            "{at} / {length} s · frame {frame}",
            at=f"{self._deck.times.start(frame):.2f}",
            length=f"{facts.duration:.2f}",
            frame=frame + 1,
        )
        first, last = self._deck.span
        part = tr("part {first}–{last}", first=first + 1, last=last + 1)
        self._time.setText(f"{time} · {part}" if self._deck.is_marked else time)

    def show_state(self, *, speed_back: float = 0.0) -> None:
        """Show whether it plays, or at which speed it runs backwards."""
        plays = self._deck.is_playing or bool(speed_back)
        self._show_rate(-speed_back if speed_back else self._deck.rate)
        words, drawing = (tr("Pause"), "pause") if plays else (tr("Play"), "play")
        self._draw(self._play, drawing)
        self._play.setAccessibleName(words)
        self._play.setToolTip(f"{words} ({tr('Space')})")

    def _dress(self) -> None:
        self._loop.setCheckable(True)
        self._rate.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._rate.setMenu(self._speeds)
        self._rate.setProperty("role", "reading")
        self._rate.setToolTip(tr("Speed ([ and ])"))
        self._menu.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu.setMenu(self.more)
        self._menu.setToolTip(tr("Frames, zoom and part of the clip"))
        self._menu.setIconSize(_ICON)
        self._draw(self._menu, "more")
        self._sound.setIconSize(_ICON)
        self._position.setPageStep(12)

    def _lay_out(self, *, wide: bool) -> None:
        row = QHBoxLayout()
        row.setSpacing(0)
        for part in (self._previous, self._back, self._play, self._forward, self._next):
            row.addWidget(part)
        row.addStretch(1)
        for part in (self._loop, self._sound, self._menu, self._full):
            row.addWidget(part)
        self._previous.setVisible(wide)
        self._next.setVisible(wide)
        times = QHBoxLayout()
        times.setContentsMargins(2, 0, 0, 0)
        times.addWidget(self._time, 1)
        times.addWidget(self._rate)  # beside the buttons there is no room where it is narrow
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self._position)
        layout.addLayout(times)
        layout.addLayout(row)
        self._position.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys where
        stand_in_tab_order(self, self.stops)

    def _connect(self) -> None:
        self._play.clicked.connect(self.toggled)
        self._back.clicked.connect(partial(self.stepped.emit, -1))
        self._forward.clicked.connect(partial(self.stepped.emit, 1))
        self._previous.clicked.connect(partial(self.moved_on.emit, -1))
        self._next.clicked.connect(partial(self.moved_on.emit, 1))
        self._full.clicked.connect(self.full_screen_wanted)
        self._loop.toggled.connect(self._deck.set_looped)
        self._sound.clicked.connect(self._toggle_sound)
        self._position.valueChanged.connect(self._deck.go_to)
        self._speeds.triggered.connect(self._choose_rate)
        self._deck.changed.connect(self.refresh)
        self._deck.state_changed.connect(self.show_state)
        self._deck.frame_shown.connect(self.show_frame)
        self._deck.sound.mutedChanged.connect(self._show_sound)
        self._deck.sound.volumeChanged.connect(self._show_sound)
        self._theme.changed.connect(self._colour)

    def _fill_speeds(self) -> None:
        group = QActionGroup(self)
        for rate in RATES:
            action = self._speeds.addAction(f"{rate:g}×")
            action.setData(rate)
            action.setCheckable(True)
            group.addAction(action)

    def _show_rate(self, rate: float) -> None:
        said = f"{rate:g}×".replace("-", "−")
        self._rate.setText(said)
        self._rate.setAccessibleName(f"{tr('Speed')}: {said}")

    def _choose_rate(self) -> None:
        chosen = next(action for action in self._speeds.actions() if action.isChecked())
        self._deck.set_rate(chosen.data())

    def _toggle_sound(self) -> None:
        self._deck.sound.setMuted(not self._deck.sound.isMuted())

    def _show_sound(self) -> None:
        muted = self._deck.sound.isMuted()
        self._draw(self._sound, "sound_off" if muted else "sound_on")
        percent = f"{self._deck.sound.volume() * 100:.0f} %"
        words = tr("Sound off") if muted else tr("Sound {percent}", percent=percent)
        self._sound.setAccessibleName(words)
        self._sound.setToolTip(tr("{words} (M, wheel for the volume)", words=words))

    def _button(self, name: str, words: str, drawing: str, key: str) -> QToolButton:
        button = named(QToolButton(self), f"player_{name}", words)
        button.setIconSize(_ICON)
        button.setToolTip(f"{words} ({key})")
        self._draw(button, drawing)
        return button

    def _draw(self, button: QToolButton, drawing: str) -> None:
        self._drawings[button] = drawing
        button.setIcon(icon(drawing, self._theme.colours.text, self._theme.colours.faint))

    def _colour(self) -> None:
        for button, drawing in list(self._drawings.items()):
            self._draw(button, drawing)


class _SoundButton(QToolButton):
    """Mutes by a click; the wheel over it changes the volume."""

    def __init__(self, deck: Deck) -> None:
        super().__init__()
        self._deck = deck
        self.setObjectName("player_sound")

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        change_volume(self._deck, 1 if event.angleDelta().y() > 0 else -1)
        event.accept()


def change_volume(deck: Deck, steps: int) -> None:
    """Louder or softer by so many steps; a muted one sounds again."""
    deck.sound.setMuted(False)
    deck.sound.setVolume(min(1.0, max(0.0, deck.sound.volume() + steps * _VOLUME_STEP)))
