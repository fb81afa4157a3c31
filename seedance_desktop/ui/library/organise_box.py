"""What the owner says of the selected clips: stars, heart, tags, collections and notes."""

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from seedance_desktop.core.entry import Organised
from seedance_desktop.core.words import tr
from seedance_desktop.ui.icons import icon
from seedance_desktop.ui.library.tag_box import TagBox
from seedance_desktop.ui.theme import Theme
from seedance_desktop.ui.widgets.named import label, named
from seedance_desktop.ui.widgets.stars import Stars

_NOTES_HEIGHT = 64


class OrganiseBox(QWidget):
    """Shows it and tells what is wanted instead. ``noted`` carries the text when it is left."""

    rated = Signal(int)
    favoured = Signal(bool)
    tagged = Signal(str)
    untagged = Signal(str)
    noted = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._notes_shown = ""
        self._stars = named(Stars(theme), "library_stars")
        self._heart = named(QToolButton(), "library_favourite", tr("Favourite"))
        self._tags = TagBox()
        self._collections = named(label("", "small", wraps=True), "library_collections")
        self._notes = named(QPlainTextEdit(), "library_notes", tr("Notes"))

        self._heart.setCheckable(True)
        self._heart.setIconSize(QSize(18, 18))
        self._heart.setToolTip(tr("Favourite (B)"))
        self._notes.setPlaceholderText(tr("Notes"))
        self._notes.setFixedHeight(_NOTES_HEIGHT)
        self._notes.setTabChangesFocus(True)
        self._notes.setProperty("role", "field")
        self._notes.installEventFilter(self)
        for part in (self._notes, self._notes.viewport()):
            part.setAcceptDrops(False)  # a clip that is dropped here is for the page
        self._lay_out()

        self._stars.rated.connect(self.rated)
        self._heart.toggled.connect(self.favoured)
        self._tags.added.connect(self.tagged)
        self._tags.removed.connect(self.untagged)
        theme.changed.connect(self._colour)
        self._colour()

    def show_organised(self, organised: Organised, *, has_notes: bool = True) -> None:
        """Show this; notes are for one clip alone."""
        self._stars.show_rating(organised.rating)
        with QSignalBlocker(self._heart):
            self._heart.setChecked(organised.is_favourite)
        self._tags.show_tags(organised.tags)
        inside = tr("In: {names}", names=", ".join(organised.collections))
        self._collections.setText(inside)
        self._collections.setVisible(bool(organised.collections))
        self._notes.setVisible(has_notes)
        if organised.notes != self._notes_shown or not self._notes.hasFocus():
            self._notes_shown = organised.notes
            if self._notes.toPlainText() != organised.notes:
                self._notes.setPlainText(organised.notes)
        self._colour()

    def suggest(self, tags: tuple[str, ...]) -> None:
        """Offer these tags while one is typed."""
        self._tags.suggest(tags)

    def finish(self) -> None:
        """Tell what was typed into the notes, if it is new."""
        text = self._notes.toPlainText()
        if text != self._notes_shown:
            self._notes_shown = text
            self.noted.emit(text)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.finish()
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self._stars)
        row.addStretch(1)
        row.addWidget(self._heart)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(row)
        layout.addWidget(self._tags)
        layout.addWidget(self._collections)
        layout.addWidget(self._notes)

    def _colour(self) -> None:
        on = self._heart.isChecked()
        colour = self._theme.colours.accent if on else self._theme.colours.muted
        self._heart.setIcon(icon("heart_full" if on else "heart", colour))
