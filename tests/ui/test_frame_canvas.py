import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QNativeGestureEvent, QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from seedance_desktop.core.geometry import CENTRED, Bars, Box, Framing, Size, crop_box
from seedance_desktop.model.draft_history import Step
from seedance_desktop.ui.create.frame_canvas import FrameCanvas
from seedance_desktop.ui.create.frame_painting import Guides
from seedance_desktop.ui.create.frame_view import FrameView
from tests.support.screen_parts import LEFT, turn_wheel

SOURCE, OUTPUT = Size(1600, 1200), Size(800, 450)
ALT = Qt.KeyboardModifier.AltModifier
PER_PIXEL = 4.0
"""Source pixels under one pixel of the canvas."""


class Slot:
    """Shows what the canvas asks for, as the program's slot does once the draft has it."""

    def __init__(self, canvas: FrameCanvas) -> None:
        self.framing = CENTRED
        self.steps: list[tuple[Step, str]] = []
        self._canvas = canvas
        self._image = QImage(400, 300, QImage.Format.Format_RGB32)
        self._image.fill(QColor("teal"))
        canvas.framed.connect(self.take)
        self.show(CENTRED)

    def take(self, framing: Framing, step: Step, key: str) -> None:
        self.steps.append((step, key))
        self.show(framing)

    def show(self, framing: Framing) -> None:
        self.framing = framing
        self._canvas.show_picture(self._image, SOURCE, OUTPUT, framing)


@pytest.fixture
def canvas(qtbot: QtBot) -> FrameCanvas:
    made = FrameCanvas()
    qtbot.addWidget(made)
    made.resize(400, 300)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def slot(canvas: FrameCanvas) -> Slot:
    return Slot(canvas)


def crop(slot: Slot) -> tuple[float, float]:
    box = crop_box(SOURCE, OUTPUT, slot.framing)
    return box.x, box.y


def test_dragging_moves_the_crop_with_the_pointer(canvas: FrameCanvas, slot: Slot) -> None:
    x, y = crop(slot)

    QTest.mousePress(canvas, LEFT, pos=QPoint(200, 150))
    QTest.mouseMove(canvas, QPoint(210, 170))
    QTest.mouseRelease(canvas, LEFT, pos=QPoint(210, 170))

    assert crop(slot) == pytest.approx((x, y + 20 * PER_PIXEL))  # as wide as the picture


def test_a_crop_that_is_dragged_too_far_stops_at_the_edge(canvas: FrameCanvas, slot: Slot) -> None:
    QTest.mousePress(canvas, LEFT, pos=QPoint(200, 150))
    QTest.mouseMove(canvas, QPoint(200, 290))
    QTest.mouseRelease(canvas, LEFT, pos=QPoint(200, 290))

    assert crop(slot) == pytest.approx((0, SOURCE.height - 900))


def test_nothing_moves_once_the_button_is_up(canvas: FrameCanvas, slot: Slot) -> None:
    QTest.mouseClick(canvas, LEFT, pos=QPoint(200, 150))
    QTest.mouseMove(canvas, QPoint(250, 190))

    assert slot.framing == CENTRED


def test_the_wheel_zooms_about_what_is_under_the_pointer(canvas: FrameCanvas, slot: Slot) -> None:
    pointer = QPoint(120, 110)
    source = (pointer.x() * PER_PIXEL, pointer.y() * PER_PIXEL)
    before = crop_box(SOURCE, OUTPUT, slot.framing)
    share = (source[0] - before.x) / before.width, (source[1] - before.y) / before.height

    turn_wheel(canvas, pointer, 240)

    after = crop_box(SOURCE, OUTPUT, slot.framing)
    assert slot.framing.zoom > 1.4
    assert ((source[0] - after.x) / after.width, (source[1] - after.y) / after.height) == (
        pytest.approx(share)
    )


def test_the_wheel_cannot_show_more_than_fills_the_frame(canvas: FrameCanvas, slot: Slot) -> None:
    turn_wheel(canvas, QPoint(200, 150), -480)

    assert slot.framing.zoom == 1.0


