"""Damaged records and the command line: rebuilt, said on stderr, and listed as before."""

from pathlib import Path

from tests.cli.command import SMALL, Cli
from tests.support.sandbox import RunningSandbox


def ruin(profile: Path) -> None:
    data = profile / "data"
    for copy in data.glob("records-daily-*"):
        copy.unlink()
    (data / "records.sqlite").write_bytes(b"\xa5" * 20_000)


def test_a_list_after_damage_says_what_became_of_it_and_holds_the_videos(
    keyed: Cli, service: RunningSandbox
) -> None:
    keyed("generate", "--prompt", "A kite", *SMALL, "--connection", service.address)
    (video,) = keyed.files()
    ruin(keyed.profile)

    ended, again = keyed("library"), keyed("library")

    assert ended.code == 0
    assert ended.lines[0].endswith(str(video))
    assert "They were damaged" in ended.err
    assert "from their files: 1." in ended.err
    assert again.out == ended.out
    assert again.err == ""


def test_scripts_are_told_of_it_in_a_record(keyed: Cli, service: RunningSandbox) -> None:
    keyed("generate", "--prompt", "A kite", *SMALL, "--connection", service.address)
    ruin(keyed.profile)

    ended = keyed("library", "--json")

    (warning,) = ended.of_kind("warning")
    assert warning["kind"] == "DatabaseMendedError"
    assert len(ended.of_kind("video")) == 1


def test_a_library_can_be_put_on_the_record_of_another_profile(
    keyed: Cli, service: RunningSandbox, tmp_path: Path
) -> None:
    keyed("generate", "--prompt", "A kite", *SMALL, "--connection", service.address)
    (video,) = keyed.files()
    other = Cli(tmp_path / "other")

    ended = other("library", "--rebuild", str(keyed.profile / "library"))

    assert (ended.code, ended.err) == (0, "1 video was put on record.\n")
    assert other("library").lines[0].endswith(str(video))
    assert other("library", "--rebuild", str(keyed.profile / "library")).err.startswith("0 videos")


def test_a_folder_that_is_not_there_cannot_be_rebuilt_from(cli: Cli, tmp_path: Path) -> None:
    ended = cli("library", "--rebuild", str(tmp_path / "unplugged"))

    assert ended.code == 6
    assert "cannot be read" in ended.err
