from pathlib import Path

import pytest

from seedance_desktop.store.memory import Memory


def test_what_was_kept_is_remembered_with_its_type(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "new" / "memory.json")
    memory.keep("page", "library")
    memory.keep("geometry", b"\x00\xff\x01")
    memory.keep("volume", 0.5)
    memory.keep("width", 320)
    memory.keep("muted", value=True)
    memory.save()

    again = Memory(tmp_path / "new" / "memory.json")

    assert again.get("page", "create") == "library"
    assert again.get("geometry", b"") == b"\x00\xff\x01"
    assert again.get("volume", 1.0) == 0.5
    assert again.get("width", 0) == 320
    assert again.get("muted", default=False) is True


def test_what_is_of_another_type_or_unknown_is_not_remembered(tmp_path: Path) -> None:
    memory = Memory(tmp_path / "memory.json")
    memory.keep("page", 3)

    assert memory.get("page", "create") == "create"
    assert memory.get("page", b"none") == b"none"
    assert memory.get("nothing", 7) == 7


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"\xff", b'{"a": {"base64": "?"}}', b'{"a": {"base64": 1}}']
)
def test_a_damaged_memory_starts_afresh(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "memory.json").write_bytes(content)

    memory = Memory(tmp_path / "memory.json")

    assert memory.get("a", b"new") == b"new"


@pytest.mark.expected_warnings("memory.json was not written")
def test_a_memory_that_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    memory = Memory(tmp_path / "data" / "memory.json")
    memory.keep("page", "library")

    memory.save()

    assert memory.get("page", "") == "library"
