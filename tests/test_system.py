"""What set-up asks for on a machine that lacks the system libraries."""

import shutil
from pathlib import Path

import pytest

from tools import system

pytestmark = pytest.mark.skipif(
    shutil.which("apt-get") is None, reason="the remedy is told for Debian and its kin"
)


@pytest.fixture
def no_lists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Apt as on a machine that was installed a minute ago: it knows no package yet."""
    lists = tmp_path / "lists"
    lists.mkdir()
    config = tmp_path / "apt.conf"
    config.write_text(
        f'Dir::State::lists "{lists}/";\nDir::State::status "/dev/null";\n'
        'Dir::Cache::pkgcache "";\nDir::Cache::srcpkgcache "";\n'
    )
    monkeypatch.setenv("APT_CONFIG", str(config))


def tools_in(folder: Path, *names: str) -> str:
    """A path on which these tools of the machine are found, and no other."""
    folder.mkdir()
    for name in names:
        found = shutil.which(name)
        if found is not None:
            (folder / name).symlink_to(found)
    return str(folder)


def line_to_paste() -> str:
    return str(system.MissingError(["libxcb-cursor0", "libegl1"])).splitlines()[1].strip()


def test_where_apt_knows_no_packages_yet_the_line_to_paste_fetches_its_lists(
    no_lists: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", tools_in(tmp_path / "bin", "apt-get", "apt-cache", "dpkg"))
    (tmp_path / "bin" / "sudo").write_text("#!/bin/sh\n")
    (tmp_path / "bin" / "sudo").chmod(0o755)

    line = line_to_paste()

    assert line == (
        "sudo apt-get update && "
        "sudo apt-get install -y --no-install-recommends libxcb-cursor0 libegl1"
    )


def test_where_there_is_no_sudo_the_line_to_paste_does_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", tools_in(tmp_path / "bin", "apt-get", "apt-cache", "dpkg"))

    line = line_to_paste()

    assert line.startswith("su -c '")
    assert line.endswith("apt-get install -y --no-install-recommends libxcb-cursor0 libegl1'")
