"""What stands in the grid's place where there is nothing to show, and what to do about it."""

from enum import StrEnum

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from seedance_desktop.core.words import Message, tr
from seedance_desktop.ui.icons import icon
from seedance_desktop.ui.theme import Theme
from seedance_desktop.ui.widgets.named import label, named

_PICTURE = QSize(40, 40)


class Emptiness(StrEnum):
    """Why there is nothing."""

    LOADING = "loading"
    FIRST = "first"
    NO_RESULT = "no_result"
    BROKEN = "broken"


_WORDS: dict[Emptiness, tuple[Message, Message | None]] = {
    Emptiness.LOADING: (Message("Looking…"), None),
    Emptiness.FIRST: (
        Message("No videos yet."),
        Message(
            "What you make on the Create page arrives here. Videos that you have already can be "
            "dropped here, or join from a folder."
        ),
    ),
    Emptiness.NO_RESULT: (
        Message("Nothing fits this search."),
        Message("Take a filter away, or look for fewer words."),
    ),
    Emptiness.BROKEN: (
        Message("The library cannot be read."),
        Message("The notice at the top says why and what to do. The videos' files are untouched."),
    ),
}


_DRAWINGS = {Emptiness.NO_RESULT: "search", Emptiness.BROKEN: "warning"}


class EmptyState(QWidget):
    """Says it; the signals tell the button that was pressed."""

    create_wanted = Signal()
    adopt_wanted = Signal()
    clear_wanted = Signal()
    again_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._why = Emptiness.LOADING
        self._picture = QLabel()
        self._title = named(label("", "figure"), "library_empty_title")
        self._words = named(label("", "muted", wraps=True), "library_empty_words")
        self._create = named(QPushButton(tr("Make a video")), "library_empty_create")
        self._adopt = named(QPushButton(tr("Adopt a folder…")), "library_empty_adopt")
        self._clear = named(QPushButton(tr("Show everything")), "library_empty_clear")
        self._again = named(QPushButton(tr("Try again")), "library_empty_again")

        self._lay_out()

        self._create.clicked.connect(self.create_wanted)
        self._adopt.clicked.connect(self.adopt_wanted)
        self._clear.clicked.connect(self.clear_wanted)
        self._again.clicked.connect(self.again_wanted)
        theme.changed.connect(self._colour)
        self.show_why(Emptiness.LOADING)

    def show_why(self, why: Emptiness) -> None:
        """Say this."""
        self._why = why
        title, words = _WORDS[why]
        self._title.setText(title.shown())
        self._words.setText("" if words is None else words.shown())
        self._words.setVisible(words is not None)
        self._create.setVisible(why is Emptiness.FIRST)
        self._adopt.setVisible(why is Emptiness.FIRST)
        self._clear.setVisible(why is Emptiness.NO_RESULT)
        self._again.setVisible(why is Emptiness.BROKEN)
        self._colour()

    def take_focus(self) -> None:
        """Let the keyboard go on at the first button that is shown."""
        button = next((button for button in self._buttons() if button.isVisible()), None)
        if button is not None:
            button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _buttons(self) -> tuple[QPushButton, ...]:
        return self._create, self._adopt, self._clear, self._again

    def _lay_out(self) -> None:
        centre = Qt.AlignmentFlag.AlignCenter
        for part in (self._picture, self._title, self._words):
            part.setAlignment(centre)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for button in self._buttons():
            buttons.addWidget(button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(32, 24, 32, 24)
        layout.setSpacing(12)
        layout.addStretch(2)
        layout.addWidget(self._picture)
        layout.addWidget(self._title)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self._words, 3)
        middle.addStretch(1)
        layout.addLayout(middle)
        layout.addLayout(buttons)
        layout.addStretch(3)

    def _colour(self) -> None:
        drawing = _DRAWINGS.get(self._why, "picture")
        shown = icon(drawing, self._theme.colours.faint)
        self._picture.setPixmap(shown.pixmap(_PICTURE, self.devicePixelRatioF()))
        self._picture.setVisible(self._why is not Emptiness.LOADING)
