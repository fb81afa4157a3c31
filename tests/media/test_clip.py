from pathlib import Path

import av
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from PySide6.QtGui import QImage

from seedance_desktop.core.errors import ClipBrokenError, DiskError, DiskFullError
from seedance_desktop.core.geometry import Size
from seedance_desktop.core.library_errors import ExportFailedError
from seedance_desktop.core.stopped import StoppedError
from seedance_desktop.core.video import ClipFacts
from seedance_desktop.media.clip import (
    check_clip,
    frame_at,
    poster,
    read_recipe,
    write_recipe,
)
from seedance_desktop.media.frame_sequence import write_frames
from seedance_desktop.media.posters import make_poster
from tests.support.pictures import (
    brightness,
    cut,
    make_clip,
    make_picture,
    on_its_side,
)

KINDS = (("clip.mp4", "libx264"), ("clip.mov", "libx264"), ("deep.mp4", "libx265"))
RECIPE = '{"prompt": "紙の船 🚢 = \\n ; # {x} \\"quoted\\"", "seed": 7}'
UNTOUCHED = pytest.mark.parametrize(("name", "codec"), KINDS)


def grey_of(image: QImage) -> int:
    return image.pixelColor(image.width() // 2, image.height() // 2).lightness()


def packets(path: Path) -> list[tuple[int, int | None, int | None, int | None, bytes]]:
    with av.open(str(path)) as container:
        return [
            (packet.stream.index, packet.pts, packet.dts, packet.duration, bytes(packet))
            for packet in container.demux()
            if packet.size
        ]


@UNTOUCHED
def test_a_clip_is_what_decoding_says(tmp_path: Path, name: str, codec: str) -> None:
    path = make_clip(tmp_path / name, (160, 96), frames=49, codec=codec, sound=True)

    facts = check_clip(path)

    assert facts == ClipFacts(
        size=Size(160, 96),
        duration=facts.duration,
        frame_count=49,
        frame_rate=24.0,
        codec={"libx264": "h264", "libx265": "hevc"}[codec],
        has_sound=True,
    )
    assert facts.duration == pytest.approx(49 / 24, abs=0.001)


def test_a_silent_clip_has_no_sound(tmp_path: Path) -> None:
    assert not check_clip(make_clip(tmp_path / "clip.mp4")).has_sound


def test_a_clip_that_lies_on_its_side_is_measured_and_shown_upright(tmp_path: Path) -> None:
    path = on_its_side(make_clip(tmp_path / "clip.mp4", (160, 96)))

    picture = poster(path, 48)

    assert check_clip(path).size == Size(96, 160)
    assert (picture.width(), picture.height()) == (48, 80)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "clip.mp4 is empty."),
        (b"<html>404</html>", "clip.mp4 is a text, not a clip."),
        (b"#EXTM3U\n#EXTINF:1,\nother.ts\n", "clip.mp4 is a text, not a clip."),
        (bytes(5000), "clip.mp4 is damaged, or no MP4 or MOV clip."),
        (b"\x1aE\xdf\xa3" + bytes(range(256)) * 9, "clip.mp4 is damaged, or no MP4 or MOV clip."),
    ],
)
def test_what_is_no_clip_is_refused(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "clip.mp4"
    path.write_bytes(content)

    with pytest.raises(ClipBrokenError) as refused:
        check_clip(path)

    assert str(refused.value) == words


def test_a_picture_named_mp4_is_refused(tmp_path: Path) -> None:
    path = make_picture(tmp_path / "photo.png").rename(tmp_path / "photo.mp4")

    with pytest.raises(ClipBrokenError, match="no MP4 or MOV"):
        check_clip(path)


def test_another_container_named_mp4_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "clip.mp4"
    with (
        av.open(str(make_clip(tmp_path / "good.mp4"))) as good,
        av.open(str(path), "w", format="matroska") as other,
    ):
        track = other.add_stream_from_template(good.streams.video[0], opaque=True)
        for packet in good.demux(video=0):
            if packet.dts is not None:
                packet.stream = track
                other.mux(packet)

    with pytest.raises(ClipBrokenError, match="no MP4 or MOV"):
        check_clip(path)


def test_sound_alone_is_no_clip(tmp_path: Path) -> None:
    path = tmp_path / "song.mp4"
    with (
        av.open(str(make_clip(tmp_path / "good.mp4", sound=True))) as good,
        av.open(str(path), "w") as song,
    ):
        track = song.add_stream_from_template(good.streams.audio[0])
        for packet in good.demux(audio=0):
            if packet.dts is not None:
                packet.stream = track
                song.mux(packet)

    with pytest.raises(ClipBrokenError, match=r"song\.mp4 has no video in it"):
        check_clip(path)


@pytest.mark.parametrize("share", [0.001, 0.3, 0.7, 0.999])
def test_a_cut_clip_is_refused(tmp_path: Path, share: float) -> None:
    path = cut(make_clip(tmp_path / "clip.mp4", sound=True), share)

    with pytest.raises(ClipBrokenError, match=r"clip\.mp4 is (cut|damaged)"):
        check_clip(path)


def test_a_clip_with_a_hole_in_it_is_refused(tmp_path: Path) -> None:
    path = make_clip(tmp_path / "clip.mp4", (320, 192), frames=49)
    content = bytearray(path.read_bytes())
    middle = (content.index(b"mdat") + len(content)) // 2
    content[middle:] = bytes(len(content) - middle)
    path.write_bytes(content)

    with pytest.raises(ClipBrokenError, match="damaged"):
        check_clip(path)


def test_a_missing_clip_and_a_folder_are_called_so(tmp_path: Path) -> None:
    with pytest.raises(ClipBrokenError, match=r"gone\.mp4 is not there"):
        check_clip(tmp_path / "gone.mp4")
    with pytest.raises(ClipBrokenError, match="is a folder, not a clip"):
        check_clip(tmp_path)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.floats(0, 0.999), noise=st.binary(min_size=1, max_size=60))
