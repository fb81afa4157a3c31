"""Identifiers, each a type of its own, and how new ones are made."""

import os
from datetime import datetime
from typing import NewType

JobId = NewType("JobId", str)
VideoId = NewType("VideoId", str)
RemoteId = NewType("RemoteId", str)
"""The service's own name of a task, such as ``cgt-20251225201056-abc``."""
ConnectionId = NewType("ConnectionId", str)
ModelId = NewType("ModelId", str)
"""A model's whole name as it is sent, prefix and date included."""
ReferenceId = NewType("ReferenceId", str)
"""What a prompt mentions a reference by, such as ``r1``; unique within a request."""
EntryNumber = NewType("EntryNumber", int)
"""An entry of the library: the moment its video was made, in microseconds, so it sorts by time."""
FrameHash = NewType("FrameHash", str)
"""SHA-256 of the bytes that were sent, in lower-case hexadecimal."""


def new_job_id(now: datetime) -> JobId:
    """A name that sorts by time and never repeats, such as ``20261122-093012-7f3a9c``."""
    return JobId(f"{now:%Y%m%d-%H%M%S}-{os.urandom(3).hex()}")


def video_id_of(job: JobId) -> VideoId:
    """A job makes one video, so the video is named after it; filing twice cannot make two."""
    return VideoId(job)
