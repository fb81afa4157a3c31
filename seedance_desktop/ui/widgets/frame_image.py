"""A frame that the player shows, as a picture of the size that is painted."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QTransform
from PySide6.QtMultimedia import QVideoFrame, QVideoFrameFormat

from seedance_desktop.core.geometry import Size
from seedance_desktop.media.planes import Plane, image_of_planes

_FORMS = {
    QVideoFrameFormat.PixelFormat.Format_YUV420P: "yuv420p",
    QVideoFrameFormat.PixelFormat.Format_YUV422P: "yuv422p",
    QVideoFrameFormat.PixelFormat.Format_NV12: "nv12",
    QVideoFrameFormat.PixelFormat.Format_YUV420P10: "yuv420p10le",
    QVideoFrameFormat.PixelFormat.Format_P010: "p010le",
}


def upright_size(frame: QVideoFrame) -> QSize:
    """The frame's size as it is to be seen: telephones film lying on their side and say so."""
    return frame.size().transposed() if _turn(frame) % 180 else frame.size()


def frame_image(frame: QVideoFrame, shown: QSize) -> QImage:
    """The frame upright at the size ``shown``, in pixels of the screen.

    Qt's own way goes through the graphics card and back, which takes 15 to 90 ms where there is
    none; that is kept for the layouts of memory that are rare.
    """
    form = _FORMS.get(frame.pixelFormat())
    is_mirrored = frame.mirrored() or frame.surfaceFormat().isMirrored()
    turn = _turn(frame)
    lying = shown.transposed() if turn % 180 else shown
    image = _quick(frame, form, lying) if form and not is_mirrored else None
    if image is not None:
        return image.transformed(QTransform().rotate(turn)) if turn else image
    mode = Qt.TransformationMode.SmoothTransformation
    return frame.toImage().scaled(shown, Qt.AspectRatioMode.IgnoreAspectRatio, mode)


def _turn(frame: QVideoFrame) -> int:
    """By how many degrees it is to be turned clockwise; what a file asks for stands in the form."""
    return (frame.rotation().value + frame.surfaceFormat().rotation().value) % 360


def _quick(frame: QVideoFrame, form: str, shown: QSize) -> QImage | None:
    if not frame.map(QVideoFrame.MapMode.ReadOnly):
        return None
    try:
        planes = [
            Plane(memoryview(frame.bits(place)), frame.bytesPerLine(place))
            for place in range(frame.planeCount())
        ]
        return image_of_planes(
            planes,
            Size(frame.width(), frame.height()),
            form,
            shown=Size(max(1, shown.width()), max(1, shown.height())),
            full_range=frame.surfaceFormat().colorRange()
            == QVideoFrameFormat.ColorRange.ColorRange_Full,
        )
    finally:
        frame.unmap()
