"""What common tools leave of a recipe: real clips through a real ffmpeg."""

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import imageio_ffmpeg
import pytest

from seedance_desktop.core.adopted import Placing
from seedance_desktop.core.ids import video_id_of
from seedance_desktop.engine.recipe import Recipe, recipe_in, recipe_json
from seedance_desktop.media.clip_recipe import read_recipe, write_recipe
from tests.engine.bench import Bench
from tests.store.samples import a_job, a_request, a_video
from tests.support.pictures import make_clip

JOB = replace(
    a_job(), request=a_request(prompt="纸の船 🚢 = \n ; # {x} “quoted” " + "and so on " * 100)
)
RECIPE = recipe_json(JOB, a_video(JOB))
COPY = ("-c", "copy")

KEPT = {
    "copied": COPY,
    "every stream copied": ("-map", "0", *COPY),
    "moved to the front": (*COPY, "-movflags", "+faststart"),
    "tags mapped": (*COPY, "-map_metadata", "0"),
    "own tags kept": (*COPY, "-movflags", "use_metadata_tags"),
    "all of it": (*COPY, "-movflags", "+faststart+use_metadata_tags", "-map_metadata", "0"),
    "in fragments": (*COPY, "-movflags", "frag_keyframe+empty_moov+default_base_moof"),
    "without sound": ("-an", *COPY),
    "cut": ("-t", "0.5", *COPY),
    "encoded again": ("-c:v", "libx264", "-preset", "ultrafast"),
    "made smaller": ("-vf", "scale=80:48", "-c:v", "libx264", "-preset", "ultrafast"),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("clips")
    plain = make_clip(folder / "plain.mp4", (160, 96), frames=24, sound=True)
    write_recipe(plain, folder / "made.mp4", RECIPE)
    return folder / "made.mp4"


def ffmpeg(source: Path, target: Path, *options: str) -> Path:
    program = imageio_ffmpeg.get_ffmpeg_exe()
    subprocess.run(
        [program, "-v", "error", "-i", str(source), *options, str(target)], check=True, timeout=60
    )
    return target


def recipe_of(path: Path) -> Recipe | None:
    return recipe_in(read_recipe(path))


@pytest.mark.parametrize("options", KEPT.values(), ids=KEPT)
@pytest.mark.parametrize("suffix", [".mp4", ".mov"])
def test_the_recipe_survives(
    tmp_path: Path, made: Path, suffix: str, options: tuple[str, ...]
) -> None:
    passed_on = ffmpeg(made, tmp_path / f"out{suffix}", *options)

    assert recipe_of(passed_on) == recipe_in(RECIPE)
    again = ffmpeg(passed_on, tmp_path / f"again{suffix}", *COPY)
    assert recipe_of(again) == recipe_in(RECIPE)


def test_the_recipe_survives_the_way_through_another_container(tmp_path: Path, made: Path) -> None:
    """Matroska writes every key in capitals."""
    there = ffmpeg(made, tmp_path / "there.mkv", *COPY)

    for flags in ((), ("-movflags", "use_metadata_tags")):
        back = ffmpeg(there, tmp_path / f"back {len(flags)}.mp4", *COPY, *flags)
        assert recipe_of(back) == recipe_in(RECIPE)


def test_whoever_wants_it_gone_has_it_gone(tmp_path: Path, made: Path) -> None:
    stripped = ffmpeg(made, tmp_path / "out.mp4", *COPY, "-map_metadata", "-1")

    assert read_recipe(stripped) is None


def test_what_another_program_says_in_the_comment_stays_there(tmp_path: Path, made: Path) -> None:
    theirs = ffmpeg(
        made, tmp_path / "theirs.mp4", *COPY, "-map_metadata", "-1", "-metadata", "comment=mine"
    )
    write_recipe(theirs, tmp_path / "ours.mp4", RECIPE)

    passed_on = ffmpeg(tmp_path / "ours.mp4", tmp_path / "out.mp4", *COPY)

    assert recipe_of(passed_on) == recipe_in(RECIPE)
    shown = subprocess.run(
        [imageio_ffmpeg.get_ffmpeg_exe(), "-i", str(passed_on), "-f", "ffmetadata", "-"],
        check=True,
        capture_output=True,
        timeout=60,
    )
    assert b"comment=mine" in shown.stdout


async def test_a_clip_that_was_packed_anew_is_known_and_one_that_was_cut_is_another(
    bench: Bench, tmp_path: Path, made: Path
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    shutil.copyfile(made, folder / "made.mp4")
    packed = ffmpeg(made, tmp_path / "packed.mp4", *COPY, "-movflags", "+faststart")
    cut = ffmpeg(made, tmp_path / "cut.mp4", "-t", "0.5", *COPY)
    async with bench.opened() as bed:
        await bed.engine.files.adopt([folder], Placing.WHERE_IT_IS)

        again = await bed.engine.files.adopt([packed], Placing.COPIED)
        other = await bed.engine.files.adopt([cut], Placing.COPIED)
        twice = await bed.engine.files.adopt([cut], Placing.COPIED)
        await bed.kept_up()
        kin = await bed.engine.search.kin(video_id_of(JOB.id))

    assert again.known == (packed,)
    (video,) = other.added
    assert video.request.prompt == JOB.request.prompt
    assert (video.price, video.tokens) == (None, None)
    assert [each.video for each in kin] == [video.id]
    assert twice.known == (cut,)


async def test_a_cut_clip_stays_another_when_the_records_are_lost(
    bench: Bench, tmp_path: Path, made: Path
) -> None:
    cut = ffmpeg(made, tmp_path / "a cut.mp4", "-t", "0.5", *COPY)
    async with bench.opened() as bed:
        await bed.kept_up()
        await bed.engine.files.adopt([made], Placing.COPIED)
        other = await bed.engine.files.adopt([cut], Placing.COPIED)
    shutil.rmtree(bench.folders.data)

    async with bench.opened() as bed:
        await bed.engine.rebuild(bench.library)
        found = {video.id: video.file.name for video in await bed.engine.library.newest(10)}

    assert found == {video_id_of(JOB.id): "made.mp4", other.added[0].id: "a cut.mp4"}
