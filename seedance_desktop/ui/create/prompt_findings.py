"""What is odd in the prompt, the gravest first, with the button that mends it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from seedance_desktop.core.failure import Severity
from seedance_desktop.core.prompt_lint import Finding
from seedance_desktop.core.words import tr
from seedance_desktop.ui.widgets.named import label, mark, named

_TONES = {Severity.BLOCKS: "problem", Severity.WARNING: "warning", Severity.HINT: "small"}


class PromptFindings(QWidget):
    """One line: mending it makes room for the next. ``mend_wanted`` carries its Finding."""

    mend_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._finding: Finding | None = None
        self._words = named(label("", "small", wraps=True), "finding")
        self._more = named(label("", "small"), "findings_more")
        self._mend = named(QPushButton(), "finding_mend")

        self._mend.setProperty("role", "link")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._words, 1)
        row.addWidget(self._more)
        row.addWidget(self._mend)

        self._mend.clicked.connect(self._tell)
        self.show_findings(())

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show the gravest, and how many more there are."""
        grave = list(Severity)
        found = min(findings, key=lambda finding: grave.index(finding.severity), default=None)
        self._finding = found
        self.setVisible(found is not None)
        self._words.setText("" if found is None else found.message.shown())
        left = len(findings) - 1
        self._more.setText(tr("and {count} more", count=left) if left > 0 else "")
        if found is not None:
            mark(self._words, "tone", _TONES[found.severity])
            self._mend.setText(found.mend.shown())
            self._mend.setAccessibleDescription(found.message.shown())

    def _tell(self) -> None:
        if self._finding is not None:
            self.mend_wanted.emit(self._finding)
