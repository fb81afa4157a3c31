"""Daily copies: one a day, a week of them, none of a damaged database."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from seedance_desktop.store.copies import all_copies_of, daily_copies_of, keep_daily_copy, made_at
from seedance_desktop.store.database import Database
from seedance_desktop.store.jobs import JobTable
from tests.store.samples import NOON, a_job


def test_the_copy_of_a_day_holds_what_was_on_record_while_the_program_goes_on(
    database: Database,
) -> None:
    JobTable(database).add(a_job(1))

    assert keep_daily_copy(database.path, NOON)

    JobTable(database).add(a_job(2))
    (copy,) = daily_copies_of(database.path)
    assert made_at(copy) == NOON
    reader = Database.reader(copy)
    assert JobTable(reader).newest(10) == [a_job(1)]
    reader.close()


def test_a_copy_is_one_file_and_nothing_is_left_beside_it(database: Database) -> None:
    keep_daily_copy(database.path, NOON)

    beside = {path.name for path in database.path.parent.iterdir()}
    assert {name for name in beside if "daily" in name} == {"records-daily-20261122-120000.sqlite"}


def test_the_second_start_of_a_day_makes_no_second_copy(database: Database) -> None:
    keep_daily_copy(database.path, NOON)
    keep_daily_copy(database.path, NOON + timedelta(hours=3))

    assert len(daily_copies_of(database.path)) == 1


def test_seven_days_are_kept(database: Database) -> None:
    for day in range(9):
        keep_daily_copy(database.path, NOON + timedelta(days=day))

    days = [made_at(copy).day for copy in daily_copies_of(database.path)]
    assert days == [24, 25, 26, 27, 28, 29, 30]


def test_copies_of_both_kinds_are_found_newest_first(database: Database) -> None:
    keep_daily_copy(database.path, NOON)
    database.path.with_name("records-v1.0-20261123-080000.sqlite").touch()
    database.path.with_name("records-v0.9-20260101-080000.sqlite").touch()

    assert [f"{made_at(copy):%m-%d}" for copy in all_copies_of(database.path)] == [
        "11-23",
        "11-22",
        "01-01",
    ]


def test_a_damaged_database_is_not_copied_and_pushes_no_copy_out(tmp_path: Path) -> None:
    path = tmp_path / "records.sqlite"
    with closing(Database.open(path)) as database:
        for number in range(60):
            JobTable(database).add(a_job(number))
    keep_daily_copy(path, NOON)
    content = path.read_bytes()
    path.write_bytes(content[: -2 * 4096] + b"\xa5" * 2 * 4096)

    try:
        kept = keep_daily_copy(path, NOON + timedelta(days=1))
    except sqlite3.DatabaseError:
        kept = False

    assert not kept
    assert [made_at(copy) for copy in daily_copies_of(path)] == [NOON]
    assert not list(tmp_path.glob("*.part"))
