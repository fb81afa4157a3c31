"""The selected clips: player, what can be done with them, and what is known of them."""

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QResizeEvent
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from seedance_desktop.core.entry import Entry, Organised
from seedance_desktop.core.library_errors import FileGoneError
from seedance_desktop.core.video import Video
from seedance_desktop.core.words import tr
from seedance_desktop.model.models import Models
from seedance_desktop.ui.library.facts_box import FactsBox
from seedance_desktop.ui.library.lineage_box import LineageBox
from seedance_desktop.ui.library.organise_box import OrganiseBox
from seedance_desktop.ui.library.prompt_card import PromptCard
from seedance_desktop.ui.theme import Theme
from seedance_desktop.ui.widgets.described import describe
from seedance_desktop.ui.widgets.even import Even
from seedance_desktop.ui.widgets.named import label, named
from seedance_desktop.ui.widgets.player_place import PlayerPlace
from seedance_desktop.ui.widgets.player_pool import PlayerPool
from seedance_desktop.ui.words import clip_words

NARROWEST = 280
"""Room for the player's buttons in one line, beside the scroll bar."""
_EDGE = 14
_CONTROLS = 74
"""Height of what is under the player's picture."""


class Inspector(QFrame):
    """Shows one entry, or what several have in common.

    ``remix_wanted`` and ``use_all_wanted`` carry the Video; ``note_wanted`` an entry's
    number and its notes.
    """

    use_all_wanted = Signal(object)
    remix_wanted = Signal(object)
    note_wanted = Signal(object, str)  # an int of Qt holds no entry's number
    compare_wanted = Signal()
    menu_wanted = Signal()

    def __init__(self, models: Models, theme: Theme, players: PlayerPool) -> None:
        super().__init__()
        self._entry: Entry | None = None
        self._is_unplayable = False
        self.player = named(PlayerPlace(theme, players), "library_player")
        self.organise = OrganiseBox(theme)
        self._prompt = PromptCard()
        self.lineage = LineageBox(models.lineage, models.thumbnails)
        self._problem = named(label("", "problem", wraps=True), "library_problem")
        self._title = named(label("", "title", wraps=True), "library_selected")
        self._use_all = named(QPushButton(tr("Use all")), "library_use_all")
        self._remix = named(QPushButton(tr("Remix")), "library_remix")
        self._compare = named(QPushButton(tr("Compare")), "library_compare")
        self._more = named(QPushButton(tr("More ▾")), "library_more", tr("More"))
        self._buttons = QWidget()
        self._facts = FactsBox(models.catalogue, models.thumbnails)
        self._hint = label(
            tr("Select a video to play it and see how it was made."), "muted", wraps=True
        )

        self.setProperty("role", "side")
        self.setMinimumWidth(NARROWEST)
        self._lay_out()
        self._explain()

        self._use_all.clicked.connect(self._tell_use_all)
        self._remix.clicked.connect(self._tell_remix)
        self._compare.clicked.connect(self.compare_wanted)
        self._more.clicked.connect(self.menu_wanted)
        self.organise.noted.connect(self._tell_note)
        self.player.broken.connect(self._show_unplayable)
        self.lineage.came_back.connect(self._show_family_later)
        self.show_nothing()

    @property
    def more_button(self) -> QPushButton:
        """Under which the menu of commands opens."""
        return self._more

    def show_nothing(self) -> None:
        """Nothing is selected."""
        self.organise.finish()
        self._entry = None
        self._show_parts(one=False, several=False)
        self.player.clear()
        self.lineage.show_video(None)

    def show_entry(self, entry: Entry) -> None:
        """Play this one and show what is known of it; the same one goes on playing."""
        if self._entry is None or self._entry.number != entry.number:
            self.organise.finish()
            self._is_unplayable = False
        self._entry = entry
        self._show_parts(one=True, several=False)
        self.organise.show_organised(entry.organised)
        self._prompt.show_words(clip_words(entry.video))
        self._facts.show_video(entry.video)
        self.lineage.show_video(entry.video)
        if entry.video.path.exists():
            self._problem.hide()
            self.player.show()
            self.player.show_clip(entry.video.path, entry.video.clip)
            if self._is_unplayable:  # the player says it once
                self._show_unplayable()
        else:
            self._is_unplayable = False
            self.player.clear()
            self.player.hide()
            self._show_problem(_missing_words(entry.video))

    def show_several(self, count: int, common: Organised) -> None:
        """Show what these have in common; what is changed is changed for all."""
        self.organise.finish()
        self._entry = None
        self.player.clear()
        self.lineage.show_video(None)
        self._show_parts(one=False, several=True)
        self._title.setText(tr("{count} videos are selected", count=f"{count:,}"))
        self.organise.show_organised(common, has_notes=False)
        self._compare.setEnabled(2 <= count <= 4)

    def pause(self) -> None:
        """Stand still while nobody can see it."""
        self.player.pause()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """The picture is as wide as there is room for, and as high as most clips are then."""
        super().resizeEvent(event)
        self.player.setFixedHeight((self.width() - 2 * _EDGE) * 9 // 16 + _CONTROLS)

    def _lay_out(self) -> None:
        row = Even()
        row.setContentsMargins(0, 0, 0, 0)
        self._buttons.setLayout(row)
        for button in (self._use_all, self._remix, self._compare, self._more):
            row.addWidget(button)
            button.setProperty("role", "compact")
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(_EDGE, _EDGE, _EDGE, _EDGE)
        column.setSpacing(12)
        for part in (
            self.player,
            self._problem,
            self._title,
            self._buttons,
            self._prompt,
            self.organise,
            self._facts,
            self.lineage,
            self._hint,
        ):
            column.addWidget(part)
        column.addStretch(1)
        self._scroll = scroll = QScrollArea()
        describe(scroll, QAccessible.Role.Pane)
        named(scroll, "library_inspector", tr("Video"))
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its parts are come to, and scroll it
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll)

    def _show_family_later(self) -> None:
        """Once all of it has its place."""
        QTimer.singleShot(0, self.lineage, partial(self._scroll.ensureWidgetVisible, self.lineage))

    def _explain(self) -> None:
        self._use_all.setToolTip(
            tr("Put everything that made this video back into the form, with its seed")
        )
        self._remix.setToolTip(
            tr("Put the recipe into the form with a new seed, to make a variation")
        )
        self._compare.setToolTip(tr("Play two to four selected videos side by side"))
        self._more.setToolTip(tr("Everything that can be done with the selection"))

    def _show_parts(self, *, one: bool, several: bool) -> None:
        self._problem.hide()
        self.player.setVisible(one)
        self._prompt.setVisible(one)
        self._facts.setVisible(one)
        self._buttons.setVisible(one or several)
        self.organise.setVisible(one or several)
        self._title.setVisible(several)
        self._hint.setVisible(not one and not several)
        self._use_all.setEnabled(one)
        self._remix.setEnabled(one)
        self._compare.setEnabled(several)

    def _show_unplayable(self) -> None:
        """The decoder's own words name neither the file nor a remedy."""
        if self._entry is not None:
            self._is_unplayable = True
            self._show_problem(
                tr(
                    "This video cannot be played: {path} is damaged or is no video. Put a "
                    "good copy in its place, or make it again with “Use all”.",
                    path=self._entry.video.path,
                )
            )

    def _show_problem(self, words: str) -> None:
        self._problem.setText(words)
        self._problem.show()

    def _tell_note(self, text: str) -> None:
        """Of the entry that is still shown: another one's comes after it."""
        if self._entry is not None:
            self.note_wanted.emit(int(self._entry.number), text)

    def _tell_use_all(self) -> None:
        if self._entry is not None:
            self.use_all_wanted.emit(self._entry.video)

    def _tell_remix(self) -> None:
        if self._entry is not None:
            self.remix_wanted.emit(self._entry.video)


def _missing_words(video: Video) -> str:
    if video.library.is_dir():
        gone = tr("The file is not there any more: {path}", path=video.path)
        return f"{gone}\n{FileGoneError.default_remedy.shown()}"
    return tr(
        "The library folder {path} is not there. If it is on a drive that is not connected, "
        "connect it; if you have moved it, adopt it where it is now.",
        path=video.library,
    )
