from pathlib import Path

import pytest

from tests.cli.command import SMALL, Cli
from tests.cli.test_generate import LOADED
from tests.support.sandbox import RunningSandbox

HEAVY = ("PySide6", "httpx", "av", "PIL", "keyring", "uvicorn", "starlette")


@pytest.mark.parametrize("command", ["jobs", "library", "resume"])
def test_a_profile_that_is_not_there_holds_nothing_and_is_not_made(cli: Cli, command: str) -> None:
    ended = cli(command)

    assert (ended.code, ended.out) == (0, "")
    assert ended.err.startswith("There ")
    assert not cli.profile.exists()


def test_what_was_made_is_listed_newest_first_for_people_and_for_scripts(
    keyed: Cli, service: RunningSandbox
) -> None:
    for prompt in ("An older kite", "A newer kite"):
        keyed("generate", "--prompt", prompt, *SMALL, "--connection", service.address)
    (newer, older) = sorted(keyed.files(), key=lambda path: path.stat().st_mtime, reverse=True)

    jobs, videos = keyed("jobs"), keyed("library")

    assert [line.rsplit(" · ", 1)[1] for line in jobs.lines] == ["A newer kite", "An older kite"]
    assert all("Done" in line for line in jobs.lines)
    assert [line.rsplit("  ", 1)[1] for line in videos.lines] == [str(newer), str(older)]
    (job,) = keyed("jobs", "--limit", "1", "--json").records
    (video,) = keyed("library", "--limit", "1", "--json").records
    assert (job["event"], job["job"]["request"]["prompt"]) == ("job", "A newer kite")
    assert (video["event"], video["path"]) == ("video", str(newer))

    newer.unlink()

    assert "the file is not there" in keyed("library").lines[0]
    assert "nothing to continue" in keyed("resume").err


@pytest.mark.parametrize("command", ["jobs", "library", "resume"])
def test_a_list_loads_nothing_heavy(cli: Cli, tmp_path: Path, command: str) -> None:
    cli.key = "sk-any"
    cli("generate", "--prompt", "A kite", "--connection", "nix")  # makes the profile
    loaded = tmp_path / "loaded"

    ended = cli(command, python=("-c", LOADED, str(loaded)))

    assert (ended.code, ended.out) == (0, "")
    modules = {name.partition(".")[0] for name in loaded.read_text().splitlines()}
    assert modules.isdisjoint(HEAVY)


@pytest.mark.parametrize("limit", ["0", "-3", "many"])
def test_a_limit_has_to_be_a_number_above_zero(cli: Cli, limit: str) -> None:
    ended = cli("jobs", "--limit", limit)

    assert ended.code == 2
    assert "--limit" in ended.err


def test_a_damaged_table_of_the_users_own_is_told_and_left_out(cli: Cli) -> None:
    table = cli.profile / "config" / "models.toml"
    table.parent.mkdir(parents=True)
    table.write_text("not a table")

    ended = cli("generate", "--prompt", "", "--json")

    assert [record["event"] for record in ended.records] == ["warning", "error", "finished"]
    assert str(table) in ended.err
