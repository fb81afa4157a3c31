"""How long past jobs took at their service, from the steps of their stories."""

from datetime import datetime

from seedance_desktop.core.cost import clip_seconds
from seedance_desktop.core.ids import ConnectionId
from seedance_desktop.core.request import GenerationRequest
from seedance_desktop.core.typical import PastWait
from seedance_desktop.store.database import Database
from seedance_desktop.store.records import from_json, read_request

_PAST = """
SELECT done.request AS request, done.submitted_at AS sent, MIN(story.at) AS made
FROM (
    SELECT * FROM jobs
    WHERE state = 'done' AND submitted_at IS NOT NULL AND connection = :connection
    ORDER BY created_at DESC LIMIT 300
) AS done JOIN story ON story.job = done.id AND story.state = 'fetching'
WHERE json_extract(done.request, '$.model') = :model
    AND json_extract(done.request, '$.resolution') = :resolution
    AND json_extract(done.request, '$.service_tier') = :tier
GROUP BY done.id ORDER BY done.created_at DESC LIMIT 30"""


class WaitTable:
    """The waits of a database. Belongs to the database's thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def past(self, connection: ConnectionId, request: GenerationRequest) -> list[PastWait]:
        """The last waits for videos of the same model, resolution and tier."""
        rows = self._database.rows(
            _PAST,
            {
                "connection": connection,
                "model": request.model,
                "resolution": request.resolution,
                "tier": request.service_tier,
            },
        )
        found = []
        for row in rows:
            length = clip_seconds(read_request(from_json(row["request"])))
            sent, made = (datetime.fromisoformat(row[name]) for name in ("sent", "made"))
            wait = (made - sent).total_seconds()
            if length is not None and wait > 0:
                found.append(PastWait(length, wait))
        return found
