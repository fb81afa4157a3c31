"""What a video carries while it is dragged: its file, and who it is for parts of this program."""

from collections.abc import Iterable

from PySide6.QtCore import QMimeData, QUrl

from seedance_desktop.core.video import Video

VIDEO_MIME = "application/x-seedance-video"
"""The ids of the videos, a line each."""


def video_drag(videos: Iterable[Video]) -> QMimeData:
    """Videos for a slot, for a collection, or as files for another program."""
    chosen = list(videos)
    mime = QMimeData()
    if chosen:
        mime.setData(VIDEO_MIME, "\n".join(video.id for video in chosen).encode())
    mime.setUrls([QUrl.fromLocalFile(str(video.path)) for video in chosen])
    return mime
