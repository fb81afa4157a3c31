"""A bin that works as freedesktop.org's does, for tests that run without Qt."""

from pathlib import Path

from seedance_desktop.store.files import free_path


def put_into(trash: Path, path: Path) -> Path:
    """Move a file into the bin at ``trash`` and write down where it came from."""
    path.stat()
    for part in ("files", "info"):
        (trash / part).mkdir(parents=True, exist_ok=True)
    place = free_path(trash / "files" / path.name)
    path.rename(place)
    note = f"[Trash Info]\nPath={path}\n"
    (trash / "info" / f"{place.name}.trashinfo").write_text(note, encoding="utf-8")
    return place
