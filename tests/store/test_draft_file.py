from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from seedance_desktop.core.errors import FolderUnusableError
from seedance_desktop.core.request import GenerationRequest
from seedance_desktop.store.draft_file import DraftFile, SavedDraft
from tests.store import samples


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(samples.requests)
def test_any_draft_comes_back(tmp_path: Path, request_: GenerationRequest) -> None:
    file = DraftFile(tmp_path / "draft.json")

    file.write(SavedDraft(request_, variations=4))

    assert file.read() == SavedDraft(request_, variations=4)


def test_without_a_file_there_is_no_draft(tmp_path: Path) -> None:
    assert DraftFile(tmp_path / "draft.json").read() is None


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b'{"model": 3}', b"\xff\xfe"])
def test_a_damaged_draft_is_set_aside(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "draft.json").write_bytes(content)

    assert DraftFile(tmp_path / "draft.json").read() is None
    assert (tmp_path / "draft.damaged.json").read_bytes() == content
    assert not (tmp_path / "draft.json").exists()


@pytest.mark.parametrize("odd", ["0", "-3", '"many"', "true", "2.5"])
def test_a_number_of_variations_that_cannot_be_becomes_one(tmp_path: Path, odd: str) -> None:
    (tmp_path / "draft.json").write_text(f'{{"model": "m", "variations": {odd}}}')

    draft = DraftFile(tmp_path / "draft.json").read()

    assert draft is not None
    assert draft.variations == 1


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")

    with pytest.raises(FolderUnusableError):
        DraftFile(tmp_path / "data" / "draft.json").write(SavedDraft(samples.a_request()))
