"""What is said in passing, for those who do not see it: screen readers read it out."""

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QMainWindow, QWidget


def speak(widget: QWidget, words: str) -> None:
    """Let a screen reader say this about a widget, after what it is saying now."""
    if words and QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))


def speak_messages(window: QMainWindow) -> None:
    """Let what the status line says for a while be heard as well."""

    def tell(words: str) -> None:
        speak(window, words)

    window.statusBar().messageChanged.connect(tell)
