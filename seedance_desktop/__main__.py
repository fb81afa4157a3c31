"""Where the program starts: one of the commands by its first word, else the window."""

import os
import sys

from seedance_desktop.options import COMMANDS, window_options

_NO_DISPLAY = (
    "There is no display to open a window on.\n"
    "Use the command line: seedance-desktop generate --help\n"
)


INTERRUPTED = 130
"""As ``ExitCode.INTERRUPTED``, which is not loaded yet."""


def main() -> int:
    """Run the program; the answer is the exit code."""
    arguments = sys.argv[1:]
    if arguments and arguments[0] in COMMANDS:
        return _run_command(arguments)
    options = window_options(arguments)
    if not _has_display():
        sys.stderr.write(_NO_DISPLAY)
        return 2
    from seedance_desktop.quick_imports import spare_source_reading

    spare_source_reading()
    from seedance_desktop.app import run

    return run(options)


def _run_command(arguments: list[str]) -> int:
    """Stopped while it is still being loaded, a command says as little as one that has begun."""
    try:
        from seedance_desktop.cli.main import run_command

        return run_command(arguments[0], arguments[1:])
    except KeyboardInterrupt:
        return INTERRUPTED


def _has_display() -> bool:
    """Without one, Qt would abort with a core dump; only Linux is without."""
    if not sys.platform.startswith("linux"):
        return True
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return any(os.environ.get(name) for name in names)


if __name__ == "__main__":
    sys.exit(main())
