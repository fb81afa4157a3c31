"""A part of a form: its name, a reading at the right, the control, and what is wrong with it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from seedance_desktop.ui.widgets.named import label, named


class FormField(QWidget):
    """Wraps a control; problems are shown right under it."""

    def __init__(self, name: str, title: str, control: QWidget) -> None:
        super().__init__()
        self._control = control
        self._title = label(title, "muted")
        self._reading = named(label("", "small"), f"{name}_reading")
        self._problem = named(label("", "problem", wraps=True), f"{name}_problem")
        self._note = named(label("", "small", wraps=True), f"{name}_note")
        self._hint = named(label("", "warning", wraps=True), f"{name}_hint")

        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._reading)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(6)
        if title:
            self._layout.addLayout(head)
        self._layout.addWidget(control)
        self._layout.addWidget(self._note)
        self._layout.addWidget(self._problem)
        self._layout.addWidget(self._hint)

        self.show_problem("")
        self.show_hint("")
        self.show_note("")

    def add(self, control: QWidget) -> None:
        """Put one more control under the first, above what is said of both."""
        self._layout.insertWidget(self._layout.indexOf(self._note), control)

    def focus(self) -> None:
        """Put the cursor into the control, or into the first part of it that takes it."""
        parts = [self._control, *self._control.findChildren(QWidget)]
        for part in parts:
            if part.focusPolicy() & Qt.FocusPolicy.TabFocus and part.isEnabled():
                part.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def show_reading(self, words: str) -> None:
        """A value in words at the right of the title."""
        self._reading.setText(words)

    def show_problem(self, words: str) -> None:
        """What is wrong and what to do; empty for nothing."""
        self._problem.setText(words)
        self._problem.setVisible(bool(words))

    def show_hint(self, words: str) -> None:
        """What may well go wrong, though it can be sent; empty for nothing."""
        self._hint.setText(words)
        self._hint.setVisible(bool(words))

    def show_note(self, words: str) -> None:
        """Something to know, such as why the control is disabled; empty for nothing."""
        self._note.setText(words)
        self._note.setVisible(bool(words))
