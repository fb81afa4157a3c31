"""What turns a file into moving pictures and sound: Qt's player, in frames instead of instants.

Loads Qt's multimedia parts, so it is imported only when the first clip is to be shown.
"""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, QUrl, Signal, Slot
from PySide6.QtMultimedia import QAudioOutput, QMediaPlayer, QVideoFrame, QVideoSink

from seedance_desktop.core.frame_times import FrameTimes
from seedance_desktop.core.video import ClipFacts

RATES = (0.25, 0.5, 0.75, 1.0, 1.5, 2.0)
"""The speeds that are offered."""
_MICROSECONDS = 1_000_000
_MILLISECONDS = 1_000
_PATIENCE_MS = 700
"""How long a frame that was asked for may take after another one has come in its place."""


class Deck(QObject):
    """Plays one clip at a time. Frames are counted from 0.

    ``frame_shown`` carries the QVideoFrame that is to be seen now, ``state_changed`` comes with
    play and pause, ``changed`` with everything else that can be set, ``broken`` with the decoder's
    words. ``loaded`` carries a clip's path: who can tell its frames' times is to call
    ``keep_time``. While a part of the clip is marked, it plays within that. ``rate_chosen``
    carries the speed at which this clip and the next ones are to be played.
    """

    frame_shown = Signal(object)
    state_changed = Signal()
    changed = Signal()
    loaded = Signal(object)
    broken = Signal(str)
    rate_chosen = Signal(float)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.facts: ClipFacts | None = None
        self.path: Path | None = None
        self._audio = QAudioOutput(self)
        self._media = QMediaPlayer(self)
        self._sink = QVideoSink(self)
        self.times = FrameTimes(0, 0.0)
        self._frame = 0
        self._wanted: int | None = None
        self._is_looped = True
        self._chosen_rate = 1.0
        self._first: int | None = None
        self._last: int | None = None
        self._patience = QTimer(self, interval=_PATIENCE_MS, singleShot=True)

        self._media.setVideoSink(self._sink)
        self._media.setAudioOutput(self._audio)
        self._media.setLoops(QMediaPlayer.Loops.Infinite)
        self._sink.videoFrameChanged.connect(self._follow)
        self._media.playbackStateChanged.connect(self._tell_state)
        self._media.errorOccurred.connect(self._tell_error)
        self._patience.timeout.connect(self._take_what_is_seen)

    def load(self, path: Path, facts: ClipFacts) -> None:
        """Take in a clip; it stands still at its first frame until it is told to play."""
        self.facts, self.path = facts, path
        self._frame, self._wanted = 0, None
        self._first = self._last = None
        self.times = FrameTimes(facts.frame_count, facts.frame_rate)
        self._media.setPlaybackRate(self._chosen_rate)
        self._media.setSource(QUrl.fromLocalFile(str(path)))
        self.changed.emit()
        self.loaded.emit(path)

    def keep_time(self, path: Path, times: FrameTimes) -> None:
        """From now on tell this clip's frames by the times at which they really come."""
        if self.facts is None or path != self.path or times == self.times:
            return
        frame = times.frame_at(self.times.start(self.frame))
        self.times = times
        self.facts = replace(self.facts, frame_count=times.count)
        self._frame = frame
        if self._wanted is not None:
            self.go_to(frame)
        self.changed.emit()

    def clear(self) -> None:
        """Let go of the file, so that it can be moved or deleted."""
        self._media.stop()
        self._media.setSource(QUrl())
        self.facts = self.path = self._wanted = None
        self.changed.emit()

    @property
    def is_playing(self) -> bool:
        """Whether the picture moves by itself."""
        return self._media.playbackState() == QMediaPlayer.PlaybackState.PlayingState

    @property
    def frame(self) -> int:
        """The frame that is shown, or the one that was asked for and is on its way."""
        return self._frame if self._wanted is None else self._wanted

    @property
    def is_settled(self) -> bool:
        """Whether the frame that was asked for last has come."""
        return self._wanted is None

    @property
    def span(self) -> tuple[int, int]:
        """The first and the last frame of what is played: the marked part, else the clip."""
        count = 1 if self.facts is None else max(1, self.facts.frame_count)
        first = 0 if self._first is None else self._first
        return first, count - 1 if self._last is None else self._last

    @property
    def is_marked(self) -> bool:
        """Whether only a part of the clip is played."""
        return self._first is not None or self._last is not None

    def play(self) -> None:
        """Go on, or begin again where the end has been reached."""
        first, last = self.span
        if self.is_marked and not first <= self.frame < last:
            self.go_to(first)
        self._wanted = None
        self._media.play()

    def pause(self) -> None:
        """Stand still."""
        self._media.pause()

    def go_to(self, frame: int) -> None:
        """Show this frame. Half a frame late is aimed at: players round down to the frame."""
        if self.facts is None or not self.facts.frame_rate:
            return
        self._patience.stop()
        self._wanted = min(max(0, frame), max(0, self.facts.frame_count - 1))
        self._media.setPosition(round(self.times.inside(self._wanted) * _MILLISECONDS))

    def step(self, by: int) -> None:
        """Stand still so many frames on; steps that come quickly add up."""
        self._media.pause()
        self.go_to(self.frame + by)

    @property
    def rate(self) -> float:
        """How many times as fast as it was filmed."""
        return self._media.playbackRate()

    def set_rate(self, rate: float | None = None, *, for_now: bool = False) -> None:
        """Choose the speed, also of the clips that come after; None is the one chosen last."""
        if rate is not None and not for_now:
            self._chosen_rate = rate
            self.rate_chosen.emit(rate)
        self._media.setPlaybackRate(self._chosen_rate if rate is None else rate)
        self.changed.emit()

    @property
    def is_looped(self) -> bool:
        """Whether it begins again at its end."""
        return self._is_looped

    def set_looped(self, looped: bool) -> None:
        """Choose whether it begins again at its end."""
        self._is_looped = looped
        loops = QMediaPlayer.Loops
        self._media.setLoops(loops.Infinite if looped else loops.Once)
        self.changed.emit()

    def mark(self, *, first: int | None, last: int | None) -> None:
        """Play from the one frame to the other only; None is the clip's own end."""
        is_turned = first is not None and last is not None and first > last
        self._first, self._last = (last, first) if is_turned else (first, last)
        self.changed.emit()

    @property
    def is_heard(self) -> bool:
        """Whether its sound goes anywhere; mute and volume are another thing."""
        return self._media.audioOutput() is not None

    def set_heard(self, *, heard: bool) -> None:
        """Let its sound out, or not while another one is to be heard."""
        self._media.setAudioOutput(self._audio if heard else None)  # type: ignore[arg-type]

    @property
    def sound(self) -> QAudioOutput:
        """Mute and volume."""
        return self._audio

    @Slot(QVideoFrame)
    def _follow(self, frame: QVideoFrame) -> None:
        if self.facts is None or not frame.isValid():
            return
        if frame.startTime() >= 0:
            self._frame = self.times.frame_at(frame.startTime() / _MICROSECONDS)
        if self._wanted == self._frame or self.is_playing:
            self._wanted = None
        elif self._wanted is not None:
            self._patience.start()
        self.frame_shown.emit(frame)
        first, last = self.span
        if self.is_marked and self.is_playing and not first <= self._frame < last:
            self._turn(first, last)

    @Slot()
    def _take_what_is_seen(self) -> None:
        """Qt cannot show every frame of every file; what is seen is then where we are."""
        if self._wanted is not None and self._wanted != self._frame:
            self._wanted = None
            self.changed.emit()

    def _turn(self, first: int, last: int) -> None:
        """The end of the marked part has been reached, or was jumped over."""
        if self._is_looped or self._frame < first:
            self.go_to(first)
        else:
            self._media.pause()
            self.go_to(last)

    @Slot()
    def _tell_state(self) -> None:
        self.state_changed.emit()

    @Slot(QMediaPlayer.Error, str)
    def _tell_error(self, _error: QMediaPlayer.Error, words: str) -> None:
        if self.path is not None:  # or the clip was let go of while it was opened
            self.broken.emit(words)
