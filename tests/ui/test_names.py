"""Everything that can be used has a name for people and one for scripts."""

from array import array
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QDialog,
    QFrame,
    QLineEdit,
    QMenuBar,
    QScrollBar,
    QSizeGrip,
    QWidget,
)
from pytestqt.qtbot import QtBot

from seedance_desktop.core.connection import GPTPROTO
from seedance_desktop.core.entry import Entry, Organised
from seedance_desktop.core.errors import ContentRefusedError, OutOfCreditError
from seedance_desktop.core.events import JobChanged, LinePaused
from seedance_desktop.core.found import Numbers
from seedance_desktop.core.geometry import Size
from seedance_desktop.core.ids import EntryNumber
from seedance_desktop.core.job import JobState
from seedance_desktop.core.request import Frame, Role, Scene
from seedance_desktop.core.video import ClipFacts
from seedance_desktop.model.models import Models
from seedance_desktop.ui.crash_dialog import CrashDialog
from seedance_desktop.ui.keys_dialog import KeysDialog
from seedance_desktop.ui.library.facts_box import FactsBox
from seedance_desktop.ui.library.folders_dialog import FoldersDialog
from seedance_desktop.ui.library.page import LibraryPage
from seedance_desktop.ui.library.rename_dialog import RenameDialog
from seedance_desktop.ui.main_window import MainWindow
from seedance_desktop.ui.settings.connection_dialog import ConnectionDialog
from seedance_desktop.ui.settings.key_dialog import KeyDialog
from seedance_desktop.ui.settings.settings_dialog import SettingsDialog
from seedance_desktop.ui.theme import Theme
from seedance_desktop.ui.widgets.deck import Deck
from seedance_desktop.ui.widgets.player import Player
from tests.store.samples import a_job, a_request, a_video
from tests.support.screen_parts import click, part, wait

OF_QT = (QScrollBar, QSizeGrip, QMenuBar)
EMPTY = (QAccessible.Role.Client, QAccessible.Role.Grip, QAccessible.Role.NoRole)
"""What Qt takes a part for of which it does not know what it is; readers pass these over."""


def controls(window: QWidget) -> list[QWidget]:
    """What the keyboard or a click can reach, but for the inner parts of Qt's own controls."""
    return [
        part
        for part in window.findChildren(QWidget)
        if part.isVisibleTo(window)
        and part.isEnabled()
        and part.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not isinstance(part, OF_QT)
        and not (isinstance(part, QLineEdit) and isinstance(part.parent(), QAbstractSpinBox))
        and not part.objectName().startswith("qt_")
    ]


def role(part: QWidget) -> QAccessible.Role:
    return QAccessible.queryAccessibleInterface(part).role()


def spoken(part: QWidget) -> str:
    found = QAccessible.queryAccessibleInterface(part)
    return found.text(QAccessible.Text.Name)


def assert_named(window: QWidget) -> None:
    found = controls(window)
    assert found
    assert not [part for part in found if not part.objectName()], "a name for scripts is missing"
    assert not [part for part in found if not spoken(part)], "a name for people is missing"
    told = [part for part in window.findChildren(QWidget) if part.accessibleName()]
    empty = [part.objectName() for part in told if role(part) in EMPTY]
    assert not empty, "what has a name is something"
    names = Counter(part.objectName() for part in found)
    assert not [name for name, count in names.items() if count > 1]


def test_every_control_of_the_create_page_has_its_names(window: MainWindow, models: Models) -> None:
    for scene in (Scene.TEXT, Scene.FIRST_FRAME, Scene.FIRST_LAST):
        models.draft.set_model(next(row.id for row in models.catalogue.rows if scene in row.scenes))
        models.draft.set_scene(scene)

        assert_named(window)


def test_every_control_of_a_job_and_of_a_banner_has_its_names(
    window: MainWindow, models: Models, qtbot: QtBot
) -> None:
    job = a_job(state=JobState.FAILED, failure=ContentRefusedError().failure)
    models.bridge._post(JobChanged(job))
    models.bridge._post(LinePaused(GPTPROTO, OutOfCreditError().failure))
    wait(qtbot, lambda: models.jobs.rowCount() == 1)
    window.centralWidget()._create._jobs.select(job.id)  # type: ignore[union-attr]

    assert_named(window)


def test_every_control_of_the_library_has_its_names(
    window: MainWindow, models: Models, qtbot: QtBot
) -> None:
    said = Organised(3, tags=("night",))
    video = a_video(a_job(request=a_request(pictures=())))
    models.library._cache.keep([Entry(EntryNumber(1), video, said)])
    models.library._show(Numbers(array("q", [1])))
    click(window, "page_library")
    page = part(window, LibraryPage, "library_splitter")
    models.finder.look_for("stars:3")
    page.selection.select_row(0)
    wait(qtbot, lambda: part(window, QWidget, "library_tag_0").isVisible())

    assert_named(window)


@pytest.mark.expected_warnings("pa_context_connect", maybe=True)
def test_every_control_of_the_player_has_its_names(theme: Theme, qtbot: QtBot) -> None:
    player = Player(theme, Deck())
    qtbot.addWidget(player)
    player.deck.facts = ClipFacts(Size(128, 72), 1.0, 25, 24.0, "h264", has_sound=True)
    player.deck.changed.emit()
    player.show()

    assert_named(player)


def test_the_frames_that_were_sent_are_told_as_pictures(
    models: Models, qtbot: QtBot, picture: Path
) -> None:
    box = FactsBox(models.catalogue, models.thumbnails)
    qtbot.addWidget(box)
    box.show_video(a_video(a_job(request=a_request(pictures=(Frame(Role.FIRST_FRAME, picture),)))))
    wait(qtbot, lambda: len(box._pictures) == 1)

    assert spoken(box._pictures[0]) == "A frame that was sent"
    assert role(box._pictures[0]) is QAccessible.Role.Graphic


DIALOGS: dict[str, Callable[[Models], QDialog]] = {
    "key": lambda _: KeyDialog("GPTProto", "https://gptproto.com", has_key=True),
    "connection": lambda _: ConnectionDialog("Mine", "https://", 20, removal="Remove…"),
    "settings": lambda models: SettingsDialog(models.preferences),
    "rename": lambda _: RenameDialog("{seed}", 3),
    "folders": lambda _: FoldersDialog(),
    "crash": lambda _: CrashDialog(ValueError("x")),
    "keys": lambda _: KeysDialog(),
}


@pytest.mark.parametrize("name", DIALOGS)
def test_every_control_of_a_dialog_has_its_names(
    models: Models, theme: Theme, qtbot: QtBot, name: str
) -> None:
    dialog = DIALOGS[name](models)
    qtbot.addWidget(dialog)
    dialog.show()

    assert_named(dialog)
    assert dialog.windowTitle()


def test_every_menu_entry_has_its_names_and_no_key_is_given_twice(window: MainWindow) -> None:
    entries = [
        entry
        for menu in window.menuBar().actions()
        for entry in menu.menu().actions()  # type: ignore[attr-defined]
        if not entry.isSeparator()
    ]

    assert all(entry.objectName() and entry.text() for entry in entries)
    keys = Counter(entry.shortcut().toString() for entry in entries if entry.shortcut().toString())
    assert not [key for key, count in keys.items() if count > 1]


def test_slots_and_canvases_are_known_by_the_same_words(window: MainWindow) -> None:
    slot = window.findChild(QFrame, "first_frame_slot")

    assert slot is not None
    assert spoken(slot) == "First frame"
