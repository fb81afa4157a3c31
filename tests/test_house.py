"""The rules of the house that no other tool checks."""

import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

import seedance_desktop
from seedance_desktop.core.resources import resource
from tools.lock import LOCKS
from tools.source import PACKAGE, ROOT

WITHOUT_QT = ("api", "core", "engine", "sandbox", "store")

# Spelt in pieces, so that this file does not name what it looks for.
HOSTS = (("py", r"pi\.org"), ("python", "hosted"), ("deb", r"ian\.org"), ("ubun", r"tu\.com"))
WORKPLACES = (
    (r"(?<![\w.])/wo", "rk/"),
    (r"(?<![\w.])/ro", "ot/"),
    (r"(?<![\w.])/ho", "me/[a-z]+/"),
)
UNWANTED = re.compile(
    "|".join(
        ["".join(pieces) for pieces in HOSTS]
        + [r"(?<![\w.])" + "".join(pieces) for pieces in WORKPLACES]
    )
)

# Some tests, of which the guard over the log has to fail some.
TAP = """
import logging, warnings, pytest

@pytest.fixture
def qt():
    return pytest.importorskip("PySide6.QtCore", exc_type=ImportError)

def test_a_note(): logging.info("the tap drips")
def test_a_warning(): logging.warning("the tap drips")
def test_a_warning_of_python(): warnings.warn("the tap drips")
def test_a_message_of_qt(qt): qt.qWarning("the tap drips")

@pytest.mark.expected_warnings("tap drips")
def test_an_expected_warning(): logging.warning("the tap drips")
@pytest.mark.expected_warnings("tap drips")
def test_an_expected_message_of_qt(qt): qt.qWarning("the tap drips")
@pytest.mark.expected_warnings("tap drips")
def test_an_expected_warning_that_stays_out(): pass
@pytest.mark.expected_warnings("tap drips", maybe=True)
def test_a_possible_warning_that_stays_out(): pass
"""

IMPORT_EVERYTHING = """
import importlib, pkgutil, sys
for name in sys.argv[1:]:
    package = importlib.import_module(name)
    for module in pkgutil.walk_packages(package.__path__, name + "."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
"""


