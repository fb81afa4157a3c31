"""Name and base address of a connection, and how large a request it takes."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from seedance_desktop.core.errors import KnownError
from seedance_desktop.core.limits import BODY_BYTES, MEGABYTE
from seedance_desktop.core.words import tr
from seedance_desktop.ui.dialogs import make_room
from seedance_desktop.ui.widgets.named import label, level, named


class ConnectionDialog(QDialog):
    """Stays open until the address is taken.

    ``offered`` carries name, address and the megabytes that a whole request may have. ``removal``
    is the button's text where it can be removed: ``removal_wanted``.
    """

    offered = Signal(str, str, int)
    removal_wanted = Signal()

    def __init__(
        self,
        name: str,
        address: str,
        body_megabytes: int,
        *,
        removal: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name = named(QLineEdit(name), "connection_name", tr("Name"))
        self._address = named(QLineEdit(address), "connection_address", tr("Base address"))
        self._body = named(QSpinBox(), "connection_body", tr("Largest request"))
        self._problem = named(label("", "problem", wraps=True), "connection_problem")
        box = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(box.Save | box.Cancel)
        buttons.button(box.Save).setObjectName("connection_save")
        buttons.button(box.Cancel).setObjectName("connection_cancel")
        if removal:
            remove = named(QPushButton(removal), "connection_remove")
            remove.setAutoDefault(False)
            remove.clicked.connect(self.removal_wanted)
            buttons.addButton(remove, QDialogButtonBox.ButtonRole.ResetRole)

        self.setObjectName("connection_dialog")
        self.setWindowTitle(tr("Connection"))
        self.setMinimumWidth(440)
        self._address.setPlaceholderText("https://")
        self._body.setRange(1, BODY_BYTES // MEGABYTE)
        self._body.setSuffix(" MB")
        self._body.setValue(body_megabytes)
        self._body.lineEdit().setTextMargins(7, 0, 0, 0)  # the style sheet's padding misses it
        self._problem.hide()
        form = self._form()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 18, 18, 14)
        layout.setSpacing(12)
        layout.addLayout(form)
        layout.addWidget(self._problem)
        layout.addWidget(buttons)

        buttons.accepted.connect(self._offer)
        buttons.rejected.connect(self.reject)

    def show_error(self, error: KnownError) -> None:
        """Say why the address is not taken, or the connection not removed."""
        self._problem.setText(f"{error.message.shown()} {error.remedy.shown()}")
        self._problem.show()
        make_room(self)

    def _form(self) -> QFormLayout:
        form = QFormLayout()
        form.setVerticalSpacing(10)
        form.addRow(tr("Name"), self._name)
        form.addRow(tr("Base address"), self._address)
        form.addRow("", _about(tr("Any service with the same API. HTTPS, except on this machine.")))
        form.addRow(tr("Largest request"), self._body)
        form.addRow(
            "",
            _about(
                tr(
                    "All pictures of a request have to fit into this; they are made lighter where "
                    "they do not. The service itself takes {most} MB, gateways may take less.",
                    most=BODY_BYTES // MEGABYTE,
                )
            ),
        )
        level(form)
        return form

    def _offer(self) -> None:
        self.offered.emit(
            self._name.text().strip(), self._address.text().strip(), self._body.value()
        )


def _about(words: str) -> QLabel:
    about = label(words, "small", wraps=True)
    about.setAlignment(Qt.AlignmentFlag.AlignTop)
    return about
