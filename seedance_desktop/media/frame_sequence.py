"""The frames of a clip as numbered PNG files in a new folder."""

import shutil
from contextlib import ExitStack, suppress
from pathlib import Path

import av  # noqa: F401  the whole before its parts, which import one another

from seedance_desktop.core.library_errors import export_error
from seedance_desktop.core.stopped import Tell, nobody
from seedance_desktop.media.clip import picture_in
from seedance_desktop.media.clip_file import damaged, opened, picture_track
from seedance_desktop.media.pixels import encoded


def write_frames(
    clip: Path, folder: Path, first: int, last: int, *, tell: Tell = nobody
) -> list[Path]:
    """Every frame from ``first`` to ``last``, counted from 0; the files in their order.

    ``folder`` is made, and is not to be there before: it is filled beside and then renamed, so that
    what is there is whole. Raises ClipBrokenError, DiskError kinds, and what ``tell`` raises;
    nothing is left then.
    """
    part = folder.with_name(f".{folder.name}.part")
    with ExitStack() as undo:
        undo.callback(_remove, part)
        try:
            shutil.rmtree(part, ignore_errors=True)
            part.mkdir(parents=True)
            names = _written(clip, part, first, last, tell)
            part.rename(folder)
        except OSError as error:
            raise export_error(error, folder) from error
        undo.pop_all()
    return [folder / name for name in names]


def _written(clip: Path, part: Path, first: int, last: int, tell: Tell) -> list[str]:
    names: list[str] = []
    total = last - first + 1
    with opened(clip) as container:
        track = picture_track(container, clip)
        for number, frame in enumerate(container.decode(track)):
            if number > last:
                break
            if number >= first:
                tell(len(names), total)
                name = f"{clip.stem}-{number + 1:04}.png"
                (part / name).write_bytes(encoded(picture_in(frame), "PNG"))
                names.append(name)
    if not names:
        raise damaged(clip, "no frame could be decoded")
    tell(len(names), len(names))
    return names


def _remove(part: Path) -> None:
    with suppress(OSError):  # the error that brought us here says more
        shutil.rmtree(part)
