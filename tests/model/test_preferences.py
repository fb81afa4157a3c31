from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from seedance_desktop.core.catalogue import Catalogue
from seedance_desktop.model.models import Models, build_models
from seedance_desktop.store.folders import Folders
from seedance_desktop.store.memory import Memory
from seedance_desktop.store.settings_file import SettingsFile


def test_a_chosen_value_is_told_and_on_disk(models: Models, folders: Folders, qtbot: QtBot) -> None:
    with qtbot.waitSignal(models.preferences.changed) as changed:
        models.preferences.choose("theme", "dark")
    models.files.finish()

    assert changed.args == ["theme"]
    assert models.preferences.theme == "dark"
    assert SettingsFile(folders.settings_file).read().theme == "dark"


def test_choosing_what_is_chosen_already_tells_nobody(models: Models, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(models.preferences.changed):
        models.preferences.choose("theme", "system")


@pytest.mark.parametrize(("name", "value"), [("theme", "pink"), ("jobs_at_once", 0)])
def test_a_value_that_a_setting_cannot_have_is_refused(
    models: Models, name: str, value: object
) -> None:
    with pytest.raises(ValueError, match=repr(value)):
        models.preferences.choose(name, value)


def test_the_library_is_the_usual_one_until_another_is_chosen(
    models: Models, folders: Folders, tmp_path: Path
) -> None:
    usual = models.preferences.library

    models.preferences.choose("library", tmp_path / "clips")
    chosen = models.preferences.library
    models.preferences.choose("library", None)

    assert usual == folders.library
    assert chosen == tmp_path / "clips"
    assert models.preferences.library == folders.library


def test_settings_that_cannot_be_written_are_told_in_a_banner(
    models: Models, folders: Folders, qtbot: QtBot
) -> None:
    folders.settings_file.parent.rmdir()
    folders.settings_file.parent.write_text("in the way")

    models.preferences.choose("theme", "dark")

    qtbot.waitUntil(lambda: len(models.notices.shown) == 1, timeout=20_000)
    assert models.notices.shown[0].failure.kind == "FolderUnusableError"


def test_what_is_remembered_is_on_disk_when_the_program_ends(
    qapp: QApplication, folders: Folders, catalogue: Catalogue
) -> None:
    models = build_models(folders, catalogue)
    models.preferences.remember("window", b"\x00\x01")

    models.close()

    assert Memory(folders.memory_file).get("window", b"") == b"\x00\x01"
    assert QCoreApplication.instance() is qapp
