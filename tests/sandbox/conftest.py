"""A sandbox that behaves, shared, and a way to start ones that do not."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import httpx
import pytest

from tests.sandbox.asking import Asking
from tests.support.sandbox import running_sandbox

Start = Callable[..., Asking]


@pytest.fixture(scope="session")
def asking() -> Iterator[Asking]:
    """A sandbox that behaves, for tests that leave it as it is."""
    with running_sandbox() as sandbox, httpx.Client(timeout=60) as http:
        yield Asking(sandbox, http)


@pytest.fixture(scope="session")
def ark() -> Iterator[Asking]:
    """One that speaks Ark's dialect, has no list, holds little, and whose links are dead."""
    arguments = ("--dialect", "ark", "--no-list", "--link-seconds", "0", "--balance", "60000")
    with running_sandbox(*arguments) as sandbox, httpx.Client(timeout=60) as http:
        yield Asking(sandbox, http)


@pytest.fixture
def start() -> Iterator[Start]:
    """Start sandboxes of one's own; they stop when the test ends."""
    with ExitStack() as stack:

        def begin(*arguments: str, **options: Any) -> Asking:
            sandbox = stack.enter_context(running_sandbox(*arguments, **options))
            return Asking(sandbox, stack.enter_context(httpx.Client(timeout=60)))

        yield begin
