import logging
from dataclasses import replace
from pathlib import Path

import pytest

from seedance_desktop.core.errors import FolderUnusableError
from seedance_desktop.core.ids import ConnectionId
from seedance_desktop.store.settings import Settings, UserConnection, settings_table
from seedance_desktop.store.settings_file import SettingsFile

OWN = UserConnection(ConnectionId("ark"), "Ark", "https://ark.example.com/api/v3")


@pytest.fixture
def file(tmp_path: Path) -> SettingsFile:
    return SettingsFile(tmp_path / "config" / "settings.toml")


def typed(file: SettingsFile, text: str) -> SettingsFile:
    file.path.parent.mkdir(exist_ok=True)
    file.path.write_text(text, encoding="utf-8")
    return file


def test_without_a_file_everything_is_as_declared(file: SettingsFile) -> None:
    assert file.read() == Settings()
    assert not file.path.parent.exists(), "reading writes nothing"


def test_what_is_chosen_is_read_back(file: SettingsFile, tmp_path: Path) -> None:
    chosen = Settings(library=tmp_path / "films", jobs_at_once=5, theme="dark", connections=(OWN,))

    file.write(chosen)

    assert file.read() == chosen


def test_only_what_differs_from_the_declaration_is_written(file: SettingsFile) -> None:
    file.write(Settings(theme="dark"))

    assert file.path.read_text() == 'theme = "dark"\n'


def test_every_setting_is_declared_with_words_and_an_own_default_that_it_accepts() -> None:
    for row in settings_table():
        assert str(row.description)
        assert row.default is None or row.read(row.default) == row.default


def test_what_this_version_does_not_know_is_kept(file: SettingsFile) -> None:
    typed(file, 'moon = "full"\n[connections.ark]\naddress = "https://a.example"\nproxy = "x"\n')

    settings = file.write(replace(file.read(), theme="light"))
    settings = file.write(replace(settings, jobs_at_once=2))

    text = file.path.read_text()
    assert 'moon = "full"' in text
    assert 'proxy = "x"' in text
    assert file.read() == settings
    assert settings.connections[0].name == "ark", "an address is enough"


def test_a_connection_that_was_removed_is_gone(file: SettingsFile) -> None:
    settings = file.write(Settings(connections=(OWN,)))

    file.write(replace(settings, connections=()))

    assert file.path.read_text() == ""


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("jobs_at_once = 0", "jobs_at_once"),
        ("jobs_at_once = 51", "jobs_at_once"),
        ("jobs_at_once = 2.5", "jobs_at_once"),
        ("jobs_at_once = true", "jobs_at_once"),
        ("sandbox_speed = nan", "sandbox_speed"),
        ('theme = "purple"', "theme"),
        ("loop_playback = 1", "loop_playback"),
        ('library = "films"', "library"),
        ("library = 7", "library"),
    ],
)
@pytest.mark.expected_warnings("setting")
def test_a_value_that_cannot_be_gives_way_to_the_default(
    file: SettingsFile, caplog: pytest.LogCaptureFixture, text: str, key: str
) -> None:
    settings = typed(file, f"{text}\nlanguage = 'de'\n").read()

    assert settings == Settings(language="de")
    assert f"setting {key}:" in caplog.text


@pytest.mark.parametrize(
    "text", ["connections = 3", "[connections]\na = 3", "[connections.a]\nname = 'A'"]
)
@pytest.mark.expected_warnings("setting connections")
def test_a_connection_that_makes_no_sense_is_left_out(file: SettingsFile, text: str) -> None:
    assert typed(file, text).read().connections == ()


def test_a_whole_number_will_do_for_a_broken_one(file: SettingsFile) -> None:
    assert typed(file, "sandbox_speed = 3").read().sandbox_speed == 3.0


@pytest.mark.parametrize("damage", [b"theme = ", b"\xff\xfe\x00", b"theme = 'dark'\ntheme = 'x'"])
def test_a_damaged_file_gives_way_to_the_last_good_copy(
    file: SettingsFile, caplog: pytest.LogCaptureFixture, damage: bytes
) -> None:
    caplog.set_level(logging.INFO)
    file.write(Settings(theme="dark"))
    file.path.write_bytes(damage)

    assert file.read() == Settings(theme="dark")
    assert f"{file.path} is damaged" in caplog.text


def test_the_last_good_copy_follows_what_was_typed_into_the_file(file: SettingsFile) -> None:
    typed(file, "jobs_at_once = 7").read()
    typed(file, "jobs_at_once = ").read()

    assert file.read().jobs_at_once == 7


def test_a_damaged_file_is_set_aside_before_it_is_written_over(file: SettingsFile) -> None:
    typed(file, "theme = dark # my own words")

    file.write(replace(file.read(), jobs_at_once=9))

    aside = file.path.with_name("settings.damaged.toml")
    assert aside.read_text() == "theme = dark # my own words"
    assert file.read() == Settings(jobs_at_once=9)


def test_a_folder_in_the_files_place_is_no_reason_to_stop(file: SettingsFile) -> None:
    file.path.mkdir(parents=True)

    assert file.read() == Settings()


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("a file")

    with pytest.raises(FolderUnusableError):
        SettingsFile(tmp_path / "config" / "settings.toml").write(Settings())


def test_what_a_request_may_weigh_is_a_connections_own(file: SettingsFile) -> None:
    own = replace(OWN, body_megabytes=48)

    assert file.write(Settings(connections=(own,))).connections == (own,)
    assert file.read().connections == (own,)
    assert own.connection.body_bytes == 48_000_000
    assert OWN.connection.body_bytes == 20_000_000


@pytest.mark.parametrize("odd", ["0", "65", "-3", "2.5", "true", "'much'"])
@pytest.mark.expected_warnings("body_megabytes: must be 1 to 64")
def test_a_weight_that_cannot_be_gives_way_to_the_usual_one(file: SettingsFile, odd: str) -> None:
    text = f"[connections.a]\naddress = 'https://a.example'\nbody_megabytes = {odd}"

    assert typed(file, text).read().connections[0].body_megabytes == 20
