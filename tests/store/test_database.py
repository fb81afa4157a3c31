import shutil
import sqlite3
import threading
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from seedance_desktop.core.errors import (
    DatabaseDamagedError,
    DatabaseNewerError,
    DiskFullError,
    FolderUnusableError,
    RecordError,
)
from seedance_desktop.store.copies import copies_of
from seedance_desktop.store.database import Database
from seedance_desktop.store.jobs import JobTable
from seedance_desktop.store.migration import Migration, migrations
from tests.store.samples import a_job, a_request

NEWEST = migrations()[-1].version
NEXT_MINOR = Migration(NEWEST + 1, "ALTER TABLE jobs ADD COLUMN note TEXT;")
NEXT_MAJOR = Migration(2000, "CREATE TABLE shots (id TEXT);\nDROP INDEX jobs_by_state;")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "records.sqlite"


def filled(path: Path, steps: Sequence[Migration] | None = None) -> Path:
    database = Database.open(path, steps)
    JobTable(database).add(a_job())
    database.close()
    return path


def setting(database: Database, name: str) -> object:
    return next(iter(database.rows(f"PRAGMA {name}")[0]))


def test_a_new_database_is_safe_by_its_settings(database: Database) -> None:
    assert setting(database, "journal_mode") == "wal"
    assert setting(database, "synchronous") == 2, "every job step is flushed to the disk"
    assert setting(database, "foreign_keys") == 1
    assert setting(database, "user_version") == NEWEST == 1003


def test_a_block_that_fails_leaves_nothing_behind(database: Database) -> None:
    jobs = JobTable(database)

    def add_and_fail() -> None:
        with database.transaction():
            jobs.add(a_job(1))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        add_and_fail()

    jobs.add(a_job(2))
    assert jobs.newest(10) == [a_job(2)]


def test_a_block_inside_a_block_is_part_of_it(database: Database) -> None:
    jobs = JobTable(database)

    def add_and_fail() -> None:
        with database.transaction():
            with database.transaction():
                jobs.add(a_job())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        add_and_fail()

    assert jobs.newest(10) == []


def test_a_reader_sees_what_is_done_and_is_not_stopped_by_what_is_not(database: Database) -> None:
    writer, reader = JobTable(database), Database.reader(database.path)
    writer.add(a_job(1))

    with database.transaction():
        writer.add(a_job(2))
        seen_meanwhile = JobTable(reader).newest(10)

    assert seen_meanwhile == [a_job(1)]
    assert JobTable(reader).newest(10) == [a_job(2), a_job(1)]
    reader.close()


def test_readers_in_other_threads_only_ever_see_whole_blocks(database: Database) -> None:
    counts: list[int] = []
    start, stop = threading.Event(), threading.Event()

    def read() -> None:
        reader = Database.reader(database.path)
        while not stop.is_set():
            counts.append(len(JobTable(reader).newest(1000)))
            start.set()
        reader.close()

    thread = threading.Thread(target=read)
    thread.start()
    start.wait(30)
    for number in range(20):
        with database.transaction():
            JobTable(database).add(a_job(2 * number))
            JobTable(database).add(a_job(2 * number + 1))
    stop.set()
    thread.join(30)

    assert counts == sorted(counts)
    assert not [count for count in counts if count % 2]


def test_a_reader_cannot_write(database: Database) -> None:
    reader = Database.reader(database.path)

    with pytest.raises(FolderUnusableError):
        JobTable(reader).add(a_job())
    reader.close()


def test_a_connection_stays_in_its_thread(database: Database) -> None:
    caught: list[BaseException] = []

    def use() -> None:
        try:
            database.rows("SELECT 1")
        except sqlite3.ProgrammingError as error:
            caught.append(error)

    thread = threading.Thread(target=use)
    thread.start()
    thread.join(30)

    assert len(caught) == 1


# ── versions ─────────────────────────────────────────────────────────────────────────────────────


