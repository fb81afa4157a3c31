"""Asks for a connection's API key and where to keep it."""

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from seedance_desktop.core.errors import KnownError
from seedance_desktop.core.words import tr
from seedance_desktop.ui.dialogs import make_room
from seedance_desktop.ui.widgets.named import label, named

_UNBROKEN = "\u2060"
"""Keeps a line from ending there; takes no room."""
_KEY_PAGES = {"https://gptproto.com": "https://gptproto.com/dashboard/api-key"}


class KeyDialog(QDialog):
    """Stays open until the key is kept. ``offered`` carries the key and "session only".

    ``has_key``: there is one already, which can be removed: ``removal_wanted``.
    """

    offered = Signal(str, bool)
    removal_wanted = Signal()

    def __init__(
        self, name: str, address: str, *, has_key: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._page = _KEY_PAGES.get(address, "")
        self._key = named(QLineEdit(), "key", tr("API key"))
        self._show = named(QCheckBox(tr("Show the key")), "key_show")
        self._session = named(QCheckBox(tr("For this session only, do not keep it")), "key_session")
        self._problem = named(label("", "problem", wraps=True), "key_problem")
        buttons = QDialogButtonBox()
        cancel = buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        self._keep = named(QPushButton(tr("Keep key")), "key_keep")

        self.setObjectName("key_dialog")
        cancel.setObjectName("key_cancel")
        self.setWindowTitle(tr("API key for {name}", name=name))
        self.setMinimumWidth(460)
        self._key.setEchoMode(QLineEdit.EchoMode.Password)
        self._key.setPlaceholderText("sk-…")
        self._problem.hide()
        self._keep.setEnabled(False)
        buttons.addButton(self._keep, QDialogButtonBox.ButtonRole.ActionRole)
        if has_key:
            remove = named(QPushButton(tr("Remove the key…")), "key_remove")
            remove.clicked.connect(self.removal_wanted)
            buttons.addButton(remove, QDialogButtonBox.ButtonRole.ResetRole)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 18, 18, 14)
        layout.setSpacing(10)
        layout.addWidget(
            label(
                tr(
                    "The key is kept in your system's keyring and sent to {address} alone. "
                    "It is written nowhere else.",
                    address=address.replace("/", f"/{_UNBROKEN}"),
                ),
                wraps=True,
            )
        )
        for part in (self._key, self._show, self._session, self._problem):
            layout.addWidget(part)
        if self._page:
            page = named(QPushButton(tr("Open the service's key page")), "key_page")
            page.setProperty("role", "link")
            page.clicked.connect(self._open_page)
            layout.addWidget(page, alignment=Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(buttons)
        for other in self.findChildren(QPushButton):
            other.setAutoDefault(False)
        self._keep.setDefault(True)

        self._key.textChanged.connect(self._allow)
        self._show.toggled.connect(self._set_shown)
        self._session.toggled.connect(self._name_button)
        self._keep.clicked.connect(self._offer)
        buttons.rejected.connect(self.reject)

    def show_error(self, error: KnownError) -> None:
        """Say why the key was not kept, and let the user try otherwise."""
        self._problem.setText(f"{error.message.shown()} {error.remedy.shown()}")
        self._problem.show()
        self._keep.setEnabled(True)
        self._keep.setFocus()
        self._name_button()
        make_room(self)

    def show_asking(self) -> None:
        """Say that the key is kept, and that the service is asked whether it takes it."""
        self._keep.setText(tr("Asking the service…"))

    def show_refused(self) -> None:
        """Say that the service does not take the key, which is kept until another one is."""
        self._problem.setText(
            tr("The service does not take this key. Look whether it was copied whole.")
        )
        self._problem.show()
        self._keep.setEnabled(True)
        self._key.selectAll()
        self._key.setFocus()
        self._name_button()
        make_room(self)

    def _allow(self, text: str) -> None:
        self._keep.setEnabled(bool(text.strip()))

    def _name_button(self) -> None:
        is_kept = not self._session.isChecked()
        self._keep.setText(tr("Keep key") if is_kept else tr("Use for this session"))

    def _set_shown(self, shown: bool) -> None:
        modes = QLineEdit.EchoMode
        self._key.setEchoMode(modes.Normal if shown else modes.Password)

    def _offer(self) -> None:
        self._problem.hide()
        self._keep.setEnabled(False)
        if not self._session.isChecked():
            self._keep.setText(tr("Waiting for the keyring…"))
        self.offered.emit(self._key.text(), self._session.isChecked())

    def _open_page(self) -> None:
        QDesktopServices.openUrl(QUrl(self._page))
