"""What stands in the way beside bad input: account, service, network, disk, and not knowing."""

import socket
from pathlib import Path

import pytest

from seedance_desktop.store.database import Database
from tests.cli.command import SMALL, Cli
from tests.support.sandbox import RunningSandbox, running_sandbox

ASK = ("generate", "--prompt", "A red kite", *SMALL)


def test_without_a_key_nothing_is_made_and_the_ways_to_one_are_named(
    cli: Cli, service: RunningSandbox
) -> None:
    ended = cli(*ASK, "--connection", service.address)

    assert ended.code == 3
    assert "SEEDANCE_API_KEY" in ended.err
    assert cli.states() == []


def test_a_wrong_key_keeps_the_job_and_the_right_one_finishes_it(
    cli: Cli, service: RunningSandbox
) -> None:
    cli.key = "sk-wrong"
    ended = cli(*ASK, "--connection", service.address, "--json")

    assert ended.code == 3
    assert [error["kind"] for error in ended.of_kind("error")] == ["KeyRejectedError"]
    assert f"seedance-desktop resume --profile {cli.profile}" in ended.err

    cli.key = service.key
    resumed = cli("resume")

    assert resumed.code == 0, resumed.err
    assert resumed.lines == [str(path) for path in cli.files()]


def test_jobs_behind_one_that_waits_for_the_user_are_kept_too(
    cli: Cli, service: RunningSandbox
) -> None:
    cli.key = "sk-wrong"

    ended = cli(*ASK, "--connection", service.address, "--count", "5")

    assert ended.code == 3
    assert "5 jobs are kept" in ended.err


def test_a_service_that_cannot_be_reached_is_not_waited_for_for_ever(cli: Cli) -> None:
    cli.key = "sk-any"
    with socket.create_server(("127.0.0.1", 0)) as taken:
        nobody = f"http://127.0.0.1:{taken.getsockname()[1]}"

    ended = cli(*ASK, "--connection", nobody)

    assert ended.code == 5
    assert "No connection" in ended.err
    assert "Not charged." in ended.err
    assert "The job is kept; continue with:" in ended.err
    assert cli.states() == ["queued"]


def test_a_library_that_cannot_be_written_is_refused_before_there_is_a_job(
    keyed: Cli, service: RunningSandbox, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")

    ended = keyed(*ASK, "--connection", service.address, "--library", str(tmp_path / "file" / "x"))

    assert ended.code == 6
    assert str(tmp_path / "file" / "x") in ended.err
    assert keyed.states() == []


def test_what_the_service_refuses_ends_with_its_reason(keyed: Cli, service: RunningSandbox) -> None:
    ended = keyed(
        "generate", "--prompt", "A kite [refuse]", *SMALL, "--connection", service.address
    )

    assert ended.code == 4
    assert "Blocked by content policy" in ended.err
    assert "Not charged." in ended.err
    assert "resume" not in ended.err
    assert keyed.states() == ["failed"]


def test_a_job_of_unknown_fate_is_named_and_never_sent_again(cli: Cli) -> None:
    with running_sandbox(faults="create:reset-after*1", quiet=False) as sandbox:
        cli.key = sandbox.key
        ended = cli(*ASK, "--connection", sandbox.address)
        resumed = cli("resume", "--json")

        assert sandbox.ledger()["creates"] == 1
    assert ended.code == resumed.code == 7
    assert "It may have been charged." in ended.err
    assert "never sent again by itself" in ended.err
    assert [error["charged"] for error in resumed.of_kind("error")] == ["maybe"]
    assert cli.states() == ["uncertain"]


@pytest.mark.parametrize("command", ["generate", "jobs", "resume"])
def test_records_of_a_newer_version_are_left_alone(cli: Cli, command: str) -> None:
    records = cli.profile / "data" / "records.sqlite"
    database = Database.open(records)
    database.change("PRAGMA user_version = 999000")
    database.close()

    ended = cli(command, *(ASK[1:] if command == "generate" else ()))

    assert ended.code == 6
    assert "newer version" in ended.err
    assert "Update the program" in ended.err


def test_a_profile_that_cannot_be_made_is_named(cli: Cli) -> None:
    cli.profile.write_text("in the way")

    ended = cli(*ASK)

    assert ended.code == 6
    assert str(cli.profile) in ended.err