@pytest.mark.parametrize(
    ("key", "across", "down"),
    [
        (Qt.Key.Key_Left, -1, 0),
        (Qt.Key.Key_Right, 1, 0),
        (Qt.Key.Key_Up, 0, -1),
        (Qt.Key.Key_Down, 0, 1),
    ],
)
@pytest.mark.parametrize("big", [False, True])
def test_arrow_keys_nudge_by_pixels_of_the_output(
    canvas: FrameCanvas, slot: Slot, *, key: Qt.Key, across: int, down: int, big: bool
) -> None:
    slot.show(Framing(zoom=2.0))
    x, y = crop(slot)
    shift = Qt.KeyboardModifier.ShiftModifier if big else Qt.KeyboardModifier.NoModifier

    QTest.keyClick(canvas, key, shift)

    step = (10 if big else 1) * 800 / OUTPUT.width
    assert crop(slot) == pytest.approx((x + across * step, y + down * step))


def test_plus_minus_and_nought_zoom_and_reset(canvas: FrameCanvas, slot: Slot) -> None:
    QTest.keyClick(canvas, Qt.Key.Key_Plus)
    assert slot.framing.zoom == pytest.approx(1.1)
    QTest.keyClick(canvas, Qt.Key.Key_Plus)
    QTest.keyClick(canvas, Qt.Key.Key_Minus)
    assert slot.framing.zoom == pytest.approx(1.1)

    QTest.keyClick(canvas, Qt.Key.Key_0)

    assert slot.framing == CENTRED


def test_a_double_click_fills_the_frame_again(canvas: FrameCanvas, slot: Slot) -> None:
    slot.show(Framing(0.4, 0.4, 3.0))

    QTest.mouseDClick(canvas, LEFT, pos=QPoint(200, 150))

    assert slot.framing == CENTRED


def test_without_a_picture_nothing_is_asked_for(canvas: FrameCanvas, qtbot: QtBot) -> None:
    canvas.show_picture(QImage(), None, None, CENTRED)

    with qtbot.assertNotEmitted(canvas.framed):
        QTest.mouseDClick(canvas, LEFT, pos=QPoint(200, 150))
        turn_wheel(canvas, QPoint(200, 150), 120)
        QTest.keyClick(canvas, Qt.Key.Key_Left)


def test_what_is_not_sent_is_darker_than_what_is(canvas: FrameCanvas, slot: Slot) -> None:
    shown = canvas.grab().toImage()

    inside, outside = shown.pixelColor(180, 140), shown.pixelColor(180, 12)

    assert inside == QColor("teal")
    assert outside.lightness() < inside.lightness()


@pytest.mark.parametrize(
    ("key", "framing", "step"),
    [
        (Qt.Key.Key_R, Framing(quarter_turns=1), Step.TURN),
        (Qt.Key.Key_M, Framing(mirrored=True), Step.MIRROR),
        (Qt.Key.Key_F, Framing(bars=Bars.BLURRED), Step.BARS),
        (Qt.Key.Key_BracketRight, Framing(straighten=0.5), Step.STRAIGHTEN),
        (Qt.Key.Key_BracketLeft, Framing(straighten=-0.5), Step.STRAIGHTEN),
    ],
)
def test_every_edit_has_a_key(
    canvas: FrameCanvas, slot: Slot, key: Qt.Key, framing: Framing, step: Step
) -> None:
    QTest.keyClick(canvas, key)

    assert slot.framing == framing
    assert slot.steps[0][0] is step


def test_shift_r_turns_the_other_way(canvas: FrameCanvas, slot: Slot) -> None:
    QTest.keyClick(canvas, Qt.Key.Key_R, Qt.KeyboardModifier.ShiftModifier)

    assert slot.framing == Framing(quarter_turns=3)


def test_alt_and_the_wheel_straighten_up_to_fifteen_degrees(
    canvas: FrameCanvas, slot: Slot
) -> None:
    turn_wheel(canvas, QPoint(200, 150), 240, keys=ALT)
    a_little = slot.framing.straighten
    turn_wheel(canvas, QPoint(200, 150), 120_000, keys=ALT)

    assert a_little == 1.0
    assert slot.framing.straighten == 15.0
    assert slot.framing.zoom == 1.0


