"""What the window asks about presets: names, and files to hand on. Loaded when it is needed."""

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QInputDialog, QWidget

from seedance_desktop.core.words import tr
from seedance_desktop.model.models import Models
from seedance_desktop.ui.dialogs import answered, confirmed
from seedance_desktop.ui.presets_dialog import PresetsDialog
from seedance_desktop.ui.widgets.named import named

_FOLDER = "preset_folder"


class PresetTalk(QObject):
    """Opens dialogs over the window and carries out what was decided in them."""

    def __init__(self, models: Models, window: QWidget) -> None:
        super().__init__(window)
        self._models = models
        self._window = window

    def save(self) -> None:
        """Ask for a name and keep the form's values under it."""
        self._models.bridge.run(self._save(), "save a preset")

    def manage(self) -> None:
        """Show the presets."""
        self._models.bridge.run(self._manage(), "presets")

    async def _save(self) -> None:
        presets = self._models.presets
        dialog = named(QInputDialog(self._window), "preset_name")
        dialog.setWindowTitle(tr("Save as a preset"))
        dialog.setLabelText(tr("Name; prompt and pictures are no part of it."))
        dialog.setTextValue(presets.current or "")
        if not await answered(dialog):
            return
        name = dialog.textValue().strip()
        if name and (name not in presets.names or await self._may_replace(name)):
            presets.save(name)

    async def _may_replace(self, name: str) -> bool:
        return await confirmed(
            self._window,
            tr("Replace “{name}”?", name=name),
            tr("There is a preset of this name already."),
            yes=tr("Replace"),
            no=tr("Keep it"),
        )

    async def _manage(self) -> None:
        dialog = PresetsDialog(self._models.presets, self._window)
        dialog.import_wanted.connect(self._start_import)
        dialog.export_wanted.connect(self._start_export)
        await answered(dialog)

    def _start_import(self) -> None:
        self._models.bridge.run(self._import(), "import presets")

    def _start_export(self, names: list[str]) -> None:
        self._models.bridge.run(self._export(names), "export presets")

    async def _import(self) -> None:
        dialog = self._file_dialog(tr("Import presets"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        if await answered(dialog):
            path = self._chosen(dialog)
            self._models.presets.add_from(path)

    async def _export(self, names: list[str]) -> None:
        dialog = self._file_dialog(tr("Export presets"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("toml")
        dialog.selectFile(f"{names[0]}.toml".replace("/", "-"))
        if await answered(dialog):
            self._models.presets.export(names, self._chosen(dialog))

    def _file_dialog(self, title: str) -> QFileDialog:
        folder = self._models.preferences.recall(_FOLDER, str(Path.home()))
        dialog = QFileDialog(self._window, title, folder)
        dialog.setNameFilters([tr("Presets") + " (*.toml)", tr("All files") + " (*)"])
        return dialog

    def _chosen(self, dialog: QFileDialog) -> Path:
        path = Path(dialog.selectedFiles()[0])
        self._models.preferences.remember(_FOLDER, str(path.parent))
        return path
