"""What one row of the job list is drawn from, asked for all at once."""

from dataclasses import dataclass

from PySide6.QtGui import QImage

from seedance_desktop.core.events import JobProgress
from seedance_desktop.core.job import Job


@dataclass(frozen=True, slots=True)
class JobRow:
    """What a row is drawn from; each value is what the role of its name tells."""

    job: Job
    subtitle: str
    thumbnail: QImage | None
    progress: float
    elapsed: float
    remaining: float | None
    arrived: JobProgress | None
    turn: int | None
    """Which one it is in the waiting line, 1 being the next."""
    is_late: bool
    """It takes much longer than such videos do."""
    link_left: float | None
