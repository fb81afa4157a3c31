"""What the builder puts together is the program's own: nothing heavy before it is needed."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
AT_REST = """
import asyncio, sys
from pathlib import Path
from seedance_desktop.build import EngineOptions, build_engine
from seedance_desktop.store.catalogue_files import load_catalogue
from seedance_desktop.store.folders import Folders
from seedance_desktop.store.secrets import KeyStore
from seedance_desktop.store.settings import Settings

async def main():
    folders = Folders.below(Path(sys.argv[1]))
    engine = build_engine(
        EngineOptions(
            folders=folders,
            catalogue=load_catalogue(folders).catalogue,
            settings=Settings,
            keys=KeyStore(environment={}),
            to_bin=Path.unlink,
            report=print,
        )
    )
    await engine.start()
    await engine.jobs(10)
    await engine.library.newest(10)
    await engine.accounts.all()
    heavy = {"httpx", "av", "PIL", "keyring", "PySide6"} & set(sys.modules)
    await engine.close()
    print("heavy:", sorted(heavy))

asyncio.run(main())
"""


def test_an_engine_at_rest_has_loaded_nothing_heavy(profile: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", AT_REST, str(profile)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )

    assert ended.stdout == "heavy: []\n", ended.stderr
