"""What is said of videos, kept in the library itself."""

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seedance_desktop.core.entry import Organised
from seedance_desktop.core.ids import ConnectionId, VideoId
from seedance_desktop.core.video import Video
from seedance_desktop.store.database import Database
from seedance_desktop.store.entry_rows import organised_of
from seedance_desktop.store.organised_file import (
    NAME,
    LeaveAloneError,
    Noted,
    OrganisedLibrary,
    read_organised,
    write_organised,
)
from seedance_desktop.store.organised_notes import note_down
from seedance_desktop.store.sayings import say
from seedance_desktop.store.videos import VideoTable
from tests.store.samples import texts, words
from tests.store.shelf import Shelf, clip

SAID = Organised(4, is_favourite=True, notes="夜 good", tags=("night",), collections=("Reel",))

organised = st.builds(
    Organised,
    rating=st.integers(0, 5),
    is_favourite=st.booleans(),
    notes=texts,
    tags=st.lists(words, max_size=3).map(tuple),
    collections=st.lists(words, max_size=3).map(tuple),
)
libraries = st.builds(
    OrganisedLibrary,
    videos=st.dictionaries(words.map(VideoId), st.builds(Noted, texts, organised), max_size=4),
    collections=st.lists(words, max_size=3).map(tuple),
)


@pytest.fixture
def shelf(database: Database) -> Iterator[Shelf]:
    shelf = Shelf(database)
    yield shelf
    shelf.close()


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "Seedance"
    folder.mkdir()
    return folder


def a_clip(number: int, library: Path) -> Video:
    return replace(clip(number), library=library)


@given(known=libraries)
def test_what_is_written_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, known: OrganisedLibrary
) -> None:
    folder = tmp_path_factory.mktemp("library")

    write_organised(folder, known)

    assert read_organised(folder) == known


def test_only_what_was_said_stands_in_the_file_a_line_for_each_video(library: Path) -> None:
    plain = Organised(rating=2)
    videos = {VideoId("b"): Noted("b.mp4", plain), VideoId("a"): Noted("a.mp4", SAID)}

    write_organised(library, OrganisedLibrary(videos, ("Reel", "Empty")))

    text = (library / NAME).read_text(encoding="utf-8")
    assert '"b": {"file":"b.mp4","stars":2}\n' in text
    assert text.index('"a":') < text.index('"b":')
    assert json.loads(text)["version"] == 1


def test_one_line_that_is_no_line_does_not_take_the_others_with_it(library: Path) -> None:
    write_organised(library, OrganisedLibrary({VideoId("a"): Noted("a.mp4", SAID)}))
    path = library / NAME
    text = path.read_text(encoding="utf-8")
    broken = text.replace('"videos": {', '"videos": {"x": 7, "y": {"stars": "many"},')
    path.write_text(broken, encoding="utf-8")

    assert read_organised(library).videos == {VideoId("a"): Noted("a.mp4", SAID)}


def test_a_line_that_was_damaged_in_its_place_is_passed_over(library: Path) -> None:
    videos = {VideoId(name): Noted(f"{name}.mp4", SAID) for name in ("a", "b: c", "d")}
    write_organised(library, OrganisedLibrary(videos))
    path = library / NAME
    path.write_bytes(path.read_bytes().replace(b'"d": {', b'"d\xff": '))

    assert list(read_organised(library).videos) == ["a", "b: c"]


def test_a_file_that_another_program_has_laid_out_anew_says_the_same(library: Path) -> None:
    write_organised(library, OrganisedLibrary({VideoId("a"): Noted("a.mp4", SAID)}, ("Reel",)))
    before, path = read_organised(library), library / NAME

    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")), indent=4))

    assert read_organised(library) == before


def test_what_is_said_of_videos_that_are_not_on_record_stays(shelf: Shelf, library: Path) -> None:
    mine, gone = a_clip(1, library), VideoId("~gone")
    write_organised(library, OrganisedLibrary({gone: Noted("gone.mp4", SAID)}))
    shelf.put(mine)
    say(shelf.database, {mine.id: SAID})

    assert note_down(shelf.database.path, [library]) == 1

    assert set(read_organised(library).videos) == {mine.id, gone}


