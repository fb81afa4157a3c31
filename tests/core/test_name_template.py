from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedance_desktop.core.entry import Entry, Organised
from seedance_desktop.core.ids import EntryNumber, JobId
from seedance_desktop.core.name_template import (
    USUAL,
    TemplateError,
    free_name,
    parse_template,
    same_name,
    template_fields,
)
from seedance_desktop.core.video import Video
from tests.store.samples import a_job, a_request, a_video, texts, videos


def an_entry(prompt: str = "Paper boats: drift / slowly", **changes: object) -> Entry:
    job = a_job(id=JobId("20261122-093012-7f3a9c"), request=a_request(prompt=prompt))
    video = replace(a_video(job, file=Path("2026/11/22/old name.MP4")), **changes)  # type: ignore[arg-type]
    return Entry(EntryNumber(1), video, Organised(4, tags=("night", "sea")))


def name(template: str, entry: Entry | None = None, number: int = 1) -> str:
    return str(parse_template(template).name(entry or an_entry(), number))


def test_what_stands_in_braces_comes_from_the_video() -> None:
    assert name("{prompt}-{seed}") == "Paper boats drift slowly-42.MP4"
    assert name("{stars} {tag} {job}") == "4 night 7f3a9c.MP4"
    assert name("{name} ({width}x{height}, {seconds} s)") == "old name (1248x704, 5 s).MP4"
    assert name("{date}").startswith("2026-11-22")
    assert name("{number:3}", number=7) == "007.MP4"
    assert name("{{{number}}}", number=7) == "{7}.MP4"


def test_a_prompt_is_cut_at_a_word() -> None:
    assert name("{prompt:14}") == "Paper boats.MP4"
    assert name("{prompt:11}") == "Paper boats.MP4"
    assert name("{prompt:3}") == "Pap.MP4"
    assert name("{prompt:3}", an_entry("纸船漂流")) == "纸船漂.MP4"


def test_a_slash_in_the_template_makes_folders_and_one_in_a_prompt_does_not() -> None:
    assert name("{year}/by {tag}/{prompt}") == "2026/by night/Paper boats drift slowly.MP4"


def test_what_no_file_system_takes_is_left_out_or_changed() -> None:
    assert name('a<b>:"c|d?*') == "a-b-c-d.MP4"
    assert name("con") == "con_.MP4"
    assert name("aux.x/{tag}") == "aux.x_/night.MP4"
    assert name("{tag}. / {tag}. ") == "night/night.MP4"
    assert len(name("{prompt}", an_entry("海" * 500)).encode()) < 200


def test_a_video_that_has_nothing_to_say_still_gets_a_name() -> None:
    silent = an_entry("", seed=None, price=None)

    assert name("{prompt}{seed}", silent) == "_.MP4"
    assert name("{prompt}/{seed}-{cost}", silent) == "_/_.MP4"


@pytest.mark.parametrize(
    ("template", "words", "place"),
    [
        ("", "Write how the files", (0, 0)),
        ("   ", "Write how the files", (0, 0)),
        ("a{promt}", "{promt} is not known", (1, 8)),
        ("{}", "{} is not known", (0, 2)),
        ("{prompt:}", "how many letters", (0, 9)),
        ("{prompt:zwei}", "how many letters", (0, 13)),
        ("{prompt:0}", "how many letters", (0, 10)),
        ("{prompt:9999}", "how many letters", (0, 13)),
        ("ab{prompt", "no partner", (2, 3)),
        ("seed}", "no partner", (4, 5)),
        ("/home/{seed}", "inside the library", (0, 1)),
        ("~/{seed}", "inside the library", (0, 1)),
        ("a//{seed}", "no name here", (0, 9)),
        ("a/", "no name here", (0, 2)),
        ("../{seed}", "are no names", (0, 9)),
        ("a/./b", "are no names", (0, 5)),
    ],
)
def test_a_template_that_makes_no_names_is_answered_with_its_place(
    template: str, words: str, place: tuple[int, int]
) -> None:
    with pytest.raises(TemplateError) as refused:
        parse_template(template)

    assert words in str(refused.value.message)
    assert (refused.value.start, refused.value.end) == place


pieces = st.sampled_from([f"{{{field}}}" for field in template_fields()]) | st.sampled_from(
    ["/", " ", "-", ".", ":", "con", "{prompt:5}", "..", "海", "\x07", "\\"]
)


@given(template=st.lists(pieces, min_size=1, max_size=8).map("".join), video=videos, notes=texts)
def test_whatever_the_template_says_names_stay_inside_and_are_taken_everywhere(
    template: str, video: Video, notes: str
) -> None:
    entry = replace(an_entry(), video=replace(video, file=Path("x.mp4")))
    entry = replace(entry, organised=Organised(1, tags=(notes,), collections=(notes,)))
    try:
        parsed = parse_template(template)
    except TemplateError:
        return

    made = parsed.name(entry, 3)

    assert not made.is_absolute()
    assert made.suffix == ".mp4"
    for part in made.parts:
        assert part.strip() not in {"", ".", ".."}
        assert not set(part) & set('<>:"|?*\\\x07')
        assert len(part.encode()) < 200
        assert not part.endswith((" ", "."))


def test_the_usual_template_is_understood() -> None:
    assert name(USUAL).endswith("Paper boats drift slowly-7f3a9c.MP4")


def test_a_name_that_is_taken_gets_a_number_whatever_its_case() -> None:
    taken = {same_name(PurePosixPath(name)) for name in ("a/Sea.mp4", "a/sea 2.mp4")}

    assert free_name(PurePosixPath("a/SEA.mp4"), taken) == PurePosixPath("a/SEA 3.mp4")
    assert free_name(PurePosixPath("b/sea.mp4"), taken) == PurePosixPath("b/sea.mp4")
