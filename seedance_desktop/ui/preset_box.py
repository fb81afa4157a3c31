"""The choice of a preset in the top bar, and what can be done with presets."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox

from seedance_desktop.core.errors import ModelUnavailableError
from seedance_desktop.core.words import tr
from seedance_desktop.model.models import Models
from seedance_desktop.ui.widgets.named import named
from seedance_desktop.ui.widgets.pick_list import hear_readers

_SAVE, _MANAGE = "save", "manage"


class PresetBox(QComboBox):
    """Shows the preset that the draft is set to, if it is one."""

    save_wanted = Signal()
    manage_wanted = Signal()

    def __init__(self, models: Models) -> None:
        super().__init__()
        self._presets = models.presets
        self._notices = models.notices
        named(self, "preset", tr("Preset"))

        self.setPlaceholderText(tr("None"))
        self.setMinimumContentsLength(14)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)

        self.activated.connect(self._act)
        hear_readers(self)
        models.presets.changed.connect(self._fill)
        models.draft.changed.connect(self.refresh)
        self._fill()

    def refresh(self) -> None:
        """Show which preset the draft is set to."""
        names, current = self._presets.names, self._presets.current
        self.setCurrentIndex(-1 if current is None else names.index(current))

    def _fill(self) -> None:
        names = self._presets.names
        self.clear()
        self.addItems(names)
        if names:
            self.insertSeparator(len(names))
        self.addItem(tr("Save as a preset…"), _SAVE)
        self.addItem(tr("Manage presets…"), _MANAGE)
        self.refresh()

    def _act(self, place: int) -> None:
        match self.itemData(place):
            case "save":
                self.save_wanted.emit()
            case "manage":
                self.manage_wanted.emit()
            case _:
                self._use(self.itemText(place))
        self.refresh()

    def _use(self, name: str) -> None:
        try:
            self._presets.use(name)
        except ModelUnavailableError as error:
            self._notices.show_error(error)
