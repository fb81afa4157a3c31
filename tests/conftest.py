"""What every test gets: a home of its own, an empty profile, and a guard over the log.

No test reaches the files, the settings, the keyring or the session bus of whoever runs it.
An unexpected warning fails the test in which it was logged; a test that means to cause one says
so with `@pytest.mark.expected_warnings("part of the message")`.
"""

import logging
import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from typing_extensions import override

from tests.support.session_bus import SessionBus, running_bus

# Settings of the machine that would make a test's outcome depend on who runs it.
UNWANTED = re.compile(
    r"""
    SEEDANCE_ .* | QT_ .* | .* _PROXY | .* _proxy | DISPLAY | WAYLAND_DISPLAY
    | XDG_ .* | LANGUAGE | LC_ .* | PYTHON_KEYRING_BACKEND
    """,
    re.VERBOSE,
)

# A shared machine may stop for longer than any deadline; a failure must come back the same.
settings.register_profile("here", deadline=None)
settings.register_profile(
    "ci",
    deadline=None,
    derandomize=True,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("ci" if os.environ.get("CI") else "here")


# ------------------------------------------------------------------------- a home of its own


def pytest_configure(config: pytest.Config) -> None:
    home = Path(tempfile.mkdtemp(prefix="seedance-tests-"))
    config.add_cleanup(lambda: shutil.rmtree(home, ignore_errors=True))
    for name in [name for name in os.environ if UNWANTED.fullmatch(name)]:
        del os.environ[name]
    os.environ.update(_environment(home))


def _environment(home: Path) -> dict[str, str]:
    """Make the folders of a home nobody lives in, and name them as each platform does."""
    folders = {
        "HOME": home,
        "USERPROFILE": home,
        "APPDATA": home / "roaming",
        "LOCALAPPDATA": home / "local",
        "XDG_CACHE_HOME": home / "cache",
        "XDG_CONFIG_HOME": home / "config",
        "XDG_DATA_HOME": home / "data",
        "XDG_RUNTIME_DIR": home / "run",
        "XDG_STATE_HOME": home / "state",
    }
    for folder in folders.values():
        folder.mkdir(mode=0o700, exist_ok=True)
    return {name: str(folder) for name, folder in folders.items()} | {
        "DBUS_SESSION_BUS_ADDRESS": f"unix:path={home / 'run' / 'no-bus'}",
        "LC_ALL": "C.UTF-8",
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
        "QT_LOGGING_RULES": "qt.text.font.db=false;qt.multimedia.symbolsresolver=false",
        "QT_QPA_PLATFORM": "offscreen",
    }


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    """Return an empty profile folder, as `--profile` takes it."""
    folder = tmp_path / "profile"
    folder.mkdir()
    return folder


# --------------------------------------------------------------------- a guard over the log


class LogGuard(logging.Handler):
    """Keeps every record from a warning upwards."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    @override
    def emit(self, record: logging.LogRecord) -> None:
        line = f"{record.levelname} {record.name}: {record.getMessage()}"
        if record.exc_info:
            line += "\n" + logging.Formatter().formatException(record.exc_info)
        self.lines.append(line)


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[SessionBus]:
    """A session bus of the test's own; whoever looks for one finds this."""
    with running_bus() as running:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", running.address)
        yield running


@pytest.fixture(autouse=True)
def log_guard(request: pytest.FixtureRequest) -> Iterator[LogGuard]:
    """Fail a test that logs a warning which it does not expect, or expects one that stays out."""
    guard = LogGuard()
    # pytest-qt lets go of what Qt said as soon as the test's own part is over.
    qt = getattr(request.node, "qt_log_capture", None)
    root = logging.getLogger()
    root.addHandler(guard)
    yield guard
    root.removeHandler(guard)
    expected = _expected(request.node)
    unexpected = [line for line in guard.lines if not _fits(line, expected)]
    if unexpected:
        pytest.fail("Unexpected in the log:\n" + "\n".join(unexpected), pytrace=False)
    lines = "\n".join([*guard.lines, *(record.message for record in (qt.records if qt else ()))])
    silent = [
        pattern
        for pattern, must_come in expected.items()
        if must_come and not re.search(pattern, lines)
    ]
    if silent:
        pytest.fail(f"Expected in the log, but it never came: {silent}", pytrace=False)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Hand what a test expects to pytest-qt as well: it guards Qt's own messages."""
    if config.pluginmanager.hasplugin("pytest-qt"):
        for item in items:
            patterns = _expected(item)
            if patterns:
                item.add_marker(pytest.mark.qt_log_ignore(*patterns))


def _expected(node: pytest.Item) -> dict[str, bool]:
    """Return the patterns that a test allows, each with whether it has to come."""
    return {
        str(pattern): not marker.kwargs.get("maybe", False)
        for marker in node.iter_markers("expected_warnings")
        for pattern in marker.args
    }


def _fits(line: str, patterns: Iterable[str]) -> bool:
    return any(re.search(pattern, line) for pattern in patterns)


# ------------------------------------------------------------------------------- without Qt


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    """Know pytest-qt's settings even where it is switched off: `make test-noqt`."""
    if not pluginmanager.hasplugin("pytest-qt"):
        for name in ("qt_api", "qt_log_level_fail", "qt_log_ignore"):
            parser.addini(name, "set for pytest-qt, which is switched off", default=None)
