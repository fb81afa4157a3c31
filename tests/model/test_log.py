import logging
from pathlib import Path

import pytest

from seedance_desktop.core.redaction import redacted
from seedance_desktop.log import start_log, stop_log

LINK = "https://tos.example/a.mp4?X-Tos-Signature=abc123&X-Tos-Expires=86400"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Authorization: Bearer sk-abc123XYZ", "Authorization: Bearer …"),
        ("{'authorization': 'Bearer abc.def'}", "{'authorization': 'Bearer …'}"),
        ("the key sk-abc123XYZ, refused", "the key sk-…, refused"),
        (LINK, "https://tos.example/a.mp4?X-Tos-Signature=…&X-Tos-Expires=86400"),
        ("nothing secret here", "nothing secret here"),
    ],
)
def test_secrets_are_blacked_out(text: str, shown: str) -> None:
    assert redacted(text) == shown


@pytest.mark.expected_warnings("no good")
def test_the_log_is_a_file_without_secrets_even_in_a_traceback(tmp_path: Path) -> None:
    handler = start_log(tmp_path)
    try:
        raise RuntimeError("sent Bearer sk-abc123XYZ")
    except RuntimeError:
        logging.getLogger("test").exception("no good")
    stop_log(handler)

    text = (tmp_path / "seedance-desktop.log").read_text(encoding="utf-8")
    assert "no good" in text
    assert "RuntimeError: sent Bearer …" in text
    assert "abc123" not in text
