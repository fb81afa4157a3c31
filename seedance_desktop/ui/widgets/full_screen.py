"""A clip on the whole screen; the controls appear when the pointer moves."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget
from typing_extensions import override

from seedance_desktop.core.words import tr
from seedance_desktop.ui.theme import Theme
from seedance_desktop.ui.widgets.deck import Deck
from seedance_desktop.ui.widgets.named import named
from seedance_desktop.ui.widgets.player_controls import PlayerControls
from seedance_desktop.ui.widgets.video_canvas import VideoCanvas

_HIDDEN_AFTER_MS = 2_500
_WIDEST = 900
_MARGIN = 24


class FullScreen(QFrame):
    """A window over everything. ``keys_pressed`` carries the QKeyEvent; ``closed`` comes last."""

    keys_pressed = Signal(object)
    closed = Signal()

    def __init__(self, deck: Deck, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.canvas = named(VideoCanvas(), "full_screen_picture", tr("Video"))
        self.controls = PlayerControls(deck, theme, wide=True)
        self._bar = named(QFrame(self), "full_screen_bar")
        self._quiet = QTimer(self, singleShot=True, interval=_HIDDEN_AFTER_MS)

        self.setObjectName("full_screen")
        self.setWindowTitle(tr("Video"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._bar.setProperty("role", "float")
        inside = QVBoxLayout(self._bar)
        inside.setContentsMargins(16, 10, 16, 10)
        inside.addWidget(self.controls)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.canvas)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.canvas.setMouseTracking(True)
        self.canvas.installEventFilter(self)

        deck.frame_shown.connect(self.canvas.show_frame)
        self._quiet.timeout.connect(self._hide_controls)
        self.setFocus()
        self._show_controls()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._show_controls()
        self.keys_pressed.emit(event)

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        """Controls that are hidden come back when the keyboard looks for them."""
        self._show_controls()
        return super().focusNextPrevChild(next)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseMove:
            self._show_controls()
        elif event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self._quiet.stop()
        self.closed.emit()
        super().closeEvent(event)

    def _place(self) -> None:
        width = min(_WIDEST, self.width() - 2 * _MARGIN)
        height = self._bar.sizeHint().height()
        left = (self.width() - width) // 2
        self._bar.setGeometry(left, self.height() - height - _MARGIN, width, height)
        self._bar.raise_()

    def _show_controls(self) -> None:
        self._place()
        self._bar.show()
        self.canvas.unsetCursor()
        self._quiet.start()

    def _hide_controls(self) -> None:
        """Not while somebody is using them."""
        is_used = self._bar.isAncestorOf(self.focusWidget()) or self._bar.underMouse()
        if is_used or self.controls.more.isVisible():
            self._quiet.start()
        else:
            self._bar.hide()
            self.canvas.setCursor(Qt.CursorShape.BlankCursor)
