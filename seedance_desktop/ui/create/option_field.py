"""One switch of the form, with why it cannot be used and what is wrong with it."""

from PySide6.QtCore import QSignalBlocker, Signal

from seedance_desktop.core.capability import Capability, SceneRule
from seedance_desktop.core.request import GenerationRequest
from seedance_desktop.core.words import tr
from seedance_desktop.ui.create.option import Option
from seedance_desktop.ui.widgets.field import FormField
from seedance_desktop.ui.widgets.named import named
from seedance_desktop.ui.widgets.switch import Switch


class OptionField(FormField):
    """``chosen`` carries the name of the request's field and its new value.

    ``says_why``: the reason stands under the switch too, not only in its tooltip.
    """

    chosen = Signal(str, object)

    def __init__(self, option: Option, *, says_why: bool) -> None:
        self._switch = named(Switch(option.words.shown()), option.name)
        super().__init__(option.field.value, "", self._switch)
        self.option = option
        self._says_why = says_why

        # A screen reader turns it without a click.
        self._switch.toggled.connect(self._tell)

    def show_value(
        self, request: GenerationRequest, capability: Capability, rule: SceneRule | None
    ) -> None:
        """Show the request's value; one that is not taken can still be switched off."""
        option = self.option
        is_on = option.is_on(request, capability)
        is_taken = option.is_taken(capability, rule)
        why_not = "" if is_taken else tr(option.why_not.template, model=capability.name)
        with QSignalBlocker(self._switch):
            self._switch.setChecked(is_on)
        self._switch.setEnabled(is_taken or is_on)
        self._switch.setToolTip(why_not or option.about.shown())
        self._switch.setAccessibleDescription(why_not or option.about.shown())
        self.show_note(why_not if self._says_why else "")

    def _tell(self, is_on: bool) -> None:
        option = self.option
        self.chosen.emit(option.key, option.on if is_on else option.off)
