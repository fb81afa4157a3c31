from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.engine.bench import Bench, a_bench
from tests.faults.trouble import Guard
from tests.support.sandbox import RunningSandbox, running_sandbox


@pytest.fixture(scope="session")
def one_guard() -> Guard:
    return Guard()


@pytest.fixture(autouse=True)
def guard(one_guard: Guard) -> Iterator[Guard]:
    """Nothing leaves this machine, whatever a test tries."""
    with one_guard.up():
        yield one_guard
    assert one_guard.left == []


@pytest.fixture(scope="module")
def one_sandbox() -> Iterator[RunningSandbox]:
    """One for the whole file: starting one takes longer than most tests."""
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