def test_a_tampered_clip_is_taken_or_refused_and_nothing_else(
    tmp_path: Path, place: float, noise: bytes
) -> None:
    good = tmp_path / "good.mp4"
    if not good.exists():
        make_clip(good, sound=True)
    content = bytearray(good.read_bytes())
    start = int(place * len(content))
    content[start : start + len(noise)] = noise
    path = tmp_path / "clip.mp4"
    path.write_bytes(content)

    for read in (check_clip, read_recipe, lambda p: poster(p, 50), lambda p: frame_at(p, 0)):
        try:
            read(path)
        except (ClipBrokenError, IndexError):
            continue


@UNTOUCHED
def test_any_frame_can_be_taken_out(tmp_path: Path, name: str, codec: str) -> None:
    path = make_clip(tmp_path / name, codec=codec, frames=25)

    for index in (0, 1, 12, 23, 24, -1, -25):
        assert grey_of(frame_at(path, index)) == pytest.approx(brightness(index % 25), abs=3)


def test_a_frame_that_is_not_there_is_an_index_error(tmp_path: Path) -> None:
    path = make_clip(tmp_path / "clip.mp4", frames=3)

    with pytest.raises(IndexError):
        frame_at(path, 3)


def test_a_poster_is_the_first_frame_and_never_enlarged(tmp_path: Path) -> None:
    path = make_clip(tmp_path / "clip.mp4", (160, 96))

    small, full = poster(path, 80), poster(path, 1000)

    assert (small.width(), small.height(), full.width()) == (80, 48, 160)
    assert grey_of(small) == pytest.approx(brightness(0), abs=3)


@UNTOUCHED
def test_a_recipe_is_written_without_touching_a_packet(
    tmp_path: Path, name: str, codec: str
) -> None:
    source = make_clip(tmp_path / name, codec=codec, sound=True)
    target = tmp_path / f"new {name}"

    write_recipe(source, target, RECIPE, title="A paper boat")

    assert read_recipe(target) == RECIPE
    assert packets(target) == packets(source)
    assert check_clip(target) == check_clip(source)
    with av.open(str(source)) as before, av.open(str(target)) as after:
        assert after.metadata["title"] == "A paper boat"
        assert after.metadata["major_brand"] == before.metadata["major_brand"]
        assert after.duration == before.duration
        tags = [[s.codec_context.codec_tag for s in c.streams] for c in (before, after)]
        assert tags[0] == tags[1]
    content = target.read_bytes()
    assert content.index(b"moov") < content.index(b"mdat")


def test_a_recipe_replaces_the_one_before_and_keeps_other_words(tmp_path: Path) -> None:
    source = make_clip(tmp_path / "clip.mp4")
    write_recipe(source, tmp_path / "first.mp4", "{}", title="Kept")

    write_recipe(tmp_path / "first.mp4", tmp_path / "second.mp4", RECIPE)

    assert read_recipe(tmp_path / "second.mp4") == RECIPE
    with av.open(str(tmp_path / "second.mp4")) as after:
        assert after.metadata["title"] == "Kept"