def test_two_fingers_zoom_about_their_middle(canvas: FrameCanvas, slot: Slot) -> None:
    QApplication.sendEvent(canvas, pinch(QPointF(200, 150), 0.5))

    assert slot.framing.zoom == pytest.approx(1.5)


def pinch(place: QPointF, by: float) -> QNativeGestureEvent:
    kind, fingers = Qt.NativeGestureType.ZoomNativeGesture, QPointingDevice.primaryPointingDevice()
    return QNativeGestureEvent(kind, fingers, 2, place, place, place, by, QPointF())


def test_each_drag_is_a_gesture_of_its_own(canvas: FrameCanvas, slot: Slot) -> None:
    for _ in range(2):
        QTest.mousePress(canvas, LEFT, pos=QPoint(200, 150))
        QTest.mouseMove(canvas, QPoint(200, 152))
        QTest.mouseMove(canvas, QPoint(200, 154))
        QTest.mouseRelease(canvas, LEFT, pos=QPoint(200, 154))

    keys = [key for _, key in slot.steps]
    assert keys[0] == keys[1] != keys[2] == keys[3]


def test_with_bars_the_picture_follows_the_pointer_in_a_frame_that_stands_still(
    canvas: FrameCanvas, slot: Slot
) -> None:
    slot.show(Framing(bars=Bars.COLOUR))
    before = frame_on(slot)

    QTest.mousePress(canvas, LEFT, pos=QPoint(200, 150))
    QTest.mouseMove(canvas, QPoint(230, 150))
    QTest.mouseRelease(canvas, LEFT, pos=QPoint(230, 150))

    assert slot.framing.x < 0.5, "the frame shows more of the left"
    assert frame_on(slot) == before


def frame_on(slot: Slot) -> Box:
    return FrameView(SOURCE, OUTPUT, slot.framing, 400, 300).frame


def test_bars_are_drawn_in_their_colour(canvas: FrameCanvas, slot: Slot) -> None:
    slot.show(Framing(bars=Bars.COLOUR, background="#ff8800"))
    frame = frame_on(slot)

    shown = canvas.grab().toImage()

    place = QPoint(round(frame.x + 8), round(frame.y + 8))
    assert shown.pixelColor(place) == QColor("#ff8800")


@pytest.mark.parametrize("key", [Qt.Key.Key_B, Qt.Key.Key_Space])
def test_while_a_key_is_held_the_picture_is_shown_before_or_after(
    canvas: FrameCanvas, slot: Slot, key: Qt.Key
) -> None:
    slot.show(Framing(bars=Bars.COLOUR, background="#ff8800"))
    usual = canvas.grab().toImage()

    QTest.keyPress(canvas, key)
    held = canvas.grab().toImage()
    QTest.keyRelease(canvas, key)

    corner = QPoint(2, 40) if key == Qt.Key.Key_Space else QPoint(2, 2)
    assert held != usual
    assert held.pixelColor(corner) == QColor("teal" if key == Qt.Key.Key_B else "#ff8800")
    assert canvas.grab().toImage() == usual


@pytest.mark.parametrize("guides", Guides)
def test_guides_are_lines_over_the_frame(canvas: FrameCanvas, slot: Slot, guides: Guides) -> None:
    canvas.show_guides(Guides.NONE)
    plain = canvas.grab().toImage()

    canvas.show_guides(guides)

    assert (canvas.grab().toImage() == plain) is (guides is Guides.NONE)


def test_panning_draws_the_picture_itself_but_once(canvas: FrameCanvas, slot: Slot) -> None:
    slot.show(Framing(zoom=2.0, straighten=5.0))
    canvas.grab()
    kept = canvas._painting._whole

    QTest.keyClick(canvas, Qt.Key.Key_Left)
    canvas.grab()

    assert slot.framing.x < 0.5
    assert canvas._painting._whole is kept
