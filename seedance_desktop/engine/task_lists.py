"""A service's list of tasks, asked for page by page and no faster than the service allows."""

import asyncio

from seedance_desktop.api.task_list import TaskPage
from seedance_desktop.core.connection import SANDBOX
from seedance_desktop.core.errors import RateLimitedError
from seedance_desktop.core.ids import ConnectionId, RemoteId
from seedance_desktop.core.listed_task import ListedTask
from seedance_desktop.engine.services import Services

_PAGE = 100
_MOST_PAGES = 50
_SPACING = 1.1
"""Seconds between two questions: the service allows one a second for each account (api.md 3)."""
_ATTEMPTS = 4


class TaskLists:
    """Reads lists whole, ``page`` tasks at a time. One question at a time, whoever asks."""

    def __init__(self, services: Services, page: int = _PAGE) -> None:
        self._services = services
        self._size = page
        self._turn = asyncio.Semaphore(1)
        self._next = 0.0

    async def whole(self, connection: ConnectionId) -> tuple[ListedTask, ...]:
        """Every task that the service still lists.

        Raises CannotListError where it has no list, and what the service and the network raise.
        """
        found: dict[RemoteId, ListedTask] = {}
        for number in range(1, _MOST_PAGES + 1):
            page = await self._page(connection, number)
            before = len(found)
            found |= {task.id: task for task in page.tasks}
            is_last = (
                len(page.tasks) < self._size if page.total is None else len(found) >= page.total
            )
            if is_last or len(found) == before:  # a service that knows no pages repeats itself
                break
        return tuple(found.values())

    async def _page(self, connection: ConnectionId, number: int) -> TaskPage:
        service = await self._services.of(connection)
        for attempt in range(1, _ATTEMPTS + 1):
            async with self._turn:
                await self._wait(connection)
                try:
                    return await service.tasks(number, self._size)
                except RateLimitedError as error:
                    if attempt == _ATTEMPTS:
                        raise
                    wait = error.retry_after
            await asyncio.sleep(wait if wait is not None else _SPACING * attempt)
        raise AssertionError("unreachable")

    async def _wait(self, connection: ConnectionId) -> None:
        clock = asyncio.get_running_loop().time
        if connection != SANDBOX:
            await asyncio.sleep(max(0.0, self._next - clock()))
            self._next = clock() + _SPACING
