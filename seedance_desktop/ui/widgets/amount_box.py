"""A field for an amount of money, with words for none."""

from PySide6.QtWidgets import QDoubleSpinBox

from seedance_desktop.ui.widgets.named import named

_MOST = 100_000.0


class AmountBox(QDoubleSpinBox):
    """Dollars; zero is shown as ``none``. Told of once it is typed to its end."""

    def __init__(self, name: str, title: str, none: str) -> None:
        super().__init__()
        named(self, name, title)
        self.lineEdit().setTextMargins(7, 0, 0, 0)  # the style sheet's padding misses it
        self.setRange(0.0, _MOST)
        self.setPrefix("$ ")
        self.setSpecialValueText(none)
        self.setKeyboardTracking(False)
