"""The draft that a newcomer finds on the sandbox: one press of Generate makes a video of it."""

import tomllib

from seedance_desktop.core.connection import Connection
from seedance_desktop.core.resources import resource
from seedance_desktop.store.draft_file import SavedDraft
from seedance_desktop.store.records import read_request

_FOLDER = "sample"


def sample_draft(connection: Connection) -> SavedDraft | None:
    """The sample, for the sandbox alone: nobody is to pay for a picture that is not theirs.

    Its pictures' sources are named relative to its own folder.
    """
    if not connection.is_sandbox:
        return None
    record = tomllib.loads(resource(_FOLDER, "draft.toml").read_text(encoding="utf-8"))
    for picture in record.get("pictures", []):
        picture["source"] = str(resource(_FOLDER, picture["source"]))
    return SavedDraft(read_request(record))
