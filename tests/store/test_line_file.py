from pathlib import Path

import pytest

from seedance_desktop.core.ids import JobId
from seedance_desktop.core.waiting_order import WaitingOrder
from seedance_desktop.store.line_file import LineFile, SavedLine

DECIDED = SavedLine(WaitingOrder((JobId("b"), JobId("a"))), is_paused=True)


def test_without_a_file_nothing_was_decided(tmp_path: Path) -> None:
    assert LineFile(tmp_path / "line.json").read() == SavedLine()


def test_what_one_process_decides_another_sees(tmp_path: Path) -> None:
    ours, theirs = LineFile(tmp_path / "line.json"), LineFile(tmp_path / "line.json")
    before = theirs.read()

    ours.write(DECIDED)

    assert before == SavedLine()
    assert theirs.read() == ours.read() == DECIDED


@pytest.mark.parametrize("content", [b"", b"[1]", b'{"paused": tr', b"\xff\xfe"])
def test_a_damaged_file_is_set_aside_and_nothing_is_sent_until_the_user_says_so(
    tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "line.json"
    path.write_bytes(content)

    line = LineFile(path)

    assert line.read() == line.read() == SavedLine(is_paused=True)
    assert (tmp_path / "line.damaged.json").read_bytes() == content
