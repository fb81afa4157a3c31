"""The sandbox as a process: how it starts, what it says, what it keeps, how it leaves."""

import os
import signal
import socket
import subprocess
import sys
from argparse import ArgumentParser
from pathlib import Path

import httpx
import pytest

from seedance_desktop.sandbox.options import Dialect, SandboxOptions, add_arguments, options_from
from tests.sandbox.asking import FAST, Asking
from tests.sandbox.conftest import Start
from tests.support.sandbox import running_sandbox

SMALL = {"prompt": "a boat", "resolution": "480p", "frames": 29}
COMMAND = [sys.executable, "-m", "seedance_desktop.sandbox"]


def ended(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *arguments], check=False, capture_output=True, text=True, timeout=60
    )


def test_it_says_in_words_where_it_is_and_what_key_it_takes() -> None:
    process = subprocess.Popen(
        [*COMMAND, "--key", "sk-mine"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    first, second = process.stdout.readline(), process.stdout.readline()
    process.send_signal(signal.SIGINT)
    rest = process.stdout.read()
    _, errors = process.communicate(timeout=60)

    assert "ready at http://127.0.0.1:" in first
    assert "sk-mine" in second
    assert "Ctrl+C" in rest
    assert (process.returncode, errors) == (0, "")


def test_it_stops_at_once_while_it_films_and_leaves_no_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with running_sandbox() as sandbox, httpx.Client(timeout=60) as http:
        Asking(sandbox, http).accepted(prompt="a boat", duration=12)
        assert list(tmp_path.glob("seedance-sandbox-*"))

    assert not list(tmp_path.glob("seedance-sandbox-*"))


def test_a_restarted_sandbox_still_knows_its_tasks_and_files(tmp_path: Path, start: Start) -> None:
    with running_sandbox(state=tmp_path) as sandbox, httpx.Client(timeout=60) as http:
        before = Asking(sandbox, http)
        name = before.accepted(**SMALL)
        task = before.finished(name)
        content = http.get(task["content"]["video_url"]).content

    after = start(state=tmp_path)

    again = after.task(name)
    assert again["content"]["video_url"].startswith(after.sandbox.address)
    assert {**again, "content": None} == {**task, "content": None}
    assert after.http.get(again["content"]["video_url"]).content == content


def test_a_film_that_was_not_finished_is_made_after_a_restart(tmp_path: Path, start: Start) -> None:
    with running_sandbox(state=tmp_path, speed=100) as sandbox, httpx.Client(timeout=60) as http:
        name = Asking(sandbox, http).accepted(prompt="a boat", resolution="720p", duration=2)

    assert start(state=tmp_path).finished(name)["status"] == "succeeded"


def test_a_task_that_cannot_be_read_is_left_out_and_told(tmp_path: Path, start: Start) -> None:
    (tmp_path / "tasks").mkdir()
    (tmp_path / "tasks" / "cgt-20260101000000-aaaaa.json").write_text('{"id": "x"}')

    asking = start(state=tmp_path, quiet=False)

    assert asking.get().json() == {"items": [], "total": 0}


def test_it_leaves_when_its_parent_is_gone() -> None:
    parent = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    process = subprocess.Popen(
        [*COMMAND, "--json", "--parent-pid", str(parent.pid)], stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stdout.readline()

    parent.communicate(b"\n", timeout=60)

    process.communicate(timeout=60)
    assert process.returncode == 0


def test_it_stays_while_its_parent_is_there() -> None:
    with running_sandbox("--parent-pid", str(os.getpid())) as sandbox:
        assert sandbox.ledger()["creates"] == 0


def test_a_port_that_is_taken_is_told_in_a_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        result = ended("--port", str(taken.getsockname()[1]))

    assert result.returncode == 2
    assert "in use" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--faults", "create:explode"], "the kind is one of"),
        (["--speed", "0"], "--speed"),
        (["--port", "70000"], "--port"),
        (["--dialect", "klingon"], "--dialect"),
    ],
)
def test_an_option_that_makes_no_sense_is_told(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    parser = ArgumentParser()
    add_arguments(parser)

    with pytest.raises(SystemExit) as left:
        parser.parse_args(arguments)

    assert left.value.code == 2
    assert words in capsys.readouterr().err


def test_options_are_read_into_one_value() -> None:
    parser = ArgumentParser()
    add_arguments(parser)

    given = parser.parse_args(["--speed", "30", "--dialect", "ark", "--no-list", "--balance", "5"])

    expected = SandboxOptions(speed=30, dialect=Dialect.ARK, listing=False, balance=5)
    assert options_from(given) == expected
    assert options_from(parser.parse_args([])) == SandboxOptions()


def test_a_table_of_models_that_is_not_there_is_told() -> None:
    result = ended("--models", "/nowhere/models.toml")

    assert result.returncode == 2
    assert "/nowhere/models.toml" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_users_own_models_are_taken(tmp_path: Path, start: Start) -> None:
    table = tmp_path / "models.toml"
    table.write_text(f"[model.{FAST}]\nduration = {{ shortest = 3 }}\n", encoding="utf-8")

    asking = start("--models", str(table))

    assert asking.create({"model": FAST, "content": [], "duration": 2}).status_code == 400


def test_starting_loads_no_pictures_no_video_and_no_client() -> None:
    heavy = ("av", "PIL", "httpx", "numpy", "PySide6")
    script = f"""
import sys, seedance_desktop.sandbox.server
print([name for name in {heavy!r} if name in sys.modules])
"""

    said = subprocess.check_output([sys.executable, "-c", script], text=True)

    assert said.strip() == "[]"
