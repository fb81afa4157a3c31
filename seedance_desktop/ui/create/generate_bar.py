"""What it costs, how long it takes, and the button that asks for it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QVBoxLayout, QWidget

from seedance_desktop.core.cost import Lacking
from seedance_desktop.core.quote import Quote
from seedance_desktop.core.words import clock, tr, tr_count
from seedance_desktop.ui.create.generate_button import GenerateButton
from seedance_desktop.ui.widgets.named import label, named
from seedance_desktop.ui.words import money, token_count

_NUMBER_PAD = "Ctrl+Enter"
"""The menu has that of the other Enter."""
_UNKNOWN = "–"


class GenerateBar(QFrame):
    """Price, tokens and typical wait over Generate.

    ``generate_wanted`` when it is pressed, ``problem_wanted`` when the user asks what is in the
    way.
    """

    generate_wanted = Signal()
    problem_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._price = named(label(_UNKNOWN, "figure"), "price")
        self._tokens = named(label(_UNKNOWN, "figure"), "tokens")
        self._wait = named(label(_UNKNOWN, "figure"), "wait")
        self._price_note = named(label("", "small"), "price_note")
        self._tokens_note = named(label("", "small"), "tokens_note")
        self._wait_note = named(label("", "small"), "wait_note")
        self._cap = named(label("", "problem", wraps=True), "cap_problem")
        self._problem = named(QPushButton(), "generate_problem")
        self._button = named(GenerateButton(tr("Ctrl+Enter")), "generate")
        self._is_ready = False
        self._is_sending = False
        self._count = 1

        self.setProperty("role", "foot")
        self._button.setProperty("role", "primary")
        self._problem.setProperty("role", "problem")
        self._problem.setToolTip(tr("Show me"))
        self._cap.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 14)
        layout.setSpacing(8)
        layout.addWidget(self._cap)  # what comes and goes is above what is to stay in its place
        layout.addWidget(self._problem)
        layout.addLayout(self._figures())
        layout.addWidget(self._button)

        self._button.clicked.connect(self.generate_wanted)
        self._problem.clicked.connect(self.problem_wanted)
        self.show_problems(0)

    @property
    def is_sending(self) -> bool:
        """Whether a request is on its way that nobody has answered for yet."""
        return self._is_sending

    def show_quote(self, quote: Quote, *, is_free: bool) -> None:
        """Show what it will cost and take; the sandbox is free."""
        self._count = quote.count
        self._tokens.setText(_UNKNOWN if quote.tokens is None else token_count(quote.tokens))
        self._wait.setText(_UNKNOWN if quote.wait is None else clock(quote.wait))
        self._tokens_note.setText(tr("tokens"))
        self._wait_note.setText(tr("typical wait"))
        self._explain(self._tokens, _tokens_source(quote))
        self._explain(self._wait, _wait_source(quote))
        self._show_price(quote, is_free=is_free)
        self._show_button()

    def show_problems(self, count: int, cap: str = "") -> None:
        """Enable the button, or say how many things are in the way; ``cap``: the daily one is."""
        self._is_ready = count == 0 and not cap
        words = tr_count("{count} thing to mend first", "{count} things to mend first", count)
        self._problem.setText(words if count else "")
        self._problem.setVisible(count > 0)
        self._cap.setText(cap)
        self._cap.setVisible(bool(cap))
        self._show_button()
        self._button.setToolTip(words if count else tr("Ctrl+Enter"))

    def show_sending(self) -> None:
        """Say that the request is on its way, so that nobody presses twice by accident."""
        self._is_sending = True
        self._show_button()

    def show_sent(self) -> None:
        """Ready for the next one."""
        self._is_sending = False
        self._show_button()

    def _figures(self) -> QGridLayout:
        figures = QGridLayout()
        figures.setHorizontalSpacing(12)
        figures.setVerticalSpacing(1)
        pairs = (
            (self._price, self._price_note),
            (self._tokens, self._tokens_note),
            (self._wait, self._wait_note),
        )
        for column, (figure, note) in enumerate(pairs):
            figures.addWidget(figure, 0, column)
            figures.addWidget(note, 1, column)
            figures.setColumnStretch(column, 1)
            figures.setColumnMinimumWidth(column, 76)  # so that none moves as numbers change
        return figures

    def _show_price(self, quote: Quote, *, is_free: bool) -> None:
        price, each = quote.price, quote.price_of_one
        if is_free:
            self._price.setText(tr("Free"))
            self._price_note.setText(tr("sandbox"))
            self._explain(self._price, tr("The sandbox is on this machine and charges nothing."))
        elif price is None or each is None:
            self._price.setText(_UNKNOWN)
            self._price_note.setText(tr("price"))
            self._explain(self._price, _lacking_words(quote.price_lacks))
        else:
            one = money(each, price.currency)
            self._price.setText(money(price.amount, price.currency))
            self._price_note.setText(f"{quote.count} × {one}" if quote.count > 1 else tr("price"))
            self._explain(self._price, _price_source(quote))

    def _explain(self, figure: QWidget, words: str) -> None:
        figure.setToolTip(words)
        figure.setAccessibleDescription(words)

    def _show_button(self) -> None:
        self._button.setEnabled(self._is_ready and not self._is_sending)
        words = tr_count("Generate {count} video", "Generate {count} videos", self._count)
        many = words if self._count > 1 else tr("Generate")
        self._button.setText(tr("Sending…") if self._is_sending else many)
        self._button.setShortcut(_NUMBER_PAD)  # new words take the key away


def _price_source(quote: Quote) -> str:
    price = quote.price
    if price is None:
        return ""
    said = [tr("{source}, {date}", source=price.source, date=price.on.isoformat())]
    if quote.price_factor is not None:
        said.append(_learned(quote.price_factor))
    return "\n".join(said)


def _tokens_source(quote: Quote) -> str:
    if quote.tokens is None:
        return _lacking_words(quote.tokens_lack)
    return "" if quote.token_factor is None else _learned(quote.token_factor)


def _lacking_words(lacking: Lacking | None) -> str:
    match lacking:
        case Lacking.SHAPE:
            return tr("Not known before the shape is: choose an aspect ratio, or add a picture.")
        case Lacking.LENGTH:
            return tr("Not known before the length is: the service chooses it.")
        case Lacking.MEDIA_LENGTH:
            return tr("Not known before the lengths of the reference videos are.")
        case _:
            return tr("No price is known for this model here.")


def _learned(factor: float) -> str:
    return tr("Put right by your newest bills: × {factor}", factor=f"{factor:.2f}")


def _wait_source(quote: Quote) -> str:
    if quote.wait is None:
        return tr("How long it takes is not known.")
    if quote.is_wait_learned:
        return tr("How long your own videos of this kind took here.")
    return tr("What others have measured; your own videos will tell better.")
