"""Picture files: read, checked and measured before a pixel is decoded, and decoded upright.

QImageReader does the work: it is fast, lets other threads run and needs no application object.
"""

import stat
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QByteArray, QRect, QSize
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader

from seedance_desktop.core.errors import PictureError
from seedance_desktop.core.geometry import Size
from seedance_desktop.core.words import Message
from seedance_desktop.media.contents import HEAD, Kind, other_contents, picture_kind
from seedance_desktop.media.pixels import SIDEWAYS, upright
from seedance_desktop.media.structure import is_whole, orientation

MIN_SIDE = 64
"""The service wants 300 pixels a side (api.md 5.4); we enlarge to that, but what is enlarged
nearly fivefold is a blur that only costs money."""

MAX_PIXELS = 16_384 * 12_288
"""The largest sensor of today's telephones; decoded it takes 800 MB of memory."""

MAX_BYTES = 200_000_000

_DECODER_MEMORY = 2048  # MiB, twice what MAX_PIXELS takes: sixteen bits a colour
_PILLOW_KINDS = frozenset({Kind.HEIC, Kind.AVIF})
_AGAIN = Message("Copy or download it again, or choose another picture.")


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """What is known of a picture file before it is decoded. ``size`` is upright."""

    size: Size
    kind: Kind
    byte_count: int


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A file and its bytes, found to be a whole picture of a size that can be used.

    ``turn`` is EXIF's number for how the pixels lie; 1 is upright.
    """

    path: Path
    content: bytes = field(repr=False)
    kind: Kind
    size: Size
    turn: int

    @property
    def facts(self) -> PictureFacts:
        return PictureFacts(self.size, self.kind, len(self.content))

    def size_decoded(self, shrink: int) -> Size:
        """How large the whole picture is when it is decoded so."""
        if self.kind is not Kind.JPEG:
            return self.size
        return Size(-(-self.size.width // shrink), -(-self.size.height // shrink))

    def decoded(self, shrink: int = 1, rows: range | None = None) -> QImage:
        """Upright pixels as the file has them; a JPEG 1/2, 1/4 or 1/8 as large if so asked.

        Of a JPEG that lies upright the ``rows`` alone, counted when it has been shrunk. Raises
        PictureError for pixels that cannot be decoded.
        """
        if self.kind in _PILLOW_KINDS:
            return self._decoded_by_pillow()
        reader = _reader(self.path, self.kind)
        if self.kind is Kind.JPEG and (shrink > 1 or rows is not None):
            whole = reader.size()
            reader.setScaledSize(QSize(-(-whole.width() // shrink), -(-whole.height() // shrink)))
        if rows is not None and self.has_rows:
            width = self.size_decoded(shrink).width
            reader.setScaledClipRect(QRect(0, rows.start, width, len(rows)))
        image = reader.read()
        if image.isNull():
            raise _damaged(self.path.name, reader.errorString(), self.kind)
        return upright(image, self.turn)

    @property
    def has_rows(self) -> bool:
        """Whether some rows can be decoded without the others."""
        return self.kind is Kind.JPEG and self.turn == 1

    def _decoded_by_pillow(self) -> QImage:
        from seedance_desktop.media import heif

        try:
            return heif.upright_image(self.content, self.kind)
        except heif.DECODING_ERRORS as error:
            raise _damaged(self.path.name, str(error)) from error


def read_picture(path: Path) -> PictureFile:
    """The file's bytes after every check short of decoding. Raises PictureError."""
    content = _read(path)
    kind = picture_kind(content[:HEAD])
    if kind is None:
        raise PictureError(Message(other_contents(content[:HEAD]).template, {"name": path.name}))
    if not is_whole(content, kind):
        raise PictureError(
            Message("{name} is damaged: the end of the file is missing.", {"name": path.name}),
            remedy=_AGAIN,
        )
    size, turn = _measured(path, content, kind)
    if size.width * size.height > MAX_PIXELS:
        raise PictureError(
            Message(
                "{name} has {size} pixels; at most {limit} megapixels can be read.",
                {"name": path.name, "size": size, "limit": MAX_PIXELS // 1_000_000},
            ),
            remedy=Message("Make it smaller in a picture editor first."),
        )
    if min(size.width, size.height) < MIN_SIDE:
        raise PictureError(
            Message(
                "{name} has only {size} pixels; each side needs at least {least}.",
                {"name": path.name, "size": size, "least": MIN_SIDE},
            ),
            remedy=Message("Choose a larger picture."),
        )
    return PictureFile(path, content, kind, size, turn)


def _read(path: Path) -> bytes:
    values: dict[str, object] = {"name": path.name or str(path)}
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise PictureError(
                Message("{name} is a folder, not a picture.", values),
                remedy=Message("Choose a picture inside it."),
            )
        if not stat.S_ISREG(found.st_mode):  # reading a pipe or a device may never end
            raise PictureError(Message("{name} is not an ordinary file.", values))
        if found.st_size == 0:
            raise PictureError(Message("{name} is empty.", values), remedy=_AGAIN)
        if found.st_size > MAX_BYTES:
            raise _too_heavy(values, found.st_size)
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise PictureError(
            Message("{name} is not there.", values),
            remedy=Message("Put the file back, or choose another picture."),
            facts={"path": str(path)},
        ) from error
    except PermissionError as error:
        raise PictureError(
            Message("You may not read {name}.", values),
            remedy=Message("Change the file's permissions, or choose another picture."),
            facts={"path": str(path)},
        ) from error
    except (OSError, ValueError) as error:  # a name that no file system takes is a ValueError
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise PictureError(
            Message("{name} cannot be read: {reason}.", {**values, "reason": reason}),
            remedy=_AGAIN,
            facts={"path": str(path)},
        ) from error


def _too_heavy(values: dict[str, object], byte_count: int) -> PictureError:
    megabytes = {"megabytes": byte_count // 1_000_000, "limit": MAX_BYTES // 1_000_000}
    return PictureError(
        Message("{name} has {megabytes} MB; at most {limit} MB can be read.", values | megabytes),
        remedy=Message("Save it again as a JPEG, which takes far less room."),
    )


def _measured(path: Path, content: bytes, kind: Kind) -> tuple[Size, int]:
    """The upright size and EXIF's number, from the header alone."""
    if kind in _PILLOW_KINDS:
        from seedance_desktop.media import heif

        try:
            return heif.upright_size(content, kind), 1
        except heif.DECODING_ERRORS as error:
            raise _damaged(path.name, str(error)) from error
    reader = _reader(path, kind)
    size = reader.size()
    if not size.isValid():
        raise _damaged(path.name, reader.errorString())
    turn = _number_of(reader.transformation())
    if turn == 1:
        turn = orientation(content, kind)
    if turn in SIDEWAYS:
        size.transpose()
    return Size(size.width(), size.height()), turn


def _reader(path: Path, kind: Kind) -> QImageReader:
    """A reader of the file itself, never of a buffer that Python made.

    Qt holds a lock of its own while it asks the device for its first bytes. A device made in
    Python needs the interpreter's lock for that, which another thread may hold that waits for
    Qt's: both, and with them the window, would wait for ever.
    """
    QImageReader.setAllocationLimit(_DECODER_MEMORY)
    reader = QImageReader(str(path), QByteArray(kind.encode()))
    reader.setAutoTransform(False)
    return reader


def _number_of(transformation: QImageIOHandler.Transformation) -> int:
    known = QImageIOHandler.Transformation
    numbers = {
        known.TransformationMirror: 2,
        known.TransformationRotate180: 3,
        known.TransformationFlip: 4,
        known.TransformationFlipAndRotate90: 5,
        known.TransformationRotate90: 6,
        known.TransformationMirrorAndRotate90: 7,
        known.TransformationRotate270: 8,
    }
    return numbers.get(transformation, 1)


def _damaged(name: str, reason: str, kind: Kind | None = None) -> PictureError:
    if kind is Kind.TIFF:  # of which there are more kinds than anybody reads
        return PictureError(
            Message("{name} is damaged, or a kind of TIFF that cannot be read.", {"name": name}),
            remedy=Message("Save it again as a PNG or JPEG, or choose another picture."),
            facts={"decoder": reason},
        )
    return PictureError(
        Message("{name} is damaged and cannot be read.", {"name": name}),
        remedy=_AGAIN,
        facts={"decoder": reason},
    )
