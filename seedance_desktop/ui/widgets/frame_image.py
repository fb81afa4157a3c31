"""A frame that the player shows, as a picture of the size that is painted."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QtVideo, QVideoFrame, QVideoFrameFormat

from seedance_desktop.core.geometry import Size
from seedance_desktop.media.planes import Plane, image_of_planes

_FORMS = {
    QVideoFrameFormat.PixelFormat.Format_YUV420P: "yuv420p",
    QVideoFrameFormat.PixelFormat.Format_YUV422P: "yuv422p",
    QVideoFrameFormat.PixelFormat.Format_NV12: "nv12",
    QVideoFrameFormat.PixelFormat.Format_YUV420P10: "yuv420p10le",
    QVideoFrameFormat.PixelFormat.Format_P010: "p010le",
}


def frame_image(frame: QVideoFrame, shown: QSize) -> QImage:
    """The frame at the size ``shown``, in pixels of the screen.

    Qt's own way goes through the graphics card and back, which takes 15 to 90 ms where there is
    none; that is kept for the layouts of memory that are rare.
    """
    form = _FORMS.get(frame.pixelFormat())
    is_plain = frame.rotation() == QtVideo.Rotation.None_ and not frame.mirrored()
    image = _quick(frame, form, shown) if form and is_plain else None
    if image is not None:
        return image
    mode = Qt.TransformationMode.SmoothTransformation
    return frame.toImage().scaled(shown, Qt.AspectRatioMode.IgnoreAspectRatio, mode)


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
