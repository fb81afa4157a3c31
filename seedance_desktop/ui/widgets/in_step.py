"""Several decks that show the same moment: one leads, the others follow it."""

from collections.abc import Sequence

from PySide6.QtCore import QObject

from seedance_desktop.ui.widgets.deck import Deck

_DRIFT = 2
"""Frames that a follower may be off while it plays; to seek takes longer than that to catch up."""


class InStep(QObject):
    """Used for as long as the decks are compared. A follower that is shorter waits at its end."""

    def __init__(self, leader: Deck, followers: Sequence[Deck], parent: QObject) -> None:
        super().__init__(parent)
        self._leader = leader
        self._followers = tuple(followers)
        for deck in self._followers:
            deck.set_looped(False)
        leader.frame_shown.connect(self._align)
        leader.state_changed.connect(self._follow_state)
        leader.changed.connect(self._follow_rate)

    def let_go(self) -> None:
        """Follow no longer."""
        if not self._followers:
            return
        self._followers = ()
        self._leader.frame_shown.disconnect(self._align)
        self._leader.state_changed.disconnect(self._follow_state)
        self._leader.changed.disconnect(self._follow_rate)

    def _follow_state(self) -> None:
        for deck in self._followers:
            if self._leader.is_playing:
                deck.play()
            else:
                deck.pause()
        self._align()

    def _follow_rate(self) -> None:
        for deck in self._followers:
            if deck.rate != self._leader.rate:
                deck.set_rate(self._leader.rate, for_now=True)

    def _align(self) -> None:
        for deck in self._followers:
            wanted = self._same_moment(deck)
            is_off = abs(deck.frame - wanted) > (_DRIFT if self._leader.is_playing else 0)
            if is_off and deck.is_settled:
                deck.go_to(wanted)
            if self._leader.is_playing and not deck.is_playing and wanted < deck.span[1]:
                deck.play()

    def _same_moment(self, deck: Deck) -> int:
        if self._leader.facts is None or deck.facts is None:
            return deck.frame
        moment = self._leader.times.start(self._leader.frame)
        return min(deck.times.frame_at(moment), deck.span[1])
