"""Pre-signed links to files: they need no key, and they run out."""

import hashlib
import hmac
import math
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import Enum
from urllib.parse import urlencode

_STAMP = "%Y%m%dT%H%M%SZ"


class LinkState(Enum):
    """What a link is worth."""

    ALIVE = "alive"
    EXPIRED = "expired"
    FORGED = "forged"


@dataclass(frozen=True, slots=True)
class Signer:
    """Makes and reads links; its secret is made up when the sandbox starts."""

    clock: Callable[[], float] = time.time

    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)

    def link(self, base: str, name: str, *, seconds: int) -> str:
        """A link to the file called ``name`` that lives for ``seconds`` from now."""
        signed_at = datetime.fromtimestamp(math.ceil(self.clock()), UTC).strftime(_STAMP)
        query = {
            "X-Tos-Algorithm": "TOS4-HMAC-SHA256",
            "X-Tos-Date": signed_at,
            "X-Tos-Expires": str(seconds),
            "X-Tos-Signature": self._signature(name, signed_at, str(seconds)),
        }
        return f"{base}/files/{name}?{urlencode(query)}"

    def state(self, name: str, query: Mapping[str, str]) -> LinkState:
        """What the link to ``name`` with this query is worth now."""
        signed_at = query.get("X-Tos-Date", "")
        seconds = query.get("X-Tos-Expires", "")
        expected = self._signature(name, signed_at, seconds)
        if not hmac.compare_digest(expected, query.get("X-Tos-Signature", "")):
            return LinkState.FORGED
        born = datetime.strptime(signed_at, _STAMP).replace(tzinfo=UTC).timestamp()
        dead = seconds == "0" or self.clock() >= born + int(seconds)
        return LinkState.EXPIRED if dead else LinkState.ALIVE

    def _signature(self, name: str, signed_at: str, seconds: str) -> str:
        text = f"{name}\n{signed_at}\n{seconds}"
        return hmac.new(self.secret, text.encode(), hashlib.sha256).hexdigest()
