import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PIL import Image

from seedance_desktop.store.folders import Folders

PATIENCE = 60
ROOT = Path(__file__).parents[2]


def _wait_for(path: Path, program: "subprocess.Popen[str]") -> None:
    deadline = time.monotonic() + PATIENCE
    while not path.exists():
        assert program.poll() is None, program.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.mark.skipif(os.name != "posix", reason="ended by a signal, which only POSIX has")
def test_the_program_starts_its_engine_and_ends_cleanly_when_it_is_told_to(profile: Path) -> None:
    command = [sys.executable, "-m", "seedance_desktop", "--sandbox", "--profile", str(profile)]
    program = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    _wait_for(Folders.below(profile).database, program)
    program.send_signal(signal.SIGTERM)
    _, told = program.communicate(timeout=PATIENCE)

    assert program.returncode == 0
    assert "Traceback" not in told
    logs = [path.read_text(encoding="utf-8") for path in Folders.below(profile).logs.iterdir()]
    assert " ERROR " not in "".join(logs)


@pytest.mark.skipif(os.name != "posix", reason="ended by a signal, which only POSIX has")
def test_a_second_signal_does_not_cut_the_ending_short(profile: Path) -> None:
    command = [sys.executable, "-m", "seedance_desktop", "--sandbox", "--profile", str(profile)]
    program = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    _wait_for(Folders.below(profile).database, program)
    while program.poll() is None:
        program.send_signal(signal.SIGTERM)
        time.sleep(0.01)
    _, told = program.communicate(timeout=PATIENCE)

    assert program.returncode in {0, -signal.SIGTERM}  # the last one may find nobody to take it
    assert "Traceback" not in told


@pytest.mark.skipif(os.name != "posix", reason="ended by a signal, which only POSIX has")
def test_a_second_window_hands_its_files_to_the_first_and_leaves(
    profile: Path, tmp_path: Path
) -> None:
    picture = tmp_path / "a picture.png"
    Image.new("RGB", (800, 600)).save(picture)
    command = [sys.executable, "-m", "seedance_desktop", "--profile", str(profile)]
    first = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    _wait_for(Folders.below(profile).database, first)

    second = subprocess.run(
        [*command, "--sandbox", picture.name],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    first.send_signal(signal.SIGTERM)
    _, told = first.communicate(timeout=PATIENCE)

    assert (second.returncode, second.stderr) == (0, "")
    assert first.returncode == 0
    assert "Traceback" not in told
    draft = Folders.below(profile).draft_file.read_text(encoding="utf-8")
    assert str(picture) in draft


def test_a_profile_that_is_no_folder_is_refused_in_words(tmp_path: Path) -> None:
    profile = tmp_path / "profile"
    profile.write_text("a file")
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from PySide6.QtCore import QTimer\n"
        "from PySide6.QtWidgets import QMessageBox\n"
        "from seedance_desktop import app\n"
        "from seedance_desktop.options import WindowOptions\n"
        "QMessageBox.critical = lambda *words: print(*words[1:])\n"
        "sys.exit(app.run(WindowOptions(profile=Path(sys.argv[1]))))\n"
    )

    program = subprocess.run(
        [sys.executable, "-c", code, str(profile)],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )

    assert program.returncode == 6
    assert "Traceback" not in program.stderr
    assert "folder" in program.stdout
