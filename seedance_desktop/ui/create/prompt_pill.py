"""How a mention of a reference is drawn within a prompt."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QPainter,
    QPyTextObject,
    QTextCharFormat,
    QTextDocument,
    QTextFormat,
)
from typing_extensions import override

from seedance_desktop.core.ids import ReferenceId

KIND = int(QTextFormat.ObjectTypes.UserObject) + 1
SIGN = "\ufffc"
"""What stands for a pill in the field's text."""
_ID = int(QTextFormat.Property.UserProperty) + 1
_INSET = 7.0


class PromptPill(QPyTextObject):
    """Draws every pill of a document. ``names`` tells what each reference is called."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.names: Mapping[ReferenceId, str] = {}
        self.colours = ("#000000", "#ffffff")
        """Of the ground and of the words."""
        self.lost = "#ff0000"
        """Of the words where what is mentioned is not attached."""

    @override
    def intrinsicSize(self, doc: QTextDocument, _place: int, format: QTextFormat) -> QSizeF:
        metrics = QFontMetricsF(doc.defaultFont())
        width = metrics.horizontalAdvance(self._name(format)) + 2 * _INSET
        return QSizeF(width, metrics.ascent() + 1)

    @override
    def drawObject(
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        doc: QTextDocument,
        _place: int,
        format: QTextFormat,
    ) -> None:
        ground, words = self.colours
        place = QRectF(rect).adjusted(1, -1, -1, QFontMetricsF(doc.defaultFont()).descent())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(place, 5, 5)
        painter.setFont(doc.defaultFont())
        painter.setPen(QColor(words if self._is_known(format) else self.lost))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self._name(format))
        painter.restore()

    def _is_known(self, shape: QTextFormat) -> bool:
        return ReferenceId(str(shape.property(_ID))) in self.names

    def _name(self, shape: QTextFormat) -> str:
        return self.names.get(ReferenceId(str(shape.property(_ID))), "?")


def pill_format(reference: ReferenceId) -> QTextCharFormat:
    """What makes SIGN a pill."""
    shape = QTextCharFormat()
    shape.setObjectType(KIND)
    shape.setProperty(_ID, str(reference))
    return shape


def reference_of(shape: QTextCharFormat) -> ReferenceId | None:
    """The reference that a piece of text in this format mentions."""
    return ReferenceId(str(shape.property(_ID))) if shape.objectType() == KIND else None
