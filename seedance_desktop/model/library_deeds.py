"""What is done with videos of the library: back into the form, or as text."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from seedance_desktop.core.connection import GPTPROTO
from seedance_desktop.core.request import RANDOM_SEED
from seedance_desktop.model.library import exact_request

if TYPE_CHECKING:
    from seedance_desktop.core.video import Video
    from seedance_desktop.model.connections import Connections
    from seedance_desktop.model.draft import Draft


class LibraryDeeds(QObject):
    """Each is asked for by the user."""

    def __init__(
        self,
        draft: Draft,
        connections: Connections,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._draft = draft
        self._connections = connections

    def use_all(self, video: Video) -> None:
        """Put a video's recipe into the form, with the seed that made it."""
        self._draft.use_all(exact_request(video))

    def remix(self, video: Video) -> None:
        """Put its recipe into the form as the start of another one: a new seed, its elder named."""
        request = replace(video.request, seed=RANDOM_SEED, variation_of=video.id)
        self._draft.use_all(request)

    def use_prompt(self, video: Video) -> None:
        """Take over its prompt alone."""
        self._draft.change(prompt=video.request.prompt)

    def use_seed(self, video: Video) -> None:
        """Take over its seed alone; nothing where none is known."""
        if video.seed is not None:
            self._draft.change(seed=video.seed)

    def curl(self, video: Video) -> str:
        """Its recipe as a command line, for the service that made it; a sandbox's for GPTProto."""
        from seedance_desktop.model.recipe_texts import recipe_curl

        wanted = (video.connection, self._connections.current.id, GPTPROTO)
        found = (self._connections.find(connection) for connection in wanted)
        address = next(each.address for each in found if each is not None and each.address)
        return recipe_curl(video, address)
