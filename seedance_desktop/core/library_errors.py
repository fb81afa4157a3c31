"""Errors of the library's files: no job waits for them, so none of them pauses the line."""

from seedance_desktop.core.errors import DiskError
from seedance_desktop.core.failure import Action
from seedance_desktop.core.words import Message


class FileGoneError(DiskError):
    """A file that the user asked for is not where it should be; no job waits for it."""

    title = Message("The file is gone")
    default_message = Message("The file is not there any more.")
    default_remedy = Message("Look for it in the bin, or adopt the folder where it is now.")
    pauses_line = False
    action = Action.NONE
