"""A part of a form: its name, a reading at the right, the control, and what is wrong with it."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from seedance_desktop.ui.widgets.named import label, named


class FormField(QWidget):
    """Wraps a control; problems are shown right under it."""

    def __init__(self, name: str, title: str, control: QWidget) -> None:
        super().__init__()
        self._title = label(title, "muted")
        self._reading = named(label("", "small"), f"{name}_reading")
        self._problem = named(label("", "problem", wraps=True), f"{name}_problem")
        self._note = named(label("", "small", wraps=True), f"{name}_note")

        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._reading)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        if title:
            layout.addLayout(head)
        layout.addWidget(control)
        layout.addWidget(self._note)
        layout.addWidget(self._problem)

        self.show_problem("")
        self.show_note("")

    def show_reading(self, words: str) -> None:
        """A value in words at the right of the title."""
        self._reading.setText(words)

    def show_problem(self, words: str) -> None:
        """What is wrong and what to do; empty for nothing."""
        self._problem.setText(words)
        self._problem.setVisible(bool(words))

    def show_note(self, words: str) -> None:
        """Something to know, such as why the control is disabled; empty for nothing."""
        self._note.setText(words)
        self._note.setVisible(bool(words))
