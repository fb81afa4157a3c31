"""The prompts that were sent before, to be searched and taken again."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from seedance_desktop.core.words import tr
from seedance_desktop.model.prompt_help import PromptHelp
from seedance_desktop.ui.widgets.named import named

_LISTED = 200
_SIZE = (460, 320)


class HistoryPopup(QFrame):
    """``chosen`` carries the prompt that was taken."""

    chosen = Signal(str)

    def __init__(self, help_: PromptHelp, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._help = help_
        self._search = named(QLineEdit(), "history_search", tr("Search in prompts"))
        self._list = named(QListWidget(), "history_list", tr("Prompts"))

        self.setObjectName("history")
        self.setProperty("role", "card")
        self._search.setPlaceholderText(tr("Search in prompts"))
        self._search.installEventFilter(self)
        self._list.setProperty("role", "choices")
        self._list.setUniformItemSizes(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.resize(*_SIZE)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(self._search)
        layout.addWidget(self._list, 1)

        self._search.textChanged.connect(self._show)
        self._list.itemClicked.connect(self._take)
        self._list.itemActivated.connect(self._take)

    def open_above(self, place: QPoint) -> None:
        """Show it with its lower left corner there, as far as the screen reaches."""
        self._search.clear()
        self._show("")
        top = place - QPoint(0, self.height() + 6)
        self.move(QPoint(top.x(), max(0, top.y())))
        self.show()
        self._search.setFocus()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrows and Enter are the list's while words are typed."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            keys = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if event.key() in keys:
                QApplication.sendEvent(self._list, event)
                return True
        return super().eventFilter(watched, event)

    def _show(self, words: str) -> None:
        self._list.clear()
        for prompt in self._help.matching(words)[:_LISTED]:
            item = QListWidgetItem(" ".join(prompt.split()))
            item.setData(Qt.ItemDataRole.UserRole, prompt)
            item.setToolTip(prompt)
            self._list.addItem(item)
        if self._list.count():
            self._list.setCurrentRow(0)
        else:
            nothing = QListWidgetItem(tr("What you send is kept here."))
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self._list.addItem(nothing)

    def _take(self, item: QListWidgetItem) -> None:
        prompt = item.data(Qt.ItemDataRole.UserRole)
        if prompt:
            self.hide()
            self.chosen.emit(prompt)
