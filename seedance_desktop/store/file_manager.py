"""Shows files, selected, in the desktop's file manager; what opens them is not here.

On Linux the file manager is asked over the session bus, as
https://www.freedesktop.org/wiki/Specifications/file-manager-interface/ says.
"""

import logging
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from seedance_desktop.store.clip_files import status_of

_PATIENCE = 5.0
"""Seconds; a file manager that was not running is started meanwhile."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Shown:
    """What came of it. ``folders``: still to be opened, since no file manager could be asked."""

    gone: tuple[Path, ...] = ()
    folders: tuple[Path, ...] = ()


def show_files(paths: Sequence[Path], platform: str = sys.platform) -> Shown:
    """Show these files, in one window for each folder. Blocking: for worker threads."""
    there = [path for path in paths if status_of(path) is not None]
    gone = tuple(sorted(set(paths).difference(there)))
    if not there or _is_asked(there, platform):
        return Shown(gone)
    return Shown(gone, tuple(dict.fromkeys(path.parent for path in there)))


def manager_commands(paths: Sequence[Path], platform: str) -> list[str | list[str]]:
    """What shows files where that takes a command; Windows' selects one in each folder."""
    if platform == "darwin":
        return [["open", "-R", *map(str, paths)]]
    # Explorer reads its line itself: quotes stand around the path alone, which cannot hold any.
    firsts = {path.parent: path for path in reversed(paths)}
    return [f'explorer /select,"{path}"' for path in firsts.values()]


def _is_asked(paths: Sequence[Path], platform: str) -> bool:
    if platform not in {"darwin", "win32"}:
        return _is_asked_by_bus([path.absolute().as_uri() for path in paths])
    try:
        for command in manager_commands(paths, platform):
            subprocess.run(command, check=False, timeout=_PATIENCE)
    except (OSError, subprocess.TimeoutExpired) as error:
        _log.info("no file manager shows files here: %s", error)
        return False
    return True


def _is_asked_by_bus(uris: list[str]) -> bool:
    import jeepney
    from jeepney.io.blocking import open_dbus_connection
    from jeepney.wrappers import DBusErrorResponse, unwrap_msg

    manager = jeepney.DBusAddress(
        "/org/freedesktop/FileManager1",
        bus_name="org.freedesktop.FileManager1",
        interface="org.freedesktop.FileManager1",
    )
    call = jeepney.new_method_call(manager, "ShowItems", "ass", (uris, ""))
    try:
        with open_dbus_connection("SESSION") as connection:
            unwrap_msg(connection.send_and_get_reply(call, timeout=_PATIENCE))
    except (DBusErrorResponse, OSError, EOFError, KeyError, ValueError, RuntimeError) as error:
        # KeyError: no address of a bus; ValueError, RuntimeError: one that leads nowhere
        _log.info("no file manager shows files here: %r", error)
        return False
    return True
