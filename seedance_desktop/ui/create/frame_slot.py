"""One picture of the frame editor: ways in, the crop, and readings of what will be sent."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from seedance_desktop.core.geometry import Framing, enlargement
from seedance_desktop.core.words import tr
from seedance_desktop.model.draft import Draft
from seedance_desktop.model.frame_editor import FramePicture
from seedance_desktop.ui.create.frame_canvas import FrameCanvas
from seedance_desktop.ui.icons import icon
from seedance_desktop.ui.theme import Theme
from seedance_desktop.ui.widgets.elided import Elided
from seedance_desktop.ui.widgets.named import label, mark, named

_ZOOM_STEP = 1.25
_NARROW = 400
_MADE_UP = 1.02  # below this nobody sees that pixels are made up


class FrameSlot(QFrame):
    """A card: title and buttons, the picture with its crop or an invitation, readings."""

    browse_wanted = Signal(object)

    def __init__(self, title: str, picture: FramePicture, draft: Draft, *, theme: Theme) -> None:
        super().__init__()
        self._picture = picture
        self._draft = draft
        self._theme = theme
        self._name = str(picture.name)
        self._title = label(title, "title")
        self._file = named(Elided("small"), f"{self._name}_file")
        self._canvas = named(FrameCanvas(), f"{self._name}_canvas", title)
        self._invitation = _Invitation(self._name, title)
        self._stack = QStackedWidget()
        self._size = named(label("", "small", wraps=True), f"{self._name}_size")
        self._zoom = named(label("", "small"), f"{self._name}_zoom")
        self._buttons = self._make_buttons()
        self._foot = QBoxLayout(QBoxLayout.Direction.LeftToRight)

        self.setObjectName(f"{self._name}_slot")
        self.setAccessibleName(title)
        self.setProperty("role", "card")
        self.setAcceptDrops(True)
        self._stack.addWidget(self._invitation)
        self._stack.addWidget(self._canvas)
        self._lay_out()

        self._canvas.framed.connect(self._frame)
        self._invitation.browse.clicked.connect(self._browse)
        self._invitation.paste.clicked.connect(self.paste)
        picture.changed.connect(self.refresh)
        draft.changed.connect(self.refresh)
        theme.changed.connect(self._colour)
        self._colour()
        self.refresh()

    def refresh(self) -> None:
        """Show the picture as it is now."""
        preview, failure = self._picture.preview, self._picture.failure
        has_picture = self._picture.path is not None and failure is None
        self._stack.setCurrentWidget(self._canvas if has_picture else self._invitation)
        self._canvas.show_picture(
            preview or QImage(),
            self._picture.size,
            self._picture.output_size,
            self._picture.framing,
        )
        for button in self._buttons.values():
            button.setVisible(has_picture)
        self._buttons["bin"].setVisible(self._picture.path is not None)
        path = self._picture.path
        self._file.setText("" if path is None else path.name)
        self._file.setToolTip("" if path is None else str(path))
        problem = "" if failure is None else f"{failure.message.shown()} {failure.remedy.shown()}"
        self._invitation.show_problem(problem)
        mark(self, "wrong", "true" if problem else "")
        self._show_readings()

    def paste(self) -> None:
        """Take a picture or picture file from the clipboard."""
        if not self._picture.take(QGuiApplication.clipboard().mimeData()):
            self._invitation.show_problem(tr("There is no picture on the clipboard."))

    def choose(self, path: Path) -> None:
        """Put a file into the slot."""
        self._picture.choose(path)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._picture.can_take(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self._mark_target(is_target=True)

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._mark_target(is_target=False)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self._mark_target(is_target=False)
        if self._picture.take(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, the sizes stand over the zoom instead of beside it."""
        is_narrow = event.size().width() < _NARROW
        directions = QBoxLayout.Direction
        self._foot.setDirection(directions.TopToBottom if is_narrow else directions.LeftToRight)
        super().resizeEvent(event)

    def _make_buttons(self) -> dict[str, QToolButton]:
        made = {}
        for drawing, words, action in (
            ("zoom_out", tr("Zoom out (−)"), self._zoom_out),
            ("zoom_in", tr("Zoom in (+)"), self._zoom_in),
            ("reset", tr("Fill the frame, centred (0)"), self._picture.reset_framing),
            ("folder", tr("Choose another picture…"), self._browse),
            ("bin", tr("Remove the picture"), self._picture.clear),
        ):
            button = named(QToolButton(), f"{self._name}_{drawing}", words)
            button.setToolTip(words)
            button.clicked.connect(action)
            made[drawing] = button
        return made

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(12, 8, 8, 8)
        head.setSpacing(2)
        head.addWidget(self._title)
        head.addSpacing(10)
        head.addWidget(self._file, 1)
        for drawing in ("folder", "bin"):
            head.addWidget(self._buttons[drawing])
        zoom = QHBoxLayout()
        zoom.setSpacing(2)
        for part in ("zoom_out", self._zoom, "zoom_in", "reset"):
            zoom.addWidget(self._buttons[part] if isinstance(part, str) else part)
        self._foot.setContentsMargins(12, 4, 8, 4)
        self._foot.setSpacing(2)
        self._foot.addWidget(self._size, 1)
        self._foot.addLayout(zoom)
        self._foot.setAlignment(zoom, Qt.AlignmentFlag.AlignRight)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self._stack, 1)
        layout.addLayout(self._foot)

    def _show_readings(self) -> None:
        source, output = self._picture.size, self._picture.output_size
        if self._picture.path is None or self._picture.failure is not None:
            self._size.setText("")
            self._zoom.setText("")
            return
        if self._picture.is_loading or source is None:
            self._size.setText(tr("Reading the picture…"))
            self._zoom.setText("")
            return
        self._zoom.setText(f"{self._picture.framing.zoom * 100:.0f} %")
        if output is None:
            self._set_size_reading(str(source), "small")
            return
        factor = enlargement(source, output, self._picture.framing)
        if factor > _MADE_UP:
            words = tr(
                "{source} → {output}, enlarged {factor}×",
                source=source,
                output=output,
                factor=f"{factor:.2f}",
            )
            self._set_size_reading(words, "warning")
        else:
            self._set_size_reading(f"{source} → {output}", "small")

    def _set_size_reading(self, words: str, tone: str) -> None:
        self._size.setText(words)
        mark(self._size, "tone", tone)

    def _mark_target(self, *, is_target: bool) -> None:
        mark(self, "target", "true" if is_target else "")

    def _frame(self, framing: Framing) -> None:
        self._picture.frame(framing)

    def _zoom_in(self) -> None:
        self._canvas.zoom_by(_ZOOM_STEP)

    def _zoom_out(self) -> None:
        self._canvas.zoom_by(1 / _ZOOM_STEP)

    def _browse(self) -> None:
        self.browse_wanted.emit(self._picture.name)

    def _colour(self) -> None:
        colours = self._theme.colours
        for drawing, button in self._buttons.items():
            button.setIcon(icon(drawing, colours.muted, colours.faint))
        self._invitation.colour(self._theme)


