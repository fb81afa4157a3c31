"""The Library page in a small window: clips come first, and nothing that is read is cut off."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QByteArray, QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from seedance_desktop.model.models import Models
from seedance_desktop.store.folders import Folders
from seedance_desktop.ui.library.page import LibraryPage
from seedance_desktop.ui.library.prompt_card import PromptCard
from seedance_desktop.ui.main_window import MainWindow
from seedance_desktop.ui.widgets.even import Even
from tests.support.screen_parts import LEFT, part
from tests.support.shelves import a_clip, file_clips, until

SCRIPTS = ("The wind lifts thin veils of sand. ", "风卷起细沙，镜头缓缓推近。")
FILTERS = ("stars:>=3", "tag:favourite-angle", 'in:"Lighthouse film"', "ratio:16:9", "tag:沙丘")


@pytest.fixture
def page(folders: Folders, turn_to_library: Callable[[], LibraryPage]) -> LibraryPage:
    """Thirty videos, whose files are not there."""
    file_clips(folders, (a_clip(number, folders) for number in range(30)))
    return turn_to_library()


def made_small(window: MainWindow, page: LibraryPage) -> None:
    window.resize(1024, 640)
    until(lambda: page.width() == 1024)


@pytest.mark.parametrize(("width", "columns"), [(1024, 3), (1440, 4)])
def test_a_window_has_room_for_as_many_clips_beside_each_other(
    window: MainWindow, page: LibraryPage, width: int, columns: int
) -> None:
    window.resize(width, 700)

    until(lambda: page.width() == width and page.grid._grid.columns == columns)


def test_the_inspector_shows_its_parts_whole_at_its_narrowest(
    window: MainWindow, page: LibraryPage
) -> None:
    made_small(window, page)

    page.grid.setCurrentIndex(page.grid.model().index(0, 0))

    facts = part(page, QScrollArea, "library_inspector")
    inside = facts.widget()
    assert inside is not None
    assert inside.minimumSizeHint().width() <= facts.width() - 10  # the scroll bar's


def test_widths_that_the_user_has_chosen_stay(window: MainWindow, page: LibraryPage) -> None:
    assert page.arrangement() == b""
    page.moveSplitter(1000, 2)
    chosen = page.inspector.width()

    window.resize(1400, 800)

    until(lambda: page.width() == 1400)
    assert page.inspector.width() == chosen
    kept = page.arrangement()
    page.moveSplitter(900, 2)
    assert page.arrange(QByteArray(kept))
    assert page.arrangement() == kept


def test_many_filters_stand_in_lines_and_are_read_whole(
    window: MainWindow, page: LibraryPage, models: Models
) -> None:
    made_small(window, page)

    models.finder.look_for(" ".join(FILTERS))
    models.finder.type("shape:round ")
    until(lambda: page.search.height() > 100)

    hint = part(page, QLabel, "library_search_hint")
    assert hint.isVisible()
    assert hint.height() >= hint.heightForWidth(hint.width())
    box = part(page, QWidget, "library_search_box")
    for place in range(len(FILTERS)):
        pill = part(page, QPushButton, f"library_pill_{place}")
        assert pill.width() >= pill.sizeHint().width()
        assert box.rect().contains(pill.geometry())
    assert part(page, QLineEdit, "library_search").width() > 100


def test_a_filter_with_a_long_name_is_shortened_and_told_whole(
    page: LibraryPage, models: Models
) -> None:
    name = "the-client-who-writes-very-long-names-for-tags-indeed"

    models.finder.look_for(f"tag:{name}")

    pill = part(page, QPushButton, "library_pill_0")
    assert "…" in pill.text()
    assert name in pill.accessibleName()


def test_the_search_invites_in_as_many_words_as_there_is_room_for(
    page: LibraryPage, window: MainWindow
) -> None:
    edit = part(page, QLineEdit, "library_search")
    assert edit.placeholderText().startswith("Search prompts")

    edit.resize(90, edit.height())
    QApplication.sendPostedEvents(edit, QEvent.Type.Resize.value)

    assert edit.placeholderText() == "Search…"


@pytest.mark.parametrize(
    "script", ["The wind lifts thin veils of sand. ", "风卷起细沙，镜头缓缓推近。"]
)
def test_a_long_prompt_is_folded_until_it_is_asked_for(qtbot: QtBot, script: str) -> None:
    card = PromptCard()
    qtbot.addWidget(card)
    words = part(card, QLabel, "library_prompt")
    unfold = part(card, QPushButton, "library_prompt_all")
    card.resize(300, 900)
    with qtbot.waitExposed(card):
        card.show()
    card.show_words("A few words.")
    assert not unfold.isVisible()

    card.show_words(script * 40)
    folded, height = words.text(), words.heightForWidth(words.width())
    six, seven = (words.fontMetrics().size(0, "国x\n" * lines + "国x") for lines in (5, 6))
    QTest.mouseClick(unfold, LEFT)
    is_whole = words.text() == script * 40
    card.show_words(script * 30)

    assert is_whole
    assert folded.endswith("…")
    assert height <= six.height() < seven.height()
    assert words.text() == folded
    assert unfold.text() == "Show all"


@pytest.mark.parametrize(("width", "lines"), [(400, 1), (220, 2), (60, 4)])
def test_four_buttons_stand_in_lines_that_are_as_long(qtbot: QtBot, width: int, lines: int) -> None:
    row = QWidget()
    qtbot.addWidget(row)
    layout = Even()
    layout.setContentsMargins(0, 0, 0, 0)
    row.setLayout(layout)
    buttons = [QPushButton(f"Button {number}") for number in range(4)]
    for button in buttons:
        button.setFixedSize(80, 20)
        layout.addWidget(button)

    row.resize(width, layout.heightForWidth(width))
    with qtbot.waitExposed(row):
        row.show()

    rows = [button.y() for button in buttons]
    assert len(set(rows)) == lines
    assert len({rows.count(y) for y in rows}) == 1
