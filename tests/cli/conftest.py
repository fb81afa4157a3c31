from collections.abc import Iterator
from pathlib import Path

import pytest

from seedance_desktop.core.catalogue import Catalogue
from seedance_desktop.store.catalogue_files import load_catalogue
from seedance_desktop.store.folders import Folders
from tests.cli.command import Cli
from tests.support.sandbox import RunningSandbox, running_sandbox


@pytest.fixture
def cli(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Cli]:
    """Commands on a profile of their own; a warning in its log fails the test."""
    cli = Cli(tmp_path / "profile")
    yield cli
    for running in cli.running:
        running.close()
    expected = request.node.get_closest_marker("expected_warnings")
    assert expected or cli.warnings() == []


@pytest.fixture(scope="session")
def service() -> Iterator[RunningSandbox]:
    """A service at an address, for tests that leave it as it is."""
    with running_sandbox() as started:
        yield started


@pytest.fixture
def keyed(cli: Cli, service: RunningSandbox) -> Cli:
    """Commands that know the service's key."""
    cli.key = service.key
    return cli


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The shipped tables, without any of a user's."""
    return load_catalogue(Folders.below(Path("nowhere"))).catalogue
