"""The banners over the page, one under the other."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from seedance_desktop.core.failure import Failure
from seedance_desktop.core.words import tr
from seedance_desktop.model.notices import Notice, Notices
from seedance_desktop.ui.icons import icon
from seedance_desktop.ui.theme import Theme
from seedance_desktop.ui.widgets.named import label, named
from seedance_desktop.ui.words import action_words

_MOST = 3


class NoticeBar(QWidget):
    """Shows what needs attention. The signals carry the Notice whose button was pressed."""

    action_wanted = Signal(object)
    continue_wanted = Signal(object)

    def __init__(self, notices: Notices, theme: Theme) -> None:
        super().__init__()
        self._notices = notices
        self._theme = theme
        self._banners: list[QFrame] = []

        self.setObjectName("notices")
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(1)

        notices.changed.connect(self.refresh)
        theme.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the newest banners."""
        for old in self._banners:
            self._layout.removeWidget(old)
            old.hide()  # what was just added would be shown as a window of its own
            old.setParent(None)
            old.deleteLater()
        self._banners = [self._banner(notice) for notice in self._notices.shown[:_MOST]]
        for banner in self._banners:
            self._layout.addWidget(banner)
        self.setVisible(bool(self._banners))

    def _banner(self, notice: Notice) -> QFrame:
        banner = named(QFrame(), f"notice_{notice.failure.kind}", notice.failure.title.shown())
        banner.setProperty("role", "notice")
        words = label("", wraps=True)
        words.setTextFormat(Qt.TextFormat.RichText)
        words.setText(_worded(notice.failure))
        close = named(QToolButton(), "notice_close", tr("Dismiss"))
        close.setIcon(icon("close", self._theme.colours.muted))
        close.clicked.connect(partial(self._notices.dismiss, notice.id))
        row = QHBoxLayout(banner)
        row.setContentsMargins(14, 8, 8, 8)
        row.addWidget(words, 1)
        if offered := action_words(notice.action):
            button = named(QPushButton(offered), f"notice_{notice.action.value}")
            button.clicked.connect(partial(self.action_wanted.emit, notice))
            row.addWidget(button)
        if notice.line_is_paused:
            resume = named(QPushButton(tr("Continue")), "notice_continue")
            resume.clicked.connect(partial(self.continue_wanted.emit, notice))
            row.addWidget(resume)
        row.addWidget(close)
        return banner


def _worded(failure: Failure) -> str:
    """A failure as markup: its title stands out, and a service's words stay words."""
    from html import escape  # brings a long table, and there is seldom something to tell

    words = (failure.title, failure.message, failure.remedy)
    title, message, remedy = (escape(part.shown(), quote=False) for part in words)
    return f"<b>{title}</b> &nbsp;{message} {remedy}"
