"""The choice of a model; the list says of those that end when, and what to take instead."""

from collections.abc import Mapping
from datetime import date, datetime

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from seedance_desktop.core.capability import Capability, Status
from seedance_desktop.core.catalogue import Catalogue
from seedance_desktop.core.ids import ModelId
from seedance_desktop.core.words import tr
from seedance_desktop.ui.widgets.pick_list import hear_readers

_LIFE = Qt.ItemDataRole.UserRole + 1
_INSET = 8
_MOST_LISTED = 20
_SMALLER = 0.85


class ModelBox(QComboBox):
    """Every model of the catalogue; retired ones are marked and can still be chosen."""

    chosen = Signal(str)

    def __init__(self, catalogue: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("model")
        self.setAccessibleName(tr("Model"))
        self.setMinimumContentsLength(12)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMaxVisibleItems(_MOST_LISTED)
        names = {row.id: row.name for row in catalogue.rows}
        today = datetime.now().astimezone().date()
        for row in catalogue.rows:
            name, life = _listed_name(row), listed_life(row, names, today)
            self.addItem(name, row.id)
            place = self.count() - 1
            self.setItemData(place, life, _LIFE)
            self.setItemData(place, row.id, Qt.ItemDataRole.ToolTipRole)
            spoken = f"{name}. {life}" if life else name
            self.setItemData(place, spoken, Qt.ItemDataRole.AccessibleTextRole)
        self.view().setItemDelegate(_ModelDelegate(self))

        self.activated.connect(self._tell)
        hear_readers(self)

    def show_chosen(self, model: ModelId) -> None:
        """Mark a model without telling anybody."""
        self.setCurrentIndex(self.findData(model))

    def _tell(self, place: int) -> None:
        self.chosen.emit(self.itemData(place))


class _ModelDelegate(QStyledItemDelegate):
    """The name, and under it what there is to know of the model's life."""

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        line = option.fontMetrics.height()
        lines = 2 if index.data(_LIFE) else 1
        return QSize(super().sizeHint(option, index).width(), line * lines + _INSET)

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        shown = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)
        words, shown.text = shown.text, ""
        element = QStyle.ControlElement.CE_ItemViewItem
        shown.widget.style().drawControl(element, shown, painter, shown.widget)
        life = index.data(_LIFE)
        area = shown.rect.adjusted(_INSET, _INSET // 2, -_INSET, -_INSET // 2)
        line = shown.fontMetrics.height()
        colour = shown.palette.color(QPalette.ColorRole.Text)
        painter.save()
        painter.setFont(shown.font)
        painter.setPen(colour)
        top = area.adjusted(0, 0, 0, -line if life else 0)
        upright = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(top, upright, words)
        if life:
            font = shown.font
            font.setPixelSize(max(9, round(painter.fontInfo().pixelSize() * _SMALLER)))
            painter.setFont(font)
            colour.setAlphaF(0.7)
            painter.setPen(colour)
            elided = painter.fontMetrics().elidedText(
                life, Qt.TextElideMode.ElideRight, area.width()
            )
            painter.drawText(area.adjusted(0, line, 0, 0), upright, elided)
        painter.restore()


def life_words(capability: Capability, today: date) -> str:
    """What there is to know of a model that is or will be gone; empty for a current one."""
    life = capability.life
    when = "" if life.on is None else life.on.isoformat()
    match life.status:
        case Status.CURRENT:
            return ""
        case Status.RETIRING if life.on is not None and life.on < today:
            return tr("Was to end on {date}; the service may refuse it.", date=when)
        case Status.RETIRING if when:
            return tr("Ends on {date}.", date=when)
        case Status.RETIRING:
            return tr("Is being retired; no date is known.")
        case Status.RETIRED:
            return tr("Retired on {date}; the service may refuse it.", date=when)


def listed_life(capability: Capability, names: Mapping[ModelId, str], today: date) -> str:
    """The same in the list: short, with the model to take instead; ``names`` of all models."""
    life = capability.life
    if life.status is Status.CURRENT:
        return ""
    when = "" if life.on is None else life.on.isoformat()
    if life.status is Status.RETIRED:
        words = tr("Retired {date}", date=when)
    elif life.on is None:
        words = tr("Is being retired; no date is known.")
    elif life.on < today:
        words = tr("Was to end {date}", date=when)
    else:
        words = tr("Ends {date}", date=when)
    if life.successor is not None and life.successor in names:
        instead = tr("instead: {model}", model=names[life.successor])
        return f"{words} · {instead}"
    return words


def _listed_name(capability: Capability) -> str:
    prefix = capability.id.split("-", 1)[0]
    is_told = prefix not in ("doubao", "dreamina") or prefix in capability.name
    return capability.name if is_told else f"{capability.name} · {prefix}"
