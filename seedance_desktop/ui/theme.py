"""Colours and the style sheet, light and dark; the tables are in ``resources/themes``."""

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication

from seedance_desktop.core.resources import resource


@dataclass(frozen=True, slots=True)
class Colours:
    """The roles a colour can have, as ``#rrggbb``; every theme fills all of them.

    Of the texts, ``text`` is what matters, ``muted`` what belongs to it, ``pale`` what stands in an
    empty place, and ``faint`` what cannot be used now.
    """

    window: str
    panel: str
    raised: str
    field: str
    line: str
    text: str
    muted: str
    pale: str
    faint: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_text: str
    selection: str
    info: str
    good: str
    warning: str
    danger: str
    shade: str


def read_colours(name: str) -> Colours:
    """The colours of the theme ``light`` or ``dark``."""
    return Colours(**tomllib.loads(resource("themes", f"{name}.toml").read_text("utf-8")))


class Theme(QObject):
    """Applies a theme to the application and follows the system where asked to.

    The style sheet comes with ``apply``, once the window is built: Qt would otherwise style every
    widget anew each time that it is put into another.
    """

    changed = Signal()

    def __init__(self, application: QApplication, icon_folder: Path, choice: str) -> None:
        super().__init__(application)
        self._application = application
        self._icon_folder = icon_folder
        self._choice = choice
        self.colours = read_colours(self._name())
        application.setPalette(_palette(self.colours))
        application.styleHints().colorSchemeChanged.connect(self._follow_system)

    def apply(self) -> None:
        """Give the application the theme's style sheet."""
        size = QFontInfo(self._application.font()).pixelSize()
        colours = {field.name: getattr(self.colours, field.name) for field in fields(Colours)}
        sheet = resource("themes", "style.qss").read_text("utf-8")
        self._application.setStyleSheet(
            sheet.format(
                **colours,
                size=size,
                small=round(size * 0.88),
                large=round(size * 1.2),
                chevron=self._drawing("chevron", self.colours.muted),
                chevron_up=self._drawing("chevron_up", self.colours.muted),
                tick=self._drawing("tick", self.colours.on_accent),
            )
        )

    def choose(self, choice: str) -> None:
        """Use ``light``, ``dark`` or, with ``system``, whichever the desktop uses."""
        self._choice = choice
        self._refresh()

    def _name(self) -> str:
        if self._choice in ("light", "dark"):
            return self._choice
        scheme = self._application.styleHints().colorScheme()
        return "light" if scheme == Qt.ColorScheme.Light else "dark"

    def _refresh(self) -> None:
        self.colours = read_colours(self._name())
        self._application.setPalette(_palette(self.colours))
        self.apply()
        self.changed.emit()

    def _drawing(self, name: str, colour: str) -> str:
        from seedance_desktop.ui.icons import icon_file  # drawing is loaded after the first paint

        return icon_file(name, colour, self._icon_folder).as_posix()

    def _follow_system(self) -> None:
        if self._choice == "system":
            self._refresh()


def _palette(colours: Colours) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for target, colour in {
        role.Window: colours.window,
        role.WindowText: colours.text,
        role.Base: colours.field,
        role.AlternateBase: colours.panel,
        role.Text: colours.text,
        role.Button: colours.raised,
        role.ButtonText: colours.text,
        role.BrightText: colours.danger,
        role.Highlight: colours.accent,
        role.HighlightedText: colours.on_accent,
        role.ToolTipBase: colours.raised,
        role.ToolTipText: colours.text,
        role.PlaceholderText: colours.pale,
        role.Link: colours.accent_text,
        role.Mid: colours.line,
        role.Dark: colours.line,
        role.Light: colours.raised,
        role.Shadow: colours.shade,
    }.items():
        palette.setColor(target, QColor(colour))
    disabled = QPalette.ColorGroup.Disabled
    for target in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(disabled, target, QColor(colours.faint))
    return palette
