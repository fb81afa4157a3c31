"""The selected clip: player, what can be done with it, and the facts about it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from seedance_desktop.core.catalogue import Catalogue
from seedance_desktop.core.connection import SANDBOX
from seedance_desktop.core.errors import ModelUnavailableError
from seedance_desktop.core.video import Video
from seedance_desktop.core.words import Message, tr
from seedance_desktop.ui.theme import Theme
from seedance_desktop.ui.widgets.named import label, named
from seedance_desktop.ui.widgets.player_place import PlayerPlace
from seedance_desktop.ui.widgets.player_pool import PlayerPool
from seedance_desktop.ui.words import byte_count, first_words, moment, money, seed_name


class Inspector(QFrame):
    """Shows one video. The signals carry it."""

    use_all_wanted = Signal(object)
    reveal_wanted = Signal(object)
    delete_wanted = Signal(object)

    def __init__(self, catalogue: Catalogue, theme: Theme, players: PlayerPool) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._video: Video | None = None
        self.player = named(PlayerPlace(theme, players), "library_player")
        self._problem = named(label("", "problem", wraps=True), "library_problem")
        self._use_all = named(QPushButton(tr("Use all")), "library_use_all")
        self._reveal = named(QPushButton(tr("Reveal")), "library_reveal")
        self._delete = named(QPushButton(tr("Delete")), "library_delete")
        self._prompt = named(label("", wraps=True), "library_prompt")
        self._values = {name: named(label("", wraps=True), f"library_{name}") for name in _ROWS}
        self._facts = QWidget()
        self._hint = label(
            tr("Select a video to play it and see how it was made."), "muted", wraps=True
        )

        self.setProperty("role", "side")
        self.setMinimumWidth(300)
        self._use_all.setToolTip(tr("Put everything that made this video back into the form"))
        self._reveal.setToolTip(tr("Show the file in the file manager"))
        self._delete.setToolTip(tr("Put the file into the bin (Delete)"))
        self._lay_out()

        self._use_all.clicked.connect(self._tell_use_all)
        self._reveal.clicked.connect(self._tell_reveal)
        self._delete.clicked.connect(self._tell_delete)
        self.player.broken.connect(self._show_broken)
        self.show_video(None)

    def show_video(self, video: Video | None) -> None:
        """Play this video and show its facts; None empties the inspector."""
        self._video = video
        has_video = video is not None
        self._facts.setVisible(has_video)
        self._hint.setVisible(not has_video)
        self._problem.hide()
        if video is None:
            self.player.clear()
            self.player.hide()
            return
        self._show_facts(video)
        if video.path.exists():
            self.player.show()
            self.player.show_clip(video.path, video.clip)
        else:
            self.player.clear()
            self.player.hide()
            self._show_broken(tr("The file is not there any more: {path}", path=video.path))

    def pause(self) -> None:
        """Stand still while nobody can see it."""
        self.player.pause()

    def _lay_out(self) -> None:
        self.player.setMinimumHeight(260)
        buttons = QHBoxLayout()
        for button in (self._use_all, self._reveal, self._delete):
            buttons.addWidget(button, 1)
        self._prompt.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(7)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        for name, words in _ROWS.items():
            self._values[name].setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            form.addRow(label(words.shown(), "muted"), self._values[name])
        facts = QVBoxLayout(self._facts)
        facts.setContentsMargins(0, 0, 0, 0)
        facts.setSpacing(12)
        facts.addLayout(buttons)
        facts.addWidget(_card(self._prompt))
        facts.addLayout(form)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(14, 14, 14, 14)
        column.setSpacing(12)
        column.addWidget(self.player)
        column.addWidget(self._problem)
        column.addWidget(self._facts)
        column.addWidget(self._hint)
        column.addStretch(1)
        scroll = named(QScrollArea(), "library_facts", tr("Video"))
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll)

    def _show_facts(self, video: Video) -> None:
        clip = video.clip
        self._prompt.setText(first_words(video.request))
        for name, words in {
            "model": self._model_name(video),
            "output": tr(
                "{size} · {rate} fps · {length} s",
                size=clip.size,
                rate=f"{clip.frame_rate:g}",
                length=f"{clip.duration:.2f}",
            ),
            "seed": seed_name(video.seed),
            "cost": _cost_words(video),
            "file": f"{video.file.name} · {byte_count(video.byte_count)}",
            "made": moment(video.made_at),
        }.items():
            self._values[name].setText(words)

    def _model_name(self, video: Video) -> str:
        try:
            return self._catalogue.find(video.request.model).name
        except ModelUnavailableError:
            return video.request.model

    def _show_broken(self, words: str) -> None:
        self._problem.setText(words)
        self._problem.show()

    def _tell_use_all(self) -> None:
        self.use_all_wanted.emit(self._video)

    def _tell_reveal(self) -> None:
        self.reveal_wanted.emit(self._video)

    def _tell_delete(self) -> None:
        self.delete_wanted.emit(self._video)


_ROWS = {
    "model": Message("Model"),
    "output": Message("Output"),
    "seed": Message("Seed"),
    "cost": Message("Cost"),
    "file": Message("File"),
    "made": Message("Made"),
}


def _cost_words(video: Video) -> str:
    cost = tr("{tokens} tokens", tokens=f"{video.tokens:,}") if video.tokens else "–"
    if video.connection == SANDBOX:
        return tr("{tokens} · free, from the sandbox", tokens=cost)
    return cost if video.price is None else f"{cost} · {money(video.price, video.currency)}"


def _card(content: QLabel) -> QFrame:
    card = QFrame()
    card.setProperty("role", "card")
    layout = QVBoxLayout(card)
    layout.setContentsMargins(10, 8, 10, 8)
    layout.addWidget(content)
    return card
