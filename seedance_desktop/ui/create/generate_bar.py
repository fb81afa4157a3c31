"""What it costs, how long it takes, and the button that asks for it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QVBoxLayout, QWidget

from seedance_desktop.core.cost import Estimate
from seedance_desktop.core.words import clock, tr, tr_count
from seedance_desktop.ui.widgets.named import label, named
from seedance_desktop.ui.words import money, token_count

_UNKNOWN = "–"


class GenerateBar(QFrame):
    """Price, tokens and typical wait over Generate; ``generate_wanted`` when it is pressed."""

    generate_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._price = named(label(_UNKNOWN, "figure"), "price")
        self._tokens = named(label(_UNKNOWN, "figure"), "tokens")
        self._wait = named(label(_UNKNOWN, "figure"), "wait")
        self._source = named(label("", "small", wraps=True), "price_source")
        self._problem = named(label("", "problem", wraps=True), "generate_problem")
        self._button = named(QPushButton(tr("Generate")), "generate")
        self._is_ready = False
        self._is_sending = False

        self.setProperty("role", "foot")
        self._button.setProperty("role", "primary")
        self._button.setShortcut("Ctrl+Enter")  # that of the number pad; the menu has the other
        figures = QGridLayout()
        figures.setHorizontalSpacing(16)
        for column, (figure, words) in enumerate(
            (
                (self._price, tr("price")),
                (self._tokens, tr("tokens")),
                (self._wait, tr("typical wait")),
            )
        ):
            figures.addWidget(figure, 0, column)
            figures.addWidget(label(words, "small"), 1, column)
            figures.setColumnStretch(column, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 14)
        layout.setSpacing(8)
        layout.addLayout(figures)
        layout.addWidget(self._source)
        layout.addWidget(self._problem)
        layout.addWidget(self._button)

        self._button.clicked.connect(self.generate_wanted)
        self.show_problems(0)

    @property
    def is_sending(self) -> bool:
        """Whether a request is on its way that nobody has answered for yet."""
        return self._is_sending

    def show_estimate(self, estimate: Estimate, *, is_sandbox: bool) -> None:
        """Show what it will cost and take; the sandbox is free."""
        price = estimate.price
        self._tokens.setText(_UNKNOWN if estimate.tokens is None else token_count(estimate.tokens))
        self._wait.setText(_UNKNOWN if estimate.wait is None else clock(estimate.wait))
        if is_sandbox:
            self._price.setText(tr("Free"))
            self._source.setText(tr("The sandbox is on this machine and charges nothing."))
        elif price is None:
            self._price.setText(_UNKNOWN)
            self._source.setText(tr("No price is known for this model here."))
        else:
            self._price.setText(money(price.amount, price.currency))
            self._source.setText(
                tr("{source}, {date}", source=price.source, date=price.on.isoformat())
            )

    def show_problems(self, count: int) -> None:
        """Enable the button, or say how many things are in the way."""
        self._is_ready = count == 0
        self._button.setEnabled(self._is_ready and not self._is_sending)
        words = tr_count("{count} thing to mend first", "{count} things to mend first", count)
        self._problem.setText(words if count else "")
        self._problem.setVisible(count > 0)
        self._button.setToolTip(words if count else tr("Ctrl+Enter"))

    def show_sending(self) -> None:
        """Say that the request is on its way, so that nobody presses twice by accident."""
        self._is_sending = True
        self._button.setEnabled(False)
        self._button.setText(tr("Sending…"))

    def show_sent(self) -> None:
        """Ready for the next one."""
        self._is_sending = False
        self._button.setText(tr("Generate"))
        self._button.setEnabled(self._is_ready)
