"""Files that are made again when they are gone: written whole or not at all."""

import secrets
from contextlib import suppress
from pathlib import Path

from seedance_desktop.core.disk import disk_error


def write_cache(target: Path, content: bytes) -> None:
    """Put ``content`` there at once; what was there is replaced. Raises DiskError."""
    beside = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(content)
        beside.replace(target)
    except OSError as error:
        with suppress(OSError):  # the first error says more
            beside.unlink(missing_ok=True)
        raise disk_error(error, target) from error
