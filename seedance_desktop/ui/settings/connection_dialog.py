"""Name and base address of a connection."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from seedance_desktop.core.errors import InputError
from seedance_desktop.core.words import tr
from seedance_desktop.ui.dialogs import make_room
from seedance_desktop.ui.widgets.named import label, level, named


class ConnectionDialog(QDialog):
    """Stays open until the address is taken. ``offered`` carries name and address."""

    offered = Signal(str, str)

    def __init__(self, name: str, address: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = named(QLineEdit(name), "connection_name", tr("Name"))
        self._address = named(QLineEdit(address), "connection_address", tr("Base address"))
        self._problem = named(label("", "problem", wraps=True), "connection_problem")
        box = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(box.Save | box.Cancel)
        buttons.button(box.Save).setObjectName("connection_save")
        buttons.button(box.Cancel).setObjectName("connection_cancel")

        self.setObjectName("connection_dialog")
        self.setWindowTitle(tr("Connection"))
        self.setMinimumWidth(440)
        self._address.setPlaceholderText("https://")
        self._problem.hide()
        form = QFormLayout()
        form.addRow(tr("Name"), self._name)
        form.addRow(tr("Base address"), self._address)
        level(form)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(
            label(
                tr("Any service with the same API. HTTPS, except on this machine."),
                "small",
                wraps=True,
            )
        )
        layout.addWidget(self._problem)
        layout.addWidget(buttons)

        buttons.accepted.connect(self._offer)
        buttons.rejected.connect(self.reject)

    def show_error(self, error: InputError) -> None:
        """Say why the address is not taken."""
        self._problem.setText(f"{error.message.shown()} {error.remedy.shown()}")
        self._problem.show()
        make_room(self)

    def _offer(self) -> None:
        self.offered.emit(self._name.text().strip(), self._address.text().strip())
