"""The preferences that a user can change, each effective at once."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from seedance_desktop.core.words import tr
from seedance_desktop.model.preferences import Preferences
from seedance_desktop.store.settings import settings_table
from seedance_desktop.ui.widgets.amount_box import AmountBox
from seedance_desktop.ui.widgets.named import label, level, named
from seedance_desktop.ui.widgets.pick_list import hear_readers

_LANGUAGES = {"": "System", "en": "English", "zh_CN": "简体中文"}


class SettingsDialog(QDialog):
    """Looks, language, library folder, jobs at once, limits to spending."""

    folder_wanted = Signal()

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._theme = named(QComboBox(), "setting_theme", tr("Appearance"))
        self._language = named(QComboBox(), "setting_language", tr("Language"))
        self._library = named(QLineEdit(), "setting_library", tr("Library folder"))
        self._choose = named(QPushButton(tr("Choose…")), "setting_library_choose")
        self._at_once = named(QSpinBox(), "setting_jobs_at_once", tr("Jobs at once"))
        self._ask_above = AmountBox("setting_ask_above", tr("Ask above"), tr("Never ask"))
        self._daily_cap = AmountBox("setting_daily_cap", tr("Daily cap"), tr("No cap"))
        buttons = QDialogButtonBox()
        close = buttons.addButton(QDialogButtonBox.StandardButton.Close)

        self.setObjectName("settings_dialog")
        close.setObjectName("settings_close")
        self.setWindowTitle(tr("Settings"))
        self.setMinimumWidth(520)
        for key, words in (
            ("system", tr("Like the system")),
            ("light", tr("Light")),
            ("dark", tr("Dark")),
        ):
            self._theme.addItem(words, key)
        for key, words in _LANGUAGES.items():
            self._language.addItem(words if key else tr("Like the system"), key)
        self._library.setReadOnly(True)
        at_once = next(row for row in settings_table() if row.key == "jobs_at_once")
        self._at_once.lineEdit().setTextMargins(7, 0, 0, 0)  # the style sheet's padding misses it
        self._at_once.setRange(int(at_once.least or 1), int(at_once.most or 1))
        folder = _side_by_side(self._library, self._choose)
        form = QFormLayout()
        form.setVerticalSpacing(10)
        form.addRow(tr("Appearance"), self._theme)
        form.addRow(tr("Language"), self._language)
        form.addRow("", label(tr("A new language is used from the next start."), "small"))
        form.addRow(tr("Library folder"), folder)
        form.addRow(tr("Jobs at once"), self._at_once)
        form.addRow(tr("Ask above"), self._ask_above)
        form.addRow(tr("Daily cap"), self._daily_cap)
        self._daily_cap.setToolTip(tr("Nothing is sent that would pass it; the sandbox is free."))
        level(form)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 18, 18, 14)
        layout.setSpacing(16)
        layout.addLayout(form)
        layout.addStretch(1)
        layout.addWidget(buttons)

        self._theme.activated.connect(self._choose_theme)
        self._language.activated.connect(self._choose_language)
        hear_readers(self._theme)
        hear_readers(self._language)
        self._choose.clicked.connect(self.folder_wanted)
        self._at_once.valueChanged.connect(self._choose_at_once)
        self._ask_above.valueChanged.connect(self._choose_ask_above)
        self._daily_cap.valueChanged.connect(self._choose_daily_cap)
        buttons.rejected.connect(self.accept)
        preferences.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the preferences as they are."""
        self._theme.setCurrentIndex(self._theme.findData(self._preferences.theme))
        self._language.setCurrentIndex(self._language.findData(self._preferences.language))
        self._library.setText(str(self._preferences.library))
        self._at_once.setValue(self._preferences.settings.jobs_at_once)
        self._ask_above.setValue(self._preferences.settings.ask_above)
        self._daily_cap.setValue(self._preferences.settings.daily_cap)

    def _choose_theme(self) -> None:
        self._preferences.choose("theme", self._theme.currentData())

    def _choose_language(self) -> None:
        self._preferences.choose("language", self._language.currentData())

    def _choose_at_once(self, count: int) -> None:
        if count != self._preferences.settings.jobs_at_once:
            self._preferences.choose("jobs_at_once", count)

    def _choose_ask_above(self, dollars: float) -> None:
        self._preferences.choose("ask_above", round(dollars, 2))

    def _choose_daily_cap(self, dollars: float) -> None:
        self._preferences.choose("daily_cap", round(dollars, 2))


def _side_by_side(wide: QWidget, narrow: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(wide, 1)
    row.addWidget(narrow)
    return row
