"""The videos on record: listing them, and taking one out."""

import logging
from collections.abc import Callable
from pathlib import Path

from seedance_desktop.core.disk import disk_error
from seedance_desktop.core.errors import InputError
from seedance_desktop.core.events import VideoRemoved
from seedance_desktop.core.ids import VideoId
from seedance_desktop.core.video import Video
from seedance_desktop.core.words import Message
from seedance_desktop.engine.publisher import Publisher
from seedance_desktop.engine.workers import Workers
from seedance_desktop.store.videos import VideoTable

_log = logging.getLogger(__name__)


class Library:
    """Videos, newest first. Used on the engine's loop, like the engine itself."""

    def __init__(
        self,
        videos: VideoTable,
        *,
        publisher: Publisher,
        workers: Workers,
        to_bin: Callable[[Path], None],
    ) -> None:
        self._videos = videos
        self._publisher = publisher
        self._workers = workers
        self._to_bin = to_bin

    async def newest(self, limit: int, before: VideoId | None = None) -> list[Video]:
        """A page; ``before`` is the last one of the page above."""
        return self._videos.newest(limit, self._found(before) if before else None)

    async def count(self) -> int:
        """How many there are."""
        return self._videos.count()

    async def get(self, video_id: VideoId) -> Video | None:
        """A video by its id; ``None`` for one that is not on record any more."""
        return self._videos.get(video_id)

    async def delete(self, video_id: VideoId) -> None:
        """Put the file into the bin and take the video off the record.

        A file that is gone already is no hindrance. Raises DiskError kinds; the video stays then.
        """
        video = self._found(video_id)
        try:
            await self._workers.run(self._to_bin, video.path)
        except FileNotFoundError:
            _log.info("the file of video %s was gone already: %s", video.id, video.path)
        except OSError as error:
            raise disk_error(error, video.path) from error
        self._videos.remove(video_id)
        self._publisher.publish(VideoRemoved(video_id))

    def _found(self, video_id: VideoId) -> Video:
        video = self._videos.get(video_id)
        if video is None:
            raise InputError(
                Message("There is no video {id}.", {"id": video_id}),
                remedy=Message("Look at the list of videos."),
            )
        return video
