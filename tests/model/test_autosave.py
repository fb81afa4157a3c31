from pathlib import Path

from pytestqt.qtbot import QtBot

from seedance_desktop.core.catalogue import Catalogue
from seedance_desktop.core.connection import SANDBOX
from seedance_desktop.core.request import GenerationRequest
from seedance_desktop.model.models import Models, build_models
from seedance_desktop.model.sample import sample_draft
from seedance_desktop.store.draft_file import DraftFile, SavedDraft
from seedance_desktop.store.folders import Folders


def _nothing() -> None:
    return None


def _saved(folders: Folders) -> SavedDraft | None:
    return DraftFile(folders.draft_file).read()


def test_a_draft_is_on_disk_soon_after_a_change(
    models: Models, folders: Folders, qtbot: QtBot
) -> None:
    models.autosave.restore(_nothing)

    models.draft.change(prompt="A fox runs")

    qtbot.waitUntil(folders.draft_file.exists, timeout=20_000)
    saved = _saved(folders)
    assert saved is not None
    assert saved.request == models.draft.request


def test_a_draft_and_its_variations_come_back_at_the_next_start(
    models: Models, folders: Folders, catalogue: Catalogue
) -> None:
    models.autosave.restore(_nothing)
    models.draft.change(prompt="A fox runs", seed=7)
    models.draft.set_count(3)
    models.autosave.close()
    models.files.finish()

    later = build_models(folders, catalogue)
    later.autosave.restore(_nothing)

    assert later.draft.request == models.draft.request
    assert later.draft.count == 3
    later.close()


def test_what_was_typed_last_is_saved_at_the_end(models: Models, folders: Folders) -> None:
    models.autosave.restore(_nothing)

    models.draft.change(prompt="The very last word")
    models.autosave.close()
    models.files.finish()

    saved = _saved(folders)
    assert saved is not None
    assert saved.request.prompt == "The very last word"


def test_a_draft_that_is_left_alone_is_not_written(models: Models, folders: Folders) -> None:
    models.autosave.restore(_nothing)

    models.autosave.close()
    models.files.finish()

    assert not folders.draft_file.exists()


def test_a_sample_is_put_in_where_nothing_was_kept(models: Models, catalogue: Catalogue) -> None:
    sample = SavedDraft(GenerationRequest(model=catalogue.default.id, prompt="Sample"), 2)

    models.autosave.restore(lambda: sample)

    assert models.draft.request.prompt == "Sample"
    assert models.draft.count == 2


def test_a_sample_that_is_left_alone_is_not_kept(
    models: Models, folders: Folders, catalogue: Catalogue
) -> None:
    models.autosave.restore(lambda: SavedDraft(GenerationRequest(model=catalogue.default.id)))

    models.draft.change(prompt="A fox runs")
    models.draft.change(prompt="")
    models.autosave.close()
    models.files.finish()

    assert not folders.draft_file.exists()


def test_the_sample_is_for_the_sandbox_alone(models: Models) -> None:
    assert sample_draft(models.connections.current) is None


def test_the_sandboxs_sample_can_be_generated_at_once(models: Models) -> None:
    models.connections.use_for_now(SANDBOX)
    sample = sample_draft(models.connections.current)
    assert sample is not None

    models.draft.use_all(sample.request)

    assert models.draft.problems == ()
    assert all(frame.source.is_file() for frame in models.draft.request.pictures)


def test_whoever_comes_with_files_of_their_own_begins_without_the_sample(
    models: Models, tmp_path: Path
) -> None:
    models.connections.use_for_now(SANDBOX)

    assert sample_draft(models.connections.current, [tmp_path / "a.png"]) is None
