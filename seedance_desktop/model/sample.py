"""The draft that a newcomer finds on the sandbox: one press of Generate makes a video of it."""

from collections.abc import Sequence
from pathlib import Path

from seedance_desktop.core.connection import Connection
from seedance_desktop.store.draft_file import SavedDraft
from seedance_desktop.store.sample import sample_request


def sample_draft(connection: Connection, files: Sequence[Path] = ()) -> SavedDraft | None:
    """The sample, for the sandbox alone: nobody is to pay for a picture that is not theirs.

    None for whoever comes with ``files`` of their own: its prompt is not about these.
    """
    return SavedDraft(sample_request()) if connection.is_sandbox and not files else None
