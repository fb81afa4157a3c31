from seedance_desktop.core.connection import GPTPROTO, SANDBOX
from seedance_desktop.core.ids import ConnectionId
from seedance_desktop.engine.pace import Pace


def test_a_thousand_questions_at_once_are_asked_one_after_the_other() -> None:
    pace = Pace(spacing=0.1, clock=lambda: 50.0)

    waits = [pace.wait(GPTPROTO) for _ in range(1000)]

    assert waits[0] == 0
    assert round(waits[-1], 6) == 99.9
    assert waits == sorted(waits)


def test_after_a_while_nothing_is_waited_for_and_services_do_not_wait_for_each_other() -> None:
    now = 50.0
    pace = Pace(spacing=0.1, clock=lambda: now)
    first, other = pace.wait(GPTPROTO), pace.wait(ConnectionId("another"))

    now = 51.0

    assert [first, other, pace.wait(GPTPROTO)] == [0, 0, 0]


def test_the_sandbox_is_asked_as_often_as_one_likes() -> None:
    pace = Pace(spacing=0.1, clock=lambda: 50.0)

    assert [pace.wait(SANDBOX) for _ in range(3)] == [0, 0, 0]
