"""Files shown by a real service on a bus of its own, and on a machine that has none."""

import sys
from pathlib import Path

import pytest

from seedance_desktop.store.file_manager import Shown, manager_commands, show_files
from tests.support.session_bus import SessionBus

needs_bus = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="only Linux asks its file manager over a bus"
)


@pytest.fixture
def manager(bus: SessionBus) -> SessionBus:
    bus.start_manager()
    return bus


def files(folder: Path, *names: str) -> list[Path]:
    paths = [folder / name for name in names]
    for path in paths:
        path.touch()
    return paths


@needs_bus
def test_the_file_manager_is_asked_to_show_every_file_under_its_own_name(
    manager: SessionBus, tmp_path: Path
) -> None:
    paths = files(tmp_path, "a b.mp4", "雨夜.mp4", "100%25.mp4", "a#b?c.mp4")

    shown = show_files(paths)

    start = f"file://{tmp_path}/"
    assert shown == Shown()
    assert manager.asked == [
        [
            "ShowItems",
            [
                f"{start}a%20b.mp4",
                f"{start}%E9%9B%A8%E5%A4%9C.mp4",
                f"{start}100%2525.mp4",
                f"{start}a%23b%3Fc.mp4",
            ],
            "",
        ]
    ]


@needs_bus
def test_a_file_that_is_gone_is_told_and_the_others_are_shown(
    manager: SessionBus, tmp_path: Path
) -> None:
    (there,) = files(tmp_path, "there.mp4")

    shown = show_files([tmp_path / "gone.mp4", there])

    assert shown == Shown(gone=(tmp_path / "gone.mp4",))
    assert manager.asked == [["ShowItems", [there.as_uri()], ""]]


@needs_bus
def test_nobody_is_asked_to_show_what_is_gone(manager: SessionBus, tmp_path: Path) -> None:
    assert show_files([tmp_path / "gone.mp4"]) == Shown(gone=(tmp_path / "gone.mp4",))
    assert manager.asked == []


@needs_bus
def test_a_bus_without_a_file_manager_leaves_the_folders_to_be_opened(
    bus: SessionBus, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    paths = [*files(tmp_path, "a.mp4", "b.mp4"), *files(other, "c.mp4")]

    assert show_files(paths) == Shown(folders=(tmp_path, other))


@needs_bus
@pytest.mark.parametrize("address", ["", "unix:path=/nowhere/bus", "tcp:host=localhost,port=1"])
def test_without_a_bus_the_folder_is_left_to_be_opened(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)

    assert show_files(files(tmp_path, "a.mp4")) == Shown(folders=(tmp_path,))


@needs_bus
def test_without_the_address_of_a_bus_the_folder_is_left_to_be_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS")

    assert show_files(files(tmp_path, "a.mp4")) == Shown(folders=(tmp_path,))


def test_the_finder_shows_all_files_and_the_explorer_one_in_each_folder() -> None:
    paths = [Path("a/1 2.mp4"), Path("a/3.mp4"), Path("b/4.mp4")]

    finder = manager_commands(paths, "darwin")
    explorer = manager_commands(paths, "win32")

    assert finder == [["open", "-R", *map(str, paths)]]
    assert sorted(map(str, explorer)) == [
        f'explorer /select,"{paths[0]}"',
        f'explorer /select,"{paths[2]}"',
    ]
