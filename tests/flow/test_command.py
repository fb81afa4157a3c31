"""What the command says without opening its window."""

from seedance_desktop import __version__
from tests.flow.conftest import command_line


def test_the_version_is_told() -> None:
    told = command_line("--version")

    assert (told.returncode, told.stdout) == (0, f"seedance-desktop {__version__}\n")


def test_help_names_every_option_and_command() -> None:
    told = command_line("--help")

    assert told.returncode == 0
    for word in ("--sandbox", "--profile", "FILE", "generate", "jobs", "resume", "library"):
        assert word in told.stdout


def test_without_a_display_it_says_what_to_do_instead() -> None:
    told = command_line("--sandbox")

    assert told.returncode == 2
    assert "no display" in told.stderr
    assert "generate" in told.stderr


def test_an_unknown_option_is_refused() -> None:
    told = command_line("--sandpit")

    assert told.returncode == 2
    assert "--sandpit" in told.stderr
