"""What a command says while it works; once for people, once for scripts, errors for both."""

from typing import Protocol

from seedance_desktop.core.errors import KnownError, RequestError
from seedance_desktop.core.events import Event
from seedance_desktop.core.failure import ExitCode, Failure, Problem
from seedance_desktop.core.ids import JobId
from seedance_desktop.store.records import Record


class Output(Protocol):
    """``note`` is advice on stderr, ``item`` one thing of a list, as a record and as a line."""

    def event(self, event: Event) -> None: ...

    def tick(self) -> None:
        """Time has passed."""

    def item(self, record: Record, line: str) -> None: ...

    def note(self, text: str) -> None: ...

    def warning(self, error: KnownError) -> None:
        """Something is wrong, and the command goes on without it."""

    def failure(
        self,
        failure: Failure,
        code: ExitCode,
        *,
        job: JobId | None = None,
        problems: tuple[Problem, ...] = (),
    ) -> None: ...

    def finished(self, code: int) -> None:
        """The command has ended; nothing more is said."""


def tell_error(output: Output, error: KnownError) -> None:
    """Say what stands in the way of the whole command."""
    problems = error.problems if isinstance(error, RequestError) else ()
    output.failure(error.failure, error.exit_code, problems=problems)
