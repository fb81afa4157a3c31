"""Searching the library: never waits for what is being written, and gives way to what is newer."""

from array import array
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from seedance_desktop.core.entry import ClipPlace, Entry, Kin
from seedance_desktop.core.found import Facets, Found, Groups, Numbers, Order
from seedance_desktop.core.ids import VideoId
from seedance_desktop.core.query import Query
from seedance_desktop.engine.lane import Lane
from seedance_desktop.store.library_search import LibrarySearch

PAGE = 100


class Search:
    """Used on the engine's loop. All of it raises RecordError kinds.

    ``None`` for an answer means that the same was asked anew before it was there.
    """

    def __init__(self, records: Path) -> None:
        self._pages = Lane(records, "pages")
        self._searches = Lane(records, "searches")
        self._counts = Lane(records, "counts")

    async def find(self, query: Query, order: Order, limit: int = PAGE) -> Found | None:
        """The first entries and how many there are: the answer to every key that is pressed."""
        return await self._searches.read_newest(
            partial(LibrarySearch.find, query=query, order=order, limit=limit)
        )

    async def numbers(
        self, query: Query, order: Order, *, groups_takes: bool = False
    ) -> Numbers | None:
        """All of them in their order, for a grid that is as long as the answer."""
        ask = LibrarySearch.grouped if groups_takes else LibrarySearch.numbers
        return await self._searches.read_newest(partial(ask, query=query, order=order))

    async def takes_of(self, known: Iterable[int], query: Query, order: Order) -> "array[int]":
        """The takes of a request, of which some are known, if they are still there."""
        ask = partial(LibrarySearch.takes_of, known=tuple(known), query=query, order=order)
        return await self._pages.read(ask)

    async def facets(self, query: Query) -> Facets | None:
        """Counts for the sidebar."""
        return await self._counts.read_newest(partial(LibrarySearch.facets, query=query))

    async def groups(self) -> Groups:
        """Counts for the smart groups."""
        return await self._pages.read(LibrarySearch.groups)

    async def entries(self, numbers: Iterable[int]) -> list[Entry]:
        """These entries in this order; one that has left the library is left out."""
        return await self._pages.read(partial(LibrarySearch.entries, numbers=tuple(numbers)))

    async def entry(self, video: VideoId) -> Entry | None:
        """The entry of a video; ``None`` for one that is not in the library."""
        return await self._pages.read(partial(LibrarySearch.entry, video=video))

    async def clips(self, before: int | None, limit: int) -> tuple[ClipPlace, ...]:
        """Where files are that can be played, the newest first, made before an entry's moment."""
        return await self._pages.read(partial(LibrarySearch.clips, before=before, limit=limit))

    async def kin(self, video: VideoId) -> tuple[Kin, ...]:
        """Who a video came from, then who came from it."""
        return await self._pages.read(partial(LibrarySearch.kin, video=video))

    async def names(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Every tag and every collection, by name."""
        return await self._pages.read(LibrarySearch.names)

    async def close(self) -> None:
        for lane in (self._pages, self._searches, self._counts):
            await lane.close()
