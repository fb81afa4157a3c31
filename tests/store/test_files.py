import subprocess
import sys
from pathlib import Path

import pytest

from seedance_desktop.core.errors import FolderUnusableError
from seedance_desktop.store.files import folder_problem, free_path, write_atomically
from seedance_desktop.store.folders import Folders

ROOT = Path(__file__).parents[2]


def test_a_file_is_written_whole_into_a_folder_that_is_made(tmp_path: Path) -> None:
    write_atomically(tmp_path / "a" / "b" / "file.txt", b"new")
    write_atomically(tmp_path / "a" / "b" / "file.txt", b"newer")

    assert [path.name for path in (tmp_path / "a" / "b").iterdir()] == ["file.txt"]
    assert (tmp_path / "a" / "b" / "file.txt").read_bytes() == b"newer"


def test_a_write_that_breaks_off_leaves_the_old_file_and_nothing_beside(tmp_path: Path) -> None:
    """The system stops the write half-way, as a full disk does."""
    path = tmp_path / "file.bin"
    path.write_bytes(b"old")
    script = f"""
import resource, signal
from pathlib import Path
from seedance_desktop.core.errors import DiskError
from seedance_desktop.store.files import write_atomically
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    write_atomically(Path({str(path)!r}), b"new" * 100_000)
except DiskError as error:
    print(error)
"""

    ended = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT
    )

    assert "file.bin cannot be used: File too large" in ended.stdout
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_below_a_file_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(FolderUnusableError):
        write_atomically(tmp_path / "file" / "more.txt", b"x")


def test_a_folder_in_a_files_place_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "file.txt" / "inside").mkdir(parents=True)

    with pytest.raises(FolderUnusableError):
        write_atomically(tmp_path / "file.txt", b"x")

    assert [path.name for path in tmp_path.iterdir()] == ["file.txt"]


def test_a_free_path_counts_on_from_two(tmp_path: Path) -> None:
    wanted = tmp_path / "sea.side.mp4"
    assert free_path(wanted) == wanted

    wanted.touch()
    (tmp_path / "sea.side 2.mp4").symlink_to(tmp_path / "nowhere")

    assert free_path(wanted) == tmp_path / "sea.side 3.mp4"


def test_a_good_folder_has_no_problem_and_stays_empty(tmp_path: Path) -> None:
    assert folder_problem(tmp_path / "new" / "folder") is None
    assert list((tmp_path / "new" / "folder").iterdir()) == []


@pytest.mark.parametrize("below", ["file", "file/folder"])
def test_a_bad_folder_is_told_with_its_name(tmp_path: Path, below: str) -> None:
    (tmp_path / "file").touch()

    problem = folder_problem(tmp_path / below)

    assert isinstance(problem, FolderUnusableError)
    assert str(tmp_path / below) in str(problem)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has /proc")
def test_a_folder_where_nothing_can_be_made_is_told(tmp_path: Path) -> None:
    problem = folder_problem(Path("/proc/seedance"))

    assert isinstance(problem, FolderUnusableError)


def test_everything_of_a_profile_lies_below_it(profile: Path) -> None:
    folders = Folders.below(profile)
    folders.make()

    places = [
        folders.database, folders.settings_file, folders.memory_file, folders.draft_file,
        folders.user_models_file, folders.user_prices_file, folders.frames, folders.pasted,
        folders.posters, folders.sandbox, folders.logs, folders.library,
    ]  # fmt: skip
    assert all(place.is_relative_to(profile) for place in places)
    assert len(set(places)) == len(places)
    assert folders.database.parent.is_dir()


def test_a_profile_named_from_here_stays_where_it_is(
    profile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(profile.parent)

    assert Folders.below(Path(profile.name)) == Folders.below(profile)


def test_the_standard_folders_are_the_users_own(tmp_path: Path) -> None:
    folders = Folders.standard()

    assert folders.config.is_relative_to(Path.home())
    assert folders.library.name == "Seedance"
    assert folders.keyring_name != Folders.below(tmp_path).keyring_name


def test_a_profile_below_a_file_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(FolderUnusableError):
        Folders.below(tmp_path / "file").make()
