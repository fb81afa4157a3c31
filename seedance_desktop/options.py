"""What the window is started with; the options of the commands live in ``cli``."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from seedance_desktop import __version__
from seedance_desktop.core.words import tr

COMMANDS = ("generate", "jobs", "resume", "rescue", "library", "sandbox")
"""First words that mean the command line and not the window."""


@dataclass(frozen=True, slots=True)
class WindowOptions:
    """``profile`` of ``None`` is the user's own; ``files`` are pictures for the first slots."""

    profile: Path | None = None
    sandbox: bool = False
    files: tuple[Path, ...] = ()


def window_options(arguments: Sequence[str]) -> WindowOptions:
    """What a command line asks of the window. Help, version and mistakes end the program here."""
    if not arguments:
        return WindowOptions()
    from argparse import ArgumentParser, RawDescriptionHelpFormatter

    parser = ArgumentParser(
        prog="seedance-desktop",
        description=tr("From a picture and a sentence to a video in your library."),
        epilog=_commands(),
        formatter_class=RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    add = parser.add_argument
    add("--version", action="version", version=f"%(prog)s {__version__}")
    add("--profile", type=Path, metavar="DIR", help=tr("keep everything under this folder"))
    add("--sandbox", action="store_true", help=tr("use the built-in sandbox; no account needed"))
    add("files", nargs="*", type=Path, metavar="FILE", help=tr("pictures to start from"))
    found = parser.parse_args(arguments)
    for file in found.files:
        command = _meant(file)
        if command is not None:
            parser.error(tr("a command comes first: seedance-desktop {name} …", name=command))
    return WindowOptions(found.profile, found.sandbox, tuple(found.files))


def _meant(file: Path) -> str | None:
    """The command that was misspelt or misplaced where there is no such file."""
    if file.exists() or file.suffix or len(file.parts) > 1:
        return None
    from difflib import get_close_matches

    return next(iter(get_close_matches(file.name, COMMANDS, n=1)), None)


def _commands() -> str:
    return tr(
        "commands, each with a --help of its own:\n"
        "  generate  make videos without a window\n"
        "  jobs      list the jobs of a profile\n"
        "  resume    continue what was interrupted\n"
        "  rescue    find what the service made and this profile does not know\n"
        "  library   list the videos of a profile\n"
        "  sandbox   run the built-in service by itself"
    )
