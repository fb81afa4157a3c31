"""Messages are translated where they are shown, and fall back to English."""

import struct
from collections.abc import Iterator
from pathlib import Path

import pytest

from seedance_desktop.core.words import DOMAIN, Message, install_language, tr, tr_count

GERMAN = {
    "": "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=(n != 1);\n",
    "Draft": "Entwurf",
    "{count} of {most}": "{count} von {most}",
    "In {where}: {reason}": "In {where} ist etwas falsch: {reason}",
    "It is missing.": "Es fehlt.",
    "{count} job\0{count} jobs": "{count} Auftrag\0{count} Aufträge",
}


def compiled(texts: dict[str, str]) -> bytes:
    """A gettext catalogue as its tools write it: two tables of lengths and places, then texts."""
    keys = sorted(text.encode() for text in texts)
    values = [texts[key.decode()].encode() for key in keys]
    place = 28 + 16 * len(keys)
    tables = b""
    for text in keys + values:
        tables += struct.pack("<II", len(text), place)
        place += len(text) + 1
    head = struct.pack("<7I", 0x950412DE, 0, len(keys), 28, 28 + 8 * len(keys), 0, place)
    return head + tables + b"".join(text + b"\0" for text in keys + values)


@pytest.fixture
def german(tmp_path: Path) -> Iterator[None]:
    folder = tmp_path / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / f"{DOMAIN}.mo").write_bytes(compiled(GERMAN))
    install_language(tmp_path, "de")
    yield
    install_language(tmp_path, "en")


def test_without_a_language_texts_are_english() -> None:
    assert tr("{count} of {most}", count=1, most=2) == "1 of 2"
    assert tr_count("{count} job", "{count} jobs", 1) == "1 job"
    assert tr_count("{count} job", "{count} jobs", 3) == "3 jobs"
    assert tr_count("{count} job", "{count} jobs", 10_000) == "10,000 jobs"


@pytest.mark.usefixtures("german")
def test_texts_are_shown_in_the_language_in_use() -> None:
    assert tr("Draft") == "Entwurf"
    assert tr("{count} of {most}", count=1, most=2) == "1 von 2"
    assert tr_count("{count} job", "{count} jobs", 3) == "3 Aufträge"


@pytest.mark.usefixtures("german")
def test_a_text_that_nobody_has_translated_is_shown_in_english() -> None:
    assert tr("Library") == "Library"
    assert Message("{count} left", {"count": 3}).shown() == "3 left"


def test_an_unknown_language_falls_back_to_english(tmp_path: Path) -> None:
    install_language(tmp_path, "tlh")

    assert tr("Draft") == "Draft"


@pytest.mark.usefixtures("german")
def test_a_message_is_shown_in_the_language_and_logged_in_english() -> None:
    message = Message("{count} of {most}", {"count": 1, "most": 2})

    assert message.shown() == "1 von 2"
    assert str(message) == "1 of 2"


@pytest.mark.usefixtures("german")
def test_a_message_within_a_message_is_translated_too() -> None:
    message = Message("In {where}: {reason}", {"where": "x", "reason": Message("It is missing.")})

    assert message.shown() == "In x ist etwas falsch: Es fehlt."
    assert str(message) == "In x: It is missing."


def test_a_value_with_braces_is_shown_as_it_is() -> None:
    assert Message("{prompt}", {"prompt": "{count}"}).shown() == "{count}"
