import subprocess
import sys

import seedance_desktop.api
from seedance_desktop.api import client


def test_every_public_name_can_be_had() -> None:
    found = {name: getattr(seedance_desktop.api, name) for name in seedance_desktop.api.__all__}

    assert all(found.values())
    assert seedance_desktop.api.__all__ == sorted(seedance_desktop.api.__all__)
    assert set(seedance_desktop.api._HOMES) == set(seedance_desktop.api.__all__)
    assert all(hasattr(client, name) for name in client.__all__)


def test_a_name_that_is_not_public_is_missing() -> None:
    assert not hasattr(seedance_desktop.api, "Unheard")


def test_importing_the_package_or_its_values_loads_no_http_library() -> None:
    code = (
        "import sys, seedance_desktop.api\n"
        "from seedance_desktop.api import Endpoint, SentFrame, Task, TaskStatus, checked_address\n"
        "assert 'httpx' not in sys.modules and 'asyncio' not in sys.modules"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
