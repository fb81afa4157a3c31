"""Pictures to the bytes that are sent: rendered to the exact output size, kept by their hash."""

from collections.abc import Mapping
from dataclasses import replace

from seedance_desktop.api.wire import SentFrame
from seedance_desktop.core.geometry import Size, laid_size
from seedance_desktop.core.ids import ConnectionId, FrameHash
from seedance_desktop.core.limits import picture_room
from seedance_desktop.core.mentions import mentions_in, rendered_prompt
from seedance_desktop.core.reference_size import reference_size
from seedance_desktop.core.request import Frame, GenerationRequest, Role
from seedance_desktop.core.rules import output_size
from seedance_desktop.engine.ports import EngineParts
from seedance_desktop.engine.workers import Workers


class Preparation:
    """Renders what has not been rendered yet; a frame that names its bytes is never touched."""

    def __init__(self, parts: EngineParts, workers: Workers) -> None:
        self._frames = parts.frames
        self._media = parts.media
        self._catalogue = parts.catalogue
        self._connections = parts.connections
        self._workers = workers

    async def prepared(
        self, request: GenerationRequest, connection: ConnectionId
    ) -> GenerationRequest:
        """The request, every picture rendered and kept, so that all fit the connection's limit.

        Raises PictureError, DiskError kinds, InputError for a connection that is no more.
        """
        body = self._connections.find(connection).body_bytes
        room = picture_room(body, len(request.pictures))
        return await self._workers.run(self._rendered, request, room)

    async def bytes_of(self, request: GenerationRequest) -> Mapping[FrameHash, SentFrame]:
        """The kept bytes of a prepared request. Raises PictureError when they are gone."""
        if not request.pictures:
            return {}
        return await self._workers.run(self._read, request)

    def worded(self, request: GenerationRequest) -> GenerationRequest:
        """The request in the service's words: references by the names it knows them by."""
        if not any(mentions_in(request.prompt)):
            return request
        capability = self._catalogue.find(request.model)
        return replace(request, prompt=rendered_prompt(request, capability))

    def _rendered(self, request: GenerationRequest, room: int) -> GenerationRequest:
        output = self._output(request)
        count = len(request.references)
        pictures = tuple(self._kept(picture, output, count, room) for picture in request.pictures)
        return replace(request, pictures=pictures)

    def _kept(self, picture: Frame, output: Size | None, count: int, room: int) -> Frame:
        if picture.sent:
            return picture
        size = output
        if size is None or picture.role is Role.REFERENCE:
            own = laid_size(self._media.picture_size(picture.source), picture.framing)
            size = reference_size(own, count)
        rendered = self._media.render_frame(
            picture.source, picture.framing, size, room, picture.encoding
        )
        return replace(picture, sent=self._frames.keep(rendered.content, rendered.mime))

    def _output(self, request: GenerationRequest) -> Size | None:
        """The clip's size; an adaptive ratio becomes the one nearest the first picture's shape."""
        shape = None
        for picture in request.pictures:
            if picture.role is Role.FIRST_FRAME:
                if picture.sent:
                    size = self._media.picture_size(self._frames.path(picture.sent))
                else:
                    own = self._media.picture_size(picture.source)
                    size = laid_size(own, picture.framing)
                shape = size.shape
        return output_size(request, self._catalogue.find(request.model), shape)

    def _read(self, request: GenerationRequest) -> dict[FrameHash, SentFrame]:
        found = {}
        for picture in request.pictures:
            mime, content = self._frames.read(picture.sent)
            found[picture.sent] = SentFrame(mime, content, Size(0, 0))
        return found


def is_prepared(request: GenerationRequest) -> bool:
    """Whether every picture names the bytes that are sent for it."""
    return all(picture.sent for picture in request.pictures)
