"""One picture of the frame editor: ways in and out, the crop, and readings of what is sent."""

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import (
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QEnterEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from seedance_desktop.core.geometry import Framing, Size, enlargement
from seedance_desktop.core.request import Encoding, Role
from seedance_desktop.core.words import tr
from seedance_desktop.model.draft_history import Step
from seedance_desktop.model.draft_state import SlotName
from seedance_desktop.model.frame_editor import FramePicture
from seedance_desktop.model.frame_pictures import FramePictures
from seedance_desktop.model.slot_drag import slot_drag
from seedance_desktop.ui.create.frame_canvas import FrameCanvas
from seedance_desktop.ui.create.frame_painting import small_pixmap
from seedance_desktop.ui.create.invitation import Invitation
from seedance_desktop.ui.create.sent_button import SentButton
from seedance_desktop.ui.icons import icon
from seedance_desktop.ui.theme import Theme
from seedance_desktop.ui.widgets.elided import Elided
from seedance_desktop.ui.widgets.named import explain, label, mark, named

_MADE_UP = 1.02  # below this nobody sees that pixels are made up
_DRAGGED = 160
_FOOT_MARGIN = 12
_FOOT_GAP = 8
_TAKE_OUT = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class FrameSlot(QFrame):
    """A card: title and buttons, the picture with its crop or an invitation, readings.

    ``browse_wanted`` carries the slot's name; ``entered`` comes when its picture is to be edited.
    """

    browse_wanted = Signal(object)
    entered = Signal()

    def __init__(self, title: str, name: SlotName, frames: FramePictures, *, theme: Theme) -> None:
        super().__init__()
        self._frames = frames
        self._picture = frames[name]
        self._theme = theme
        self._name = str(name)
        self._head = QWidget()
        self._title = label(title, "title")
        self._file = named(Elided("small"), f"{self._name}_file")
        self._canvas = named(FrameCanvas(), f"{self._name}_canvas", title)
        self._invitation = Invitation(self._name, title)
        self._stack = QStackedWidget()
        self._size = named(Elided("small"), f"{self._name}_size")
        self._sent = SentButton(f"{self._name}_sent")
        self._buttons = self._make_buttons()
        self._pressed: QPoint | None = None

        self.setObjectName(f"{self._name}_slot")
        self.setAccessibleName(title)
        self.setProperty("role", "card")
        self.setAcceptDrops(True)
        self._head.installEventFilter(self)
        self._head.setToolTip(tr("Drag this to another slot; with Ctrl it is copied"))
        self._stack.addWidget(self._invitation)
        self._stack.addWidget(self._canvas)
        self._lay_out()

        self._canvas.framed.connect(self.frame)
        self._canvas.entered.connect(self.entered)
        self._canvas.entered.connect(frames.look)
        self._invitation.browse.clicked.connect(self._browse)
        self._invitation.paste.clicked.connect(self.paste)
        self._sent.chosen.connect(self._encode)
        frames.changed.connect(self.refresh)
        theme.changed.connect(self._colour)
        self._colour()
        self.refresh()

    @property
    def picture(self) -> FramePicture:
        """What lies in the slot."""
        return self._picture

    @property
    def canvas(self) -> FrameCanvas:
        """Where the picture is edited."""
        return self._canvas

    def show_slot(self, name: SlotName) -> None:
        """Show another slot's picture."""
        self._picture = self._frames[name]
        self.refresh()

    def show_title(self, title: str) -> None:
        """Call the slot by another name."""
        self._title.setText(title)
        self._canvas.setAccessibleName(title)
        self.setAccessibleName(title)

    def mark_current(self, *, is_current: bool) -> None:
        """Show whether this is the slot that the tools act on."""
        mark(self, "current", "true" if is_current else "")

    def mark_target(self, *, is_target: bool) -> None:
        """Show that what is dragged would land here."""
        mark(self, "target", "true" if is_target else "")

    def refresh(self) -> None:
        """Show the picture as it is now."""
        picture = self._picture
        preview, failure = picture.preview, picture.failure
        has_picture = picture.is_usable
        had_focus = self._canvas.hasFocus()
        self._stack.setCurrentWidget(self._canvas if has_picture else self._invitation)
        if had_focus and not has_picture:
            self._invitation.browse.setFocus()
        self._canvas.show_picture(
            preview or QImage(), picture.size, picture.output_size, picture.framing
        )
        path = picture.path
        self._buttons["folder"].setVisible(has_picture)
        self._buttons["bin"].setVisible(path is not None)
        self._head.setCursor(
            Qt.CursorShape.ArrowCursor if path is None else Qt.CursorShape.OpenHandCursor
        )
        self._file.setText("" if path is None else path.name)
        explain(self._file, "" if path is None else str(path))
        problem = "" if failure is None else f"{failure.message.shown()} {failure.remedy.shown()}"
        host = self._frames.ways_in.waiting_for(picture.name)
        self._invitation.show_waiting(tr("Fetching from {host}…", host=host) if host else "")
        self._invitation.show_problem(problem)
        mark(self, "wrong", "true" if problem else "")
        self._show_readings()

    def frame(self, framing: Framing, step: Step, key: str) -> None:
        """Frame the picture anew."""
        name = self._picture.name
        self._frames.frame(name, framing, step, key=key and f"{name} {key}")

    def focus(self) -> None:
        """Put the cursor onto the picture, or onto the way to get one."""
        is_empty = self._stack.currentWidget() is self._invitation
        (self._invitation.browse if is_empty else self._canvas).setFocus()

    def paste(self) -> None:
        """Take a picture or picture file from the clipboard."""
        if not self._picture.take(QGuiApplication.clipboard().mimeData(), copies=True):
            self._invitation.show_problem(tr("There is no picture on the clipboard."))

    def choose(self, path: Path) -> None:
        """Put a file into the slot."""
        self._picture.choose(path)

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self._frames.look()
        super().enterEvent(event)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._picture.can_take(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.mark_target(is_target=True)

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.mark_target(is_target=False)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self.mark_target(is_target=False)
        copies = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if self._picture.take(event.mimeData(), copies=copies):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What the mouse does by dragging: copy, cut and paste, and the bin."""
        frame = self._picture.drawn
        takes_out = event.matches(QKeySequence.StandardKey.Cut) or event.key() in _TAKE_OUT
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif frame is not None and (takes_out or event.matches(QKeySequence.StandardKey.Copy)):
            if event.key() not in _TAKE_OUT:
                QGuiApplication.clipboard().setMimeData(slot_drag(frame))
            if takes_out:
                self._clear()
        else:
            super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_readings()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The head is the handle that the picture is dragged by."""
        if isinstance(event, QMouseEvent) and watched is self._head:
            self._handle(event)
        return False

    def _make_buttons(self) -> dict[str, QToolButton]:
        made = {}
        for drawing, words, action in (
            ("folder", tr("Choose another picture…"), self._browse),
            ("bin", tr("Remove the picture"), self._clear),
        ):
            button = named(QToolButton(), f"{self._name}_{drawing}", words)
            button.setToolTip(words)
            button.clicked.connect(action)
            policy = button.sizePolicy()
            policy.setRetainSizeWhenHidden(True)  # the head is as high without
            button.setSizePolicy(policy)
            made[drawing] = button
        return made

    def _lay_out(self) -> None:
        head = QHBoxLayout(self._head)
        head.setContentsMargins(12, 6, 6, 6)
        head.setSpacing(2)
        head.addWidget(self._title)
        head.addSpacing(10)
        head.addWidget(self._file, 1)
        for button in self._buttons.values():
            head.addWidget(button)
        foot = QHBoxLayout()
        foot.setContentsMargins(_FOOT_MARGIN, 6, 6, 6)  # the button has a margin of its own
        foot.setSpacing(_FOOT_GAP)
        foot.addWidget(self._size, 1)
        foot.addWidget(self._sent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addWidget(self._head)
        layout.addWidget(self._stack, 1)
        layout.addLayout(foot)

    def _show_readings(self) -> None:
        picture = self._picture
        source, output = picture.size, picture.output_size
        unsendable = self._frames.sent_failure(picture.name)
        frame = picture.drawn if picture.is_usable else None
        self._sent.show_sent(frame, self._frames.sent(picture.name))
        told = picture.failure or unsendable
        if not picture.is_usable:
            self._set_size_reading("", "small")
        elif told is not None:
            words = f"{told.message.shown()} {told.remedy.shown()}"
            self._set_size_reading(words, "problem")
        elif picture.is_loading or source is None:
            self._set_size_reading(tr("Reading the picture…"), "small")
        elif output is None or not isinstance(picture.name, Role):
            self._set_size_reading(str(source), "small")
        else:
            self._show_enlargement(source, output)

    def _show_enlargement(self, source: Size, output: Size) -> None:
        """From which size to which; where there is little room, the part that matters more."""
        factor = f"{enlargement(source, output, self._picture.framing):.2f}"
        is_made_up = float(factor) > _MADE_UP
        if is_made_up:
            values = {"source": source, "output": output, "factor": factor}
            words = tr("{source} → {output}, enlarged {factor}×", **values)
            shorter = [tr("Enlarged {factor}×", factor=factor), f"{factor}×"]
        else:
            words = f"{source} → {output}"
            shorter = [f"→ {output}", ""]
        self._set_size_reading(
            self._fitting([words, *shorter]), "warning" if is_made_up else "small"
        )
        self._size.setToolTip(words)

    def _fitting(self, readings: list[str]) -> str:
        """The longest that fits beside what the picture weighs; else the last one."""
        room = self.width() - 2 * _FOOT_MARGIN - _FOOT_GAP - self._sent.sizeHint().width()
        metrics = self._size.fontMetrics()
        fitting = (words for words in readings if metrics.horizontalAdvance(words) <= room)
        return next(fitting, readings[-1])

    def _set_size_reading(self, words: str, tone: str) -> None:
        self._size.setText(words)
        self._size.setToolTip(words)
        mark(self._size, "tone", tone)

    def _handle(self, event: QMouseEvent) -> None:
        if event.type() == QEvent.Type.MouseButtonPress:
            self._pressed = event.position().toPoint()
        elif event.type() == QEvent.Type.MouseMove and self._pressed is not None:
            moved = event.position().toPoint() - self._pressed
            if moved.manhattanLength() >= QApplication.startDragDistance():
                self._pressed = None
                self._drag()
        elif event.type() == QEvent.Type.MouseButtonRelease:
            self._pressed = None

    def _drag(self) -> None:
        frame = self._picture.drawn
        if frame is None:
            return
        drag = QDrag(self)
        drag.setMimeData(slot_drag(frame))
        if self._picture.preview is not None:
            drag.setPixmap(small_pixmap(self._picture.preview, _DRAGGED))
        drag.exec(Qt.DropAction.CopyAction)

    def _encode(self, encoding: Encoding) -> None:
        self._picture.encode(encoding)

    def _clear(self) -> None:
        self._picture.clear()

    def _browse(self) -> None:
        self.browse_wanted.emit(self._picture.name)

    def _colour(self) -> None:
        colours = self._theme.colours
        for drawing, button in self._buttons.items():
            button.setIcon(icon(drawing, colours.muted, colours.faint))
        self._invitation.colour(self._theme)
