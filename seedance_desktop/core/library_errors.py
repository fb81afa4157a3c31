"""Errors of the library's files: no job waits for them, so none of them pauses the line."""

from pathlib import Path

from seedance_desktop.core.disk import disk_error
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


class ExportFailedError(DiskError):
    """What could not be written where the user wanted it; nothing of it is left there.

    The library has nothing to do with it, so no other folder is offered for that.
    """

    title = Message("The export failed")
    default_remedy = Message("Make room there or choose another folder, then export again.")
    pauses_line = False
    action = Action.NONE


def export_error(error: OSError, target: Path) -> ExportFailedError:
    """``error``, met while writing ``target``. Raise it ``from`` the original."""
    known = disk_error(error, target)
    return ExportFailedError(known.message, facts=known.facts)


class BinRefusedError(DiskError):
    """A file that the system's bin did not take; the file and its video stay as they are."""

    title = Message("The video could not be put into the bin")
    default_remedy = Message(
        "It stays where it is. Delete it in the file manager, or see whether the bin of this "
        "system can be written to."
    )
    pauses_line = False
    action = Action.NONE


class RecipeMissingError(DiskError):
    """A clip that was to fill the form and says nothing of how it was made."""

    title = Message("This clip has no recipe")
    default_message = Message("The clip does not tell how it was made.")
    default_remedy = Message(
        "Only clips of this program carry a recipe, and some tools remove it. One of its frames "
        "can still be used."
    )
    pauses_line = False
    action = Action.NONE


class CloudFolderError(DiskError):
    """Told, never raised: a library folder that a cloud service keeps elsewhere as well."""

    title = Message("The library lies in a cloud folder")
    default_remedy = Message(
        "Have the folder kept on this computer in the service's own settings, or move it under "
        "Library → Library folders."
    )
    pauses_line = False
    action = Action.NONE


class ClipUnusableError(DiskError):
    """A file that was given as a clip and is none, or a broken one; it is left as it is."""

    title = Message("This clip cannot be used")
    default_message = Message("The file is no clip that can be played.")
    default_remedy = Message("The file is left where it is. Choose an MP4 or MOV clip.")
    pauses_line = False
    action = Action.NONE


class ProgramUnusableError(DiskError):
    """A program that was chosen to open clips with and could not be started."""

    title = Message("The program could not be started")
    default_remedy = Message("Choose another one under “Open with…”.")
    pauses_line = False
    action = Action.NONE
