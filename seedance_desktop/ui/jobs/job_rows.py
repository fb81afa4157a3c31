"""The rows of the job list; a finished job's can be dragged, as the video that it has made."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QDrag, QImage, QPixmap
from PySide6.QtWidgets import QListView
from typing_extensions import override

from seedance_desktop.model.jobs import JobRole
from seedance_desktop.model.video_drag import video_drag

_DRAGGED = 160


class JobRows(QListView):
    """A plain list; what it shows comes from its model."""

    def __init__(self) -> None:
        super().__init__()
        self.setDragEnabled(True)

    @override
    def startDrag(self, supportedActions: Qt.DropAction) -> None:
        index = self.currentIndex()
        video = index.data(JobRole.VIDEO)
        if video is None:
            return
        drag = QDrag(self)
        drag.setMimeData(video_drag([video]))
        poster = index.data(JobRole.THUMBNAIL)
        if isinstance(poster, QImage) and not poster.isNull():
            drag.setPixmap(QPixmap.fromImage(poster).scaledToWidth(_DRAGGED))
        drag.exec(Qt.DropAction.CopyAction)