@pytest.mark.parametrize("content", [b"", b"\xa5" * 99, b"[]", b'{"format": 1}', b'{"version"'])
def test_a_file_that_cannot_be_understood_says_nothing(library: Path, content: bytes) -> None:
    (library / NAME).write_bytes(content)

    assert read_organised(library) == OrganisedLibrary()


def test_a_newer_programs_file_is_neither_read_nor_written_over(
    shelf: Shelf, library: Path
) -> None:
    content = b'{"format": "seedance-desktop/organised", "version": 2, "videos": {}}'
    (library / NAME).write_bytes(content)
    shelf.put(a_clip(1, library))
    say(shelf.database, {a_clip(1, library).id: SAID})

    assert note_down(shelf.database.path, [library]) == 0

    assert (library / NAME).read_bytes() == content
    with pytest.raises(LeaveAloneError):
        read_organised(library)


def test_each_library_gets_what_is_said_of_its_own_videos(
    shelf: Shelf, library: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    mine, theirs, silent = a_clip(1, library), a_clip(2, other), a_clip(3, library)
    shelf.put(mine, theirs, silent)
    say(shelf.database, {mine.id: SAID, theirs.id: Organised(rating=1)})

    assert note_down(shelf.database.path, [library, other, tmp_path / "unplugged"]) == 2

    assert read_organised(library) == OrganisedLibrary(
        {mine.id: Noted(mine.file.as_posix(), SAID)}, ("Reel",)
    )
    assert list(read_organised(other).videos) == [theirs.id]
    assert read_organised(other).collections == ()
    assert not (tmp_path / "unplugged").exists()
    assert note_down(shelf.database.path, [library, other]) == 0


def test_a_library_of_which_nothing_is_said_gets_no_file(shelf: Shelf, library: Path) -> None:
    shelf.put(a_clip(1, library))

    assert note_down(shelf.database.path, [library]) == 0

    assert list(library.iterdir()) == []


def test_adopted_clips_stand_in_the_usual_library_also_when_nothing_is_said(
    shelf: Shelf, library: Path, tmp_path: Path
) -> None:
    other = tmp_path / "adopted as it is"
    other.mkdir()
    here, there = (
        replace(a_clip(number, folder), connection=ConnectionId("adopted"))
        for number, folder in ((1, library), (2, other))
    )
    shelf.put(here, there)

    assert note_down(shelf.database.path, [library, other]) == 1

    assert list(read_organised(library).videos) == [here.id]
    assert list(other.iterdir()) == []


def test_what_is_said_of_videos_that_are_not_on_record_stays_in_the_file(
    shelf: Shelf, library: Path
) -> None:
    """Another computer's library, before its clips have joined."""
    stranger = {VideoId("elsewhere"): Noted("elsewhere.mp4", SAID)}
    write_organised(library, OrganisedLibrary(stranger))
    mine = a_clip(1, library)
    shelf.put(mine)
    say(shelf.database, {mine.id: Organised(rating=3)})

    note_down(shelf.database.path, [library])
    say(shelf.database, {mine.id: Organised()})
    note_down(shelf.database.path, [library])

    assert read_organised(library).videos == stranger


def test_saying_replaces_all_that_was_said_and_knows_names_by_their_letters(shelf: Shelf) -> None:
    one = clip(1)
    shelf.put(one)
    say(shelf.database, {one.id: Organised(1, notes="old", tags=("Night", "rain"))})

    on_record = say(
        shelf.database,
        {one.id: Organised(0, is_favourite=True, tags=("night",)), VideoId("gone"): SAID},
    )

    (entry,) = shelf.search.entries(shelf.database.tuples("SELECT number FROM entries")[0])
    assert on_record == (one.id,)
    assert entry.organised == Organised(0, is_favourite=True, tags=("Night",))


@settings(max_examples=30)
@given(said=organised)
def test_whatever_is_said_is_written_as_it_is(
    tmp_path_factory: pytest.TempPathFactory, said: Organised
) -> None:
    folder = tmp_path_factory.mktemp("library")
    with closing(Database.open(folder / "records.sqlite")) as database:
        video = a_clip(1, folder)
        VideoTable(database).add(video)
        say(database, {video.id: said})
        rows = database.tuples("SELECT number FROM entries")
        known = organised_of(database, [row[0] for row in rows])

        note_down(database.path, [folder])

    expected = {video.id: Noted(video.file.as_posix(), *known.values())}
    assert read_organised(folder).videos == (expected if said != Organised() else {})