def test_a_long_recipe_comes_back_whole(tmp_path: Path) -> None:
    recipe = '{"prompt": "' + "海" * 50_000 + '"}'
    write_recipe(make_clip(tmp_path / "clip.mp4"), tmp_path / "new.mp4", recipe)

    assert read_recipe(tmp_path / "new.mp4") == recipe


def test_a_turned_clip_stays_turned(tmp_path: Path) -> None:
    source = on_its_side(make_clip(tmp_path / "clip.mp4", (160, 96)))

    write_recipe(source, tmp_path / "new.mp4", RECIPE)

    assert check_clip(tmp_path / "new.mp4").size == Size(96, 160)


def test_a_clip_from_elsewhere_has_no_recipe(tmp_path: Path) -> None:
    assert read_recipe(make_clip(tmp_path / "clip.mp4")) is None


def test_what_is_no_clip_leaves_nothing_behind(tmp_path: Path) -> None:
    source = cut(make_clip(tmp_path / "clip.mp4", sound=True), 0.8)

    with pytest.raises(ClipBrokenError):
        write_recipe(source, tmp_path / "new.mp4", RECIPE)

    assert not (tmp_path / "new.mp4").exists()


def test_a_folder_that_is_gone_is_a_disk_error(tmp_path: Path) -> None:
    source = make_clip(tmp_path / "clip.mp4")

    with pytest.raises(DiskError, match="No such file"):
        write_recipe(source, tmp_path / "gone" / "new.mp4", RECIPE)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_called_full(tmp_path: Path) -> None:
    full = tmp_path / "full.mp4"
    full.symlink_to("/dev/full")

    with pytest.raises(DiskFullError):
        write_recipe(make_clip(tmp_path / "clip.mp4"), full, RECIPE)


def test_a_clip_is_not_copied_onto_itself(tmp_path: Path) -> None:
    source = make_clip(tmp_path / "clip.mp4")

    with pytest.raises(ValueError, match="onto itself"):
        write_recipe(source, source, RECIPE)

    assert check_clip(source).frame_count == 25


def test_a_poster_file_is_a_small_jpeg(tmp_path: Path) -> None:
    target = tmp_path / "posters" / "one.jpg"

    make_poster(make_clip(tmp_path / "clip.mp4", (320, 192)), target, 160)

    with Image.open(target) as image:
        assert (image.format, image.size) == ("JPEG", (160, 96))
    assert list(target.parent.iterdir()) == [target]


def test_a_poster_that_cannot_be_written_is_a_disk_error(tmp_path: Path) -> None:
    (tmp_path / "posters").write_text("in the way")

    with pytest.raises(DiskError):
        make_poster(make_clip(tmp_path / "clip.mp4"), tmp_path / "posters" / "one.jpg", 160)


def test_every_frame_of_a_stretch_becomes_a_numbered_picture(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "clip.mp4", frames=30)
    told: list[tuple[int, int]] = []

    files = write_frames(
        clip, tmp_path / "frames", 9, 12, tell=lambda done, all_: told.append((done, all_))
    )

    assert [file.name for file in files] == [f"clip-{number:04}.png" for number in range(10, 14)]
    assert sorted(path.name for path in (tmp_path / "frames").iterdir()) == [
        file.name for file in files
    ]
    for number, file in enumerate(files, 9):
        assert abs(grey_of(QImage(str(file))) - brightness(number)) < 3
        assert QImage(str(file)) == frame_at(clip, number)
    assert told[0] == (0, 4)
    assert told[-1] == (4, 4)


def test_frames_that_are_no_longer_wanted_leave_nothing(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "clip.mp4", frames=30)

    def stop(done: int, _total: int) -> None:
        if done == 2:
            raise StoppedError

    with pytest.raises(StoppedError):
        write_frames(clip, tmp_path / "frames", 0, 29, tell=stop)

    assert [path.name for path in tmp_path.iterdir()] == ["clip.mp4"]


def test_frames_of_a_broken_clip_or_into_a_closed_place_leave_nothing(tmp_path: Path) -> None:
    text = tmp_path / "text.mp4"
    text.write_text("no clip")
    clip = make_clip(tmp_path / "clip.mp4", frames=3)

    with pytest.raises(ClipBrokenError):
        write_frames(text, tmp_path / "frames", 0, 2)
    with pytest.raises(ExportFailedError):
        write_frames(clip, text / "frames", 0, 2)

    assert sorted(path.name for path in tmp_path.iterdir()) == ["clip.mp4", "text.mp4"]
