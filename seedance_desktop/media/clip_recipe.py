"""The recipe inside a clip: written as metadata without touching a frame, and read back."""

import os
from contextlib import ExitStack, suppress
from pathlib import Path

import av
from av.container import InputContainer, OutputContainer

from seedance_desktop.core.disk import disk_error
from seedance_desktop.core.words import Message
from seedance_desktop.media.clip_file import broken, damaged, opened

RECIPE_KEY = "com.seedance-desktop.recipe"
RECIPE_FORMAT = "seedance-desktop/recipe"
"""What a recipe's JSON says that it is, wherever it stands."""

_SPARE_KEYS = ("comment", "description")
"""Where a second copy stands: tools that copy streams leave our own key behind, and keep these."""

_WRITTEN_BY_THE_MUXER = frozenset({"major_brand", "minor_version", "compatible_brands", "encoder"})
_KEPT_TRACKS = frozenset({"video", "audio", "subtitle"})


def write_recipe(source: Path, target: Path, recipe_json: str, *, title: str = "") -> None:
    """Copy the clip to ``target`` with its recipe, every packet as it is, and flush it to disk.

    Rename ``target`` afterwards. Raises ClipBrokenError for a source that is no clip, DiskError
    where ``target`` cannot be written; nothing is left there then.
    """
    if target.exists() and target.samefile(source):
        raise ValueError("a clip cannot be copied onto itself")
    with ExitStack() as undoing:
        undoing.callback(_remove, target)
        with opened(source) as original:
            words = _with_recipe(_kept_words(original), recipe_json)
            _write(original, target, words | ({"title": title} if title else {}))
        if _outline(target) != _outline(source):
            message = Message("{name} did not reach the disk whole.", {"name": target.name})
            raise broken(target, message)
        undoing.pop_all()


def read_recipe(path: Path) -> str | None:
    """The recipe that the clip carries, if any. Raises ClipBrokenError for what is no clip.

    A tool may have written its key in capitals, or have kept the copy in the comment alone.
    """
    with opened(path) as container:
        words = {key.lower(): text for key, text in container.metadata.items()}
    copies = (words.get(key, "") for key in _SPARE_KEYS)
    return words.get(RECIPE_KEY) or next((text for text in copies if _is_recipe(text)), None)


def _remove(half_written: Path) -> None:
    with suppress(OSError):  # the error that brought us here says more
        half_written.unlink(missing_ok=True)


def _kept_words(original: InputContainer) -> dict[str, str]:
    return {k: v for k, v in original.metadata.items() if k not in _WRITTEN_BY_THE_MUXER}


def _with_recipe(words: dict[str, str], recipe_json: str) -> dict[str, str]:
    """What somebody else has said there is not written over."""
    free = (key for key in _SPARE_KEYS if not words.get(key) or _is_recipe(words[key]))
    spare = next(free, None)
    return {**words, **({spare: recipe_json} if spare else {}), RECIPE_KEY: recipe_json}


def _is_recipe(text: str) -> bool:
    return text.startswith("{") and f'"{RECIPE_FORMAT}"' in text


def _write(original: InputContainer, target: Path, words: dict[str, str]) -> None:
    form = "mov" if original.metadata.get("major_brand") == "qt  " else "mp4"
    options = {"movflags": "+faststart+use_metadata_tags"}
    try:
        with av.open(str(target.absolute()), "w", format=form, options=options) as copy:
            copy.metadata.update(words)
            _copy_packets(original, copy)
        with target.open("rb+") as file:
            os.fsync(file.fileno())
    except OSError as error:  # FFmpeg's are of this kind too, with their errno
        raise disk_error(error, target) from error


def _copy_packets(original: InputContainer, copy: OutputContainer) -> None:
    tracks = {}
    for stream in original.streams:
        if stream.type not in _KEPT_TRACKS:  # a time code track is made anew by the muxer
            continue
        track = copy.add_stream_from_template(stream, opaque=True)
        # Left to itself the muxer names HEVC hev1, which Apple's players refuse.
        track.codec_context.codec_tag = stream.codec_context.codec_tag
        track.metadata.update(stream.metadata)
        track.disposition = stream.disposition
        tracks[stream.index] = track
    for packet in original.demux():
        if packet.dts is None or packet.stream.index not in tracks:
            continue
        packet.stream = tracks[packet.stream.index]
        copy.mux(packet)


def _outline(path: Path) -> list[tuple[str, int, int]]:
    """Of each track its type, and how many packets and bytes it has.

    FFmpeg says nothing when the last of a file cannot be flushed, so this is looked at.
    """
    with opened(path) as container:
        counts = {s.index: [0, 0] for s in container.streams if s.type in _KEPT_TRACKS}
        for packet in container.demux():
            if packet.is_corrupt:
                raise damaged(path, "a broken packet")
            if packet.stream_index in counts:
                counts[packet.stream_index][0] += packet.size > 0
                counts[packet.stream_index][1] += packet.size
        return [(container.streams[i].type, number, size) for i, (number, size) in counts.items()]
