"""Clips that lie in a folder already when it becomes the library's: they join, if wanted."""

from collections.abc import Awaitable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from seedance_desktop.core.adopted import Adopted, Placing
from seedance_desktop.core.errors import DiskError
from seedance_desktop.core.words import tr, tr_count
from seedance_desktop.model.errands import Errand
from seedance_desktop.model.models import Models
from seedance_desktop.ui.dialogs import confirmed


async def offer_clips(models: Models, parent: QWidget, folder: Path) -> None:
    """Ask about the clips of a folder that are not on record, and take them in where they are.

    With what their recipes tell, and what was said of them there: another computer's library is
    whole again.
    """
    try:
        count = await models.bridge.call(lambda engine: engine.files.unknown_in(folder))
    except DiskError:  # told where videos are to be put into it
        return
    if not count or not await confirmed(
        parent,
        tr_count(
            "Take {count} video of this folder in?", "Take {count} videos of this folder in?", count
        ),
        tr(
            "They lie in {folder} already. They join the library where they are, with their "
            "recipes and with the stars, tags and notes that were kept there.",
            folder=folder,
        ),
        yes=tr("Take them in"),
        no=tr("Leave them out"),
    ):
        return

    def work(errand: Errand) -> Awaitable[Adopted]:
        return models.bridge.call(
            lambda engine: engine.files.adopt([folder], Placing.WHERE_IT_IS, tell=errand.tell)
        )

    await models.errands.done(tr("Looking through {name}…", name=folder.name), work)
