"""The model, what is to be known of its life, and the one that takes its place."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

from seedance_desktop.core.capability import Capability
from seedance_desktop.core.catalogue import Catalogue
from seedance_desktop.core.ids import ModelId
from seedance_desktop.core.words import tr
from seedance_desktop.ui.create.model_box import ModelBox, life_words
from seedance_desktop.ui.widgets.field import FormField
from seedance_desktop.ui.widgets.named import named


class ModelField(FormField):
    """``chosen`` carries the id of the model that the user chose."""

    chosen = Signal(str)

    def __init__(self, catalogue: Catalogue) -> None:
        self._box = ModelBox(catalogue)
        super().__init__("model", tr("Model"), self._box)
        self._names = {row.id: row.name for row in catalogue.rows}
        self._next: ModelId | None = None
        self._successor = named(QPushButton(), "model_successor")

        self._successor.setProperty("role", "link")
        self.add(self._successor)

        self._box.chosen.connect(self.chosen)
        self._successor.clicked.connect(self._choose_successor)

    def show_value(self, capability: Capability) -> None:
        """Show the chosen model; for one that ends, when, and what to take instead."""
        self._box.show_chosen(capability.id)
        self.show_note(life_words(capability, datetime.now().astimezone().date()))
        self._next = capability.life.successor
        known = self._next is not None and self._next in self._names
        self._successor.setVisible(known)
        if self._next is not None and known:
            self._successor.setText(tr("Use {model} instead", model=self._names[self._next]))

    def _choose_successor(self) -> None:
        if self._next is not None:
            self.chosen.emit(self._next)
