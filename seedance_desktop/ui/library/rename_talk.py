"""Files of the selected clips get other names by a template, once the result has been seen."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow

from seedance_desktop.core.name_template import NameTemplate
from seedance_desktop.model.models import Models
from seedance_desktop.ui.dialogs import answered
from seedance_desktop.ui.library.page import LibraryPage
from seedance_desktop.ui.library.rename_dialog import RenameDialog

KEY = "F2"
_TEMPLATE = "rename_template"
_USUAL = "{date}-{prompt:32}-{seed}"


class RenameTalk(QObject):
    """Serves one page."""

    def __init__(self, models: Models, page: LibraryPage, window: QMainWindow) -> None:
        super().__init__(window)
        self._models = models
        self._page = page
        self._window = window
        shortcut = QShortcut(QKeySequence(KEY), page.grid)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(page.selection.take_current)
        shortcut.activated.connect(self.rename)

    def rename(self) -> None:
        """Ask how the files of the selected clips are to be called."""
        if self._page.selection.count:
            self._models.bridge.run(self._rename(), "rename files")

    async def _rename(self) -> None:
        numbers, preferences = self._page.selection.numbers, self._models.preferences
        dialog = RenameDialog(preferences.recall(_TEMPLATE, _USUAL), len(numbers), self._window)

        async def plan(template: NameTemplate) -> None:
            found = await self._models.bridge.call(
                lambda engine: engine.files.renaming.plan(numbers, template)
            )
            if dialog.isVisible() and dialog.template == template.text:
                dialog.show_plan(found)

        def ask(template: NameTemplate) -> None:
            self._models.bridge.run(plan(template), "plan names")

        dialog.asked.connect(ask)
        if await answered(dialog):
            preferences.remember(_TEMPLATE, dialog.template)
            self._page.let_go()
            self._models.organiser.move(dialog.plan)
