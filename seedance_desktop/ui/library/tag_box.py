"""The tags of the selected clips: chips that go by a click, and a field with suggestions."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit, QPushButton, QWidget

from seedance_desktop.core.words import tr
from seedance_desktop.ui.widgets.flow import Flow
from seedance_desktop.ui.widgets.named import named
from seedance_desktop.ui.widgets.segments import stand_in_tab_order

_FIELD_WIDTH = 110


class TagBox(QWidget):
    """Shows tags; ``added`` and ``removed`` carry the name that is wanted or not."""

    added = Signal(str)
    removed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._tags: tuple[str, ...] = ()
        self._chips: list[QPushButton] = []
        self._known = QStringListModel(self)
        self._field = named(QLineEdit(), "library_tag_field", tr("Add a tag"))
        self._flow = Flow()

        completer = QCompleter(self._known, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._field.setCompleter(completer)
        self._field.setPlaceholderText(tr("+ tag"))
        self._field.setFixedWidth(_FIELD_WIDTH)
        self._field.setAcceptDrops(False)
        self.setLayout(self._flow)
        self._flow.setContentsMargins(0, 0, 0, 0)
        self._flow.addWidget(self._field)

        self._field.returnPressed.connect(self._add)
        # Later: the field itself takes in what was chosen only after this has been told.
        completer.activated.connect(self._add, Qt.ConnectionType.QueuedConnection)

    def suggest(self, names: Iterable[str]) -> None:
        """Offer these while a tag is typed."""
        self._known.setStringList(list(names))

    def show_tags(self, tags: tuple[str, ...]) -> None:
        """Show these."""
        if tags == self._tags:
            return
        self._tags = tags
        left = next((place for place, chip in enumerate(self._chips) if chip.hasFocus()), None)
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()  # what was just added would be shown as a window of its own
            chip.setParent(None)
            chip.deleteLater()
        self._flow.removeWidget(self._field)
        self._chips = [self._chip(place, name) for place, name in enumerate(tags)]
        for part in (*self._chips, self._field):
            self._flow.addWidget(part)
            part.show()
        stand_in_tab_order(self, [*self._chips, self._field])
        if left is not None:  # the keyboard goes on beside the chip that it took away
            parts = [*self._chips, self._field]
            parts[min(left, len(parts) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)
        self.updateGeometry()

    def _chip(self, place: int, name: str) -> QPushButton:
        words = tr("Remove the tag {name}", name=name)
        chip = named(QPushButton(f"{name}  ×"), f"library_tag_{place}", words)
        chip.setParent(self)
        chip.setProperty("role", "chip")
        chip.setToolTip(words)
        chip.clicked.connect(partial(self.removed.emit, name))
        return chip

    def _add(self) -> None:
        name = " ".join(self._field.text().split())
        self._field.setText("")  # and not clear(), after which Ctrl+Z would write it again
        if name:
            self.added.emit(name)
