import signal
import socket
from urllib.parse import urlsplit

from tests.cli.command import SMALL, Cli
from tests.support.sandbox import running_sandbox

ASK = ("generate", "--prompt", "A red kite", *SMALL)


def test_an_interrupted_job_is_resumed_and_billed_once(cli: Cli) -> None:
    with running_sandbox(speed=4) as sandbox:
        cli.key = sandbox.key
        command = cli.begin(*ASK, "--connection", sandbox.address)
        command.read_until_state("running")
        stopped = command.interrupted(signal.SIGINT)

        resumed = cli("resume", "--json")

        ledger = sandbox.ledger()
    assert stopped.code == 130
    assert "The job is kept; continue with:" in stopped.err
    assert f"seedance-desktop resume --profile {cli.profile}" in stopped.err
    assert stopped.records[-1] == {"event": "finished", "files": [], "exit_code": 130}
    assert resumed.code == 0, resumed.err
    assert resumed.records[-1]["files"] == [str(path) for path in cli.files()]
    assert (ledger["creates"], ledger["billed"]) == (1, 1)


def test_the_answer_to_what_was_just_sent_is_waited_for(cli: Cli) -> None:
    with running_sandbox(faults="create:slow=2*1") as sandbox:
        cli.key = sandbox.key
        command = cli.begin(*ASK, "--connection", sandbox.address)
        command.read_until_state("submitting")
        stopped = command.interrupted(signal.SIGINT)

    assert stopped.code == 130
    assert "Waiting for the answer" in stopped.err
    assert cli.states() == ["running"]


def test_being_ended_leaves_the_job_resumable_and_no_sandbox_behind(cli: Cli) -> None:
    command = cli.begin("generate", "--prompt", "A red kite", "--connection", "sandbox")
    job = command.read_until_state("running")

    stopped = command.interrupted(signal.SIGTERM)

    assert stopped.code == 130
    assert job["remote_id"].startswith("cgt-")
    assert cli.states() == ["running"]
    (listening,) = [line for line in _log(cli).splitlines() if "the sandbox listens at" in line]
    address = urlsplit(listening.rsplit(" ", 1)[-1])
    with socket.socket() as knock:
        assert knock.connect_ex((address.hostname, address.port)) != 0


def test_a_job_that_another_command_is_at_is_left_alone(cli: Cli) -> None:
    command = cli.begin("generate", "--prompt", "A red kite", "--connection", "sandbox")
    command.read_until_state("queued")

    ended = cli("resume")

    assert ended.code == 0
    assert "Another window or command is at work on 1 job" in ended.err
    assert command.interrupted(signal.SIGINT).code == 130


def _log(cli: Cli) -> str:
    return (cli.profile / "logs" / "seedance-desktop.log").read_text()
