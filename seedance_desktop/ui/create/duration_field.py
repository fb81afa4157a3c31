"""The length of a clip: in seconds, in exact frames, or left to the service."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSlider

from seedance_desktop.core.capability import Capability
from seedance_desktop.core.cost import frame_count
from seedance_desktop.core.limits import FRAME_RATE
from seedance_desktop.core.request import AUTOMATIC_DURATION, GenerationRequest
from seedance_desktop.core.words import tr
from seedance_desktop.ui.widgets.field import FormField
from seedance_desktop.ui.widgets.named import named
from seedance_desktop.ui.widgets.segments import Choice, Segments

_SECONDS, _FRAMES, _AUTOMATIC = "seconds", "frames", "automatic"


class DurationField(FormField):
    """A slider, and a choice of how the length is told where the model gives one."""

    seconds_chosen = Signal(int)
    frames_chosen = Signal(int)

    def __init__(self, capability: Capability) -> None:
        self._slider = named(QSlider(Qt.Orientation.Horizontal), "duration", tr("Duration"))
        super().__init__("duration", tr("Duration"), self._slider)
        self._capability = capability
        self._told_by = Segments("length_by", tr("Length told by"), look="chips")

        self.add(self._told_by)

        self._slider.valueChanged.connect(self._tell)
        self._told_by.chosen.connect(self._tell_another_way)

    def show_value(self, request: GenerationRequest, capability: Capability) -> None:
        """Show the length, and the lengths and ways to tell them that the model takes."""
        self._capability = capability
        way = _way(request)
        self._offer_ways(way)
        self._slider.blockSignals(True)
        if way == _FRAMES and capability.frames is not None and request.frames is not None:
            span = capability.frames
            self._slider.setRange(span.first, span.last)
            self._step(span.step)
            self._slider.setValue(request.frames)
        else:
            limits = capability.duration
            self._slider.setRange(limits.shortest, limits.longest)
            self._step(1)
            self._slider.setValue(max(limits.shortest, request.duration))
        self._slider.blockSignals(False)
        self._slider.setEnabled(way != _AUTOMATIC)
        why_not = tr("The service chooses the length.") if way == _AUTOMATIC else ""
        self._slider.setToolTip(why_not)
        self._slider.setAccessibleDescription(why_not)
        self.show_reading(_reading(request))

    def _offer_ways(self, way: str) -> None:
        capability = self._capability
        ways = [Choice(_SECONDS, tr("Seconds"))]
        if capability.frames is not None or way == _FRAMES:
            ways.append(Choice(_FRAMES, tr("Exact frames")))
        if capability.duration.automatic or way == _AUTOMATIC:
            ways.append(Choice(_AUTOMATIC, tr("Automatic")))
        self._told_by.offer(ways)
        self._told_by.show_chosen(way)
        self._told_by.setVisible(len(ways) > 1)

    def _tell(self, value: int) -> None:
        """The slider counts seconds, or frames: those that there are."""
        span = self._capability.frames
        if span is not None and self._told_by.current == _FRAMES:
            self._slider.setValue(span.nearest(value))
            if value == span.nearest(value):
                self.frames_chosen.emit(value)
        else:
            self.seconds_chosen.emit(value)

    def _tell_another_way(self, way: str) -> None:
        """As long as before, as nearly as can be."""
        span, limits = self._capability.frames, self._capability.duration
        if way == _AUTOMATIC:
            self.seconds_chosen.emit(AUTOMATIC_DURATION)
        elif way == _FRAMES and span is not None:
            self.frames_chosen.emit(span.nearest(self._slider.value() * FRAME_RATE + 1))
        elif not self._slider.isEnabled():
            self.seconds_chosen.emit(limits.nearest(limits.default if limits.default > 0 else 5))
        elif span is not None:
            self.seconds_chosen.emit(limits.nearest(round(self._slider.value() / FRAME_RATE)))

    def _step(self, step: int) -> None:
        self._slider.setSingleStep(step)
        self._slider.setPageStep(step)


def _way(request: GenerationRequest) -> str:
    if request.frames is not None:
        return _FRAMES
    return _AUTOMATIC if request.duration == AUTOMATIC_DURATION else _SECONDS


def _reading(request: GenerationRequest) -> str:
    frames = frame_count(request)
    if frames is None:
        return tr("chosen by the service")
    if request.frames is not None:
        seconds = f"{frames / FRAME_RATE:.2f}"
        return tr("{frames} frames · {seconds} s", frames=frames, seconds=seconds)
    return tr("{seconds} s · {frames} frames", seconds=request.duration, frames=frames)
