import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedance_desktop.core.connection import SANDBOX
from seedance_desktop.core.errors import FolderUnusableError
from seedance_desktop.core.ids import JobId
from seedance_desktop.core.job import Job
from seedance_desktop.engine import places
from tests.engine.bench import a_request, parts_in

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def a_job(library: Path, prompt: str = "A red kite") -> Job:
    return Job(
        id=JobId("20261122-120000-7f3a9c"),
        request=a_request(prompt),
        connection=SANDBOX,
        address="",
        library=library,
        created_at=NOON,
        changed_at=NOON,
    )


@given(st.text(max_size=300))
def test_any_prompt_makes_a_name_that_every_file_system_takes(prompt: str) -> None:
    slug = places.slug(prompt)

    assert 0 < len(slug.encode()) <= 110
    assert all(character.isalnum() or character == "-" for character in slug)
    assert not slug.startswith("-")
    assert not slug.endswith("-")


@pytest.mark.parametrize("prompt", ["CON", "nul.", "aux:", "..", "a\x00b\x1b\n", "C:\\x", "\ud800"])
def test_a_prompt_that_is_a_device_or_a_path_elsewhere_makes_a_harmless_name(prompt: str) -> None:
    name = places.filed_name(replace(a_job(Path("library")), request=a_request(prompt))).name

    assert name.endswith("-7f3a9c.mp4")
    assert not set(name) & set('<>:"/\\|?*\x00\x1b\n')
    assert name.split(".")[0].upper() not in {"CON", "NUL", "AUX"}


def test_letters_of_many_bytes_stay_below_what_every_file_system_takes() -> None:
    slug = places.slug("𠜎" * 60)

    assert len(slug.encode()) <= 110
    assert slug == "𠜎" * 27


def test_where_the_name_is_refused_a_plain_one_is_used(tmp_path: Path) -> None:
    source = tmp_path / "clip"
    source.write_bytes(b"clip")

    file = places.file_away(source, tmp_path, Path("2026/11/22", f"{'a' * 300}-7f3a9c.mp4"))

    assert file == Path("2026/11/22/video-7f3a9c.mp4")
    assert (tmp_path / file).read_bytes() == b"clip"


def test_a_folder_whose_path_is_too_long_is_told_as_such(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["a" * 200] * 30)

    for ask in (places.make_parts_folder, lambda folder: places.filed_candidates(a_job(folder))):
        with pytest.raises(FolderUnusableError):
            ask(deep)


def test_a_clip_is_only_filed_without_fetching_when_it_is_whole(tmp_path: Path) -> None:
    job = a_job(tmp_path)
    places.make_parts_folder(tmp_path)
    part = places.part_path(job)
    nothing = places.has_arrived(job)
    part.write_bytes(b"part")
    mark = part.with_name(f"{part.name}.json")
    mark.touch()
    half = places.has_arrived(job)
    mark.unlink()

    assert (nothing, half, places.has_arrived(job)) == (False, False, True)


def test_what_has_arrived_goes_along_to_another_library(tmp_path: Path) -> None:
    job, other = a_job(tmp_path / "one"), tmp_path / "two"
    for library in (job.library, other):
        library.mkdir()
    places.make_parts_folder(job.library)
    places.part_path(job).write_bytes(b"part")

    places.take_along(job, other)
    places.leave_nothing(job)

    assert places.part_path(replace(job, library=other)).read_bytes() == b"part"
    assert parts_in(job.library) == []


def test_a_long_prompt_is_cut_between_words() -> None:
    slug = places.slug("A red kite rises slowly over the green hills of home")

    assert slug == "a-red-kite-rises-slowly-over-the-green"


def test_the_name_holds_the_day_the_words_and_the_job(tmp_path: Path) -> None:
    assert places.filed_name(a_job(tmp_path)) == Path("2026/11/22/a-red-kite-7f3a9c.mp4")


def test_a_clip_is_found_again_by_its_job_even_a_day_off(tmp_path: Path) -> None:
    job = a_job(tmp_path)
    source = tmp_path / "clip"
    source.write_bytes(b"clip")

    file = places.file_away(source, tmp_path, places.filed_name(job))

    other_zone = replace(job, created_at=job.created_at.replace(day=23))
    assert places.filed_candidates(job) == [tmp_path / file]
    assert places.filed_candidates(other_zone) == [tmp_path / file]


def test_a_name_that_is_taken_is_never_overwritten(tmp_path: Path) -> None:
    name = Path("2026/11/22/kite.mp4")
    taken = tmp_path / name
    taken.parent.mkdir(parents=True)
    taken.write_bytes(b"somebody's")
    source = tmp_path / "clip"
    source.write_bytes(b"ours")

    file = places.file_away(source, tmp_path, name)

    assert taken.read_bytes() == b"somebody's"
    assert (tmp_path / file).read_bytes() == b"ours"
    assert file == Path("2026/11/22/kite 2.mp4")
    assert not source.exists()


def test_a_library_that_is_gone_is_not_made_anew(tmp_path: Path) -> None:
    unplugged = tmp_path / "drive" / "clips"

    with pytest.raises(FolderUnusableError, match="is not there"):
        places.make_parts_folder(unplugged)

    assert not unplugged.exists()


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_library_that_may_not_be_written_is_told_as_such(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)

    with pytest.raises(FolderUnusableError):
        places.make_parts_folder(tmp_path)


def test_damaged_files_are_kept_aside_one_beside_the_other(tmp_path: Path) -> None:
    job = a_job(tmp_path)
    places.make_parts_folder(tmp_path)

    for content in (b"first", b"second"):
        places.part_path(job).write_bytes(content)
        places.keep_aside(places.part_path(job))

    assert parts_in(tmp_path) == [f"{job.id}.broken 2.mp4", f"{job.id}.broken.mp4"]


def test_sweeping_removes_what_a_job_left_and_nothing_else(tmp_path: Path) -> None:
    job = a_job(tmp_path)
    places.make_parts_folder(tmp_path)
    for path in (places.part_path(job), places.tagged_path(job)):
        path.write_bytes(b"rest")
    (places.parts_folder(tmp_path) / "20261122-120000-000000.part").write_bytes(b"another's")

    places.sweep(job)

    assert parts_in(tmp_path) == ["20261122-120000-000000.part"]
