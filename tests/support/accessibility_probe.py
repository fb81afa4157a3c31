"""Looks at another program's window through the accessibility bus: a JSON question a line.

Run by the system's Python, which has AT-SPI; nothing of the project is imported. A question names
the process and what is looked for; ``{"do": "press", …}`` does what a screen reader's user would.
After ``{"do": "listen"}`` each ``{"do": "hear"}`` tells where the focus went and what was said.
"""

import json
import sys
from collections.abc import Iterator
from typing import Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

FACTS = ("id", "name", "role")


def main() -> None:
    Atspi.init()
    ear = Ear()
    for line in sys.stdin:
        question = json.loads(line)
        match question["do"]:
            case "listen":
                told = ear.listen()
            case "hear":
                told = ear.hear(question["pid"])
            case _:
                told = answer(question)
        print(json.dumps(told), flush=True)  # noqa: T201


class Ear:
    """Hears what a screen reader would speak of; it waits on the bus until it is asked for."""

    def __init__(self) -> None:
        self._heard: list[tuple[Any, str]] = []
        self._listener = Atspi.EventListener.new(self._note)

    def listen(self) -> list[dict[str, Any]]:
        for event in ("object:state-changed:focused", "object:announcement"):
            self._listener.register(event)
        return []

    def hear(self, pid: int) -> list[dict[str, Any]]:
        """What has come since the last time; an announcement's words are its name."""
        while GLib.MainContext.default().pending():
            GLib.MainContext.default().iteration(False)
        heard, self._heard = self._heard, []
        found = []
        for element, words in heard:
            try:
                if element.get_process_id() == pid:
                    found.append(told(element) | ({"name": words} if words else {}))
            except GLib.Error:
                continue
        return found

    def _note(self, event: Any) -> None:
        if event.type.startswith("object:announcement"):
            self._heard.append((event.source, str(event.any_data)))
        elif event.detail1:
            self._heard.append((event.source, ""))


def answer(question: dict[str, Any]) -> list[dict[str, Any]]:
    """Everything that fits the question; an element that is gone meanwhile is left out."""
    found = []
    for root in programs(question["pid"]):
        for element in walk(root, showing=question.get("showing", True)):
            try:
                if fits(element, question):
                    found.append(told(element))
                    if question["do"] == "press":
                        Atspi.Action.do_action(element, 0)
                        return found
            except GLib.Error:
                continue
    return found


def programs(pid: int) -> Iterator[Any]:
    desktop = Atspi.get_desktop(0)
    desktop.set_cache_mask(Atspi.Cache.NONE)  # nobody here hears that something has changed
    for place in range(desktop.get_child_count()):
        try:
            program = desktop.get_child_at_index(place)
            if program is not None and program.get_process_id() == pid:
                program.set_cache_mask(Atspi.Cache.NONE)
                yield program
        except GLib.Error:
            continue


def walk(element: Any, *, showing: bool) -> Iterator[Any]:
    """The element and all under it; with ``showing``, pages that are turned away are left out."""
    yield element
    try:
        for place in range(element.get_child_count()):
            child = element.get_child_at_index(place)
            if child is None or (showing and not is_showing(child)):
                continue
            yield from walk(child, showing=showing)
    except GLib.Error:
        return


def is_showing(element: Any) -> bool:
    states = element.get_state_set()
    return bool(states.contains(Atspi.StateType.SHOWING))


def fits(element: Any, question: dict[str, Any]) -> bool:
    wanted = {fact: question[fact] for fact in FACTS if fact in question}
    return all(fact_of(element, fact) == value for fact, value in wanted.items())


def fact_of(element: Any, fact: str) -> str:
    match fact:
        case "id":
            return str(element.get_accessible_id() or "").rsplit(".", 1)[-1]
        case "name":
            return str(element.get_name() or "")
        case _:
            return str(element.get_role_name() or "")


def told(element: Any) -> dict[str, Any]:
    """What there is to know of one element; places are in pixels of the screen."""
    area = element.get_extents(Atspi.CoordType.SCREEN)
    can = element.get_interfaces()
    return {
        **{fact: fact_of(element, fact) for fact in FACTS},
        "description": element.get_description() or "",
        "area": [area.x, area.y, area.width, area.height],
        "states": [state.value_nick for state in element.get_state_set().get_states()],
        "text": Atspi.Text.get_text(element, 0, -1) if "Text" in can else "",
        "value": Atspi.Value.get_current_value(element) if "Value" in can else None,
        "acts": "Action" in can and Atspi.Action.get_n_actions(element) > 0,
    }


if __name__ == "__main__":
    main()
