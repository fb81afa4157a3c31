"""Jobs, failures and advice in the words of the command line, in the language in use."""

import os
import shlex
from collections.abc import Iterable
from pathlib import Path

from seedance_desktop.core.errors import KnownError
from seedance_desktop.core.failure import Failure, Field, Problem
from seedance_desktop.core.job import Job, JobState
from seedance_desktop.core.request import GenerationRequest
from seedance_desktop.core.state_words import CHARGED, state_message
from seedance_desktop.core.words import tr

OPTIONS = {
    Field.MODEL: "--model",
    Field.PROMPT: "--prompt",
    Field.FIRST_FRAME: "--first-frame",
    Field.LAST_FRAME: "--last-frame",
    Field.REFERENCES: "--reference",
    Field.RESOLUTION: "--resolution",
    Field.RATIO: "--ratio",
    Field.DURATION: "--duration",
    Field.FRAMES: "--frames",
    Field.SEED: "--seed",
    Field.CAMERA: "--camera-fixed",
    Field.SOUND: "--sound",
    Field.WATERMARK: "--watermark",
    Field.LAST_FRAME_IMAGE: "--last-frame-image",
    Field.SERVICE_TIER: "--service-tier",
    Field.REFERENCE_MEDIA: "--reference-video, --reference-audio",
    Field.DRAFT: "--draft",
    Field.OUTPUT_FORMAT: "--format",
    Field.PRIORITY: "--priority",
    Field.WEB_SEARCH: "--web-search",
}
"""The option that a part of the form is on the command line."""


def state_words(job: Job) -> str:
    """A job's state, with the trouble that it is in."""
    state = state_message(job).shown()
    if job.failure is None or job.state is JobState.UNCERTAIN:
        return state
    return f"{state} ({job.failure.title.shown()})"


def failure_lines(failure: Failure, problems: Iterable[Problem] = ()) -> list[str]:
    """Title, what happened, what to do, and whether it was charged."""
    lines = [failure.title.shown()]
    for problem in problems:
        option = OPTIONS.get(problem.field, problem.field)
        lines.append(f"  {option}: {problem.message.shown()} {problem.remedy.shown()}")
    if len(lines) == 1:
        lines += [f"  {failure.message.shown()}", f"  {failure.remedy.shown()}"]
    return [*lines, f"  {CHARGED[failure.charged].shown()}"]


def warning_lines(error: KnownError) -> list[str]:
    """What is wrong and what to do, where nothing could have been charged."""
    return [error.title.shown(), f"  {error.message.shown()}", f"  {error.remedy.shown()}"]


def settings_words(request: GenerationRequest) -> str:
    """Size, shape and length of what is asked for."""
    if request.frames is not None:
        length = tr("{count} frames", count=request.frames)
    elif request.duration > 0:
        length = tr("{count} s", count=request.duration)
    else:
        length = tr("automatic length")
    return f"{request.resolution} · {request.ratio} · {length}"


def first_words(prompt: str, most: int = 60) -> str:
    """The beginning of a prompt on one line."""
    words = " ".join(prompt.split()) or tr("Without a prompt")
    return words if len(words) <= most else f"{words[: most - 1]}…"


def resume_command(profile: Path | None) -> str:
    """The command that continues the jobs of a profile."""
    words = ["seedance-desktop", "resume"]
    if profile is not None:
        words += ["--profile", str(profile)]
    return " ".join(words if os.name == "nt" else map(shlex.quote, words))
