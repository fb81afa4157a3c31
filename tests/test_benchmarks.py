"""The benchmarks start and tell something; what they tell is looked at elsewhere."""

import importlib
import sqlite3
from pathlib import Path
from shutil import which
from unicodedata import name as sign_name

import pytest
from PySide6.QtGui import QImage

from benchmarks import __main__ as benchmarks
from benchmarks import posters, processes
from benchmarks.certificates import make_certificates
from benchmarks.figures import Figure, ratio_of, share, table
from benchmarks.frames import take_photo
from benchmarks.gigabit import serving
from benchmarks.processes import Home, memory, module, running, script, told
from benchmarks.profiles import fill_library, make_profile
from benchmarks.sample_clips import make_clips
from benchmarks.shelf import Shelf, fill_shelf
from benchmarks.stall import played
from benchmarks.writing import Desk
from seedance_desktop.core.found import Order
from seedance_desktop.core.query import Field, Query
from seedance_desktop.model.thumbnails import poster_path
from seedance_desktop.store.ledger_files import LedgerFiles
from seedance_desktop.store.library_search import LibrarySearch
from tests.support.pictures import make_picture

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/smaps_rollup").exists(), reason="measures by what Linux tells"
)


def test_every_benchmark_can_be_loaded() -> None:
    for name in benchmarks.NAMES:
        assert callable(importlib.import_module(f"benchmarks.{name}").measure)


def test_an_unknown_name_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        benchmarks.main(["nothing"])

    assert "nothing" in capsys.readouterr().err


def test_a_missed_limit_is_told() -> None:
    kept, missed = Figure("a", 1.5, "×", 1.6), Figure("b", 1.7, "×", 1.6)

    assert not kept.is_missed
    assert missed.is_missed
    assert "MISSED" in table([kept, missed])
    assert ratio_of([4, 100, 2], [1, 2, 3]) == 2
    assert share(list(range(1000)), 0.999) == 999


def test_the_window_tells_when_it_was_painted_and_what_was_loaded(tmp_path: Path) -> None:
    home = Home(tmp_path)
    make_profile(tmp_path / "profile")
    answers = []
    for arguments in (["bare"], ["program", "--profile", str(tmp_path / "profile")]):
        with running(script("watched.py", *arguments), home.environment()) as process:
            answers.append(told(process))

    for answer in answers:
        assert answer["seen"] <= answer["painted"] <= answer["complete"]
        assert "PySide6.QtWidgets" in answer["modules"]
    assert "seedance_desktop.ui.main_window" in answers[1]["modules"]


def test_a_dropped_picture_is_timed_and_its_memory_is_looked_at(tmp_path: Path) -> None:
    make_profile(tmp_path / "profile")
    photo = make_picture(tmp_path / "photo.jpg", (1600, 1200))
    program = module("benchmarks.dropping", "--profile", str(tmp_path / "profile"))

    with running(
        [*program, "--photo", str(photo), "--runs", "1"], Home(tmp_path).environment()
    ) as window:
        answer = told(window)
        window.wait(processes.PATIENCE)

    assert len(answer["shown"]) == 1
    assert answer["late"]
    assert max(answer["pans"]) > 0
    assert min(answer["before"], answer["held"], answer["after"]) > 10
    assert answer["began"] < answer["ended"]


def test_memory_is_read_of_a_process_and_its_children(tmp_path: Path) -> None:
    command = script("watched.py", "bare", "--stay")

    with running(command, Home(tmp_path).environment()) as process:
        told(process)
        found = memory(process.pid)

    assert found["Rss"] > 10
    assert found["Pss"] > 0


def test_a_library_of_any_length_is_made(tmp_path: Path) -> None:
    folders = make_profile(tmp_path / "profile")

    fill_library(folders, 3)

    connection = sqlite3.connect(folders.database)
    assert connection.execute("SELECT count(*) FROM videos").fetchone() == (3,)
    connection.close()


def test_the_library_page_tells_how_long_it_took(tmp_path: Path) -> None:
    fill_library(make_profile(tmp_path / "profile"), 3)
    program = module("benchmarks.turning", "--profile", str(tmp_path / "profile"))

    with running(program, Home(tmp_path).environment()) as process:
        answer = told(process)
        process.wait(processes.PATIENCE)

    assert 0 < answer["loaded"] <= answer["answered"]
    assert 0 < answer["painted"] <= answer["filled"]


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return fill_shelf(make_profile(tmp_path / "profile"), 40)


