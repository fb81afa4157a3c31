"""``seedance-desktop sandbox``: the built-in service by itself."""

from argparse import Namespace

from seedance_desktop.cli.command import Command
from seedance_desktop.cli.output import Output
from seedance_desktop.core.words import Message
from seedance_desktop.sandbox.options import add_arguments, options_from


def _run(arguments: Namespace, _output: Output) -> int:
    from seedance_desktop.sandbox.server import run

    return run(options_from(arguments))


SANDBOX = Command(
    Message("A service on this machine that speaks the same API and makes real clips."),
    add_arguments,
    _run,
)