def test_an_older_database_is_brought_up_to_date_after_a_copy(path: Path) -> None:
    filled(path)

    newer = Database.open(path, [*migrations(), NEXT_MINOR])

    assert setting(newer, "user_version") == NEWEST + 1
    assert newer.rows("SELECT note FROM jobs")[0]["note"] is None
    assert JobTable(newer).newest(10) == [a_job()]
    newer.close()
    (copy,) = copies_of(path)
    assert copy.name.startswith("records-v1.3-")
    before = Database.reader(copy)
    assert setting(before, "user_version") == NEWEST
    assert JobTable(before).newest(10) == [a_job()]
    before.close()


def test_a_new_database_and_one_that_is_up_to_date_need_no_copy(path: Path) -> None:
    filled(path)
    Database.open(path).close()

    assert copies_of(path) == []


def test_only_the_newest_copies_are_kept(path: Path) -> None:
    filled(path)
    for day in range(1, 6):
        (path.parent / f"records-v0.9-2026010{day}-120000.sqlite").touch()

    Database.open(path, [*migrations(), NEXT_MINOR]).close()

    days = [copy.stem[-15:-7] for copy in copies_of(path)]
    assert len(days) == 3
    assert days[:2] == ["20260104", "20260105"]


def test_a_step_that_fails_leaves_the_database_as_it_was(path: Path) -> None:
    filled(path)
    broken = Migration(2000, "CREATE TABLE shots (id TEXT);\nDROP TABLE nothing;")

    with pytest.raises(sqlite3.OperationalError, match="nothing"):
        Database.open(path, [*migrations(), broken])

    again = Database.open(path)
    assert JobTable(again).newest(10) == [a_job()]
    assert again.rows("SELECT name FROM sqlite_master WHERE name = 'shots'") == []
    again.close()


def test_a_database_of_a_newer_minor_version_opens_and_keeps_what_it_holds(path: Path) -> None:
    filled(path, [*migrations(), NEXT_MINOR])

    older_program = Database.open(path)
    JobTable(older_program).add(a_job(2))

    assert setting(older_program, "user_version") == NEWEST + 1
    assert JobTable(older_program).newest(10) == [a_job(2), a_job(1)]
    older_program.close()


def test_a_database_of_a_newer_major_version_is_refused_untouched(path: Path) -> None:
    filled(path, [*migrations(), NEXT_MAJOR])
    before = path.read_bytes()

    for opening in (Database.open, Database.reader):
        with pytest.raises(DatabaseNewerError) as caught:
            opening(path)

        assert "newer version" in str(caught.value)
        assert caught.value.facts["path"] == str(path)
    assert path.read_bytes() == before


def test_a_migration_must_say_its_version(tmp_path: Path) -> None:
    (tmp_path / "0002_more.sql").write_text("CREATE TABLE a (b TEXT);")

    with pytest.raises(ValueError, match=r"0002_more\.sql"):
        migrations(tmp_path)


def test_a_statement_may_hold_semicolons_of_its_own(path: Path) -> None:
    trigger = """
CREATE TABLE log (line TEXT);
CREATE TRIGGER noted AFTER INSERT ON jobs BEGIN
    INSERT INTO log VALUES ('a;b'); -- one; two
END;
"""
    filled(path, [*migrations(), Migration(NEWEST + 1, trigger)])

    reader = Database.reader(path)
    assert [row["line"] for row in reader.rows("SELECT line FROM log")] == ["a;b"]
    reader.close()


# ── files that cannot be used ────────────────────────────────────────────────────────────────────


def test_a_file_that_is_no_database_is_damaged_and_left_alone(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"holiday pictures " * 1000)

    with pytest.raises(DatabaseDamagedError) as caught:
        Database.open(path)

    assert str(path) in str(caught.value)
    assert path.read_bytes() == b"holiday pictures " * 1000


def test_a_database_that_was_cut_short_is_damaged(path: Path) -> None:
    filled(path)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])

    with pytest.raises(DatabaseDamagedError):
        Database.open(path)


