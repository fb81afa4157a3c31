"""Where a clip came from and what came from it, as small pictures that lead there."""

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QIcon, QPixmap
from PySide6.QtWidgets import QApplication, QToolButton, QVBoxLayout, QWidget

from seedance_desktop.core.entry import Kinship
from seedance_desktop.core.video import Video
from seedance_desktop.core.words import Message, tr
from seedance_desktop.model.lineage import Lineage, Relative
from seedance_desktop.model.thumbnails import Thumbnails
from seedance_desktop.ui.widgets.described import describe
from seedance_desktop.ui.widgets.flow import Flow
from seedance_desktop.ui.widgets.named import label, named
from seedance_desktop.ui.widgets.segments import stand_in_tab_order
from seedance_desktop.ui.words import clip_words

_SIZE = QSize(72, 41)
_MOST = 12
_NO_REASON = Qt.FocusReason.OtherFocusReason
_ELDERS = {
    Kinship.MADE_FROM: Message("Made from a frame of: {words}"),
    Kinship.CONTINUES: Message("Continues: {words}"),
    Kinship.VARIATION_OF: Message("A variation of: {words}"),
}
_YOUNGER = {
    Kinship.MADE_FROM: Message("Made from a frame of this: {words}"),
    Kinship.CONTINUES: Message("Continued by: {words}"),
    Kinship.VARIATION_OF: Message("Varied as: {words}"),
}


class LineageBox(QWidget):
    """Follows a Lineage; ``walked`` carries the id of the video that is to be looked at.

    ``came_back``: the keyboard is here again.
    """

    walked = Signal(object)
    came_back = Signal()

    def __init__(self, lineage: Lineage, thumbnails: Thumbnails) -> None:
        super().__init__()
        describe(self, QAccessible.Role.Grouping)
        self._lineage = lineage
        self._thumbnails = thumbnails
        self._here: Video | None = None
        self._left = ""
        self._row = QWidget()
        self._flow = Flow(4)

        named(self, "library_lineage", tr("Lineage"))
        self._row.setLayout(self._flow)
        self._flow.setContentsMargins(0, 0, 0, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(label(tr("Lineage"), "title"))
        layout.addWidget(self._row)

        lineage.changed.connect(self._refresh)
        thumbnails.arrived.connect(self._show_picture)
        self._refresh()

    def show_video(self, video: Video | None) -> None:
        """Show the family of this one; nothing is shown where there is none."""
        if video != self._here:
            self._left = ""
        self._here = video
        self._lineage.follow(None if video is None else video.id)
        self._refresh()

    def _refresh(self) -> None:
        """The keyboard goes on at the video that it has walked to, once its family is there."""
        self._empty()
        family = self._lineage.family[:_MOST]
        elders = [each for each in family if each.kin.is_elder]
        younger = [each for each in family if not each.kin.is_elder]
        self.setVisible(bool(family) and self._here is not None)
        if not family or self._here is None:
            return
        for each in elders:
            self._flow.addWidget(self._button(each))
            self._flow.addWidget(label("→", "muted"))
        here = self._picture_button(self._here, tr("This video"))
        here.setCheckable(True)
        here.setChecked(True)
        here.clicked.connect(partial(here.setChecked, True))
        self._flow.addWidget(here)
        if younger:
            self._flow.addWidget(label("→", "muted"))
        for each in younger:
            self._flow.addWidget(self._button(each))
        for place in range(self._flow.count()):
            shown = self._flow.itemAt(place)
            widget = None if shown is None else shown.widget()
            if widget is not None:
                widget.show()
        stand_in_tab_order(self, self._row.findChildren(QToolButton))
        left, self._left = self._left, ""
        if left:
            (self._row.findChild(QToolButton, left) or here).setFocus(_NO_REASON)
            self.came_back.emit()

    def _empty(self) -> None:
        focus = QApplication.focusWidget()
        if focus is not None and self._row.isAncestorOf(focus):
            self._left = focus.objectName()
        while self._flow.count():
            item = self._flow.takeAt(0)
            part = None if item is None else item.widget()
            if part is not None:
                part.hide()  # what was just added would be shown as a window of its own
                part.setParent(None)
                part.deleteLater()

    def _button(self, relative: Relative) -> QToolButton:
        kin, video = relative.kin, relative.video
        table = _ELDERS if kin.is_elder else _YOUNGER
        gone = tr("a video that has left the library")
        words = gone if video is None else clip_words(video)
        button = self._picture_button(video, tr(table[kin.kinship].template, words=words))
        button.setEnabled(video is not None)
        button.clicked.connect(partial(self.walked.emit, kin.video))
        return button

    def _picture_button(self, video: Video | None, words: str) -> QToolButton:
        place = "gone" if video is None else video.id
        button = named(QToolButton(), f"library_kin_{place}", words)
        button.setToolTip(words)
        button.setIconSize(_SIZE)
        button.setFixedSize(_SIZE + QSize(8, 8))
        button.setProperty("role", "kin")
        image = None if video is None else self._thumbnails.poster(video)
        if image is not None and not image.isNull():
            button.setIcon(QIcon(QPixmap.fromImage(image)))
        return button

    def _show_picture(self, key: str) -> None:
        shown = [self._here, *(each.video for each in self._lineage.family)]
        if any(video is not None and key == f"video:{video.id}" for video in shown):
            self._refresh()
