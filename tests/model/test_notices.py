from seedance_desktop.core.connection import GPTPROTO
from seedance_desktop.core.errors import (
    DiskFullError,
    KeyMissingError,
    NeverLeftError,
)
from seedance_desktop.core.events import ConnectionTrouble, LinePaused, LineResumed, RecordsDamaged
from seedance_desktop.core.failure import Action
from seedance_desktop.engine.mended import DatabaseMendedError
from seedance_desktop.model.models import Models


def test_the_newest_banner_is_first_and_can_be_dismissed(models: Models) -> None:
    models.notices.show_error(KeyMissingError())
    models.notices.show_error(DiskFullError())

    kinds = [notice.failure.kind for notice in models.notices.shown]
    models.notices.dismiss(models.notices.shown[0].id)

    assert kinds == ["DiskFullError", "KeyMissingError"]
    assert [notice.action for notice in models.notices.shown] == [Action.ENTER_KEY]


def test_the_same_error_twice_is_one_banner(models: Models) -> None:
    models.notices.show_error(KeyMissingError())
    models.notices.show_error(KeyMissingError())

    assert len(models.notices.shown) == 1


def test_a_paused_line_is_told_until_it_moves_again(models: Models) -> None:
    models.bridge.line_paused.emit(LinePaused(GPTPROTO, KeyMissingError().failure))
    paused = models.notices.shown
    models.bridge.line_resumed.emit(LineResumed(GPTPROTO))

    assert [(notice.connection, notice.line_is_paused) for notice in paused] == [(GPTPROTO, True)]
    assert models.notices.shown == ()


def test_what_became_of_damaged_records_is_told(models: Models) -> None:
    models.bridge.records_damaged.emit(RecordsDamaged(DatabaseMendedError().failure))

    (told,) = models.notices.shown
    assert told.failure.kind == "DatabaseMendedError"
    assert told.action is Action.COPY_REPORT


def test_trouble_with_a_connection_is_told_until_it_is_over(models: Models) -> None:
    models.bridge.connection_trouble.emit(ConnectionTrouble(GPTPROTO, NeverLeftError().failure))
    trouble = models.notices.shown
    models.bridge.connection_trouble.emit(ConnectionTrouble(GPTPROTO, None))

    assert len(trouble) == 1
    assert models.notices.shown == ()
