"""References: the tiles over the one that is edited, or the videos and sounds from the web."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from seedance_desktop.core.request import Role, Scene
from seedance_desktop.core.words import tr
from seedance_desktop.model.draft import Draft
from seedance_desktop.model.draft_state import SlotName
from seedance_desktop.model.frame_pictures import FramePictures
from seedance_desktop.ui.create.frame_slot import FrameSlot
from seedance_desktop.ui.create.media_list import MediaList
from seedance_desktop.ui.create.reference_tiles import ReferenceTiles
from seedance_desktop.ui.theme import Theme
from seedance_desktop.ui.widgets.named import label, named
from seedance_desktop.ui.widgets.segments import Choice, Segments

_PICTURES, _MEDIA = "pictures", "media"


class ReferencePanel(QWidget):
    """``browse_wanted`` carries the slot to fill; ``shown_changed``: another one is edited."""

    browse_wanted = Signal(object)
    shown_changed = Signal()

    def __init__(self, draft: Draft, frames: FramePictures, theme: Theme) -> None:
        super().__init__()
        self._draft = draft
        self._kinds = Segments("reference_kind", tr("Kind of reference"), look="chips")
        self._count = named(label("", "small"), "reference_count")
        self._tiles = ReferenceTiles(frames, theme)
        self.slot_shown = FrameSlot(tr("References"), Role.REFERENCE, frames, theme=theme)
        self._media = MediaList(draft, theme)
        self._stack = QStackedWidget()

        self._lay_out()

        self._kinds.chosen.connect(self._turn)
        self._tiles.chosen.connect(self._show_slot)
        self._tiles.browse_wanted.connect(self.browse_wanted)
        self.slot_shown.browse_wanted.connect(self.browse_wanted)
        self._kinds.offer(
            [Choice(_PICTURES, tr("Pictures")), Choice(_MEDIA, tr("Video and sound"))]
        )
        self._kinds.show_chosen(_PICTURES)
        self.refresh()

    @property
    def current(self) -> SlotName:
        """The reference that is edited; Role.REFERENCE where there is none."""
        return self._tiles.current or Role.REFERENCE

    @property
    def shows_pictures(self) -> bool:
        """Whether it is turned to the pictures, not to the videos and sounds."""
        return self._stack.currentIndex() == 0

    def go_to_media(self) -> None:
        """Turn to the videos and sounds, with the cursor where one can be mended."""
        self._turn(_MEDIA)
        self._media.focus()

    def go_to_pictures(self) -> None:
        """Turn to the pictures, with the cursor on the one that is edited."""
        self._turn(_PICTURES)
        self.slot_shown.focus()

    def refresh(self) -> None:
        """Show the references as they are now."""
        self._tiles.refresh()
        self._media.refresh()
        rule = self._draft.capability.scenes.get(Scene.REFERENCES)
        request = self._draft.request
        count, media = len(request.references), len(request.media)
        most = 0 if rule is None else rule.references[1]
        self._count.setText(tr("{count} of {most}", count=count, most=most) if most else "")
        takes_media = rule is not None and (rule.videos is not None or rule.audio is not None)
        self._kinds.setVisible(takes_media or media > 0)
        words = tr("Video and sound")
        self._kinds.offer(
            [
                Choice(_PICTURES, tr("Pictures")),
                Choice(_MEDIA, f"{words} · {media}" if media else words),
            ]
        )
        if self._kinds.isHidden() and not self.shows_pictures:
            self._turn(_PICTURES)
        self._tiles.setVisible(count > 0)
        self.slot_shown.show_title(self._title(self._tiles.current))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._kinds)
        head.addStretch(1)
        head.addWidget(self._count)
        pictures = QWidget()
        column = QVBoxLayout(pictures)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._tiles)
        column.addWidget(self.slot_shown, 1)
        self._stack.addWidget(pictures)
        self._stack.addWidget(self._media)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addWidget(self._stack, 1)

    def _turn(self, kind: str) -> None:
        self._kinds.show_chosen(kind)
        self._stack.setCurrentIndex(1 if kind == _MEDIA else 0)
        self.shown_changed.emit()

    def _show_slot(self, name: SlotName | None) -> None:
        self.slot_shown.show_slot(name or Role.REFERENCE)
        self.slot_shown.show_title(self._title(name))
        self.shown_changed.emit()

    def _title(self, name: SlotName | None) -> str:
        """By its number, which changes as references come, go and move."""
        for number, picture in enumerate(self._draft.request.references, 1):
            if picture.id == name:
                return tr("Reference {number}", number=number)
        return tr("References")