def test_no_file_names_a_package_host_or_somebodys_machine() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path, text in _texts()
        for match in UNWANTED.finditer(text)
    ]

    assert found == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_host_and_gives_every_package_a_hash(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")

    entries = re.split(r"\n(?=\S)", re.sub(r"^#.*\n", "", text, flags=re.MULTILINE).strip())

    assert "://" not in text
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []
    assert [entry for entry in entries if "==" not in entry] == []


def test_the_locks_agree_on_every_version() -> None:
    every, *others = [_pins(ROOT / lock) for lock in LOCKS]

    assert all(pins.items() <= every.items() for pins in others)


def test_the_locks_hold_every_dependency_that_the_project_declares() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    declared = {_plain_name(wanted) for wanted in project["dependencies"]}
    for_work = {_plain_name(wanted) for wanted in project["optional-dependencies"]["dev"]}

    assert declared <= _pins(ROOT / "requirements.lock").keys()
    assert declared | for_work <= _pins(ROOT / "requirements-dev.lock").keys()


def test_the_version_is_the_same_wherever_it_stands() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert seedance_desktop.__version__ == project["version"]


def test_every_resource_travels_in_the_wheel_inside_the_package(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel"]

    subprocess.run(
        [*command, "--directory", str(tmp_path)], cwd=ROOT, check=True, capture_output=True
    )

    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if "/resources/" in name}
    resources = [path for path in _files() if path.is_relative_to(ROOT / "resources")]
    assert {f"{PACKAGE}/{path.relative_to(ROOT).as_posix()}" for path in resources} <= packed


def test_the_program_finds_its_resources() -> None:
    assert resource("models.toml").is_file()


@pytest.mark.parametrize("part", WITHOUT_QT)
def test_a_part_without_qt_imports_with_qt_out_of_reach(part: str) -> None:
    blocked = {**os.environ, "PYTHONPATH": str(ROOT / "tools" / "without_qt")}

    ended = subprocess.run(
        [sys.executable, "-c", IMPORT_EVERYTHING, f"{PACKAGE}.{part}"],
        env=blocked,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert ended.returncode == 0, ended.stderr


def test_qt_is_out_of_reach_where_it_is_blocked() -> None:
    blocked = {**os.environ, "PYTHONPATH": str(ROOT / "tools" / "without_qt")}

    ended = subprocess.run(
        [sys.executable, "-c", "import PySide6"],
        env=blocked,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert "out of reach" in ended.stderr


def test_the_guard_over_the_log_fails_what_it_should_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "test_tap.py").write_text(TAP, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-c", str(ROOT / "pyproject.toml"), "-rA"]
    command += ["-p", "tests.conftest", "-p", "no:cacheprovider", str(tmp_path)]

    ended = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )

    told = re.findall(r"^(FAILED|ERROR) \S+::(\w+)", ended.stdout, re.MULTILINE)
    assert sorted(told) == [
        ("ERROR", "test_a_warning"),
        ("ERROR", "test_an_expected_warning_that_stays_out"),
        ("FAILED", "test_a_message_of_qt"),
        ("FAILED", "test_a_warning_of_python"),
    ]


def test_every_target_of_the_makefile_says_what_it_does() -> None:
    lines = (ROOT / "Makefile").read_text(encoding="utf-8").splitlines()

    targets = [line for line in lines if re.match(r"[a-z][a-z-]*:(?!=)", line)]

    assert [line for line in targets if " ## " not in line] == []


def _texts() -> list[tuple[Path, str]]:
    """Return every text file of the history, or of the folder where there is no history."""
    texts = []
    for path in _files():
        raw = path.read_bytes()
        if b"\0" not in raw:
            texts.append((path, raw.decode("utf-8", errors="replace")))
    return texts


def _files() -> list[Path]:
    """Return the files that belong to the project, as git knows them or else by their names."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        found = [path for path in ROOT.rglob("*") if not _is_made(path.relative_to(ROOT))]
    else:
        found = [ROOT / name for name in listed.stdout.split("\0") if name]
    return [path for path in found if path.is_file() and not path.is_symlink()]


def _is_made(path: Path) -> bool:
    """Tell whether a file was made by a tool: .gitignore says the same to git."""
    hidden = any(part.startswith(".") and part != ".ci" for part in path.parts)
    return hidden or not {"build", "dist", "__pycache__"}.isdisjoint(path.parts)


def _pins(lock: Path) -> dict[str, str]:
    found = re.findall(r"^([\w.-]+)==(\S+)", lock.read_text(encoding="utf-8"), re.MULTILINE)
    return dict(found)


def _plain_name(wanted: str) -> str:
    return re.split(r"[<>=!~; \[]", wanted, maxsplit=1)[0].lower()


def test_pyav_is_loaded_whole_before_its_parts() -> None:
    """Its parts import one another: two threads that begin with two of them load neither whole."""
    for path in sorted((ROOT / PACKAGE).rglob("*.py")):
        imports = re.findall(r"^\s*(import av\b|from av\.)", path.read_text("utf-8"), re.MULTILINE)
        assert not imports or imports[0] == "import av", path


def test_a_painter_ends_with_what_it_paints_also_where_that_fails() -> None:
    """An error keeps the frames it came through; a painter left in one of them kills the program.

    Qt ends the process, by a bad pointer or at best a message, once a window is painted again.
    """
    for path in sorted((ROOT / PACKAGE).rglob("*.py")):
        assert not re.search(r"= Q(Style)?Painter\(", path.read_text("utf-8")), path


def test_nothing_lies_about_at_the_top() -> None:
    """Pictures that somebody looked at, say, are no part of the project."""
    kinds = {path.suffix for path in _files() if path.parent == ROOT}

    assert kinds <= {"", ".md", ".toml", ".lock", ".yaml"}
