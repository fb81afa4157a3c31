"""Reference videos and sounds by their web addresses: added, removed, checked at the field."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from seedance_desktop.core.capability import MediaRule
from seedance_desktop.core.failure import Field
from seedance_desktop.core.ids import ReferenceId
from seedance_desktop.core.media_rules import is_media_address
from seedance_desktop.core.request import MediaKind, ReferenceMedia, Scene
from seedance_desktop.core.words import tr
from seedance_desktop.model.draft import Draft
from seedance_desktop.model.draft_history import Step
from seedance_desktop.model.draft_pictures import media_changed, with_media, without_media
from seedance_desktop.ui.create.media_row import MediaRow
from seedance_desktop.ui.problems import problem_words
from seedance_desktop.ui.theme import Theme
from seedance_desktop.ui.widgets.named import label, mark, named
from seedance_desktop.ui.widgets.segments import Choice, Segments, stand_in_tab_order


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
        self._sums = named(label("", "small", wraps=True), "media_sums")
        self._shown: list[MediaRow] = []

        self._address.setPlaceholderText("https://…")
        self._address.setClearButtonEnabled(True)
        self._lay_out()

        self._kinds.chosen.connect(self._choose_kind)
        self._address.textChanged.connect(self._check)
        self._address.returnPressed.connect(self._take)
        self._add.clicked.connect(self._take)
        self.refresh()

    def focus(self) -> None:
        """Put the cursor into the length that is odd, else into that of the first row."""
        controls = [row.controls[0] for row in self._shown]
        odd = [control for control in controls if control.property("wrong")]
        next(iter((*odd, *controls, self._address))).setFocus()

    def refresh(self) -> None:
        """Show what the draft has, and what the model takes."""
        self._offer()
        self._show_rows()
        self._show_sums()
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
        layout.addWidget(self._sums)

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

    def _show_rows(self) -> None:
        """Rows that stay keep their focus: a length is typed into them."""
        request = self._draft.request
        media = [each for kind in MediaKind for each in request.media_of(kind)]
        if [_what(each) for each in media] != [_what(row.media) for row in self._shown]:
            self._rebuild()
        for row, each in zip(self._shown, media, strict=True):
            row.show_media(each, self._rule(each.kind))

    def _rebuild(self) -> None:
        for row in self._shown:
            row.hide()  # what was just added would be shown as a window of its own
            row.setParent(None)  # at once: no two parts of a window have one name
            row.deleteLater()
        self._shown = []
        for kind in MediaKind:
            for number, media in enumerate(self._draft.request.media_of(kind), 1):
                row = MediaRow(media, number, self._theme)
                row.changed.connect(self._change)
                row.removed.connect(self._remove)
                self._rows.addWidget(row)
                self._shown.append(row)
        self._put_in_tab_order()

    def _put_in_tab_order(self) -> None:
        """Rows that come later still come right after what they were added by."""
        controls = (control for row in self._shown for control in row.controls)
        stand_in_tab_order(self._add, controls)

    def _rule(self, kind: MediaKind) -> MediaRule | None:
        scene = self._draft.capability.scenes.get(Scene.REFERENCES)
        if scene is None:
            return None
        return scene.videos if kind is MediaKind.VIDEO else scene.audio

    def _show_sums(self) -> None:
        """How many there are and how long, against what the model takes; what is not known."""
        told = [self._sum_words(kind) for kind in MediaKind]
        lacking = [media for media in self._draft.request.media if media.seconds is None]
        if any(media.kind is MediaKind.VIDEO for media in lacking):
            told.append(tr("Without the videos' lengths their price is not known."))
        elif lacking:
            told.append(tr("Unknown lengths are checked by the service alone."))
        self._sums.setText("\n".join(words for words in told if words))
        self._sums.setVisible(bool(self._sums.text()))

    def _sum_words(self, kind: MediaKind) -> str:
        media, rule = self._draft.request.media_of(kind), self._rule(kind)
        if not media or rule is None:
            return ""
        known = [each.seconds for each in media if each.seconds is not None]
        values = {
            "count": len(media),
            "most": rule.most,
            "shortest": rule.shortest,
            "longest": rule.longest,
            "seconds": f"{sum(known):g}",
            "total": rule.total,
        }
        words = tr("Videos: {count} of {most} · {shortest} to {longest} s each", **values)
        if kind is MediaKind.AUDIO:
            words = tr("Sounds: {count} of {most} · {shortest} to {longest} s each", **values)
        if rule.total is None:
            return words
        together = tr("{seconds} of {total} s together", **values)
        return f"{words} · {together}"

    def _change(self, media: ReferenceMedia) -> None:
        state = media_changed(self._draft.state, media)
        self._draft.take(Step.MEDIA, state, f"length of {media.id}")

    def _remove(self, name: ReferenceId) -> None:
        self._draft.take_pictures(Step.MEDIA, without_media(self._draft.state, name))
        self._address.setFocus()


def _what(media: ReferenceMedia) -> tuple[ReferenceId, MediaKind, str]:
    return media.id, media.kind, media.url
