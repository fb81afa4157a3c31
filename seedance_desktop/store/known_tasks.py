"""Which of the services' tasks this profile knows: those of its jobs, and of jobs it forgot."""

from seedance_desktop.core.ids import ConnectionId, RemoteId
from seedance_desktop.store.database import Database

_ALL = """
SELECT remote_id FROM jobs WHERE remote_id IS NOT NULL UNION SELECT remote_id FROM fetched_tasks"""
_ADD = "INSERT OR IGNORE INTO fetched_tasks (remote_id, connection) VALUES (?, ?)"


class KnownTasks:
    """Belongs to the database's thread. Names of tasks are taken to be the world's only ones."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> frozenset[RemoteId]:
        return frozenset(RemoteId(row["remote_id"]) for row in self._database.rows(_ALL))

    def add(self, task: RemoteId, connection: ConnectionId) -> None:
        """Remember a task whose video is here without a job, so that it is not taken for lost."""
        self._database.change(_ADD, (task, connection))