class _Invitation(QWidget):
    """What an empty slot says."""

    def __init__(self, name: str, title: str) -> None:
        super().__init__()
        self._drawing = QLabel()
        self._words = label(tr("Drop a picture here"), "title")
        self._hint = label(tr("JPEG, PNG, WebP, HEIC, AVIF, TIFF, BMP or GIF"), "small", wraps=True)
        self._problem = named(label("", "problem", wraps=True), f"{name}_problem")
        self.browse = named(
            QPushButton(tr("Browse…")), f"{name}_browse", tr("Browse: {slot}", slot=title)
        )
        self.paste = named(
            QPushButton(tr("Paste")), f"{name}_paste", tr("Paste: {slot}", slot=title)
        )

        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.browse)
        buttons.addWidget(self.paste)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setSpacing(8)
        layout.addStretch(1)
        for part in (self._drawing, self._words, self._hint, self._problem):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(part)
        layout.addLayout(buttons)
        layout.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.show_problem("")

    def show_problem(self, words: str) -> None:
        """What is wrong with the picture that was given; empty for nothing."""
        self._problem.setText(words)
        self._problem.setVisible(bool(words))

    def colour(self, theme: Theme) -> None:
        """Draw in the theme's colours."""
        self._drawing.setPixmap(icon("picture", theme.colours.faint).pixmap(40, 40))
