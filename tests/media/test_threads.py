"""Pictures are read on many threads at once, while others use Qt: nobody may wait for ever."""

import subprocess
import sys
from pathlib import Path

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
picture = Path(sys.argv[1])

def read(_):
    for _ in range(60):
        picture_size(picture)
        load_preview(picture, 100)
        QImage.fromData(picture.read_bytes())
    return len(render_frame(picture, CENTRED, Size(640, 640)).content)

with ThreadPoolExecutor(6) as threads:
    print(len(list(threads.map(read, range(12)))))
"""


def test_many_threads_read_pictures_without_waiting_for_one_another(tmp_path: Path) -> None:
    picture = make_picture(tmp_path / "small.png", (320, 200))

    program = subprocess.run(
        [sys.executable, "-c", READING.format(patience=PATIENCE), str(picture)],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )

    assert program.returncode == 0, program.stderr
    assert program.stdout == "12\n"
