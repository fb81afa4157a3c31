"""The videos that the library is asked for: as many rows as the answer has, loaded as seen."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from dataclasses import dataclass, field, replace
from enum import IntEnum
from operator import neg
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from typing_extensions import override

from seedance_desktop.core.found import DayRun, Numbers, Order, Sort, numbers_of
from seedance_desktop.core.query import Query
from seedance_desktop.core.words import tr, tr_count
from seedance_desktop.model.captions import short_caption, spoken_entry, video_caption, video_title
from seedance_desktop.model.changed_rows import changed_rows
from seedance_desktop.model.entry_cache import EntryCache
from seedance_desktop.model.known_videos import KnownVideos
from seedance_desktop.model.takes import OpenTakes
from seedance_desktop.model.thumbnails import video_of_key
from seedance_desktop.model.video_drag import video_drag

if TYPE_CHECKING:
    from collections.abc import Iterable

    from seedance_desktop.core.catalogue import Catalogue
    from seedance_desktop.core.entry import Entry
    from seedance_desktop.core.events import LibraryChanged
    from seedance_desktop.core.ids import VideoId
    from seedance_desktop.core.request import GenerationRequest
    from seedance_desktop.core.video import Video
    from seedance_desktop.model.bridge import Bridge
    from seedance_desktop.model.thumbnails import Thumbnails

_AGAIN_MS = 60
Index = QModelIndex | QPersistentModelIndex
_USER = int(Qt.ItemDataRole.UserRole)


class VideoRole(IntEnum):
    """What a row can be asked for besides its display text. All None until it has arrived."""

    VIDEO = _USER + 1
    """The Video itself."""
    POSTER = _USER + 2
    """QImage; None until it has arrived, null where none can be made."""
    TITLE = _USER + 3
    """The prompt's first line, or a strange clip's name; empty where there is neither."""
    CAPTION = _USER + 4
    """Model and resolution."""
    ENTRY = _USER + 5
    """The Entry: the video and what its owner says of it."""
    TAKES = _USER + 6
    """How many takes of one request the row stands for; 1 where they are not grouped.

    Below zero where those follow it, of which each has 0.
    """


@dataclass(frozen=True, slots=True)
class Question:
    """What is shown, and in which order."""

    query: Query = field(default_factory=Query)
    order: Order = field(default_factory=Order)
    groups_takes: bool = False


class LibraryModel(QAbstractListModel):
    """The answer to one question; rows are entries' numbers, eight bytes each.

    ``found`` carries the id of a video that is now known to ``video``. ``answered`` comes when an
    answer to another question is complete, ``asked`` when another question was asked, ``failed``
    when it cannot be answered; ``row_found`` carries a row, or -1, and the entry that was looked
    for, or None.
    """

    found = Signal(str)
    row_found = Signal(int, object)
    asked = Signal()
    failed = Signal()
    answered = Signal()

    def __init__(
        self,
        catalogue: Catalogue,
        bridge: Bridge,
        *,
        thumbnails: Thumbnails,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        self._bridge = bridge
        self._thumbnails = thumbnails
        self._question = Question()
        self._numbers = array("q")
        self._takes: array[int] | None = None
        self._days: tuple[DayRun, ...] = ()
        self._open_takes = OpenTakes(bridge)
        self._has_answer = False
        self._searching: Question | None = None
        self._is_stale = False
        self._cache = EntryCache(bridge, self._all_numbers, self)
        self._videos = KnownVideos(bridge, self)
        self._videos.found.connect(self.found)
        self._again = QTimer(self, singleShot=True, interval=_AGAIN_MS)
        self._again.timeout.connect(self._ask_again)
        bridge.ready.connect(self._ask_again)
        bridge.video_added.connect(self._add)
        bridge.video_removed.connect(self._remove)
        bridge.library_changed.connect(self._change)
        thumbnails.arrived.connect(self._show_poster)
        self._cache.arrived.connect(self._show_entries)

    @property
    def question(self) -> Question:
        """What is shown now or will be as soon as it has been found."""
        return self._question

    @property
    def has_answer(self) -> bool:
        """Whether what the rows show is what was asked for."""
        return self._has_answer

    @property
    def day_runs(self) -> tuple[DayRun, ...]:
        """Rows of one day that follow one another; none where they are in another order."""
        return self._days

    def ask(self, question: Question) -> None:
        """Show the answer to another question; what is there stays until it has been found."""
        if question != self._question:
            self._question = question
            self._has_answer = False
            self._open_takes.close_all()
            self.asked.emit()
            self._ask_again()

    def ask_anew(self) -> None:
        """Ask once more what could not be answered."""
        self.asked.emit()
        self._ask_again()

    def toggle_takes(self, row: int) -> None:
        """Show the takes that a row stands for under it, or no more."""
        if self._has_answer:
            self._bridge.run(self._toggle_takes(self._numbers[row]), "show takes")

    def number(self, row: int) -> int:
        """Of the entry in a row."""
        return self._numbers[row]

    def numbers(self, ranges: Iterable[tuple[int, int]]) -> list[int]:
        """Of the entries from the first to the last row of each range."""
        numbers = self._numbers
        return [number for first, last in ranges for number in numbers[first : last + 1]]

    def row_of_number(self, number: int) -> int:
        """Where an entry is, or -1."""
        order = self._question.order
        if order.by is not Sort.MADE or self._question.groups_takes:
            return self._numbers.index(number) if number in self._numbers else -1
        down = order.is_descending
        row = bisect_left(self._numbers, -number if down else number, key=neg if down else None)
        return row if row < len(self._numbers) and self._numbers[row] == number else -1

    def entry(self, row: int) -> Entry | None:
        """The entry of a row, once it has arrived."""
        return self._cache.at(row)

    def video(self, video_id: VideoId) -> Video | None:
        """A video that was seen lately, or looked for."""
        return self._videos.get(video_id)

    def look_for(self, video_id: VideoId) -> None:
        """Find a video wherever it is; ``found`` tells, unless it is not there any more."""
        self._videos.look_for(video_id)

    def find_row(self, video_id: VideoId) -> None:
        """Tell by ``row_found`` where a video is among the rows."""
        self._bridge.run(self._find_row(video_id), "find a video's row")

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._numbers)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        flag = Qt.ItemFlag
        if not index.isValid():
            return flag.NoItemFlags
        return flag.ItemIsSelectable | flag.ItemIsEnabled | flag.ItemIsDragEnabled

    @override
    def supportedDragActions(self) -> Qt.DropAction:
        return Qt.DropAction.CopyAction

    @override
    def mimeData(self, indexes: Iterable[QModelIndex]) -> QMimeData:
        """The files, for other programs, and the videos' ids for this one."""
        entries = [self._cache.at(index.row()) for index in indexes]
        return video_drag(entry.video for entry in entries if entry is not None)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._numbers):
            return None
        row = index.row()
        if role == VideoRole.TAKES:
            return 1 if self._takes is None else self._takes[row]
        entry = self._cache.at(row)
        if entry is None:
            loading = role == Qt.ItemDataRole.AccessibleTextRole
            return tr("A video that is being loaded") if loading else None
        told = self._told(entry, role)
        takes = abs(self._takes[row]) if self._takes is not None else 1
        if role == Qt.ItemDataRole.AccessibleTextRole and takes > 1:
            return f"{told} · {tr_count('{count} take', '{count} takes', takes)}"
        return told

    def _told(self, entry: Entry, role: int) -> object:
        video = entry.video
        match role:
            case VideoRole.ENTRY:
                return entry
            case VideoRole.VIDEO:
                return video
            case Qt.ItemDataRole.DisplayRole | VideoRole.TITLE:
                return video_title(video)
            case VideoRole.CAPTION:
                return short_caption(video, self._catalogue)
            case Qt.ItemDataRole.AccessibleTextRole:
                return spoken_entry(entry, video_caption(video, self._catalogue))
            case VideoRole.POSTER:
                return self._thumbnails.poster(video)
            case _:
                return None

    def _all_numbers(self) -> array[int]:
        return self._numbers

    @Slot()
    def _ask_again(self) -> None:
        if self._searching == self._question:
            self._is_stale = True  # asked once it is answered: news that never end would starve it
        elif self._bridge.is_ready:
            self._searching = self._question
            self._bridge.run(self._search(self._question), "search the library")

    async def _search(self, question: Question) -> None:
        try:
            await self._find(question)
        except Exception:  # also of a bug, which is reported: an old answer must not stay
            if question == self._question and not self._has_answer:
                self._show(Numbers(array("q")))  # what is there would pass for the answer
            self.failed.emit()
            raise
        finally:
            if self._searching == question:
                self._searching = None
                if self._is_stale:
                    self._is_stale = False
                    self._again.start()

    async def _find(self, question: Question) -> None:
        """The first of many are there sooner than all of their numbers."""
        if not self._has_answer and not question.groups_takes:
            first = await self._bridge.call(
                lambda engine: engine.search.find(question.query, question.order)
            )
            if first is None or question != self._question:
                return
            self._cache.keep(first.first)
            for entry in first.first:
                self._videos.keep(entry.video)
            self._show(numbers_of(first, question.order))
            if first.is_all:
                self._settle()
                return
        found = await self._bridge.call(
            lambda engine: engine.search.numbers(
                question.query, question.order, groups_takes=question.groups_takes
            )
        )
        if found is not None and question.groups_takes:
            found = await self._open_takes.shown(found, question.query, question.order)
        if found is not None and question == self._question:
            self._show(found)
            self._settle()

    async def _toggle_takes(self, number: int) -> None:
        question = self._question
        shown = await self._open_takes.toggled(number, question.query, question.order)
        if question == self._question:
            self._show(shown)
            row = self.row_of_number(number)
            self.dataChanged.emit(self.index(row), self.index(row), [VideoRole.TAKES])

    def _settle(self) -> None:
        self._has_answer = True
        self.answered.emit()

    def _show(self, found: Numbers) -> None:
        """Rows that stay keep their selection and their place; only the others come and go."""
        changed = changed_rows(self._numbers, found.all)
        if changed is None:
            self.beginResetModel()
            self._take(found)
            self.endResetModel()
            return
        first, gone, come = changed
        if gone:
            self.beginRemoveRows(QModelIndex(), first, first + gone - 1)
            self._numbers = self._numbers[:first] + self._numbers[first + gone :]
            self._takes = None if self._takes is None else array("q", [1] * len(self._numbers))
            self._days = () if come else found.days
            self.endRemoveRows()
        if come:
            self.beginInsertRows(QModelIndex(), first, first + come - 1)
        self._take(found)
        if come:
            self.endInsertRows()

    def _take(self, found: Numbers) -> None:
        self._numbers, self._takes, self._days = found.all, found.takes, found.days

    async def _find_row(self, video_id: VideoId) -> None:
        entry = await self._bridge.call(lambda engine: engine.search.entry(video_id))
        row = -1 if entry is None else self.row_of_number(int(entry.number))
        self.row_found.emit(row, entry)

    @Slot(object)
    def _add(self, video: Video) -> None:
        self._videos.keep(video)
        self.found.emit(video.id)
        self._again.start()

    @Slot(str)
    def _remove(self, video_id: VideoId) -> None:
        self._videos.forget(video_id)
        self._again.start()

    @Slot(object)
    def _change(self, event: LibraryChanged) -> None:
        self._cache.refresh([int(number) for number in event.numbers])
        self._again.start()

    @Slot(object)
    def _show_entries(self, numbers: tuple[int, ...]) -> None:
        for number in numbers:
            entry = self._cache.known(number)
            if entry is not None:
                self._videos.keep(entry.video)
        rows = [self.row_of_number(number) for number in (numbers[0], numbers[-1])]
        if min(rows) >= 0:
            self.dataChanged.emit(self.index(min(rows)), self.index(max(rows)))
        elif self._numbers:
            self.dataChanged.emit(self.index(0), self.index(len(self._numbers) - 1))

    @Slot(str)
    def _show_poster(self, key: str) -> None:
        video_id = video_of_key(key)
        entry = None if video_id is None else self._cache.of_video(video_id)
        row = -1 if entry is None else self.row_of_number(int(entry.number))
        if row >= 0:
            index = self.index(row)
            self.dataChanged.emit(index, index, [VideoRole.POSTER])


def exact_request(video: Video) -> GenerationRequest:
    """The recipe that makes the video once more: its request with the seed that came out."""
    return video.request if video.seed is None else replace(video.request, seed=video.seed)
