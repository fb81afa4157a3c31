"""The choice of a model, grouped by what is to be had and what is not any more."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from seedance_desktop.core.capability import Capability, Status
from seedance_desktop.core.catalogue import Catalogue
from seedance_desktop.core.ids import ModelId
from seedance_desktop.core.words import tr


class ModelBox(QComboBox):
    """Every model of the catalogue; retired ones are marked and can still be chosen."""

    chosen = Signal(str)

    def __init__(self, catalogue: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("model")
        self.setAccessibleName(tr("Model"))
        self.setMinimumContentsLength(12)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for row in catalogue.rows:
            self.addItem(_listed_name(row), row.id)
            self.setItemData(self.count() - 1, row.id, Qt.ItemDataRole.ToolTipRole)

        self.activated.connect(self._tell)

    def show_chosen(self, model: ModelId) -> None:
        """Mark a model without telling anybody."""
        self.setCurrentIndex(self.findData(model))

    def _tell(self, place: int) -> None:
        self.chosen.emit(self.itemData(place))


def life_words(capability: Capability) -> str:
    """What there is to know of a model that is or will be gone; empty for a current one."""
    life = capability.life
    when = "" if life.on is None else life.on.isoformat()
    match life.status:
        case Status.CURRENT:
            return ""
        case Status.RETIRING if when:
            return tr("Ends on {date}.", date=when)
        case Status.RETIRING:
            return tr("Is being retired; no date is known.")
        case Status.RETIRED:
            return tr("Retired on {date}; the service may refuse it.", date=when)


def _listed_name(capability: Capability) -> str:
    prefix = capability.id.split("-", 1)[0]
    origin = f" · {prefix}" if prefix in ("doubao", "dreamina") else ""
    name = f"{capability.name}{origin}"
    if capability.life.status is Status.RETIRED:
        return tr("{model} · retired", model=name)
    return name
