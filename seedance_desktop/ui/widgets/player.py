"""The video player: one player, one picture, and the controls under it.

Loads Qt's multimedia parts, so it is imported only when the first clip is to be shown.
"""

from pathlib import Path

from PySide6.QtCore import QSignalBlocker, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtMultimedia import QAudioOutput, QMediaPlayer
from PySide6.QtMultimediaWidgets import QVideoWidget
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSlider, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from seedance_desktop.core.video import ClipFacts
from seedance_desktop.core.words import tr
from seedance_desktop.ui.icons import icon
from seedance_desktop.ui.theme import Theme
from seedance_desktop.ui.widgets.named import label, named

_MILLISECONDS = 1000


class Player(QWidget):
    """Plays one clip at a time: loop, pause, scrub, frame step, sound.

    A double click on the picture asks for full screen and back.
    """

    broken = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._drawings: dict[QToolButton, str] = {}
        self._facts: ClipFacts | None = None
        self._audio = QAudioOutput(self)
        self._media = QMediaPlayer(self)
        self._picture = named(_Picture(self), "player_picture", tr("Video"))
        self._play = self._button("player_play", tr("Pause"), "pause", tr("Space"))
        self._back = self._button("player_back", tr("One frame back"), "step_back", ",")
        self._forward = self._button("player_forward", tr("One frame on"), "step_forward", ".")
        self._loop = self._button("player_loop", tr("Loop"), "loop", "L")
        self._sound = self._button("player_sound", tr("Sound"), "sound_on", "M")
        self._full = self._button("player_full_screen", tr("Full screen"), "full_screen", "F")
        self._position = named(
            QSlider(Qt.Orientation.Horizontal), "player_position", tr("Position")
        )
        self._time = named(label("", "small"), "player_time")

        self.setObjectName("player")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._picture.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._loop.setCheckable(True)
        self._loop.setChecked(True)
        controls = QHBoxLayout()
        controls.setSpacing(2)
        for part in (self._back, self._play, self._forward):
            controls.addWidget(part)
        controls.addSpacing(6)
        controls.addWidget(self._time, 1)
        for part in (self._loop, self._sound, self._full):
            controls.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._picture, 1)
        layout.addWidget(self._position)
        layout.addLayout(controls)

        self._media.setVideoOutput(self._picture)
        self._media.setAudioOutput(self._audio)
        self._media.setLoops(QMediaPlayer.Loops.Infinite)
        self._media.positionChanged.connect(self._show_position)
        self._media.playbackStateChanged.connect(self._show_state)
        self._media.errorOccurred.connect(self._tell_error)
        self._play.clicked.connect(self.toggle)
        self._back.clicked.connect(self.step_back)
        self._forward.clicked.connect(self.step_forward)
        self._loop.toggled.connect(self._set_loop)
        self._sound.clicked.connect(self.toggle_sound)
        self._full.clicked.connect(self.toggle_full_screen)
        self._position.valueChanged.connect(self._media.setPosition)
        self._picture.full_screen_wanted.connect(self.toggle_full_screen)
        theme.changed.connect(self._colour)

    def show_clip(self, path: Path, facts: ClipFacts) -> None:
        """Load the clip and play it from its start."""
        self._facts = facts
        with QSignalBlocker(self._position):
            self._position.setRange(0, max(0, round(facts.duration * _MILLISECONDS)))
            self._position.setSingleStep(round(_MILLISECONDS / facts.frame_rate))
            self._position.setPageStep(_MILLISECONDS // 2)
        self._sound.setVisible(facts.has_sound)
        self._media.setSource(QUrl.fromLocalFile(str(path)))
        self._media.play()

    def clear(self) -> None:
        """Let go of the file, so that it can be moved or deleted."""
        self._media.stop()
        self._media.setSource(QUrl())
        self._facts = None
        self._time.clear()

    @property
    def is_playing(self) -> bool:
        """Whether the picture moves."""
        return self._media.playbackState() == QMediaPlayer.PlaybackState.PlayingState

    @property
    def position(self) -> float:
        """Where it is, in seconds."""
        return self._media.position() / _MILLISECONDS

    def toggle(self) -> None:
        """Play or pause."""
        if self.is_playing:
            self._media.pause()
        else:
            self._media.play()

    def pause(self) -> None:
        """Stand still, if it plays."""
        self._media.pause()

    def step_forward(self) -> None:
        """Stand still one frame on."""
        self._step(1)

    def step_back(self) -> None:
        """Stand still one frame back."""
        self._step(-1)

    def toggle_sound(self) -> None:
        """Mute or sound again."""
        self._audio.setMuted(not self._audio.isMuted())
        self._draw(self._sound, "sound_off" if self._audio.isMuted() else "sound_on")

    def toggle_full_screen(self) -> None:
        """Fill the screen with the picture, or go back into the window."""
        self._picture.setFullScreen(not self._picture.isFullScreen())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Space | Qt.Key.Key_K:
                self.toggle()
            case Qt.Key.Key_Comma:
                self.step_back()
            case Qt.Key.Key_Period:
                self.step_forward()
            case Qt.Key.Key_L:
                self._loop.toggle()
            case Qt.Key.Key_M:
                self.toggle_sound()
            case Qt.Key.Key_F:
                self.toggle_full_screen()
            case _:
                super().keyPressEvent(event)

    def _button(self, name: str, words: str, drawing: str, key: str) -> QToolButton:
        button = named(QToolButton(self), name, words)
        button.setIconSize(QSize(18, 18))
        button.setToolTip(f"{words} ({key})")
        self._draw(button, drawing)
        return button

    def _draw(self, button: QToolButton, drawing: str) -> None:
        self._drawings[button] = drawing
        button.setIcon(icon(drawing, self._theme.colours.text, self._theme.colours.faint))

    def _colour(self) -> None:
        for button, drawing in list(self._drawings.items()):
            self._draw(button, drawing)

    def _step(self, by: int) -> None:
        """Aim half a frame late: players round a position down to the frame it lies in."""
        if self._facts is None:
            return
        self._media.pause()
        current = _frame_at(self._media.position(), self._facts)
        wanted = min(max(0, current + by), self._facts.frame_count - 1)
        self._media.setPosition(round((wanted + 0.5) / self._facts.frame_rate * _MILLISECONDS))

    def _set_loop(self, on: bool) -> None:
        loops = QMediaPlayer.Loops
        self._media.setLoops(loops.Infinite if on else loops.Once)

    def _show_position(self, position: int) -> None:
        if self._facts is None:
            return
        if not self._position.isSliderDown():
            with QSignalBlocker(self._position):
                self._position.setValue(position)
        self._time.setText(
            tr(
                "{at} / {length} s · frame {frame}",
                at=f"{position / _MILLISECONDS:.2f}",
                length=f"{self._facts.duration:.2f}",
                frame=_frame_at(position, self._facts) + 1,
            )
        )

    def _show_state(self) -> None:
        words, drawing = (tr("Pause"), "pause") if self.is_playing else (tr("Play"), "play")
        self._draw(self._play, drawing)
        self._play.setAccessibleName(words)
        self._play.setToolTip(f"{words} ({tr('Space')})")

    def _tell_error(self, _error: QMediaPlayer.Error, words: str) -> None:
        self.broken.emit(words)


def _frame_at(position: int, facts: ClipFacts) -> int:
    """Which frame is shown, from 0; whole milliseconds lie a little before a frame's begin."""
    frame = int((position + 1) * facts.frame_rate / _MILLISECONDS)
    return min(frame, max(0, facts.frame_count - 1))


class _Picture(QVideoWidget):
    """Qt's video picture, which in full screen gets its own keys and clicks."""

    full_screen_wanted = Signal()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.full_screen_wanted.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.isFullScreen() and event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_F):
            self.full_screen_wanted.emit()
        else:
            super().keyPressEvent(event)
