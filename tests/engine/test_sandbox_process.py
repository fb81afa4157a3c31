"""The sandbox's process as the engine keeps it: a real one, started, lost and stopped."""

import os
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from seedance_desktop.core.errors import FolderUnusableError, NeverLeftError
from seedance_desktop.engine.sandbox_process import SandboxProcess
from seedance_desktop.engine.workers import Workers


@pytest.fixture
async def process(tmp_path: Path) -> AsyncIterator[SandboxProcess]:
    process = a_process(tmp_path / "sandbox")
    yield process
    await process.close()


def a_process(folder: Path, *extra: str) -> SandboxProcess:
    return SandboxProcess(
        folder,
        speed=lambda: 50.0,
        models=folder / "models.toml",
        workers=Workers(),
        extra=extra,
    )


def answers(address: str) -> bool:
    try:
        with urlopen(f"{address}/sandbox/ledger", timeout=30):
            return True
    except URLError:
        return False


async def test_it_is_started_when_first_needed_and_once_for_all_who_ask(
    process: SandboxProcess,
) -> None:
    was_running = process.is_running

    first = await process.endpoint()
    second = await process.endpoint()

    assert not was_running
    assert process.is_running
    assert first == second
    assert first.key
    assert answers(first.address)


async def test_one_that_died_is_started_again(process: SandboxProcess) -> None:
    first = await process.endpoint()
    assert process._process is not None
    process._process.kill()
    process._process.wait()

    assert not process.is_running
    second = await process.endpoint()

    assert answers(second.address)
    assert not answers(first.address)


async def test_it_is_gone_when_it_has_been_closed(tmp_path: Path) -> None:
    process = a_process(tmp_path)
    endpoint = await process.endpoint()

    await process.close()

    assert not process.is_running
    assert not answers(endpoint.address)


async def test_one_that_does_not_start_says_what_it_said(tmp_path: Path) -> None:
    process = a_process(tmp_path, "--no-such-option")

    with pytest.raises(NeverLeftError, match="could not be started") as caught:
        await process.endpoint()

    assert "--no-such-option" in caught.value.facts["said"]
    assert not process.is_running


async def test_a_folder_that_cannot_be_made_is_told_as_such(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(FolderUnusableError):
        await a_process(tmp_path / "file" / "sandbox").endpoint()


async def test_it_knows_whom_it_belongs_to(process: SandboxProcess) -> None:
    arguments = process._arguments()

    assert arguments[arguments.index("--parent-pid") + 1] == str(os.getpid())
    assert arguments[arguments.index("--speed") + 1] == "50"
    assert "--models" not in arguments
