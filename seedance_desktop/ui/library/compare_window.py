"""Two to four clips in step: side by side, or two in one place; one sound, one zoom."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QKeyCombination, QPointF, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from seedance_desktop.core.video import Video
from seedance_desktop.core.words import tr
from seedance_desktop.ui.library.compared_canvas import ComparedCanvas, Manner
from seedance_desktop.ui.theme import Theme
from seedance_desktop.ui.widgets.deck import Deck
from seedance_desktop.ui.widgets.elided import Elided
from seedance_desktop.ui.widgets.in_step import InStep
from seedance_desktop.ui.widgets.named import explain, label, named
from seedance_desktop.ui.widgets.player_controls import PlayerControls
from seedance_desktop.ui.widgets.player_keys import press
from seedance_desktop.ui.widgets.player_pool import PlayerPool
from seedance_desktop.ui.widgets.segments import Choice, Segments
from seedance_desktop.ui.widgets.shuttle import Shuttle
from seedance_desktop.ui.widgets.video_canvas import VideoCanvas
from seedance_desktop.ui.words import clip_words

MOST = 4
_SIZE = (1180, 760)
_AROUND = QSize(24, 60)
"""Left free of a small screen, for the window's own frame."""
_IN, _OUT = (Qt.Key.Key_F,), (Qt.Key.Key_F, Qt.Key.Key_Escape)
"""Into full screen and out of it."""
_WIPED = {
    QKeyCombination(Qt.Key.Key_Left): -0.02,
    QKeyCombination(Qt.Key.Key_Right): 0.02,
}


