"""The films: decoded, counted, measured and looked at."""

import io
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import av
import pytest
from PIL import Image, ImageStat

from seedance_desktop.core.request import Scene
from seedance_desktop.sandbox.film import FilmStoppedError, make_film, shots_of
from seedance_desktop.sandbox.order import Order
from seedance_desktop.sandbox.rules import read_order
from seedance_desktop.sandbox.server import read_models
from tests.sandbox.asking import (
    FAST,
    FIVE,
    LITE_IMAGE,
    PRO,
    SOUND,
    TWO,
    Asking,
    Body,
    as_address,
    data_address,
    order,
    picture,
)

MODELS = read_models(None)
RED, BLUE, GREEN = (200, 60, 30), (30, 60, 200), (40, 160, 60)


@dataclass(frozen=True)
class Film:
    """What decoding a film says."""

    codec: str
    pixels: str
    size: tuple[int, int]
    rate: float
    frames: tuple[Image.Image, ...]
    sound: tuple[str, int, float] | None


def fetched(asking: Asking, task: Body) -> Film:
    content = asking.http.get(task["content"]["video_url"]).content
    assert content.index(b"moov") < content.index(b"mdat")
    with av.open(io.BytesIO(content), "r") as container:
        video = container.streams.video[0]
        frames = tuple(_picture(frame) for frame in container.decode(video))
        sound = None
        if container.streams.audio:
            stream = container.streams.audio[0]
            container.seek(0)
            samples = sum(frame.samples for frame in container.decode(stream))
            sound = (stream.codec_context.name, stream.channels, samples / stream.rate)
        return Film(
            video.codec_context.name,
            video.codec_context.pix_fmt or "",
            (video.width, video.height),
            float(video.average_rate or 0),
            frames,
            sound,
        )


def _picture(frame: av.VideoFrame) -> Image.Image:
    image: Image.Image = frame.to_image()  # type: ignore[no-untyped-call]
    return image


def made(asking: Asking, *pictures: Body, **fields: Any) -> tuple[Body, Film]:
    task = asking.finished(asking.accepted(*pictures, **{"prompt": "a boat", **fields}))
    assert task["status"] == "succeeded", task
    return task, fetched(asking, task)


def ordered(body: Body) -> Order:
    return read_order(body, MODELS)[0]


