from array import array
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedance_desktop.core.entry import Kin, Kinship
from seedance_desktop.core.found import Numbers, Order, Sort, day_runs, local_day
from seedance_desktop.core.geometry import Size
from seedance_desktop.core.ids import FrameHash, ModelId, VideoId
from seedance_desktop.core.query import Query, State
from seedance_desktop.core.query_text import parse
from seedance_desktop.core.request import Frame, Role
from seedance_desktop.core.video import ClipFacts
from seedance_desktop.store.database import Database
from tests.store.samples import NOON
from tests.store.shelf import NEWEST_FIRST, Shelf, clip, names

PICTURE = Path("/pictures/sea.png")


@pytest.fixture
def shelf(database: Database) -> Iterator[Shelf]:
    shelf = Shelf(database)
    yield shelf
    shelf.close()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("lighthouse", [1]),
        ("light", [2, 1]),
        ("LIGHT", [2, 1]),
        ("light sea", [1]),
        ('"light"', [2]),
        ('"slow light"', [2]),
        ('"light slow"', []),
        ("沙", [3]),
        ("沙丘", [3]),
        ("丘沙", []),
        ("沙丘 慢走", [3]),
        ("慢走沙丘", []),
        ("cafe", [4]),
        ("CAFÉ", [4]),
        ("🎬", [4]),
        ("kite-7f", [5]),
        ("-light", [5, 4, 3]),
        ("-light -沙", [5, 4]),
        ("!!!", [5, 4, 3, 2, 1]),
        ("ничего", []),
        ("дом", [5]),
    ],
)
def test_words_are_found_in_any_script(shelf: Shelf, text: str, found: list[int]) -> None:
    shelf.put(
        clip(1, prompt="A lighthouse by the sea"),
        clip(2, prompt="slow light"),
        clip(3, prompt="她在沙丘上慢走"),
        clip(4, prompt="Café 🎬", file="x.mp4"),
        clip(5, prompt="Дом", file="2026/a-red-kite-7f3a.mp4"),
    )

    assert shelf.found(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ratio:9:16", [2]),
        ("ratio:16:9,9:16", [3, 2, 1]),
        ("-ratio:9:16", [3, 1]),
        ("model:2.0", [3]),
        ("model:pro", [2, 1]),
        ("model:seedance-2-0-fast-260128", [3]),
        ("2.0", [3]),
        ("size:480p", [1]),
        ("stars:>=3", [2, 1]),
        ("stars:3", [1]),
        ("stars:0", [3]),
        ("stars:>3", [2]),
        ("-stars:3", [3, 2]),
        ("seed:16108", [2]),
        ("cost:>0.5", [3]),
        ("cost:0.1..0.5", [1]),
        ("-cost:>0.5", [2, 1]),
        ("length:<6", [1]),
        ("tag:night", [2]),
        ('tag:"Neon Rain"', [2, 1]),
        ("tag:nothing", []),
        ("-tag:night", [3, 1]),
        ('tag:night tag:"neon rain"', [2]),
        ("rain", [2, 1]),
        ("in:Trailer", [3]),
        ("is:favourite", [1]),
        ("is:unrated", [3]),
        ("is:untagged", [3]),
        ("is:missing,damaged", [3, 2]),
        ("is:noted", [1]),
        ("is:duplicate", [3, 2]),
        ("made:2026-11", [3, 2, 1]),
        ("made:2025", []),
    ],
)
def test_filters_find_what_they_say(shelf: Shelf, text: str, found: list[int]) -> None:
    facts = ClipFacts(Size(1248, 704), 5.0, 120, 24.0, "h264", has_sound=False)
    one = clip(1, resolution="480p", price=0.25, clip=facts)
    two = clip(2, ratio="9:16", seed=16108, price=None, clip=replace(facts, duration=10.0))
    three = clip(
        3,
        model=ModelId("seedance-2-0-fast-260128"),
        price=1.5,
        clip=replace(facts, duration=10.0),
    )
    shelf.put(one, two, three)
    shelf.say(one, rating=3, is_favourite=1, notes="the good one", content="a")
    shelf.say(two, rating=5, is_missing=1, content="b")
    shelf.say(three, is_damaged=1, content="b")
    shelf.tag(one, "Neon rain")
    shelf.tag(two, "Night", "neon rain")
    shelf.tag(three, "Trailer", table="collections")

    assert shelf.found(text) == found


def test_an_adaptive_ratio_counts_as_what_it_became(shelf: Shelf) -> None:
    tall = ClipFacts(Size(544, 960), 5.0, 120, 24.0, "h264", has_sound=False)
    shelf.put(clip(1, ratio="adaptive", clip=tall))

    assert shelf.found("ratio:9:16") == [1]


