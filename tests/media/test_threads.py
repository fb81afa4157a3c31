"""Pictures are read on many threads at once, while others use Qt: nobody may wait for ever."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.pictures import make_picture

PATIENCE = 120
READING = """
import faulthandler, sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from PySide6.QtGui import QImage
from seedance_desktop.core.geometry import CENTRED, Size
from seedance_desktop.media.frame_render import render_frame
from seedance_desktop.media.picture import load_preview, picture_size

faulthandler.dump_traceback_later({patience} - 20, exit=True)
sys.setswitchinterval({interval})
picture = Path(sys.argv[1])

def read(_):
    for _ in range({times}):
        picture_size(picture)
        load_preview(picture, 100)
        QImage.fromData(picture.read_bytes())
    return len(render_frame(picture, CENTRED, Size(640, 640)).content)

with ThreadPoolExecutor(6) as threads:
    print(len(list(threads.map(read, range(12)))))
"""


@pytest.mark.parametrize(
    ("times", "interval"),
    [
        pytest.param(60, 0.005, id="long"),
        # All threads reach for Qt's bindings at the very first moment.
        pytest.param(1, 1e-5, id="first"),
    ],
)
def test_many_threads_read_pictures_without_waiting_for_one_another(
    tmp_path: Path, times: int, interval: float
) -> None:
    picture = make_picture(tmp_path / "small.png", (320, 200))

    program = subprocess.run(
        [
            sys.executable,
            "-c",
            READING.format(patience=PATIENCE, times=times, interval=interval),
            str(picture),
        ],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )

    assert program.returncode == 0, program.stderr
    assert program.stdout == "12\n"


def test_the_bindings_are_settled_before_there_are_threads() -> None:
    code = "import sys; import seedance_desktop.{}; print('{}' in sys.modules)"
    settling = "seedance_desktop.media.first_use"

    for module in ("media.picture", "media.frame_render", "media.png", "model.workers"):
        done = subprocess.run(
            [sys.executable, "-c", code.format(module, settling)],
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=True,
        )
        assert done.stdout == "True\n", module
