"""The bar over the pages: which page, what is running, which connection is in use."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QToolButton

from seedance_desktop.core.words import tr
from seedance_desktop.model.connections import KeyState
from seedance_desktop.model.models import Models
from seedance_desktop.ui.activity import Activity
from seedance_desktop.ui.icons import icon
from seedance_desktop.ui.preset_box import PresetBox
from seedance_desktop.ui.theme import Theme
from seedance_desktop.ui.widgets.drag_opener import DragOpener
from seedance_desktop.ui.widgets.named import label, named
from seedance_desktop.ui.widgets.segments import Choice, Segments
from seedance_desktop.ui.words import connection_name

CREATE = "create"
LIBRARY = "library"


class TopBar(QFrame):
    """Page switch at the left, status at the right. ``page_chosen`` carries the page's name."""

    page_chosen = Signal(str)
    connection_chosen = Signal(str)
    key_wanted = Signal()
    address_wanted = Signal()
    connection_wanted = Signal()
    settings_wanted = Signal()
    ledger_wanted = Signal()
    preset_save_wanted = Signal()
    presets_wanted = Signal()

    def __init__(self, models: Models, theme: Theme) -> None:
        super().__init__()
        self._models = models
        self._theme = theme
        self._pages = Segments("page", tr("Page"))
        self._preset_title = label(tr("Preset"), "small")
        self._preset = PresetBox(models)
        self._activity = Activity(models.jobs, models.spending)
        self._connection = named(QPushButton(), "connection", tr("Connection"))
        self._settings = named(QToolButton(), "settings", tr("Settings"))
        self._menu = QMenu(self)

        self.setProperty("role", "bar")
        self._pages.offer([Choice(CREATE, tr("Create")), Choice(LIBRARY, tr("Library"))])
        self._pages.show_chosen(CREATE)
        for page in (CREATE, LIBRARY):
            DragOpener(self._pages.button(page))
        self._settings.setToolTip(tr("Settings"))
        self._connection.setMenu(self._menu)
        self._connection.setFlat(True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 12, 6)
        layout.setSpacing(14)
        layout.addWidget(self._pages)
        layout.addWidget(self._preset_title)
        layout.addWidget(self._preset)
        layout.addStretch(1)
        layout.addWidget(self._activity)
        layout.addWidget(self._connection)
        layout.addWidget(self._settings)

        self._pages.chosen.connect(self.page_chosen)
        self._settings.clicked.connect(self.settings_wanted)
        self._activity.ledger_wanted.connect(self.ledger_wanted)
        self._preset.save_wanted.connect(self.preset_save_wanted)
        self._preset.manage_wanted.connect(self.presets_wanted)
        self._menu.aboutToShow.connect(self._fill_menu)
        for signal in (
            models.connections.changed,
            models.connections.current_changed,
            models.connections.key_changed,
            theme.changed,
        ):
            signal.connect(self._show_connection)
        self._show_connection()

    def show_page(self, page: str) -> None:
        """Mark a page without telling anybody."""
        self._pages.show_chosen(page)
        for part in (self._preset_title, self._preset):
            part.setVisible(page == CREATE)

    def _show_connection(self) -> None:
        connection = self._models.connections.current
        state = self._models.connections.key_state(connection.id)
        words = name = connection_name(connection)
        if state is KeyState.MISSING:
            words = tr("{name} · no key", name=name)
        elif state is KeyState.UNREADABLE:
            words = tr("{name} · key not readable", name=name)
        self._connection.setText(words)
        colours = self._theme.colours
        tint = {
            KeyState.MISSING: colours.warning,
            KeyState.UNREADABLE: colours.warning,
        }
        self._connection.setIcon(icon("dot", tint.get(state, colours.good)))
        self._settings.setIcon(icon("settings", colours.muted))

    def _fill_menu(self) -> None:
        connections = self._models.connections
        self._menu.clear()
        for connection in connections.listed:
            action = self._menu.addAction(connection_name(connection))
            action.setObjectName(f"connection_{connection.id}")
            action.setCheckable(True)
            action.setChecked(connection.id == connections.current.id)
            action.setData(connection.id)
            action.setToolTip(connection.address)
            action.triggered.connect(self._choose)
        self._menu.addSeparator()
        current = connections.current
        key = self._menu.addAction(tr("API key…"), self.key_wanted.emit)
        key.setObjectName("connection_key")
        key.setEnabled(current.needs_key)
        address = self._menu.addAction(tr("Address and limit…"), self.address_wanted.emit)
        address.setObjectName("connection_edit")
        address.setEnabled(not current.is_sandbox)
        add = self._menu.addAction(tr("Add a connection…"), self.connection_wanted.emit)
        add.setObjectName("connection_add")

    def _choose(self) -> None:
        action = self.sender()
        self.connection_chosen.emit(action.data())  # type: ignore[attr-defined]