def test_every_sort_has_both_directions(shelf: Shelf) -> None:
    facts = ClipFacts(Size(1248, 704), 5.0, 120, 24.0, "h264", has_sound=False)
    shelf.put(
        clip(1, file="b.mp4", price=3.0, clip=replace(facts, duration=1.0)),
        clip(2, file="a.mp4", price=2.0, clip=replace(facts, duration=3.0)),
        clip(3, file="C.mp4", price=None, clip=replace(facts, duration=2.0)),
    )
    shelf.say(clip(2), rating=5)
    wanted = {
        Sort.MADE: [3, 2, 1],
        Sort.RATING: [2, 3, 1],
        Sort.LENGTH: [2, 3, 1],
        Sort.COST: [1, 2, 3],
        Sort.NAME: [3, 1, 2],
    }

    for sort, down in wanted.items():
        assert shelf.found("", Order(sort)) == down
        assert shelf.found("", Order(sort, is_descending=False)) == down[::-1]
        assert shelf.found("ratio:16:9 mp", Order(sort)) == []


def test_a_page_knows_how_many_there_are_and_the_order_has_them_all(shelf: Shelf) -> None:
    shelf.put(*(clip(number, prompt="sea") for number in range(10)))

    found = shelf.search.find(parse("sea").query, NEWEST_FIRST, 3)
    numbers = shelf.search.numbers(parse("sea").query, NEWEST_FIRST)

    assert not found.is_all
    assert names(found.first) == [9, 8, 7]
    assert names(shelf.search.entries(numbers.all)) == list(range(10))[::-1]


def test_videos_of_one_moment_each_have_a_number(shelf: Shelf) -> None:
    videos = [clip(number, made_at=NOON) for number in range(5)]
    shelf.put(*videos)
    shelf.videos.remove(videos[2].id)
    shelf.put(clip(7, made_at=NOON), clip(8, made_at=NOON))

    assert sorted(shelf.found("")) == [0, 1, 3, 4, 7, 8]


def test_days_begin_where_the_day_of_this_machine_changes(shelf: Shelf) -> None:
    moments = [NOON, NOON - timedelta(days=3), NOON + timedelta(seconds=5), NOON]
    shelf.put(*(clip(place, made_at=moment) for place, moment in enumerate(moments)))

    for is_descending in (True, False):
        order = Order(Sort.MADE, is_descending=is_descending)
        numbers = shelf.search.numbers(Query(), order).all
        runs = list(day_runs(numbers, is_descending=is_descending))

        wanted = [3, 1] if is_descending else [1, 3]
        assert [run.count for run in runs] == wanted
        assert [run.start for run in runs] == [0, wanted[0]]
        assert runs[0].day == local_day(numbers[0])


@given(st.lists(st.integers(0, 10**16), unique=True, max_size=30), st.booleans())
def test_days_hold_every_entry_once_and_only_their_own(found: list[int], down: bool) -> None:
    ordered = Numbers(array("q", sorted(found, reverse=down))).all

    runs = list(day_runs(ordered, is_descending=down))

    assert sum(run.count for run in runs) == len(found)
    for run in runs:
        assert {local_day(n) for n in ordered[run.start : run.start + run.count]} == {run.day}
    assert len({run.day for run in runs}) == len(runs)


def test_takes_of_one_request_stand_as_one_when_grouped(shelf: Shelf) -> None:
    sent = Frame(Role.FIRST_FRAME, PICTURE, sent=FrameHash("ab"))
    moved = replace(sent, source=PICTURE / "elsewhere.png")
    shelf.put(
        clip(1, prompt="a", pictures=(sent,), seed=1),
        clip(2, prompt="a", pictures=(moved,), variation_of=VideoId("x"), seed=2),
        clip(3, prompt="b", seed=1),
    )

    grouped = shelf.search.grouped(Query(), NEWEST_FIRST)
    entries = shelf.search.entries(grouped.all)

    assert names(entries) == [3, 2]
    assert list(grouped.takes or ()) == [1, 2]
    assert shelf.found(f"take:{entries[1].take}") == [2, 1]
    assert names(shelf.search.entries(shelf.search.grouped(Query(), Order(Sort.NAME)).all)) == [
        3,
        2,
    ]


