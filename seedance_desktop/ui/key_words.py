"""Every key of the program with what it does, by where it works: what Help shows."""

from dataclasses import dataclass

from seedance_desktop.core.words import Message


@dataclass(frozen=True, slots=True)
class KeyGroup:
    """Keys that work in one place. Each is written as menus write it, several with a blank."""

    title: Message
    keys: tuple[tuple[str, Message], ...]


KEY_GROUPS = (
    KeyGroup(
        Message("Everywhere"),
        (
            ("Ctrl+1", Message("Turn to Create")),
            ("Ctrl+2", Message("Turn to the library")),
            ("Ctrl+Return", Message("Generate")),
            ("Ctrl+D", Message("Back to the draft")),
            ("Ctrl+O", Message("Choose a picture")),
            ("Ctrl+Shift+V", Message("Paste a picture")),
            ("Ctrl+Z", Message("Undo")),
            ("Ctrl+Shift+Z", Message("Redo")),
            ("Ctrl+,", Message("Settings")),
            ("F8", Message("To the lines between the parts, which the arrow keys move")),
            ("F1", Message("These keys")),
            ("Shift+F10", Message("The menu of what the keyboard is at")),
            ("Ctrl+Q", Message("Quit")),
        ),
    ),
    KeyGroup(
        Message("Prompt"),
        (
            ("@", Message("Mention a reference")),
            ("Ctrl+Up Ctrl+Down", Message("An older or newer prompt")),
        ),
    ),
    KeyGroup(
        Message("Picture in the frame editor"),
        (
            ("Left Right Up Down", Message("Move the crop by one pixel; by ten with Shift")),
            ("+ -", Message("Zoom in or out")),
            ("[ ]", Message("Straighten by half a degree")),
            ("R Shift+R", Message("Turn by a quarter, to the right or left")),
            ("M", Message("Mirror")),
            ("F", Message("Fill the frame, or fit with bars")),
            ("0", Message("Reset the crop")),
            ("B", Message("While held: the picture as its file has it")),
            ("Space", Message("While held: what is sent and nothing else")),
            ("Ctrl+C Ctrl+X Ctrl+V", Message("Copy, cut or paste the picture of a slot")),
            ("Del", Message("Remove the picture")),
        ),
    ),
    KeyGroup(
        Message("Jobs"),
        (
            ("Ctrl+Shift+P", Message("Pause or continue the line")),
            ("Ctrl+Shift+H", Message("Hold or release a job")),
            ("Alt+Down Alt+Up", Message("Send a job sooner or later")),
        ),
    ),
    KeyGroup(
        Message("Library"),
        (
            ("Ctrl+F", Message("Search")),
            ("Down", Message("From the search to what it found")),
            ("0 1 2 3 4 5", Message("Stars")),
            ("B", Message("Favourite")),
            ("F2", Message("Rename the files")),
            ("T", Message("Show or hide the takes of one request")),
            ("Del", Message("Put into the bin")),
            ("Ctrl+A", Message("Select all")),
            ("Shift+Left Shift+Right", Message("Select one more or one less")),
            ("Ctrl+Space", Message("Add a video to the selection, or take it out")),
        ),
    ),
    KeyGroup(
        Message("Player"),
        (
            ("Space", Message("Play or pause")),
            ("J K L", Message("Back, stop, forward; again for faster")),
            (", .", Message("One frame back or on")),
            ("Home End", Message("To the first or last frame")),
            ("PgUp PgDown", Message("The clip before or after")),
            ("I O", Message("Begin or end the part that is played here")),
            ("X", Message("Play all of it again")),
            ("R", Message("Loop")),
            ("[ ]", Message("Slower or faster")),
            ("M", Message("Mute")),
            ("Up Down", Message("Louder or softer")),
            ("Z", Message("Zoom to the pixels")),
            ("Shift+Left Shift+Right", Message("Move the zoomed picture; also up and down")),
            ("F", Message("Full screen")),
            ("S", Message("Save the frame as a PNG")),
            ("Shift+S", Message("Save the frames as a sequence")),
            ("Ctrl+C", Message("Copy the frame")),
        ),
    ),
    KeyGroup(
        Message("Comparing"),
        (
            ("1 2 3 4", Message("Whose sound is heard")),
            ("F", Message("Full screen")),
            ("W", Message("Wipe between two")),
            ("T", Message("Flicker between two")),
            ("Left Right", Message("Move the line of the wipe")),
        ),
    ),
)
