"""What the keys do to a player: a table, so that window and full screen have the same."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QKeyCombination, QPointF, Qt

from seedance_desktop.ui.widgets.deck import RATES, Deck
from seedance_desktop.ui.widgets.player_controls import change_volume
from seedance_desktop.ui.widgets.shuttle import Shuttle
from seedance_desktop.ui.widgets.video_canvas import FITTED, VideoCanvas

_K = Qt.Key
_MIDDLE = QPointF(0.5, 0.5)


class Playing(Protocol):
    """What keys are pressed for: a player, in its window or in full screen."""

    @property
    def deck(self) -> Deck: ...

    @property
    def shuttle(self) -> Shuttle: ...

    @property
    def canvas(self) -> VideoCanvas: ...

    def toggle(self) -> None: ...

    def step(self, by: int) -> None: ...

    def copy_frame(self) -> None: ...

    def save_frame(self) -> None: ...

    def save_frames(self) -> None: ...


def mark_first(deck: Deck) -> None:
    """The part that is played begins with the frame that is seen."""
    last = deck.span[1]
    deck.mark(first=deck.frame, last=last if last > deck.frame else None)


def mark_last(deck: Deck) -> None:
    """The part that is played ends with the frame that is seen."""
    first = deck.span[0]
    deck.mark(first=first if first < deck.frame else None, last=deck.frame)


def press(player: Playing, keys: QKeyCombination) -> bool:
    """Do what these keys stand for; False where they stand for nothing."""
    does = _PLAIN.get(keys.key()) if keys.keyboardModifiers() in _NO_OTHER else None
    if keys == QKeyCombination(Qt.KeyboardModifier.ControlModifier, _K.Key_C):
        does = _copy
    if keys == QKeyCombination(Qt.KeyboardModifier.ShiftModifier, _K.Key_S):
        does = _save_all
    if keys.keyboardModifiers() == Qt.KeyboardModifier.ShiftModifier and keys.key() in _MOVES:
        player.canvas.move_view(*_MOVES[keys.key()])
        return True
    if does is None:
        return False
    does(player)
    return True


def _toggle(player: Playing) -> None:
    player.toggle()


def _stop(player: Playing) -> None:
    player.shuttle.stop()


def _back(player: Playing) -> None:
    player.shuttle.back()


def _forward(player: Playing) -> None:
    player.shuttle.forward()


def _frame_back(player: Playing) -> None:
    player.step(-1)


def _frame_on(player: Playing) -> None:
    player.step(1)


def _first(player: Playing) -> None:
    player.deck.go_to(player.deck.span[0])


def _last(player: Playing) -> None:
    player.deck.go_to(player.deck.span[1])


def _mark_first(player: Playing) -> None:
    mark_first(player.deck)


def _mark_last(player: Playing) -> None:
    mark_last(player.deck)


def _unmark(player: Playing) -> None:
    player.deck.mark(first=None, last=None)


def _loop(player: Playing) -> None:
    player.deck.set_looped(not player.deck.is_looped)


def _mute(player: Playing) -> None:
    player.deck.sound.setMuted(not player.deck.sound.isMuted())


def _louder(player: Playing) -> None:
    change_volume(player.deck, 1)


def _softer(player: Playing) -> None:
    change_volume(player.deck, -1)


def _faster(player: Playing) -> None:
    rate = player.deck.rate
    player.deck.set_rate(next((speed for speed in RATES if speed > rate), RATES[-1]))


def _slower(player: Playing) -> None:
    rate = player.deck.rate
    player.deck.set_rate(next((speed for speed in reversed(RATES) if speed < rate), RATES[0]))


def _zoom(player: Playing) -> None:
    player.canvas.set_view(FITTED if player.canvas.zoom else 1.0, _MIDDLE)


def _copy(player: Playing) -> None:
    player.copy_frame()


def _save_all(player: Playing) -> None:
    player.save_frames()


def _save(player: Playing) -> None:
    player.save_frame()


_MOVES = {_K.Key_Left: (-1, 0), _K.Key_Right: (1, 0), _K.Key_Up: (0, -1), _K.Key_Down: (0, 1)}
_NO_OTHER = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
_PLAIN: dict[Qt.Key, Callable[[Playing], None]] = {
    _K.Key_Space: _toggle,
    _K.Key_K: _stop,
    _K.Key_J: _back,
    _K.Key_L: _forward,
    _K.Key_Comma: _frame_back,
    _K.Key_Period: _frame_on,
    _K.Key_Home: _first,
    _K.Key_End: _last,
    _K.Key_I: _mark_first,
    _K.Key_O: _mark_last,
    _K.Key_X: _unmark,
    _K.Key_R: _loop,
    _K.Key_M: _mute,
    _K.Key_Up: _louder,
    _K.Key_Down: _softer,
    _K.Key_BracketRight: _faster,
    _K.Key_BracketLeft: _slower,
    _K.Key_Z: _zoom,
    _K.Key_S: _save,
}
