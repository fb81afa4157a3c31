"""How many videos each group and facet has, kept up to date as soon as changes pause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal, Slot

from seedance_desktop.core.found import Facets, Groups

if TYPE_CHECKING:
    from seedance_desktop.model.bridge import Bridge
    from seedance_desktop.model.finder import Finder

_SOON_MS = 150
_LONGEST_MS = 1_000
"""With changes, or keys, that never pause; what is counted for each would hold up its results."""


class LibraryCounts(QObject):
    """``facets`` are those of the search, each with the filters of all other kinds applied."""

    changed = Signal()

    def __init__(self, bridge: Bridge, finder: Finder, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._finder = finder
        self.facets = Facets()
        self.groups = Groups(0, {})
        self.tags: tuple[str, ...] = ()
        self.collections: tuple[str, ...] = ()
        self._changes, self._counted = 0, -1
        self._since = QElapsedTimer()
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self._look)
        for signal in (
            bridge.ready,
            bridge.video_added,
            bridge.video_removed,
            bridge.library_changed,
        ):
            signal.connect(self._start_anew)
        finder.changed.connect(self._start)

    @property
    def total(self) -> int:
        """Videos of the library."""
        return self.groups.total

    @Slot()
    def _start_anew(self) -> None:
        self._changes += 1
        self._start()

    @Slot()
    def _start(self) -> None:
        if not self._soon.isActive():
            self._since.start()
        if not self._since.hasExpired(_LONGEST_MS):
            self._soon.start()

    @Slot()
    def _look(self) -> None:
        if self._bridge.is_ready:
            self._bridge.run(self._count(), "count the library")

    async def _count(self) -> None:
        query = self._finder.query
        changes = self._changes
        if changes != self._counted:
            self.groups = await self._bridge.call(lambda engine: engine.search.groups())
            names = await self._bridge.call(lambda engine: engine.search.names())
            self.tags, self.collections = names
            self._counted = changes
            self.changed.emit()
        facets = await self._bridge.call(lambda engine: engine.search.facets(query))
        if facets is not None and query == self._finder.query:
            self.facets = facets
            self.changed.emit()
