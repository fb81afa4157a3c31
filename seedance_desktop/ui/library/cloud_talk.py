"""Says once of each library folder that a cloud service keeps elsewhere as well."""

import json
from pathlib import Path

from PySide6.QtCore import QObject

from seedance_desktop.core.library_errors import CloudFolderError
from seedance_desktop.core.words import Message
from seedance_desktop.model.models import Models
from seedance_desktop.model.notices import Notice

_TOLD = "told_clouds"


class CloudTalk(QObject):
    """Looks when the library is first turned to, and when another folder has joined it."""

    def __init__(self, models: Models, parent: QObject) -> None:
        super().__init__(parent)
        self._models = models
        models.bridge.ready.connect(self.look)
        models.preferences.changed.connect(self._follow_setting)
        self.look()

    def look(self) -> None:
        """Tell of folders that were not told of before."""
        if self._models.bridge.is_ready:
            self._models.bridge.run(self._look(), "look for cloud folders")

    def _follow_setting(self, name: str) -> None:
        if name == "library":
            self.look()

    async def _look(self) -> None:
        folders = await self._models.bridge.call(lambda engine: engine.files.folders.all())
        told = _texts(self._models.preferences.recall(_TOLD, ""))
        for folder in folders:
            if folder.cloud is not None and str(folder.path) not in told:
                told.append(str(folder.path))
                self._tell(folder.path, folder.cloud)
        self._models.preferences.remember(_TOLD, json.dumps(told))

    def _tell(self, folder: Path, cloud: str) -> None:
        error = CloudFolderError(
            Message(
                "{cloud} keeps {folder} elsewhere as well and may remove files from this computer. "
                "Those are not fetched for pictures or checks; playing one fetches it.",
                {"cloud": cloud, "folder": folder},
            )
        )
        self._models.notices.add(Notice(f"cloud {folder}", error.failure))


def _texts(text: str) -> list[str]:
    try:
        values = json.loads(text or "[]")
    except ValueError:  # memory that was damaged starts afresh
        return []
    return [str(value) for value in values] if isinstance(values, list) else []
