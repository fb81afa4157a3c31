"""Pictures to the bytes that are sent: rendered to the exact output size, kept by their hash."""

from collections.abc import Mapping
from dataclasses import replace

from seedance_desktop.api.wire import SentFrame
from seedance_desktop.core.catalogue import Catalogue
from seedance_desktop.core.errors import PictureError
from seedance_desktop.core.geometry import Size
from seedance_desktop.core.ids import FrameHash
from seedance_desktop.core.limits import NARROWEST_SHAPE, SHORTEST_SIDE, WIDEST_SHAPE
from seedance_desktop.core.mentions import mentions_in, rendered_prompt
from seedance_desktop.core.request import Frame, GenerationRequest, Role
from seedance_desktop.core.rules import output_size
from seedance_desktop.core.words import Message
from seedance_desktop.engine.ports import Media
from seedance_desktop.engine.workers import Workers
from seedance_desktop.store.frames import FrameStore

_LONGEST_REFERENCE = 2048
"""Pixels: more than any model shows of a reference, and thirty still fit into one request."""


class Preparation:
    """Renders what has not been rendered yet; a frame that names its bytes is never touched."""

    def __init__(
        self, *, frames: FrameStore, media: Media, catalogue: Catalogue, workers: Workers
    ) -> None:
        self._frames = frames
        self._media = media
        self._catalogue = catalogue
        self._workers = workers

    async def prepared(self, request: GenerationRequest) -> GenerationRequest:
        """The request, every picture rendered and kept. Raises PictureError, DiskError kinds."""
        return await self._workers.run(self._rendered, request)

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

    def _rendered(self, request: GenerationRequest) -> GenerationRequest:
        output = self._output(request)
        pictures = tuple(self._kept(picture, output) for picture in request.pictures)
        return replace(request, pictures=pictures)

    def _kept(self, picture: Frame, output: Size | None) -> Frame:
        if picture.sent:
            return picture
        size = output
        if size is None or picture.role is Role.REFERENCE:
            size = reference_size(self._media.picture_size(picture.source))
        rendered = self._media.render_frame(picture.source, picture.framing, size)
        return replace(picture, sent=self._frames.keep(rendered.content, rendered.mime))

    def _output(self, request: GenerationRequest) -> Size | None:
        """The clip's size; an adaptive ratio becomes the one nearest the first picture's shape."""
        shape = None
        for picture in request.pictures:
            if picture.role is Role.FIRST_FRAME:
                path = self._frames.path(picture.sent) if picture.sent else picture.source
                shape = self._media.picture_size(path).shape
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


def reference_size(own: Size) -> Size:
    """A reference is sent whole, in its own shape; only its pixels are made more or fewer.

    Raises PictureError for a shape that the service does not take.
    """
    if not NARROWEST_SHAPE <= own.shape <= WIDEST_SHAPE:
        raise PictureError(
            Message("The picture is {size}, which is too long for a reference.", {"size": own}),
            remedy=Message("Crop it so that no side is more than 2.5 times the other."),
        )
    longest, shortest = max(own.width, own.height), min(own.width, own.height)
    scale = max(min(1.0, _LONGEST_REFERENCE / longest), SHORTEST_SIDE / shortest)
    return Size(round(own.width * scale), round(own.height * scale))
