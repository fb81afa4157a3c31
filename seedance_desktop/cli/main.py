"""Runs one command: reads its words, says what stands in its way, answers with the exit code."""

import locale
import os
from collections.abc import Sequence

from seedance_desktop.cli.command import Command
from seedance_desktop.cli.json_lines import JsonOutput
from seedance_desktop.cli.output import Output, tell_error
from seedance_desktop.cli.parser import Parser
from seedance_desktop.cli.plain import PlainOutput
from seedance_desktop.core.errors import KnownError
from seedance_desktop.core.failure import ExitCode
from seedance_desktop.core.resources import resource
from seedance_desktop.core.words import install_language, tr

_LANGUAGE_NAMES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


def run_command(name: str, words: Sequence[str]) -> int:
    """Run the command ``name``, which is one of ``options.COMMANDS``."""
    install_language(resource("translations"), _system_language())
    command = _command(name)
    output = _output(words, command)
    code = _run(name, command, words, output)
    output.finished(code)
    return code


def _run(name: str, command: Command, words: Sequence[str], output: Output) -> int:
    try:
        parser = Parser(name, command.description.shown())
        command.add_arguments(parser)
        return command.run(parser.parse_args(words), output)
    except KnownError as error:
        tell_error(output, error)
        return error.exit_code
    except KeyboardInterrupt:
        output.note(tr("Interrupted; nothing was sent."))
        return ExitCode.INTERRUPTED


def _command(name: str) -> Command:
    """Only the command that is run is loaded."""
    match name:
        case "generate":
            from seedance_desktop.cli.generate import GENERATE

            return GENERATE
        case "resume":
            from seedance_desktop.cli.resume import RESUME

            return RESUME
        case "jobs":
            from seedance_desktop.cli.jobs import JOBS

            return JOBS
        case "rescue":
            from seedance_desktop.cli.rescue import RESCUE

            return RESCUE
        case "library":
            from seedance_desktop.cli.library import LIBRARY

            return LIBRARY
    from seedance_desktop.cli.sandbox import SANDBOX

    return SANDBOX


def _output(words: Sequence[str], command: Command) -> Output:
    """Chosen before the words are read: a script is told of mistakes in them too."""
    if "--json" in words:
        return JsonOutput(ends_with_finished=command.makes_files)
    return PlainOutput()


def _system_language() -> str:
    for name in _LANGUAGE_NAMES:
        if value := os.environ.get(name):
            return value.split(":")[0]
    return locale.getlocale()[0] or ""
