"""Which frame of a clip is meant: a slider over the clip, and the frame that it stands at."""

from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QImage, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QSlider, QVBoxLayout, QWidget
from typing_extensions import override

from seedance_desktop.core.failure import Failure
from seedance_desktop.core.video import ClipFacts
from seedance_desktop.core.words import clock, tr
from seedance_desktop.model.clip_frames import ClipFrames
from seedance_desktop.model.workers import Workers
from seedance_desktop.ui.widgets.described import describe
from seedance_desktop.ui.widgets.elided import Elided
from seedance_desktop.ui.widgets.named import label, mark, named

_PICTURE = QSize(480, 270)


class FrameChooser(QDialog):
    """``frame`` is the one that was chosen, once it has been accepted."""

    def __init__(self, clip: Path, workers: Workers, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frames = ClipFrames(clip, workers, self)
        self._facts: ClipFacts | None = None
        self._picture = named(_Picture(), "chooser_picture", tr("The frame"))
        self._slider = named(QSlider(Qt.Orientation.Horizontal), "chooser_frame", tr("Frame"))
        self._reading = named(label("", "small"), "chooser_reading")
        name = named(Elided("muted"), "chooser_name")
        buttons = QDialogButtonBox()
        self._use = buttons.addButton(tr("Use this frame"), QDialogButtonBox.ButtonRole.AcceptRole)
        cancel = buttons.addButton(QDialogButtonBox.StandardButton.Cancel)

        self.setObjectName("frame_chooser")
        self.setWindowTitle(tr("Choose a frame"))
        named(self._use, "chooser_use")
        named(cancel, "chooser_cancel")
        name.setText(clip.name)
        self._slider.setEnabled(False)
        self._use.setEnabled(False)
        self._reading.setText(tr("Opening the clip…"))
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(self._slider, 1)
        line.addWidget(self._reading)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 18, 18, 14)
        layout.setSpacing(12)
        layout.addWidget(name)
        layout.addWidget(self._picture, 1)
        layout.addLayout(line)
        layout.addWidget(buttons)

        self._slider.valueChanged.connect(self._look)
        self._frames.opened.connect(self._open)
        self._frames.shown.connect(self._show)
        self._frames.broken.connect(self._refuse)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.finished.connect(self._frames.close)
        self._frames.open()

    @property
    def frame(self) -> int:
        """Counted from 0."""
        return self._slider.value()

    def _open(self, facts: ClipFacts) -> None:
        self._facts = facts
        self._slider.setRange(0, max(0, facts.frame_count - 1))
        self._slider.setPageStep(max(1, round(facts.frame_rate)))
        self._slider.setEnabled(True)
        self._use.setEnabled(True)
        self._slider.setFocus()
        self._look(0)

    def _look(self, frame: int) -> None:
        facts = self._facts
        if facts is None:
            return
        at = frame / facts.frame_rate if facts.frame_rate else 0.0
        self._reading.setText(
            tr(
                "Frame {frame} of {count} · {time}",
                frame=frame + 1,
                count=facts.frame_count,
                time=f"{clock(at)}.{int(at * 100) % 100:02}",
            )
        )
        self._reading.setMinimumWidth(self._reading.sizeHint().width())
        self._frames.show(frame)

    def _show(self, _frame: int, image: QImage) -> None:
        self._picture.show_image(image)

    def _refuse(self, failure: Failure) -> None:
        self._slider.setEnabled(False)
        self._use.setEnabled(False)
        self._reading.setText(failure.message.shown())
        mark(self._reading, "tone", "problem")


class _Picture(QWidget):
    """A picture as large as there is room, whole."""

    def __init__(self) -> None:
        super().__init__()
        describe(self, QAccessible.Role.Graphic)
        self._image = QImage()
        self.setMinimumSize(_PICTURE)

    def show_image(self, image: QImage) -> None:
        self._image = image
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.Shadow))
            if self._image.isNull():
                return
            size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            area = QRect(0, 0, size.width(), size.height())
            area.moveCenter(self.rect().center())
            painter.drawImage(area, self._image)
