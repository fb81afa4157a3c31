"""Problems of a request in words, sorted by the field that they are shown at."""

from collections.abc import Iterable

from seedance_desktop.core.failure import Field, Problem


def problem_words(problems: Iterable[Problem], *fields: Field) -> str:
    """Every problem of these fields with its remedy, one a line; empty where there is none."""
    return "\n".join(
        f"{problem.message.shown()} {problem.remedy.shown()}"
        for problem in problems
        if problem.field in fields
    )
