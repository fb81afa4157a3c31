"""What can be done with one job on the command line: the same as in the window."""

from tests.cli.command import SMALL, Cli
from tests.support.sandbox import RunningSandbox, running_sandbox


def test_a_paused_line_sends_nothing_until_it_goes_on(keyed: Cli, service: RunningSandbox) -> None:
    before = service.ledger()["creates"]
    keyed("jobs", "pause")

    made = keyed(
        "generate", "--prompt", "A kite", "--count", "2", *SMALL, "--connection", service.address
    )
    newest, oldest = (record["job"]["id"] for record in keyed("jobs", "--json").records)
    keyed("jobs", "first", newest)
    held = keyed("jobs", "hold", oldest)
    sent_before = service.ledger()["creates"] - before
    keyed("jobs", "continue")
    resumed = keyed("resume", "--json")
    states = keyed.states()
    released = keyed("jobs", "release", oldest, "--json")

    assert "waiting line is paused" in made.err
    assert "Held" in held.out
    assert sent_before == 0
    assert len(resumed.records[-1]["files"]) == 1
    assert states == ["done", "held"]
    assert (released.code, len(released.of_kind("video_added"))) == (0, 1)


def test_a_job_of_unknown_fate_is_looked_up_and_fetched(cli: Cli) -> None:
    with running_sandbox(faults="create:reset-after*1") as sandbox:
        cli.key = sandbox.key
        made = cli("generate", "--prompt", "A", *SMALL, "--connection", sandbox.address)
        (job,) = (record["job"]["id"] for record in cli("jobs", "--json").records)
        found = cli("jobs", "look-up", job, "--json")
        again = cli("jobs", "look-up", job)

        assert made.code == 7
        assert (found.code, len(found.of_kind("video_added"))) == (0, 1)
        assert cli.states() == ["done"]
        assert again.code == 2
        assert sandbox.ledger()["creates"] == 1


def test_it_is_sent_a_second_time_only_when_the_user_says_so(cli: Cli) -> None:
    with running_sandbox("--no-list", faults="create:reset-before*1") as sandbox:
        cli.key = sandbox.key
        cli("generate", "--prompt", "A", *SMALL, "--connection", sandbox.address)
        (job,) = (record["job"]["id"] for record in cli("jobs", "--json").records)
        cannot = cli("jobs", "look-up", job)
        cli("resume")
        before = sandbox.ledger()["creates"]
        again = cli("jobs", "send-again", job, "--json")

        assert cannot.code == 4
        assert "cannot list" in cannot.err
        assert before == 0
        assert (again.code, len(again.of_kind("video_added"))) == (0, 1)
        assert cli.states() == ["done", "cancelled"]


def test_a_deed_without_a_job_and_one_that_comes_too_late_say_so(
    keyed: Cli, service: RunningSandbox
) -> None:
    keyed("generate", "--prompt", "A kite", *SMALL, "--connection", service.address)
    job = keyed("jobs").lines[0].split()[0]

    nameless, late = keyed("jobs", "cancel"), keyed("jobs", "cancel", job)
    moved = keyed("jobs", "first", job)

    assert (nameless.code, late.code, moved.code) == (2, 2, 2)
    assert "which job" in nameless.err
    assert "already ended" in late.err
    assert "does not wait" in moved.err