def root_page(path: Path, table: str) -> int:
    with closing(sqlite3.connect(path)) as opened:
        (page,) = opened.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)
        ).fetchone()
        return int(page)


def test_damage_found_later_is_told_as_damage(path: Path) -> None:
    filled(path)
    page, first = 4096, root_page(path, "jobs") - 1
    content = path.read_bytes()
    damage = b"\xa5" * page
    path.write_bytes(content[: first * page] + damage + content[(first + 1) * page :])
    database = Database.open(path)

    with pytest.raises(DatabaseDamagedError):
        JobTable(database).newest(10)
    database.close()


@pytest.mark.parametrize("pages", [0, 1, 40])
def test_a_table_that_is_missing_is_damage_where_the_file_was_overwritten(
    path: Path, pages: int
) -> None:
    with closing(Database.open(path)) as database:
        with pytest.raises(sqlite3.OperationalError, match="no such table"):
            database.rows("SELECT * FROM poems")
        path.write_bytes(bytes(pages * 4096))
        with pytest.raises(DatabaseDamagedError):
            database.rows("SELECT * FROM poems")


def test_damage_names_the_newest_copy_as_the_way_out(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"x" * 5000)
    (path.parent / "records-v1.0-20261121-120000.sqlite").touch()

    with pytest.raises(DatabaseDamagedError) as caught:
        Database.open(path)

    assert "records-v1.0-20261121-120000.sqlite" in str(caught.value.remedy)


def test_a_database_of_another_program_is_refused_untouched(path: Path) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE songs (title TEXT)")
    before = path.read_bytes()

    with pytest.raises(DatabaseDamagedError, match="not a database of this program"):
        Database.open(path)

    assert path.read_bytes() == before


def test_an_empty_file_is_a_new_database(path: Path) -> None:
    path.parent.mkdir()
    path.touch()

    assert filled(path).stat().st_size > 0


def test_a_folder_below_a_file_cannot_be_used(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")

    with pytest.raises(FolderUnusableError):
        Database.open(tmp_path / "data" / "records.sqlite")


def test_a_folder_in_the_place_of_the_file_cannot_be_used(path: Path) -> None:
    path.mkdir(parents=True)

    with pytest.raises(FolderUnusableError):
        Database.open(path)


def test_a_reader_of_nothing_makes_nothing(path: Path) -> None:
    path.parent.mkdir()

    with pytest.raises(FolderUnusableError):
        Database.reader(path)

    assert list(path.parent.iterdir()) == []


def test_no_room_left_is_told_as_a_full_disk_and_what_was_there_stays(path: Path) -> None:
    filled(path)
    database = Database.open(path)
    pages = int(str(setting(database, "page_count")))
    database.change(f"PRAGMA max_page_count = {pages}")  # as far as the file may ever grow
    jobs = JobTable(database)

    with pytest.raises(DiskFullError):
        jobs.add(a_job(2, request=a_request(prompt="a very long story " * 10_000)))

    assert jobs.get(a_job().id) == a_job()
    assert setting(database, "integrity_check") == "ok"
    database.close()


def test_a_writer_that_never_ends_is_told_as_another_program(path: Path) -> None:
    filled(path)
    database = Database.open(path)
    database.change("PRAGMA busy_timeout = 1")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")

        with pytest.raises(RecordError, match="busy"):
            JobTable(database).add(a_job(2))

    JobTable(database).add(a_job(2))
    database.close()


def test_a_copied_profile_opens_with_what_was_not_yet_merged(tmp_path: Path) -> None:
    """A copy made while the program runs has its newest steps in the file beside."""
    database = Database.open(tmp_path / "here" / "records.sqlite")
    JobTable(database).add(a_job())

    shutil.copytree(tmp_path / "here", tmp_path / "there")

    copied = Database.open(tmp_path / "there" / "records.sqlite")
    assert JobTable(copied).newest(10) == [a_job()]
    copied.close()
    database.close()
