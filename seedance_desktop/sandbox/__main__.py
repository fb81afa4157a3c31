"""``python -m seedance_desktop.sandbox``: the sandbox by itself."""

import sys
from argparse import ArgumentParser

from seedance_desktop.sandbox.options import add_arguments, options_from


def main() -> int:
    """Read the command line and serve."""
    parser = ArgumentParser(
        prog="seedance-desktop sandbox",
        description="A service on this machine that speaks the same API and makes real clips.",
    )
    add_arguments(parser)
    options = options_from(parser.parse_args())
    from seedance_desktop.sandbox.server import run

    return run(options)


if __name__ == "__main__":
    sys.exit(main())
