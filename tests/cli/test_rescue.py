from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.command import SMALL, Cli
from tests.support.sandbox import RunningSandbox, running_sandbox


@pytest.fixture
def lone() -> Iterator[RunningSandbox]:
    with running_sandbox() as started:
        yield started


def test_what_another_profile_made_is_listed_and_adopted(
    cli: Cli, lone: RunningSandbox, tmp_path: Path
) -> None:
    elsewhere = Cli(tmp_path / "elsewhere")
    cli.key = elsewhere.key = lone.key
    service = ("--connection", lone.address)
    for prompt in ("One", "Two"):
        elsewhere("generate", "--prompt", prompt, *SMALL, *service)

    told, listed = cli("rescue", *service, "--json"), cli("rescue", *service)
    first, second = (record["task"]["id"] for record in told.of_kind("task"))
    wrong = cli("rescue", *service, "--adopt", "cgt-nobody")
    one = cli("rescue", *service, "--adopt", first)
    rest = cli("rescue", *service, "--adopt-all", "--json")
    none = cli("rescue", *service)

    assert [first in line or second in line for line in listed.lines] == [True, True]
    assert (wrong.code, wrong.out) == (2, "")
    assert "cgt-nobody" in wrong.err
    assert (one.code, len(one.lines)) == (0, 1)
    assert Path(one.lines[0]).is_file()
    assert len(rest.records[-1]["files"]) == 1
    assert (none.code, none.out) == (0, "")
    assert "no task" in none.err
    assert cli.states() == ["done", "done"]
    assert lone.ledger()["creates"] == 2


def test_a_service_without_a_list_says_so(cli: Cli) -> None:
    with running_sandbox("--no-list") as sandbox:
        cli.key = sandbox.key
        ended = cli("rescue", "--connection", sandbox.address)

    assert ended.code == 4
    assert "cannot list its tasks" in ended.err
