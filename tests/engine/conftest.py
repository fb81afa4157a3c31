from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.engine.bench import Bench, a_bench
from tests.support.sandbox import RunningSandbox, running_sandbox


@pytest.fixture(scope="session")
def one_sandbox() -> Iterator[RunningSandbox]:
    """One for the whole folder: starting one takes longer than most tests."""
    with running_sandbox(quiet=False) as started:
        yield started


@pytest.fixture
def sandbox(one_sandbox: RunningSandbox) -> Iterator[RunningSandbox]:
    """Well-behaved at the beginning of every test, whatever the one before asked of it."""
    one_sandbox.misbehave()
    yield one_sandbox
    one_sandbox.misbehave()


@pytest.fixture
def bench(profile: Path, sandbox: RunningSandbox) -> Bench:
    return a_bench(profile, sandbox)
