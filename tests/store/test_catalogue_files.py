import shutil
from pathlib import Path

import pytest

from seedance_desktop.core.ids import ModelId
from seedance_desktop.store.catalogue_files import LoadedCatalogue, load_catalogue
from seedance_desktop.store.folders import Folders

FAST = ModelId("seedance-1-0-pro-fast-251015")


@pytest.fixture
def folders(profile: Path) -> Folders:
    folders = Folders.below(profile)
    folders.make()
    return folders


def shipped(folders: Folders) -> LoadedCatalogue:
    shutil.rmtree(folders.config)
    return load_catalogue(folders)


def test_the_shipped_tables_are_read(folders: Folders) -> None:
    loaded = load_catalogue(folders)

    assert loaded.problems == ()
    assert loaded.catalogue.default.id == FAST


def test_a_row_of_the_users_overrides_a_fact_and_leaves_the_others(folders: Folders) -> None:
    folders.user_models_file.write_text(f'[model."{FAST}"]\nname = "My favourite"\n')

    loaded = load_catalogue(folders)

    assert loaded.problems == ()
    assert loaded.catalogue.find(FAST).name == "My favourite"
    assert loaded.catalogue.find(FAST).scenes == shipped(folders).catalogue.find(FAST).scenes


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"default = ", "line 1"),
        (b"a = 1\nb = [\n", "line"),
        (b"a = 1\nb = '\xff'\n", "Line 2"),
        (b"[model.'new']\nname = 3\n", "new"),
        (f"[model.'{FAST}']\nnaem = 'x'\n".encode(), "naem"),
    ],
)
def test_a_broken_file_is_told_and_the_shipped_table_serves(
    folders: Folders, content: bytes, told: str
) -> None:
    folders.user_models_file.write_bytes(content)

    loaded = load_catalogue(folders)

    (problem,) = loaded.problems
    assert str(folders.user_models_file) in str(problem)
    assert told in str(problem)
    assert "start the program again" in str(problem.remedy)
    assert loaded.catalogue == shipped(folders).catalogue


def test_a_broken_file_of_models_does_not_keep_the_prices_out(folders: Folders) -> None:
    folders.user_models_file.write_text("broken")
    folders.user_prices_file.write_text(
        f"""
[per_second.mine]
models = ["{FAST}"]
prices = {{ 720p = 0.5 }}
currency = "EUR"
on = 2026-11-22
source = "my contract"
"""
    )

    loaded = load_catalogue(folders)

    assert len(loaded.problems) == 1
    assert "EUR" in {row.currency for row in loaded.catalogue.prices}


def test_both_files_may_be_broken(folders: Folders) -> None:
    folders.user_models_file.mkdir()
    folders.user_prices_file.write_text("per_second = 3")

    loaded = load_catalogue(folders)

    assert [Path(problem.facts["file"]).name for problem in loaded.problems] == [
        "models.toml",
        "prices.toml",
    ]
    assert loaded.catalogue == shipped(folders).catalogue
