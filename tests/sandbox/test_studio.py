"""Films that cannot be made: the task fails, and nothing else does."""

from pathlib import Path

import httpx

from tests.sandbox.asking import Asking, picture
from tests.support.sandbox import running_sandbox


def test_a_film_that_cannot_be_made_fails_its_task(tmp_path: Path) -> None:
    with (
        running_sandbox(state=tmp_path, quiet=False) as sandbox,
        httpx.Client(timeout=60) as http,
    ):
        asking = Asking(sandbox, http)
        (tmp_path / "files").rmdir()
        name = asking.accepted(picture(), prompt="a boat", resolution="480p", frames=29)

        task = asking.finished(name)

        assert (task["status"], task["error"]["code"]) == ("failed", "InternalServiceError")
        assert asking.get().status_code == 200
