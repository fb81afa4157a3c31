"""Clip files: opened as MP4 or MOV and nothing else, every failure in our own words."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import av
from av.codec.context import ThreadType
from av.container import InputContainer
from av.stream import Disposition
from av.video.codeccontext import VideoCodecContext
from av.video.stream import VideoStream

from seedance_desktop.core.errors import ClipBrokenError
from seedance_desktop.core.words import Message
from seedance_desktop.media.contents import HEAD, is_text


@contextmanager
def opened(path: Path) -> Iterator[InputContainer]:
    """The clip for reading. Raises ClipBrokenError, also for what goes wrong while it is read.

    The format is given, not guessed: a play list named .mp4 must not send FFmpeg elsewhere.
    """
    _check(path)
    try:
        with av.open(
            str(path.absolute()), "r", format="mov", metadata_errors="replace"
        ) as container:
            yield container
    except av.FFmpegError as error:
        raise damaged(path, str(error)) from error


def picture_track(container: InputContainer, path: Path) -> VideoStream:
    """The track that is played. Raises ClipBrokenError where there is none."""
    for stream in container.streams.video:
        if stream.disposition & Disposition.attached_pic:
            continue
        context = cast(VideoCodecContext | None, stream.codec_context)
        if context is None:  # FFmpeg has no decoder for it
            break
        context.thread_count = 2
        context.thread_type = ThreadType.AUTO
        return stream
    raise broken(
        path, Message("{name} has no video in it that can be played.", {"name": path.name})
    )


def check_that_nothing_is_cut(container: InputContainer, path: Path) -> None:
    """The index at the beginning says where each sample lies, so a missing end shows at once.

    Raises ClipBrokenError.
    """
    byte_count = path.stat().st_size
    for stream in container.streams:
        if any(entry.pos + entry.size > byte_count for entry in stream.index_entries):
            message = Message("{name} is cut: the end of the file is missing.", {"name": path.name})
            raise broken(path, message)


def damaged(path: Path, reason: str) -> ClipBrokenError:
    """The error for a clip that cannot be decoded; ``reason`` is for reports."""
    message = Message("{name} is damaged, or no MP4 or MOV clip.", {"name": path.name})
    return broken(path, message, reason)


def broken(path: Path, message: Message, reason: str = "") -> ClipBrokenError:
    """The error for ``path`` with its own words."""
    facts = {"path": str(path)} | ({"decoder": reason} if reason else {})
    return ClipBrokenError(message, facts=facts)


def _check(path: Path) -> None:
    values = {"name": path.name}
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise broken(path, Message("{name} is not there.", values)) from error
    except IsADirectoryError as error:
        raise broken(path, Message("{name} is a folder, not a clip.", values)) from error
    except OSError as error:
        reason = error.strerror or str(error)
        message = Message("{name} cannot be read: {reason}.", {**values, "reason": reason})
        raise broken(path, message) from error
    if not head:
        raise broken(path, Message("{name} is empty.", values))
    if is_text(head):
        raise broken(
            path,
            Message("{name} is a text, not a clip.", values),
            head[:300].decode(errors="replace"),
        )
