"""Reference videos and sounds by their web addresses: added, removed, checked at the field."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from seedance_desktop.core.failure import Field
from seedance_desktop.core.ids import ReferenceId
from seedance_desktop.core.media_rules import is_media_address
from seedance_desktop.core.request import MediaKind, ReferenceMedia, Scene
from seedance_desktop.core.words import tr
from seedance_desktop.model.draft import Draft
from seedance_desktop.model.draft_history import Step
from seedance_desktop.model.draft_pictures import with_media, without_media
from seedance_desktop.ui.icons import icon
from seedance_desktop.ui.problems import problem_words
from seedance_desktop.ui.theme import Theme
from seedance_desktop.ui.widgets.elided import Elided
from seedance_desktop.ui.widgets.named import label, mark, named
from seedance_desktop.ui.widgets.segments import Choice, Segments


class MediaList(QWidget):
    """What the service is to fetch itself; nothing of it is read or sent by the program."""

    def __init__(self, draft: Draft, theme: Theme) -> None:
        super().__init__()
        self._draft = draft
        self._theme = theme
        self._kinds = Segments("media_kind", tr("Kind of reference"))
        self._address = named(QLineEdit(), "media_address", tr("Web address"))
        self._add = named(QPushButton(tr("Add")), "media_add")
        self._problem = named(label("", "problem", wraps=True), "media_problem")
        self._rows = QVBoxLayout()
        self._shown: tuple[ReferenceMedia, ...] | None = None

        self._address.setPlaceholderText("https://…")
        self._address.setClearButtonEnabled(True)
        self._lay_out()

        self._kinds.chosen.connect(self._choose_kind)
        self._address.textChanged.connect(self._check)
        self._address.returnPressed.connect(self._take)
        self._add.clicked.connect(self._take)
        theme.changed.connect(self._recolour)
        self.refresh()

    def refresh(self) -> None:
        """Show what the draft has, and what the model takes."""
        self._offer()
        if self._draft.request.media != self._shown:
            self._shown = self._draft.request.media
            self._rebuild()
        self._check()

    def _lay_out(self) -> None:
        entry = QHBoxLayout()
        entry.setSpacing(8)
        entry.addWidget(self._kinds)
        entry.addWidget(self._address, 1)
        entry.addWidget(self._add)
        hint = label(
            tr("The service fetches these itself: the address must be open to everybody."),
            "small",
            wraps=True,
        )
        rows = QWidget()
        rows.setLayout(self._rows)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(4)
        self._rows.setAlignment(Qt.AlignmentFlag.AlignTop)
        scroll = QScrollArea()
        scroll.setWidget(rows)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(entry)
        layout.addWidget(self._problem)
        layout.addWidget(hint)
        layout.addWidget(scroll, 1)

    def _offer(self) -> None:
        rule = self._draft.capability.scenes.get(Scene.REFERENCES)
        name = self._draft.capability.name
        takes_no = tr("{model} takes no reference of this kind.", model=name)
        taken = {
            MediaKind.VIDEO: rule is not None and rule.videos is not None,
            MediaKind.AUDIO: rule is not None and rule.audio is not None,
        }
        words = {MediaKind.VIDEO: tr("Video"), MediaKind.AUDIO: tr("Sound")}
        self._kinds.offer(
            [Choice(kind, words[kind], "" if taken[kind] else takes_no) for kind in words]
        )
        if not taken[self._kind] or not self._kinds.current:
            self._kinds.show_chosen(next((kind for kind in taken if taken[kind]), ""))

    @property
    def _kind(self) -> MediaKind:
        return MediaKind(self._kinds.current or MediaKind.VIDEO)

    def _check(self) -> None:
        """What is being typed comes first, then what the model says of those that are there."""
        address = self._address.text().strip()
        is_address = is_media_address(address)
        self._add.setEnabled(is_address)
        words = problem_words(self._draft.problems, Field.REFERENCE_MEDIA)
        if address and not is_address:
            words = tr("Write the whole address, from https:// on.")
        self._problem.setText(words)
        self._problem.setVisible(bool(words))
        mark(self._address, "wrong", "true" if address and not is_address else "")

    def _choose_kind(self, _kind: str) -> None:
        self._check()

    def _take(self) -> None:
        address = self._address.text().strip()
        if is_media_address(address):
            self._draft.take_pictures(
                Step.MEDIA, with_media(self._draft.state, self._kind, address)
            )
            self._address.clear()

    def _rebuild(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            row = item.widget()
            if row is not None:
                row.setParent(None)
                row.deleteLater()
        for kind in MediaKind:
            for number, media in enumerate(self._draft.request.media_of(kind), 1):
                self._rows.addWidget(self._row(media, number))

    def _row(self, media: ReferenceMedia, number: int) -> QFrame:
        row = QFrame()
        row.setProperty("role", "card")
        name = tr("Sound {number}", number=number)
        if media.kind is MediaKind.VIDEO:
            name = tr("Video {number}", number=number)
        address = named(Elided("small"), f"media_{media.id}", name)
        address.setText(media.url)
        address.setToolTip(media.url)
        words = tr("Remove: {name}", name=name)
        remove = named(QToolButton(), f"media_{media.id}_remove", words)
        remove.setToolTip(words)
        remove.setIcon(icon("bin", self._theme.colours.muted))
        remove.setProperty("media", str(media.id))
        remove.clicked.connect(self._remove)
        line = QHBoxLayout(row)
        line.setContentsMargins(12, 4, 6, 4)
        line.addWidget(label(name))
        line.addWidget(address, 1)
        line.addWidget(remove)
        return row

    def _remove(self) -> None:
        button = self.sender()
        if isinstance(button, QToolButton):
            name = ReferenceId(button.property("media"))
            self._draft.take_pictures(Step.MEDIA, without_media(self._draft.state, name))
            self._address.setFocus()

    def _recolour(self) -> None:
        self._rebuild()