def test_smart_groups_are_counted(shelf: Shelf) -> None:
    shelf.put(*(clip(number) for number in range(4)))
    shelf.say(clip(0), rating=2, is_favourite=1, content="a")
    shelf.say(clip(1), is_missing=1, content="a")

    groups = shelf.search.groups()

    assert groups.total == 4
    assert groups.states == {
        State.FAVOURITE: 1,
        State.UNRATED: 3,
        State.MISSING: 1,
        State.DAMAGED: 0,
        State.DUPLICATE: 2,
    }


def test_a_family_is_known_to_both_sides(shelf: Shelf) -> None:
    tail = Frame(Role.FIRST_FRAME, PICTURE, taken_from=VideoId("job-000001"), taken_at=-1)
    head = Frame(Role.LAST_FRAME, PICTURE, taken_from=VideoId("job-000009"), taken_at=0)
    shelf.put(clip(1), clip(2, pictures=(tail, head), variation_of=VideoId("job-000001")))

    kin = shelf.search.kin(VideoId("job-000002"))

    assert kin == (
        Kin(VideoId("job-000001"), Kinship.CONTINUES, is_elder=True),
        Kin(VideoId("job-000001"), Kinship.VARIATION_OF, is_elder=True),
        Kin(VideoId("job-000009"), Kinship.MADE_FROM, is_elder=True),
    )
    assert {each.is_elder for each in shelf.search.kin(VideoId("job-000001"))} == {False}


def test_a_video_that_leaves_takes_its_words_and_tags_along(shelf: Shelf) -> None:
    video = clip(1, prompt="sea")
    shelf.put(video)
    shelf.tag(video, "night")
    shelf.videos.remove(video.id)

    assert shelf.found("sea") == []
    assert shelf.database.rows("SELECT * FROM words") == []
    assert shelf.database.rows("SELECT * FROM tagged") == []


def test_a_video_that_is_filed_anew_keeps_what_was_said_of_it(shelf: Shelf) -> None:
    video = clip(1, prompt="sea")
    shelf.put(video)
    shelf.say(video, rating=4, notes="keep")
    shelf.tag(video, "night")
    later = datetime(2027, 1, 1, tzinfo=UTC)

    shelf.put(replace(clip(1, prompt="lake"), made_at=later))

    entry = shelf.search.entry(video.id)
    assert entry is not None
    assert entry.organised.rating == 4
    assert entry.organised.tags == ("night",)
    assert shelf.found("sea") == []
    assert shelf.found("lake made:2026-12..2027-02") == [1]


def test_what_an_older_program_filed_is_found_once_it_is_described(shelf: Shelf) -> None:
    shelf.put(clip(1, prompt="sea"))
    shelf.database.change("DELETE FROM words")
    shelf.database.change("UPDATE entries SET is_described = 0, take = ''")
    assert shelf.found("sea") == []

    descriptions = shelf.videos.descriptions

    assert descriptions.describe_some(10) == 1
    assert descriptions.describe_some(10) == 0
    assert shelf.found("sea") == [1]


def test_only_what_changes_the_words_of_a_clip_has_them_written_anew(shelf: Shelf) -> None:
    """A library of thousands that is moved, or whose files are looked at, stays as it is."""
    video = clip(1, prompt="sea", file="2026/11/wave.mp4")
    shelf.put(video)
    descriptions = shelf.videos.descriptions

    shelf.database.change("UPDATE videos SET library = '/elsewhere', byte_count = 7, price = 2")
    shelf.database.change("UPDATE videos SET file = '2027/01/wave.mp4'")
    untouched = descriptions.describe_some(10)
    shelf.database.change("UPDATE videos SET file = '2027/01/storm.mp4'")
    renamed = descriptions.describe_some(10)

    assert (untouched, renamed) == (0, 1)
    assert shelf.found("storm cost:2") == [1]


def test_what_is_typed_never_becomes_part_of_a_statement(shelf: Shelf) -> None:
    shelf.put(clip(1))

    for text in (
        "'; DROP TABLE entries; --",
        '"a" OR "b"',
        "NEAR(a b)",
        "prompt:x",
        "*",
        "^a",
        "a*",
    ):
        shelf.search.find(parse(text).query, NEWEST_FIRST, 5)
        shelf.search.facets(parse(f'tag:"{text.replace(chr(34), "")}"').query)

    assert shelf.found("") == [1]


def test_clips_that_say_nothing_of_how_they_were_made_are_no_takes_of_one_another(
    shelf: Shelf,
) -> None:
    shelf.put(*(clip(number, model=ModelId(""), prompt="") for number in range(3)))

    grouped = shelf.search.grouped(Query(), NEWEST_FIRST)

    assert list(grouped.takes or ()) == [1, 1, 1]
