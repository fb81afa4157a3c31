"""The conversation about what was spent: the table, and its way into a file."""

from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QWidget

from seedance_desktop.core.errors import KnownError
from seedance_desktop.core.words import tr
from seedance_desktop.model.models import Models
from seedance_desktop.ui.dialogs import answered, chosen_target
from seedance_desktop.ui.ledger_dialog import LedgerDialog

_FOLDER = "ledger_folder"


async def show_ledger(models: Models, window: QWidget) -> None:
    """Show every bill until the dialog is closed."""
    bills = await models.spending.all()
    dialog = LedgerDialog(
        bills,
        models.catalogue,
        models.connections.listed,
        collections=await models.spending.collections(),
        parent=window,
    )

    def export() -> None:
        models.bridge.run(_export(models, dialog), "export the ledger")

    dialog.export_wanted.connect(export)
    await answered(dialog)


async def _export(models: Models, dialog: LedgerDialog) -> None:
    preferences = models.preferences
    folder = Path(preferences.recall(_FOLDER, str(Path.home())))
    day = datetime.now().astimezone().date()
    name = f"seedance-spending-{day.isoformat()}.csv"
    target = await chosen_target(
        dialog, tr("Export what was spent"), folder / name, kinds=tr("CSV tables") + " (*.csv)"
    )
    if target is None:
        return
    preferences.remember(_FOLDER, str(target.parent))
    try:
        count = await models.spending.export(target)
    except KnownError as error:
        dialog.show_error(error)
    else:
        dialog.show_exported(target, count)
