"""What a picture carries while it is dragged: which slot it comes from, and its file."""

from PySide6.QtCore import QMimeData, QUrl

from seedance_desktop.core.ids import ReferenceId
from seedance_desktop.core.request import Frame, Role
from seedance_desktop.model.draft_state import SlotName, slot_name

SLOT_MIME = "application/x-seedance-slot"


def slot_drag(frame: Frame) -> QMimeData:
    """A picture of the draft for another slot, or as a file for another program."""
    mime = QMimeData()
    mime.setData(SLOT_MIME, str(slot_name(frame)).encode())
    mime.setUrls([QUrl.fromLocalFile(str(frame.source))])
    return mime


def dragged_slot(mime: QMimeData) -> SlotName | None:
    """Which slot a picture is dragged from; None where it comes from elsewhere."""
    name = mime.data(SLOT_MIME).toStdString()
    if not name:
        return None
    return Role(name) if name in set(Role) else ReferenceId(name)
