"""Every known error can be shown, kept and acted on; the drawn tree is the real one."""

import inspect
import re
from dataclasses import fields

import pytest

from seedance_desktop.core import errors
from seedance_desktop.core.errors import (
    AccountError,
    CatalogueError,
    DiskError,
    InputError,
    KeyringError,
    KnownError,
    NetworkError,
    RateLimitedError,
    RequestError,
    ServiceError,
    SubmissionUnclearError,
)
from seedance_desktop.core.failure import Action, Charged, ExitCode, Field, Problem
from seedance_desktop.core.words import Message

CLASSES = [
    found
    for _, found in inspect.getmembers(errors, inspect.isclass)
    if issubclass(found, KnownError) and found.__module__ == errors.__name__
]
PROBLEM = Problem(Field.PROMPT, Message("It is empty."), Message("Write something."))


def raised(kind: type[KnownError]) -> KnownError:
    if issubclass(kind, RequestError):
        return kind((PROBLEM,))
    if issubclass(kind, CatalogueError):
        return kind("models", "name", Message("It is missing."))
    return kind()


def drawn_tree() -> dict[str, str]:
    """Each class in the docstring's drawing, with the one that it hangs on."""
    parents: dict[str, str] = {}
    above: dict[int, str] = {}
    for line in (errors.__doc__ or "").splitlines():
        found = re.match(r"    ((?:│   |    )*(?:[├└]── )?)(\w+Error)\b", line)
        if found:
            depth = len(found[1]) // 4
            above[depth] = found[2]
            parents[found[2]] = above.get(depth - 1, "Exception")
    return parents


def test_the_tree_in_the_docstring_is_the_tree_of_classes() -> None:
    real = {kind.__name__: kind.__bases__[0].__name__ for kind in CLASSES}

    assert drawn_tree() == real


@pytest.mark.parametrize("kind", CLASSES)
def test_every_error_has_a_title_a_message_and_a_remedy(kind: type[KnownError]) -> None:
    failure = raised(kind).failure

    assert failure.kind == kind.__name__
    for message in (failure.title, failure.message, failure.remedy):
        assert message.shown()
    assert failure.message.shown().endswith(".")
    assert failure.remedy.shown().endswith(".")


@pytest.mark.parametrize("kind", CLASSES)
def test_what_is_kept_of_an_error_holds_no_exception(kind: type[KnownError]) -> None:
    failure = raised(kind).failure

    kept = [getattr(failure, field.name) for field in fields(failure)]

    assert not any(isinstance(value, BaseException) for value in kept)


@pytest.mark.parametrize("kind", CLASSES)
def test_the_log_gets_the_english_message(kind: type[KnownError]) -> None:
    error = raised(kind)

    assert str(error) == str(error.message)


def test_each_kind_of_trouble_leaves_with_an_exit_code_of_its_own() -> None:
    kinds = (
        InputError,
        AccountError,
        ServiceError,
        NetworkError,
        DiskError,
        SubmissionUnclearError,
    )

    codes = [kind.exit_code for kind in kinds]

    assert len(set(codes)) == len(kinds)
    assert not set(codes) & {ExitCode.OK, ExitCode.BUG, ExitCode.INTERRUPTED}


@pytest.mark.parametrize("kind", [kind for kind in CLASSES if kind is not KnownError])
def test_no_known_error_leaves_as_a_bug(kind: type[KnownError]) -> None:
    assert kind.exit_code not in {ExitCode.OK, ExitCode.BUG}


def test_a_request_of_unknown_fate_is_not_sent_again_by_the_program() -> None:
    error = SubmissionUnclearError()

    assert not error.retried
    assert error.charged is Charged.MAYBE
    assert error.action is Action.LOOK_UP_OR_SEND_AGAIN


@pytest.mark.parametrize("kind", CLASSES)
def test_what_needs_the_user_pauses_the_line_and_is_not_retried(kind: type[KnownError]) -> None:
    if issubclass(kind, AccountError | KeyringError):
        assert kind.pauses_line
    assert not (kind.pauses_line and kind.retried)


def test_more_is_said_where_more_is_known() -> None:
    error = ServiceError(
        Message("The service said {words}.", {"words": "no"}),
        remedy=Message("Ask it."),
        charged=Charged.YES,
        facts={"status": "418"},
    )

    failure = error.failure

    assert str(failure.message) == "The service said no."
    assert str(failure.remedy) == "Ask it."
    assert failure.charged is Charged.YES
    assert failure.facts == {"status": "418"}
    assert ServiceError().charged is Charged.NO


def test_a_refused_request_carries_all_its_problems_and_tells_the_first() -> None:
    other = Problem(Field.SEED, Message("It is too large."), Message("Take another."))

    error = RequestError((PROBLEM, other))

    assert error.problems == (PROBLEM, other)
    assert error.failure.message == PROBLEM.message
    assert error.failure.remedy == PROBLEM.remedy


def test_a_busy_service_may_say_how_long_to_wait() -> None:
    assert RateLimitedError(retry_after=7.5).retry_after == 7.5
    assert RateLimitedError().retry_after is None
