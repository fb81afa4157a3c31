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

    assert 0 < len(slug.encode()) <= 200
    assert all(character.isalnum() or character == "-" for character in slug)
    assert not slug.startswith("-")
    assert not slug.endswith("-")


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