class CompareWindow(QDialog):
    """Shows ``videos``, two to four; its players go back to the pool when it is closed."""

    def __init__(
        self, videos: Sequence[Video], players: PlayerPool, theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._players = players
        self._videos = tuple(videos)
        self._decks = [players.take() for _ in videos]
        self._canvases = [VideoCanvas() for _ in videos]
        self._captions = [_caption(place) for place in range(len(videos))]
        self._both = named(ComparedCanvas(VideoCanvas(self)), "compare_both", tr("Both videos"))
        self._stage = named(QFrame(), "compare_stage", tr("Videos"))
        self._manners = Segments("compare_manner", tr("How to compare"))
        self._controls = PlayerControls(self.deck, theme, wide=False)
        self.shuttle = Shuttle(self.deck, self)
        self._is_linking = False

        self.setObjectName("compare_window")
        self.setWindowTitle(tr("Compare"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.resize(QSize(*_SIZE).boundedTo(self.screen().availableSize() - _AROUND))
        self._both.other.hide()
        self._offer_manners()
        self._lay_out()

        self._connect()
        self._in_step = InStep(self.deck, self._decks[1:], self)
        self._hear(0)
        self._show_manner(Manner.SIDE_BY_SIDE)
        for deck, video in zip(self._decks, videos, strict=True):
            deck.load(video.path, video.clip)
        self.deck.play()

    @property
    def deck(self) -> Deck:
        """The one that leads."""
        return self._decks[0]

    @property
    def canvas(self) -> VideoCanvas:
        """Where the leading clip is seen."""
        is_one = self._both.isVisible()
        return self._both if is_one else self._canvases[0]

    def toggle(self) -> None:
        """Play or stand still."""
        if self.deck.is_playing or self.shuttle.is_going_back:
            self.shuttle.stop()
        else:
            self.deck.play()

    def step(self, by: int) -> None:
        """Stand still so many frames on."""
        self.shuttle.stop()
        self.deck.step(by)

    def copy_frame(self) -> None:
        """Frames are taken from the player of the page."""

    def save_frame(self) -> None:
        """As ``copy_frame``."""

    def save_frames(self) -> None:
        """As ``copy_frame``."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        heard, keys = event.key() - Qt.Key.Key_1, event.keyCombination()
        if 0 <= heard < len(self._decks):
            self._hear(heard)
        elif event.key() == Qt.Key.Key_W and len(self._decks) == 2:
            self._show_manner(Manner.WIPE)
            self._stage.setFocus()  # the arrows are the line's, not a button's
        elif event.key() == Qt.Key.Key_T and len(self._decks) == 2:
            self._show_manner(Manner.FLICKER)
        elif event.key() in (_OUT if self.isFullScreen() else _IN):
            self._toggle_full_screen()
        elif keys in _WIPED and self._both.isVisible():
            self._both.set_line(self._both.line + _WIPED[keys])
        elif not press(self, keys):
            super().keyPressEvent(event)

    @override
    def done(self, arg__1: int) -> None:
        """Every way out comes here once: the window's own button, Esc, and the program's end."""
        self._give_back()
        super().done(arg__1)

    def _give_back(self) -> None:
        self.shuttle.stop()
        self._in_step.let_go()
        for deck in self._decks:
            deck.set_heard(heard=True)
            self._players.give_back(deck)

    def _offer_manners(self) -> None:
        why_not = "" if len(self._videos) == 2 else tr("For two videos alone.")
        self._manners.offer(
            (
                Choice(Manner.SIDE_BY_SIDE, tr("Side by side")),
                Choice(Manner.WIPE, tr("Wipe"), why_not),
                Choice(Manner.FLICKER, tr("Flicker"), why_not),
            )
        )

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._manners)
        head.addStretch(1)
        hint = tr(
            "A click or its number lets you hear a video; Z, or Ctrl and the wheel, zoom all."
        )
        head.addWidget(label(hint, "small"))
        self._side = QWidget()
        grid = QGridLayout(self._side)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        for place, (canvas, caption) in enumerate(zip(self._canvases, self._captions, strict=True)):
            named(canvas, f"compare_{place}", clip_words(self._videos[place]))
            row, column = divmod(place, 2)
            grid.addWidget(canvas, row * 2, column)
            grid.addWidget(caption, row * 2 + 1, column)
            grid.setRowStretch(row * 2, 1)
            grid.setColumnStretch(column, 1)
        stage = QVBoxLayout(self._stage)
        stage.setContentsMargins(2, 2, 2, 2)
        stage.addWidget(self._side)
        stage.addWidget(self._both)
        self._stage.setProperty("role", "player")
        self._stage.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._stage.setAccessibleDescription("\n".join(map(clip_words, self._videos)))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 12)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(self._stage, 1)
        layout.addWidget(self._controls)
        self._stage.setFocus()

    def _connect(self) -> None:
        for place, (deck, canvas) in enumerate(zip(self._decks, self._canvases, strict=True)):
            deck.frame_shown.connect(canvas.show_frame)
            canvas.pressed.connect(partial(self._hear, place))
            canvas.zoomed.connect(partial(self._link, canvas))
        self._decks[0].frame_shown.connect(self._both.show_frame)
        self._decks[1].frame_shown.connect(self._both.other.show_frame)
        self._decks[1].frame_shown.connect(self._both.update)
        self._both.zoomed.connect(partial(self._link, self._both))
        self._manners.chosen.connect(self._choose_manner)
        self._controls.toggled.connect(self.toggle)
        self._controls.stepped.connect(self.step)
        self._controls.full_screen_wanted.connect(self._toggle_full_screen)
        self._controls.more.addAction(tr("All of the picture")).triggered.connect(
            partial(self._zoom, 0.0)
        )
        self._controls.more.addAction(tr("Pixel for pixel")).triggered.connect(
            partial(self._zoom, 1.0)
        )

    def _choose_manner(self, key: str) -> None:
        self._show_manner(Manner(key))

    def _show_manner(self, manner: Manner) -> None:
        self._manners.show_chosen(manner)
        is_side = manner is Manner.SIDE_BY_SIDE
        self._side.setVisible(is_side)
        self._both.setVisible(not is_side)
        self._both.set_manner(manner)

    def _hear(self, heard: int) -> None:
        for place, (deck, caption) in enumerate(zip(self._decks, self._captions, strict=True)):
            deck.set_heard(heard=place == heard)
            words = clip_words(self._videos[place])
            is_heard = place == heard and self._videos[place].clip.has_sound
            words = tr("Heard: {words}", words=words) if is_heard else words
            caption.setText(f"{place + 1}  {words}")
            explain(caption, words)
        self._both.set_captions(*(caption.text() for caption in self._captions[:2]))

    def _zoom(self, scale: float) -> None:
        self.canvas.set_view(scale, QPointF(0.5, 0.5))

    def _link(self, source: VideoCanvas) -> None:
        """All show the same part of their picture at the same size."""
        if self._is_linking:
            return
        self._is_linking = True
        for canvas in (*self._canvases, self._both, self._both.other):
            if canvas is not source:
                canvas.set_view(source.zoom, source.middle)
        self._is_linking = False

    def _toggle_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)


def _caption(place: int) -> Elided:
    """As wide as its clip, whatever its words: a longer one would make that clip wider."""
    made = named(Elided("small", Qt.TextElideMode.ElideRight), f"compare_caption_{place}")
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    return made
