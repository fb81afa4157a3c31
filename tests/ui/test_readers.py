"""What is worked from outside, as a screen reader does it: buttons marked and items picked.

Neither is a click: Qt turns the button and marks the item, and says no more than that.
"""

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QSlider
from pytestqt.qtbot import QtBot

from seedance_desktop.core.ids import ModelId
from seedance_desktop.core.request import RANDOM_SEED
from seedance_desktop.model.models import Models
from seedance_desktop.ui.main_window import MainWindow
from seedance_desktop.ui.widgets.pick_list import hear_readers
from tests.support.screen_parts import part

TWO = ModelId("dreamina-seedance-2-0-260128")


def mark(box: QComboBox, row: int) -> None:
    """As Qt does for a reader that picks this item."""
    index = box.model().index(row, box.modelColumn())
    chosen = box.view().selectionModel()
    chosen.clear()
    chosen.select(index, QItemSelectionModel.SelectionFlag.Select)
    QApplication.processEvents()


@pytest.mark.parametrize(
    ("name", "field", "value"),
    [
        ("resolution_480p", "resolution", "480p"),
        ("ratio_9_16", "ratio", "9:16"),
        ("camera_fixed", "camera_fixed", True),
        ("watermark", "watermark", True),
    ],
)
def test_what_a_reader_marks_is_what_is_asked_for(
    window: MainWindow, models: Models, name: str, field: str, value: object
) -> None:
    part(window, QAbstractButton, name).toggle()

    assert getattr(models.draft.request, field) == value


def test_a_seed_and_a_search_that_a_reader_puts_in_count(
    window: MainWindow, models: Models
) -> None:
    seed = part(window, QLineEdit, "seed")
    seed.setText("77")
    seed.setText("a word")
    after_words = models.draft.request.seed
    shown = seed.text()
    seed.setText("")

    part(window, QAbstractButton, "page_library").toggle()
    part(window, QLineEdit, "library_search").setText("sea")

    assert (after_words, shown, models.draft.request.seed) == (77, "77", RANDOM_SEED)
    assert models.finder.words == "sea"


def test_a_length_in_frames_reads_as_frames_and_takes_the_nearest_that_there_is(
    window: MainWindow, models: Models
) -> None:
    slider = part(window, QSlider, "duration")
    part(window, QAbstractButton, "length_by_frames").toggle()
    bounds = slider.minimum(), slider.maximum(), slider.singleStep()
    before = slider.value(), models.draft.request.frames
    slider.setValue(100)

    assert bounds == (29, 289, 4)
    assert before == (121, 121)
    assert (slider.value(), models.draft.request.frames) == (101, 101)


def test_variations_and_the_kind_of_input_follow_a_reader_too(
    window: MainWindow, models: Models
) -> None:
    part(window, QAbstractButton, "variations_3").toggle()
    part(window, QAbstractButton, "mode_text").toggle()

    assert models.draft.count == 3
    assert not part(window, QAbstractButton, "mode_first_frame").isChecked()
    assert part(window, QAbstractButton, "page_create").isChecked()


@pytest.mark.parametrize("is_open", [False, True])
def test_a_model_is_picked_by_a_reader_be_its_list_open_or_not(
    window: MainWindow, models: Models, is_open: bool
) -> None:
    box = part(window, QComboBox, "model")
    if is_open:
        box.showPopup()

    mark(box, box.findData(TWO))

    assert models.draft.request.model == TWO
    assert box.currentData() == TWO
    assert not box.view().isVisible()


def test_going_through_the_open_list_picks_nothing_yet(window: MainWindow, models: Models) -> None:
    box, before = part(window, QComboBox, "model"), models.draft.request.model
    box.showPopup()

    QTest.keyClick(box.view(), Qt.Key.Key_Up)
    QApplication.processEvents()
    QTest.keyClick(box.view(), Qt.Key.Key_Escape)
    QApplication.processEvents()

    assert models.draft.request.model == before


def test_a_closed_list_that_is_typed_into_tells_each_choice_once(qtbot: QtBot) -> None:
    box = QComboBox()
    qtbot.addWidget(box)
    box.addItems(["one", "two", "three"])
    hear_readers(box)
    told: list[int] = []
    box.activated.connect(told.append)
    box.show()

    QTest.keyClicks(box, "tw")
    QApplication.processEvents()
    mark(box, 2)
    mark(box, 2)

    assert (told[-1], set(told[:-1])) == (2, {1})
    assert told.count(2) == 1
