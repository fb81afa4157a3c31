"""The search box: filters as pills, words beside them, and a quiet hint where one is wrong."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from seedance_desktop.core.catalogue import Catalogue
from seedance_desktop.core.words import tr
from seedance_desktop.model.finder import Finder
from seedance_desktop.ui.icons import icon
from seedance_desktop.ui.library.term_words import term_words
from seedance_desktop.ui.spoken import speak
from seedance_desktop.ui.theme import Theme
from seedance_desktop.ui.widgets.flow import Flow
from seedance_desktop.ui.widgets.named import explain, label, mark, named
from seedance_desktop.ui.widgets.segments import stand_in_tab_order

_ICON = QSize(16, 16)
_WIDEST_PILL = 190
_MARGIN = 6
"""Of the words in the field, with the style's own."""


class SearchBar(QWidget):
    """Shows a finder and sets it. ``save_wanted``: the search is to be given a name.

    ``results_wanted``: the keyboard is to go on at what was found.
    """

    save_wanted = Signal()
    results_wanted = Signal()

    def __init__(self, finder: Finder, catalogue: Catalogue, theme: Theme) -> None:
        super().__init__()
        self._finder = finder
        self._catalogue = catalogue
        self._theme = theme
        self._box = named(QFrame(), "library_search_box")
        self._history = named(QToolButton(), "library_searches", tr("Recent and saved searches"))
        self._menu = QMenu(self)
        self._words = Flow(fills=True)
        self._shown: list[QPushButton] = []
        self._edit = named(QLineEdit(), "library_search", tr("Search"))
        self._clear = named(QToolButton(), "library_search_clear", tr("Show everything"))
        self._hint = named(label("", "warning", wraps=True), "library_search_hint")

        self._box.setProperty("role", "search")
        self._edit.setProperty("role", "bare")
        self._edit.installEventFilter(self)
        self._edit.setAcceptDrops(False)  # a clip that is dropped here is for the page
        self._history.setMenu(self._menu)
        self._history.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._history.setToolTip(tr("Recent and saved searches"))
        self._clear.setToolTip(tr("Show everything (Esc)"))
        self._lay_out()

        self._edit.textChanged.connect(finder.type)
        self._edit.returnPressed.connect(finder.finish)
        self._edit.editingFinished.connect(finder.remember)
        self._clear.clicked.connect(self._show_everything)
        self._menu.aboutToShow.connect(self._fill_menu)
        finder.changed.connect(self.refresh)
        theme.changed.connect(self._colour)
        self._colour()
        self.refresh()

    def refresh(self) -> None:
        """Show the search as it is now."""
        if self._edit.text() != self._finder.words:
            with QSignalBlocker(self._edit):
                self._edit.setText(self._finder.words)
        self._show_pills()
        hints = self._finder.hints if not self._edit.hasFocus() or self._is_paused() else ()
        words = "\n".join(hint.message.shown() for hint in hints)
        if words != self._hint.text():
            self._hint.setText(words)
            speak(self._edit, words)
        self._hint.setVisible(bool(hints))
        self._clear.setVisible(bool(self._finder.filters or self._finder.words))

    def take_focus(self) -> None:
        """Let the user type."""
        self._edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._edit.selectAll()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            is_start = self._edit.cursorPosition() == 0 and not self._edit.hasSelectedText()
            if event.key() == Qt.Key.Key_Backspace and is_start and self._finder.filters:
                self._finder.remove(self._finder.filters[-1])
                return True
            if event.key() == Qt.Key.Key_Escape:
                self._finder.clear()
                return True
            if event.key() == Qt.Key.Key_Down:
                self._finder.finish()
                self.results_wanted.emit()
                return True
        elif event.type() == QEvent.Type.Resize:
            self._invite()
        elif event.type() == QEvent.Type.FocusOut:
            mark(self._box, "typing", "")
            self.refresh()
        elif event.type() == QEvent.Type.FocusIn:
            mark(self._box, "typing", "on")
        return super().eventFilter(watched, event)

    def _show_everything(self) -> None:
        """By the button, which goes away with what it takes away; the keyboard does not."""
        if self._clear.hasFocus():
            self._edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self._finder.clear()

    def _is_paused(self) -> bool:
        """Whether the filter that is wrong is over: a blank stands behind it."""
        hints = self._finder.hints
        return bool(hints) and all(hint.end < len(self._finder.words) for hint in hints)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self._box)
        row.setContentsMargins(6, 2, 4, 2)
        row.setSpacing(6)
        self._words.addWidget(self._edit)
        row.addWidget(self._history, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._words, 1)
        row.addWidget(self._clear, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._box)
        layout.addWidget(self._hint)

    def _show_pills(self) -> None:
        wanted = [term_words(term, self._catalogue) for term in self._finder.filters]
        if [str(pill.property("words")) for pill in self._shown] == wanted:
            return
        left = next((place for place, pill in enumerate(self._shown) if pill.hasFocus()), None)
        for pill in self._shown:
            self._words.removeWidget(pill)
            pill.hide()  # what was just added would be shown as a window of its own
            pill.setParent(None)
            pill.deleteLater()
        self._words.removeWidget(self._edit)  # it stands behind them
        self._shown = []
        for place, (term, words) in enumerate(zip(self._finder.filters, wanted, strict=True)):
            pill = self._pill(place, words)
            pill.clicked.connect(partial(self._finder.remove, term))
            self._words.addWidget(pill)
            pill.show()  # else it could not take the keyboard yet
            self._shown.append(pill)
        self._words.addWidget(self._edit)
        stand_in_tab_order(self._history, self._shown)
        if left is not None:  # the keyboard goes on beside the pill that it took away
            parts = [*self._shown, self._edit]
            parts[min(left, len(parts) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

    def _pill(self, place: int, words: str) -> QPushButton:
        name = tr("Remove the filter {words}", words=words)
        end = Qt.TextElideMode.ElideMiddle
        short = self.fontMetrics().elidedText(words, end, _WIDEST_PILL).replace("&", "&&")
        pill = named(QPushButton(f"{short}  ×"), f"library_pill_{place}", name)
        pill.setProperty("role", "pill")
        pill.setProperty("words", words)
        explain(pill, name)
        return pill

    def _invite(self) -> None:
        """In as many words as there is room for."""
        words = tr("Search prompts, tags, notes, names…")
        room = self._edit.width() - 2 * _MARGIN
        if self.fontMetrics().horizontalAdvance(words) > room:
            words = tr("Search…")
        self._edit.setPlaceholderText(words)

    def _fill_menu(self) -> None:
        self._menu.clear()
        save = self._menu.addAction(tr("Save this search…"))
        save.setEnabled(bool(self._finder.query.terms))
        save.triggered.connect(self.save_wanted)
        for title, texts in (
            (tr("Saved searches"), dict(self._finder.saved)),
            (tr("Recent searches"), {text: text for text in self._finder.recent}),
        ):
            if texts:
                self._menu.addSection(title)
            for name, text in texts.items():
                shown = name.replace("&", "&&")
                self._menu.addAction(shown).triggered.connect(partial(self._finder.look_for, text))

    def _colour(self) -> None:
        for button, drawing in ((self._history, "search"), (self._clear, "close")):
            button.setIcon(icon(drawing, self._theme.colours.muted))
            button.setIconSize(_ICON)