def test_a_shelf_holds_what_people_have_in_a_library(shelf: Shelf) -> None:
    search = LibrarySearch.open(shelf.folders.database)

    entries = search.entries(shelf.numbers)
    counts = search.facets(Query())
    grouped = search.grouped(Query(), Order())
    bills = LedgerFiles(shelf.folders.ledger).read()
    search.close()

    assert len(entries) == len(bills) == 40
    assert all(entry.video.path.is_file() and not entry.is_missing for entry in entries)
    assert all(poster_path(shelf.folders.posters, e.video.id).is_file() for e in entries)
    assert {"LATIN", "CJK"} <= {sign_name(e.video.request.prompt[0]).split()[0] for e in entries}
    assert counts.of(Field.TAG)
    assert any(entry.organised.rating for entry in entries)
    assert 10 < len(grouped.all) < 40


def test_the_page_is_scrolled_and_searched_by_programs_that_tell(
    shelf: Shelf, tmp_path: Path
) -> None:
    at, environment = str(tmp_path / "profile"), Home(tmp_path).environment()
    answers = []
    for program, *arguments in (
        ("leafing", "--idle", "0.2", "--seconds", "0.4"),
        ("looking", "--rounds", "0"),
    ):
        command = module(f"benchmarks.{program}", "--profile", at, *arguments)
        with running(command, environment) as process:
            answers.append(told(process))
            process.wait(processes.PATIENCE)

    assert answers[0]["rows"] == 40
    assert min(answers[0][name] for name in ("rested", "scrolled", "scrolled_again")) > 10
    assert answers[0]["late_scrolled"]
    assert answers[1]["counts"]


def test_posters_are_made_by_both_sides(tmp_path: Path) -> None:
    (clip,) = make_clips(tmp_path, 1, seconds=0.2)
    sides = [posters.ours] + [posters.theirs] * (which("ffmpegthumbnailer") is not None)

    for side in sides:
        side(clip, tmp_path / f"{side.__name__}.jpg")

    for side in sides:
        image = QImage(str(tmp_path / f"{side.__name__}.jpg"))
        assert (image.width(), image.height()) == (480, 270)


def test_writes_are_timed(shelf: Shelf) -> None:
    desk = Desk(shelf)

    taken = [desk.write() for _ in range(2)]

    desk.close()
    assert set(taken[0]) == {"a rating", "a note", "a tag", "a new clip"}
    assert all(each > 0 for times in taken for each in times.values())
    connection = sqlite3.connect(shelf.folders.database)
    assert connection.execute("SELECT count(*) FROM videos").fetchone() == (42,)
    connection.close()


def test_a_slow_line_is_trusted_and_turns_links_to_itself(tmp_path: Path) -> None:
    import ssl
    from http.client import HTTPSConnection

    trusted, certificate = make_certificates(tmp_path)
    environment = Home(tmp_path).environment()
    service = module("seedance_desktop.sandbox", "--json", "--speed", "1000")
    with running(service, environment) as sandbox:
        address = told(sandbox)["address"].removeprefix("http://")
        line = module("benchmarks.slow_tls", "--to", address, "--certificate", str(certificate))
        with running([*line, "--seconds", "0.1"], environment) as proxy:
            context = ssl.create_default_context(cafile=str(trusted))
            connection = HTTPSConnection("127.0.0.1", told(proxy)["port"], context=context)
            connection.request("GET", "/sandbox/ledger")
            answer = connection.getresponse()
            answer.read()
            connection.close()

    assert answer.status == 200


def test_the_window_tells_how_late_it_was_while_a_line_was_full(tmp_path: Path) -> None:
    home = Home(tmp_path)
    make_profile(tmp_path / "line", "sandbox")

    with serving(home, 2, times=3) as link:
        program = module("benchmarks.downloading", "--profile", str(tmp_path / "line"))
        limits = ("--link", link, "--idle", "0.1", "--seconds", "0.1")
        answer, beside = played(home, [*program, *limits])

    assert answer["received"] % 6_000_000 == 0
    assert answer["received"] > 0
    assert answer["at_rest"]
    assert answer["busy"]
    assert beside


def test_a_photograph_is_taken(tmp_path: Path) -> None:
    take_photo(tmp_path / "photo.jpg")

    assert (tmp_path / "photo.jpg").stat().st_size > 1_000_000
