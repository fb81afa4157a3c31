"""The right column of the Create page: the parameters over the price and Generate."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from seedance_desktop.core.failure import Field
from seedance_desktop.core.spending import LIMIT_CURRENCY, Consent
from seedance_desktop.core.words import tr
from seedance_desktop.model.models import Models
from seedance_desktop.ui.create.generate_bar import GenerateBar
from seedance_desktop.ui.create.parameters import Parameters
from seedance_desktop.ui.theme import Theme
from seedance_desktop.ui.words import money


class OrderPanel(QFrame):
    """Sends the draft. ``confirmation_wanted``: its price is one that the user is to agree to.

    ``problem_wanted`` carries the Field of the first problem, where that is not in this column.
    """

    confirmation_wanted = Signal()
    problem_wanted = Signal(object)

    def __init__(self, models: Models, theme: Theme) -> None:
        super().__init__()
        self._draft = models.draft
        self._order = models.order
        self._preferences = models.preferences
        self._parameters = Parameters(models, theme)
        self._bar = GenerateBar()

        self.setProperty("role", "side")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._parameters, 1)
        layout.addWidget(self._bar)

        self._bar.generate_wanted.connect(self.generate)
        self._bar.problem_wanted.connect(self._go_to_problem)
        self._draft.problems_changed.connect(self._show_problems)
        self._draft.submitted.connect(self._bar.show_sent)
        models.order.changed.connect(self._show_order)
        models.bridge.error_met.connect(self._bar.show_sent)
        self._show_order()

    def generate(self) -> None:
        """Send the draft, unless something is in the way or it is being sent already."""
        if self._bar.is_sending or self._draft.problems or self._order.is_over_cap:
            return
        if self._order.needs_confirmation:
            self.confirmation_wanted.emit()
        else:
            self.send(Consent.NONE)

    def send(self, consent: Consent) -> None:
        """Send the draft, its price agreed to as far as ``consent`` says."""
        if not self._bar.is_sending and self._draft.generate(consent):
            self._bar.show_sending()

    def _show_order(self) -> None:
        self._bar.show_quote(self._order.quote, is_free=self._order.is_free)
        self._show_problems()

    def _show_problems(self) -> None:
        self._bar.show_problems(len(self._draft.problems), self._cap_words())

    def _cap_words(self) -> str:
        if not self._order.is_over_cap:
            return ""
        return tr(
            "Today's cap of {cap} would be passed: {spent} are spent or on their way.",
            cap=money(self._preferences.settings.daily_cap, LIMIT_CURRENCY),
            spent=money(self._order.spent, LIMIT_CURRENCY),
        )

    def _go_to_problem(self) -> None:
        """Show the first thing that is in the way, ready to be mended."""
        fields = [problem.field for problem in self._draft.problems]
        if fields and not self._parameters.go_to(fields[0]):
            self.problem_wanted.emit(Field(fields[0]))
