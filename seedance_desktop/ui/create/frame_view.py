"""Where a picture and the frame that is sent lie on a canvas: arithmetic only."""

from dataclasses import dataclass

from seedance_desktop.core.affine import Affine, Point
from seedance_desktop.core.geometry import Bars, Box, Framing, Size, output_to_source

_MARGIN = 0.06
"""Share of the canvas around a frame with bars, so that what is not sent can be seen too."""


@dataclass(frozen=True, slots=True)
class FrameView:
    """A picture of ``source`` pixels, framed for ``output``, on a canvas of ``width × height``.

    The frame is upright, as it is sent, and the picture lies in it as its framing says. Where the
    picture fills the frame it is shown whole and stands still, and the frame moves over it; with
    bars the frame stands still, and the picture moves in it.
    """

    source: Size
    output: Size
    framing: Framing
    width: float
    height: float

    @property
    def is_frame_still(self) -> bool:
        """Whether it is the picture that moves."""
        return self.framing.bars is not Bars.NONE

    @property
    def scale(self) -> float:
        """Pixels of the canvas for one of the output."""
        area = self._area
        room = 1 - 2 * _MARGIN if self.is_frame_still else 1.0
        across, down = room * self.width / area.width, room * self.height / area.height
        return max(1e-6, min(across, down))

    @property
    def frame(self) -> Box:
        """The frame on the canvas."""
        x, y = self.output_to_canvas.at((0.0, 0.0))
        return Box(x, y, self.output.width * self.scale, self.output.height * self.scale)

    @property
    def output_to_canvas(self) -> Affine:
        """From the output's pixels to the canvas's."""
        area, scale = self._area, self.scale
        x = self.width / 2 - scale * (area.x + area.width / 2)
        y = self.height / 2 - scale * (area.y + area.height / 2)
        return Affine(scale, 0.0, x, 0.0, scale, y)

    @property
    def source_to_canvas(self) -> Affine:
        """From the picture's own pixels to the canvas's."""
        back = output_to_source(self.source, self.output, self.framing).inverse()
        return back.then(self.output_to_canvas)

    def source_at(self, point: Point) -> Point:
        """Which of the picture's pixels lies at a place of the canvas."""
        return self.source_to_canvas.inverse().at(point)

    def output_step(self, step: Point) -> Point:
        """A way on the canvas as one of the crop, in the output's pixels.

        Whatever moves follows the pointer: the frame or, in a still frame, the picture.
        """
        scale = -self.scale if self.is_frame_still else self.scale
        return step[0] / scale, step[1] / scale

    @property
    def _area(self) -> Box:
        """What fills the canvas, in the output's pixels: the frame, or all of the picture."""
        if self.is_frame_still:
            return Box(0.0, 0.0, self.output.width, self.output.height)
        way = output_to_source(self.source, self.output, self.framing).inverse()
        width, height = float(self.source.width), float(self.source.height)
        corners = [way.at(corner) for corner in ((0, 0), (width, 0), (0, height), (width, height))]
        left, top = min(x for x, _ in corners), min(y for _, y in corners)
        right, bottom = max(x for x, _ in corners), max(y for _, y in corners)
        return Box(left, top, right - left, bottom - top)
