import os
from pathlib import Path

import pytest

from seedance_desktop.cli.status_line import StatusLine
from seedance_desktop.cli.streams import Stream
from seedance_desktop.cli.words import first_words, resume_command
from seedance_desktop.core.words import clock


def test_a_reader_that_goes_away_stops_nothing() -> None:
    reader, writer = os.pipe()
    with os.fdopen(writer, "w", encoding="utf-8") as pipe:
        stream = Stream(pipe)
        stream.line("read")
        assert os.read(reader, 100) == b"read\n"
        os.close(reader)

        for _ in range(3):
            stream.line("unread")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux has a file that is always full")
def test_a_place_that_cannot_be_written_to_stops_nothing() -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        stream = Stream(full)

        for _ in range(3):
            stream.line("unread")


def test_a_stream_that_was_closed_before_the_start_stops_nothing() -> None:
    stream = Stream(None)

    stream.line("unread")

    assert not stream.is_terminal


@pytest.mark.skipif(os.name != "posix", reason="a pseudo-terminal is POSIX's")
def test_on_a_terminal_one_line_is_written_over_and_lines_stay_above_it() -> None:
    master, slave = os.openpty()
    with os.fdopen(slave, "w", encoding="utf-8") as terminal:
        status = StatusLine(Stream(terminal))
        status.show("Waiting")
        status.show("Done")
        status.line("a.mp4")

        written = b""
        while not written.endswith(b"\n"):  # a terminal hands on what it has
            written += os.read(master, 1000)

    os.close(master)
    assert status.is_live
    assert written == b"\rWaiting\rDone   \r    \ra.mp4\r\n"


def test_elsewhere_nothing_is_written_over(tmp_path: Path) -> None:
    with (tmp_path / "said").open("w") as file:
        status = StatusLine(Stream(file))
        status.show("Waiting")
        status.line("a.mp4")

    assert (tmp_path / "said").read_text() == "a.mp4\n"


def test_words_are_kept_short_and_commands_can_be_pasted() -> None:
    assert first_words("A\n red  kite") == "A red kite"
    assert first_words("x" * 100, 10) == "xxxxxxxxx…"
    assert clock(125.9) == "2:05"
    if os.name == "posix":
        assert resume_command(Path("/a b")) == "seedance-desktop resume --profile '/a b'"