def colour(image: Image.Image) -> tuple[int, ...]:
    """The mean colour of the middle, away from the marks."""
    width, height = image.size
    middle = image.crop((width // 4, height // 4, width * 3 // 4, height * 3 // 4))
    return tuple(round(value) for value in ImageStat.Stat(middle).mean)


def is_close(one: tuple[int, ...], two: tuple[int, ...]) -> bool:
    return all(abs(a - b) <= 8 for a, b in zip(one, two, strict=True))


def test_a_first_frame_is_moved_in_on(asking: Asking) -> None:
    half = Image.new("RGB", (864, 480), RED)
    half.paste(BLUE, (0, 0, 300, 480))
    content = io.BytesIO()
    half.save(content, "png")
    url = as_address(content.getvalue())

    task, film = made(asking, picture(url=url), resolution="480p", duration=2, ratio="adaptive")

    assert task["ratio"] == "16:9"
    assert (film.codec, film.pixels, film.rate) == ("h264", "yuv420p", 24)
    assert film.size == (864, 480)
    assert len(film.frames) == 49
    assert film.sound is None
    edges = [edge(frame) for frame in (film.frames[0], film.frames[24], film.frames[-1])]
    assert abs(edges[0] - 300) <= 2
    assert edges[0] > edges[1] > edges[2]


def edge(frame: Image.Image) -> int:
    """Where blue becomes red along the middle line."""
    line = [frame.getpixel((x, frame.height // 2)) for x in range(frame.width)]
    return next(x for x, pixel in enumerate(line) if isinstance(pixel, tuple) and pixel[0] > 115)


def test_a_pair_passes_from_the_first_frame_to_the_last(asking: Asking) -> None:
    first = picture(url=data_address(colour=RED))
    last = picture("last_frame", data_address((500, 500), BLUE))

    _, film = made(asking, last, first, model=PRO, resolution="480p", frames=29, ratio="9:16")

    assert (film.size, len(film.frames)) == ((480, 864), 29)
    assert is_close(colour(film.frames[0]), RED)
    assert all(80 < colour(film.frames[14])[channel] < 150 for channel in (0, 2))
    assert is_close(colour(film.frames[-1]), BLUE)


def test_references_are_shown_one_after_another(asking: Asking) -> None:
    colours = (RED, GREEN, BLUE)
    references = [picture("reference_image", data_address(colour=each)) for each in colours]

    _, film = made(asking, *references, model=LITE_IMAGE, resolution="480p", duration=2)

    seen = [colour(film.frames[index]) for index in (0, 27, 48)]
    assert all(is_close(*pair) for pair in zip(seen, colours, strict=True))


def test_sound_is_one_channel_of_aac_as_long_as_the_pictures(asking: Asking) -> None:
    _, film = made(asking, model=SOUND, resolution="480p", duration=4, ratio="1:1")

    assert (film.size, len(film.frames)) == ((640, 640), 97)
    assert film.sound is not None
    codec, channels, seconds = film.sound
    assert (codec, channels) == ("aac", 1)
    assert abs(seconds - 97 / 24) < 0.1


def test_sound_can_be_left_out() -> None:
    assert ordered(order(model=SOUND, generate_audio=False)).sound is False


def test_a_watermark_changes_the_corner_and_nothing_else(asking: Asking) -> None:
    wanted = {"resolution": "480p", "frames": 29}
    _, plain = made(asking, picture(), **wanted)
    _, marked = made(asking, picture(), watermark=True, **wanted)

    corner = (640, 420, 864, 480)
    before, after = plain.frames[0].crop(corner), marked.frames[0].crop(corner)
    assert ImageStat.Stat(after).stddev[0] > ImageStat.Stat(before).stddev[0] + 3
    assert is_close(colour(plain.frames[0]), colour(marked.frames[0]))


def test_every_clip_says_sandbox_in_its_corner(asking: Asking) -> None:
    _, film = made(asking, picture(), resolution="480p", frames=29)

    corner = film.frames[0].crop((0, 0, 150, 50))

    assert ImageStat.Stat(corner).stddev[0] > 8


def test_the_last_frame_is_given_as_a_picture_without_marks(asking: Asking) -> None:
    task, film = made(
        asking, picture(), resolution="480p", frames=29, return_last_frame=True, watermark=True
    )

    reply = asking.http.get(task["content"]["last_frame_url"])

    with Image.open(io.BytesIO(reply.content)) as image:
        assert (image.format, image.size) == ("PNG", film.size)
        assert is_close(colour(image.convert("RGB")), colour(film.frames[-1]))
        assert ImageStat.Stat(image.convert("RGB")).stddev[0] < 2


def test_text_alone_becomes_a_card_that_can_be_read(asking: Asking) -> None:
    prompt = "一只猫在雨中 walks along the pier, " * 12

    _, film = made(asking, prompt=prompt, resolution="480p", frames=29, ratio="21:9")

    assert film.size == (960, 416)
    assert ImageStat.Stat(film.frames[0]).extrema[0][1] > 200


@pytest.mark.parametrize(
    ("width", "height"), [(1112, 834), (834, 1112), (1470, 630), (850, 482), (4398, 1886)]
)
def test_sizes_that_no_codec_likes_are_made_exactly(
    tmp_path: Path, width: int, height: int
) -> None:
    usual = ordered(order(model=TWO, resolution="480p"))
    wanted = replace(usual, width=width, height=height, frames=3)

    make_film(wanted, (), tmp_path / "a.mp4", is_stopped=lambda: False)

    with av.open(str(tmp_path / "a.mp4")) as container:
        frames = list(container.decode(video=0))
    assert [(frame.width, frame.height) for frame in frames] == [(width, height)] * 3


def test_every_size_in_the_table_can_be_made() -> None:
    sizes = {
        size for row in MODELS.values() for sizes in row.sizes.values() for size in sizes.values()
    }

    assert all(size.width % 2 == 0 and size.height % 2 == 0 for size in sizes)


def test_a_film_that_is_given_up_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(FilmStoppedError):
        make_film(ordered(order()), (), tmp_path / "a.mp4", is_stopped=lambda: True)

    assert list(tmp_path.iterdir()) == []


def test_2_5_keeps_the_shape_of_a_first_frame() -> None:
    first = picture(url=data_address((1920, 1088)))

    wanted = ordered(order(first, model=FIVE, resolution="480p"))

    assert (wanted.width, wanted.height, wanted.ratio) == (850, 482, "16:9")


def test_2_5_makes_a_listed_size_from_a_first_frame_of_that_size() -> None:
    for size in MODELS[FIVE].sizes["720p"].values():
        first = picture(url=data_address((size.width, size.height)))

        wanted = ordered(order(first, model=FIVE, resolution="720p"))

        assert wanted.size == size


def test_what_is_left_out_is_the_models_default() -> None:
    fast, five = ordered(order(model=FAST)), ordered(order(model=FIVE))

    assert (fast.resolution, fast.ratio, fast.frames) == ("1080p", "16:9", 121)
    assert (five.resolution, five.ratio, five.frames) == ("720p", "16:9", 121)
    assert (fast.sound, five.sound) == (None, True)
    assert fast.tokens == 246_840


def test_every_frame_shows_something_and_the_ends_are_the_pictures() -> None:
    for scene, count in [
        (Scene.TEXT, 1),
        (Scene.FIRST_LAST, 2),
        *[(Scene.REFERENCES, n) for n in (1, 4, 30)],
    ]:
        for frames in (29, 49, 121, 721):
            shots = shots_of(scene, count, frames)

            assert all(
                any(shot.first <= index <= shot.last for shot in shots) for index in range(frames)
            )
            assert (shots[0].picture, shots[0].zoom(0)) == (0, 1.0)
            assert (shots[-1].picture, shots[-1].last) == (count - 1, frames - 1)
