"""Entries of the rows that are looked at: fetched by the block, the newest wish first."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

if TYPE_CHECKING:
    from seedance_desktop.core.entry import Entry
    from seedance_desktop.core.ids import VideoId
    from seedance_desktop.model.bridge import Bridge

BLOCK = 50
"""Rows that are fetched at once: a screenful is there in two steps."""
_KEPT = 1_000
_WAITING = 6
_SOON_MS = 8


class EntryCache(QObject):
    """A few thousand entries by their numbers; never all of them.

    ``arrived`` carries the numbers that are now known. Wishes that scrolled out of sight long ago
    are dropped: whoever still wants the row asks again when it paints.
    """

    arrived = Signal(object)

    def __init__(
        self, bridge: Bridge, numbers: Callable[[], array[int]], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._numbers = numbers
        self._entries: OrderedDict[int, Entry | None] = OrderedDict()
        self._by_video: dict[VideoId, int] = {}
        self._wanted: OrderedDict[int, None] = OrderedDict()
        self._is_fetching = False
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self._serve)

    def known(self, number: int) -> Entry | None:
        """An entry that is here already."""
        return self._entries.get(number)

    def of_video(self, video: VideoId) -> Entry | None:
        """As ``known``, by the video's name."""
        number = self._by_video.get(video)
        return None if number is None else self._entries.get(number)

    def at(self, row: int) -> Entry | None:
        """The entry of a row; None until it has arrived, and for good where it is gone."""
        number = self._numbers()[row]
        if number in self._entries:
            self._entries.move_to_end(number)
            return self._entries[number]
        self._want(row // BLOCK)
        return None

    def keep(self, entries: Iterable[Entry]) -> None:
        """Know these from now on."""
        for entry in entries:
            self._entries[int(entry.number)] = entry
            self._entries.move_to_end(int(entry.number))
            self._by_video[entry.video.id] = int(entry.number)
        while len(self._entries) > _KEPT:
            _, old = self._entries.popitem(last=False)
            if old is not None:
                self._by_video.pop(old.video.id, None)

    def refresh(self, numbers: Sequence[int]) -> None:
        """What is known of these is no more what it was; all of them where none is named.

        They keep their looks until the new ones are here.
        """
        stale = [number for number in numbers if number in self._entries]
        stale = stale if numbers else list(self._entries)[-BLOCK * 4 :]
        if not numbers:
            self._entries = OrderedDict((number, self._entries[number]) for number in stale)
        if stale:
            self._bridge.run(self._fetch(stale), "look at videos again")

    def _want(self, block: int) -> None:
        self._wanted[block] = None
        self._wanted.move_to_end(block)
        if len(self._wanted) > _WAITING:
            self._wanted.popitem(last=False)
        if not self._is_fetching and not self._soon.isActive():
            self._soon.start()

    @Slot()
    def _serve(self) -> None:
        numbers = self._numbers()
        while self._wanted:
            block, _ = self._wanted.popitem()
            part = numbers[block * BLOCK : (block + 1) * BLOCK]
            missing = [number for number in part if number not in self._entries]
            if missing:
                self._is_fetching = True
                self._bridge.run(self._fetch_block(missing), "load videos")
                return

    async def _fetch_block(self, numbers: list[int]) -> None:
        try:
            await self._fetch(numbers)
        finally:
            self._is_fetching = False
            self._serve()

    async def _fetch(self, numbers: list[int]) -> None:
        found = await self._bridge.call(lambda engine: engine.search.entries(numbers))
        self._entries.update(dict.fromkeys(numbers))  # those that are gone are not asked for again
        self.keep(found)
        self.arrived.emit(tuple(numbers))
