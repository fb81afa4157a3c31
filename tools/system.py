"""The system packages that set-up looks for, and how it gets them on Debian and Ubuntu.

Uses the standard library alone and nothing newer than Python 3.7, as tools/setup.py does.
Whether a library is there is asked of the loader, not of a package manager, so that the answer
is right on every Linux; only the remedy is Debian's.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys

# Library that Qt loads -> the package that holds it. Where a release renamed a package, the
# names stand side by side, newest first; the first one that the package manager knows is taken.
LIBRARIES = {
    # every window, and drawing with none
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libglib-2.0.so.0": "libglib2.0-0t64|libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libzstd.so.1": "libzstd1",
    # a window under X
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    # a window under Wayland
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    # sound and pictures
    "libpulse.so.0": "libpulse0",
    "libXrandr.so.2": "libxrandr2",
}

# What the tests run besides Python: a screen, a private bus with a keyring, hands and eyes.
TEST_PACKAGES = (
    "make",
    "xvfb",
    "xauth",
    "openbox",
    "xdotool",
    "dbus-daemon",
    "gnome-keyring",
    "at-spi2-core",
    "python3-pyatspi",
    "fonts-dejavu-core",
    "fonts-noto-cjk",
)

# Debian's Python comes without the part that fills a virtual environment.
VENV_PACKAGE = f"python3.{sys.version_info[1]}-venv|python3-venv"


class MissingError(Exception):
    """System packages are missing and set-up may not install them; says the line to paste."""

    def __init__(self, packages: list[str]) -> None:
        self.packages = packages
        super().__init__(_remedy(packages))


def missing_libraries() -> list[str]:
    """Name the packages of the libraries that the loader does not find."""
    if not sys.platform.startswith("linux"):
        return []
    return [package for library, package in LIBRARIES.items() if not _loads(library)]


def missing_test_packages() -> list[str]:
    """Name the test packages that are not installed; none where there is no Debian to ask."""
    if not _is_debian():
        return []
    return [package for package in TEST_PACKAGES if not _is_installed(package)]


def provide(needs: list[str], wishes: list[str]) -> None:
    """Install packages where that is allowed. A missing need raises, a missing wish is named.

    On the machine that decides whether a change may land, a wish is a need: a test that skips
    itself there is a test that nobody runs.
    """
    if os.environ.get("CI"):
        needs, wishes = needs + wishes, []
    if not needs and not wishes:
        return
    prefix = _administrator()
    if prefix is not None:
        _install(prefix, needs + wishes)
    elif needs:
        raise MissingError(needs + wishes)
    else:
        print(f"Some tests will be skipped. {_remedy(wishes)}", flush=True)


def _remedy(packages: list[str]) -> str:
    if _is_debian():
        names = _known_names(packages)
        install = "apt-get install -y --no-install-recommends " + " ".join(names)
        return (
            "These system packages are missing; paste this line, then try again:\n"
            f"  {_as_administrator(install, is_blind=not all(map(_has_candidate, names)))}"
        )
    named = {package: library for library, package in LIBRARIES.items()}
    wanted = " ".join(named.get(package, package.split("|")[-1]) for package in packages)
    return (
        "Qt needs these system libraries, which this machine's loader does not find; install\n"
        f"the packages that hold them, then try again:\n  {wanted}"
    )


def _as_administrator(install: str, *, is_blind: bool) -> str:
    """The command as it can be pasted: a machine just set up has no lists of packages, or no sudo.

    Debian gives sudo to nobody who chose a password for root.
    """
    steps = ["apt-get update", install] if is_blind else [install]
    if shutil.which("sudo") is None:
        return "su -c '{}'".format(" && ".join(steps))
    return " && ".join("sudo " + step for step in steps)


def _install(prefix: list[str], packages: list[str]) -> None:
    """Install with apt-get, and fetch its lists only when they are absent or out of date."""
    names = _known_names(packages)
    if any(not _has_candidate(name) for name in names):
        _apt_get(prefix, "update")
        names = _known_names(packages)
    print("Installing system packages: " + " ".join(names), flush=True)
    command = ("install", "-y", "--no-install-recommends", *names)
    if _apt_get(prefix, *command) != 0:
        _apt_get(prefix, "update")
        if _apt_get(prefix, *command) != 0:
            raise MissingError(packages)


def _apt_get(prefix: list[str], *arguments: str) -> int:
    command = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    command += ["-qq", "-o", "DPkg::Lock::Timeout=120", "-o", "Dpkg::Use-Pty=0", *arguments]
    # Its chatter goes to the error stream, where it does no harm to a program that reads ours.
    return subprocess.run(
        command, stdin=subprocess.DEVNULL, stdout=sys.stderr, check=False
    ).returncode


def _administrator() -> list[str] | None:
    """Return what to put before apt-get, or None where packages may not be installed."""
    if not _is_debian():
        return None
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo is None:
        return None
    asked = subprocess.run(
        [sudo, "-n", "true"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    return [sudo, "-n"] if asked.returncode == 0 else None


def _known_names(packages: list[str]) -> list[str]:
    """Choose among a package's names the first that this release has, else the oldest."""
    chosen = []
    for package in packages:
        names = package.split("|")
        known = [name for name in names if len(names) == 1 or _has_candidate(name)]
        chosen.append((known or names[-1:])[0])
    return chosen


def _has_candidate(package: str) -> bool:
    answer = _output("apt-cache", "policy", package)
    return "Candidate:" in answer and "Candidate: (none)" not in answer


def _is_installed(package: str) -> bool:
    return "ok installed" in _output("dpkg-query", "-W", "-f=${Status}", package)


def _is_debian() -> bool:
    return sys.platform.startswith("linux") and shutil.which("apt-get") is not None


def _output(*command: str) -> str:
    answer = subprocess.run(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "LC_ALL": "C"},
        universal_newlines=True,
        check=False,
    )
    return answer.stdout


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
