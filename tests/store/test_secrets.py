"""Keys against a real Secret Service on a bus of its own, and on a machine that has none."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedance_desktop.core.connection import SANDBOX
from seedance_desktop.core.errors import KeyMissingError, KeyringMissingError
from seedance_desktop.core.ids import ConnectionId
from seedance_desktop.store.secrets import KeyStore, clean_key

ROOT = Path(__file__).parents[2]
KEY = "sk-Zm9vYmFyYmF6cXV4MTIzNDU2Nzg5MA"
GPTPROTO = ConnectionId("gptproto")

START = """
import json, os, sys
from seedance_desktop.core.errors import KnownError
from seedance_desktop.core.ids import ConnectionId
from seedance_desktop.store.secrets import KeyStore
KEY, GPTPROTO = "sk-Zm9vYmFyYmF6cXV4MTIzNDU2Nzg5MA", ConnectionId("gptproto")
keys, told = KeyStore(), []

def tried(step, *values):
    try:
        told.append(step(*values))
    except KnownError as error:
        told.append([type(error).__name__, error.facts.get("keyring", "")])

"""
END = "\nprint(json.dumps(told))\n"


def needs_secret_service() -> None:
    if not sys.platform.startswith("linux"):
        pytest.skip("the Secret Service is Linux's keyring")
    for name in ("dbus-run-session", "gnome-keyring-daemon"):
        assert shutil.which(name), f"install {name}: the key tests use a real keyring"


@pytest.fixture
def home() -> Iterator[Path]:
    """A short path: a bus address may not be long."""
    with tempfile.TemporaryDirectory(prefix="keys-") as folder:
        yield Path(folder)


def run(command: list[str], home: Path, **environment: str) -> Any:
    inherited = {
        name: value
        for name, value in os.environ.items()
        if name not in {"DBUS_SESSION_BUS_ADDRESS", "PYTHON_KEYRING_BACKEND"}
    }
    places = {"HOME": home, "XDG_RUNTIME_DIR": home, "XDG_DATA_HOME": home / "share"}
    ended = subprocess.run(
        command,
        env=inherited | {name: str(path) for name, path in places.items()} | environment,
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=120,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    assert KEY not in ended.stderr
    return json.loads(ended.stdout.splitlines()[-1])


def on_a_bus(script: str, home: Path, password: str = "pw") -> Any:
    """What ``script`` told, run beside a keyring daemon that ``password`` opened."""
    needs_secret_service()
    shell = (
        f"printf {password} | gnome-keyring-daemon --unlock --components=secrets >/dev/null; "
        'exec "$0" -c "$1"'
    )
    command = ["dbus-run-session", "--", "sh", "-c", shell, sys.executable, START + script + END]
    return run(command, home)


def with_no_keyring(script: str, home: Path, **environment: str) -> Any:
    nowhere = f"unix:path={home / 'no-bus'}"
    environment = {"DBUS_SESSION_BUS_ADDRESS": nowhere} | environment
    return run([sys.executable, "-c", START + script + END], home, **environment)


def test_a_key_stays_in_the_keyring_until_it_is_forgotten(home: Path) -> None:
    told = on_a_bus(
        """
tried(keys.key, GPTPROTO)
tried(keys.keep, GPTPROTO, f' "Bearer {KEY}" ')
tried(KeyStore().key, GPTPROTO)
tried(KeyStore().key, ConnectionId("ark"))
tried(KeyStore("another profile").key, GPTPROTO)
""",
        home,
    )
    assert told == [None, None, KEY, None, None]

    later = on_a_bus(
        """
tried(keys.key, GPTPROTO)
tried(keys.forget, GPTPROTO)
tried(keys.key, GPTPROTO)
tried(keys.forget, GPTPROTO)
""",
        home,
    )
    assert later == [KEY, None, None, None]


def test_no_file_of_the_keyring_holds_the_key_in_the_open(home: Path) -> None:
    on_a_bus("tried(keys.keep, GPTPROTO, KEY)", home)

    files = [path for path in home.rglob("*") if path.is_file()]

    assert any(path.suffix == ".keyring" for path in files)
    assert not [path for path in files if KEY.encode() in path.read_bytes()]


def test_a_locked_keyring_is_told_as_locked_and_a_session_key_helps(home: Path) -> None:
    on_a_bus("tried(keys.keep, GPTPROTO, KEY)", home)

    told = on_a_bus(
        """
tried(keys.key, GPTPROTO)
tried(keys.keep, GPTPROTO, KEY)
tried(keys.use_for_session, GPTPROTO, KEY)
tried(keys.key, GPTPROTO)
""",
        home,
        password="wrong",
    )

    assert [step[0] for step in told[:2]] == ["KeyringLockedError", "KeyringLockedError"]
    assert all(step[1] and KEY not in step[1] for step in told[:2])
    assert told[2:] == [None, KEY]


def test_a_machine_without_a_keyring_is_told_so_and_a_session_key_helps(home: Path) -> None:
    told = with_no_keyring(
        """
tried(keys.key, GPTPROTO)
tried(keys.keep, GPTPROTO, KEY)
tried(keys.forget, GPTPROTO)
tried(keys.use_for_session, GPTPROTO, KEY)
tried(keys.key, GPTPROTO)
tried(KeyStore().key, GPTPROTO)
""",
        home,
    )

    assert [step[0] for step in told[:3]] == ["KeyringMissingError"] * 3
    assert told[3:5] == [None, KEY]
    assert told[5][0] == "KeyringMissingError", "a session's key is gone with it"


def test_a_keyring_that_loses_what_it_is_given_is_no_keyring(home: Path) -> None:
    told = with_no_keyring(
        "tried(keys.keep, GPTPROTO, KEY); tried(keys.key, GPTPROTO)",
        home,
        PYTHON_KEYRING_BACKEND="keyring.backends.null.Keyring",
    )

    assert told[0][0] == "KeyringMissingError"
    assert told[1] is None


def test_the_environment_serves_where_there_is_no_keyring_and_is_never_stored(home: Path) -> None:
    told = with_no_keyring("tried(keys.key, GPTPROTO)", home, SEEDANCE_API_KEY=KEY)

    assert told == [KEY]
    assert not [path for path in home.rglob("*") if path.is_file()]


def test_importing_the_key_store_loads_no_keyring(home: Path) -> None:
    assert with_no_keyring("told.append('keyring' in sys.modules)", home) == [False]


# ── without a keyring at all ─────────────────────────────────────────────────────────────────────


def test_the_environment_comes_before_the_keyring_and_what_was_entered_before_both() -> None:
    keys = KeyStore(environment={"SEEDANCE_API_KEY": "sk-environment"})
    assert keys.key(GPTPROTO) == "sk-environment"

    keys.use_for_session(GPTPROTO, "sk-entered")

    assert keys.key(GPTPROTO) == "sk-entered"
    assert keys.key(ConnectionId("ark")) == "sk-environment"


def test_the_environments_key_is_not_for_the_sandbox() -> None:
    keys = KeyStore(environment={"SEEDANCE_API_KEY": KEY})

    with pytest.raises(KeyringMissingError):  # so the keyring was asked
        keys.key(SANDBOX)


def test_an_empty_environment_is_none() -> None:
    with pytest.raises(KeyringMissingError, match="no API key"):
        KeyStore(environment={"SEEDANCE_API_KEY": "  "}).key(GPTPROTO)


def test_nothing_that_is_shown_of_a_store_holds_a_key() -> None:
    keys = KeyStore(environment={"SEEDANCE_API_KEY": KEY})
    keys.use_for_session(GPTPROTO, KEY)

    assert KEY not in f"{keys} {keys!r}"


@pytest.mark.parametrize("empty", ["", "  ", "Bearer ", '""', "\u200b", "Authorization: Bearer"])
def test_an_empty_key_is_not_taken(empty: str) -> None:
    with pytest.raises(KeyMissingError, match="holds no key"):
        KeyStore(environment={}).use_for_session(GPTPROTO, empty)


@pytest.mark.parametrize(
    "pasted",
    [
        KEY,
        f"  {KEY}\n",
        f"Bearer {KEY}",
        f"bearer {KEY}",
        f"Authorization: Bearer {KEY}",
        f'"{KEY}"',
        f"“{KEY}”",
        f"'Bearer {KEY}'",
        f"\ufeff{KEY[:9]}\u200b{KEY[9:]}\u00a0",
        f"{KEY[:20]}\n  {KEY[20:]}",
        f"<{KEY}>",
    ],
)
def test_a_key_is_found_in_what_people_paste(pasted: str) -> None:
    assert clean_key(pasted) == KEY


pieces = st.lists(st.sampled_from([*"ab \n\"'<>:é", "Bearer", "Authorization:", "sk-1"]))


@given(st.text() | pieces.map("".join))
def test_a_cleaned_key_fits_into_a_header_and_cleaning_it_again_changes_nothing(text: str) -> None:
    key = clean_key(text)

    assert all("!" <= character <= "~" for character in key)
    assert clean_key(key) == key
