"""Where a service is and the key for it, with the rules that an address must keep."""

import ipaddress
import re
from dataclasses import dataclass, field
from typing import TypeAlias
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

from seedance_desktop.core.errors import AddressError, KeyRejectedError
from seedance_desktop.core.words import Message

_API = "/api/v3"
_TASKS = "/contents/generations/tasks"
_LABEL = re.compile(r"[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?")
_NUMBER = re.compile(r"0x[0-9a-f]*|[0-9]+")
_UNPRINTABLE = re.compile(r"[\s\x00-\x1f\x7f\\]")
_HOSTLESS = re.compile(r"/{1,2}[^/]")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f\\]")
_AS_IT_IS = "".join(map(chr, range(0x21, 0x7F)))
_Address: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address
_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")
"""IPv4 in a network that speaks IPv6 alone (RFC 6052)."""
_TUNNELS = (ipaddress.IPv4Network("198.18.0.0/15"), ipaddress.IPv6Network("fc00::/18"))
"""Used by no real network: set aside for measurements, and not assigned."""
_SHORTEST_SECRET = 4
"""A shorter key would black out harmless words."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A service's base address and key. The address may already end in ``/api/v3`` (Ark's do).

    Raises AddressError or KeyRejectedError for what can never work. An empty key sends none.
    """

    address: str
    key: str = field(repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "address", checked_address(self.address))
        if not all("!" <= character <= "~" for character in self.key):
            raise KeyRejectedError(
                Message("The key holds characters that no key has, such as blanks or accents.")
            )

    @property
    def tasks_url(self) -> str:
        """Where tasks are created; a task's own address is below it."""
        base = self.address if self.address.endswith(_API) else self.address + _API
        return base + _TASKS

    @property
    def is_loopback(self) -> bool:
        return is_loopback(urlsplit(self.address).hostname or "")

    def hide_key(self, text: str) -> str:
        """``text`` with the key blacked out: a service may repeat it in its error."""
        if len(self.key) < _SHORTEST_SECRET:
            return text
        return text.replace(self.key, "(key)")


def checked_address(text: str) -> str:
    """A base address as it is kept: no slash at its end, its tasks path cut off.

    Raises AddressError in words for people: HTTPS only (plain HTTP on this machine), nothing in
    it but host, port and path.
    """
    address = text.strip()
    if not address:
        raise AddressError(Message("The connection has no address."))
    parts = _split(address)
    if parts.scheme not in {"http", "https"}:
        raise AddressError(Message("The address must begin with https://."))
    if parts.username is not None or parts.password is not None:
        raise AddressError(Message("The address must not hold a user name or password."))
    if "?" in address or "#" in address:
        raise AddressError(Message("The address must end with its path: no “?” and no “#”."))
    host = parts.hostname or ""
    if not is_host(host):
        raise AddressError(
            Message("The address names no computer: “{address}”.", {"address": address[:200]})
        )
    if parts.scheme == "http" and not is_loopback(host):
        raise AddressError(
            Message("Over http:// your key could be read on its way; use https://."),
        )
    path = parts.path.rstrip("/").removesuffix(_TASKS).rstrip("/")
    return f"{parts.scheme}://{parts.netloc.lower()}{path}"


def is_host(host: str) -> bool:
    """Whether this can name a computer: an IP address or a name that DNS would take."""
    if _ip(host) is not None:
        return True
    try:
        plain = host.encode("ascii" if host.isascii() else "idna").decode("ascii")
    except UnicodeError:
        return False
    labels = plain.removesuffix(".").split(".")
    return len(plain) <= 253 and all(_LABEL.fullmatch(label) for label in labels)


def is_loopback(host: str) -> bool:
    """Whether this is the same machine: 127.0.0.0/8, ::1 or ``localhost``."""
    address = _ip(host)
    return address.is_loopback if address is not None else host.lower() == "localhost"


def is_file_link(url: str, *, plain_allowed: bool) -> bool:
    """Whether a file may be fetched from there: HTTPS with a host, plain HTTP only if allowed."""
    if _UNPRINTABLE.search(url):
        return False
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    schemes = {"https", "http"} if plain_allowed else {"https"}
    return parts.scheme in schemes and port != 0 and is_host(parts.hostname or "")


def whole_link(link: str, base: str) -> str:
    """``link`` as it can be asked for: with a host, and spelled in ASCII.

    One that names no host is at that of ``base``; blanks and foreign letters in its path are
    spelled as the web does.
    """
    if _CONTROLS.search(link):
        return link
    try:
        parts = urlsplit(urljoin(base, link) if _HOSTLESS.match(link) else link)
    except ValueError:
        return link
    path, query = (quote(part, safe=_AS_IT_IS) for part in (parts.path, parts.query))
    return urlunsplit(parts._replace(path=path, query=query))


def is_literal(host: str) -> bool:
    """Whether ``host`` is no name to be looked up: an IP address, or this machine's own."""
    return _ip(host) is not None or host.lower() == "localhost"


def is_inside(address: str) -> bool:
    """Whether a connected address is of this machine or of a private network.

    Not so those that local tunnels give to every name, for want of the real ones.
    """
    found = _ip(address)
    if found is None or any(found in network for network in _TUNNELS):
        return False
    return not _unwrapped(found).is_global


def leads_inward(url: str, home: str) -> bool:
    """Whether ``url`` names a computer of a private network that ``home`` does not name.

    Whoever answers at ``home`` could have the program ask there what only this network may ask.
    """
    host, own = (urlsplit(link).hostname or "" for link in (url, home))
    if not _is_private(host) or host == own:
        return False
    return not (is_loopback(host) and is_loopback(own))


def _is_private(host: str) -> bool:
    """Also for the old spellings of an IP address, which only the system can read: 127.1, 0x7f1."""
    address = _ip(host)
    if address is not None:
        return not _unwrapped(address).is_global
    last = host.removesuffix(".").rpartition(".")[2].lower()
    return last == "localhost" or bool(_NUMBER.fullmatch(last))


def _unwrapped(address: _Address) -> _Address:
    """The IPv4 address that an IPv6 one stands for, where it does."""
    if not isinstance(address, ipaddress.IPv6Address):
        return address
    if address in _TRANSLATED:
        return ipaddress.IPv4Address(address.packed[-4:])
    return address.ipv4_mapped or address.sixtofour or address


def _split(address: str) -> SplitResult:
    if _UNPRINTABLE.search(address):
        raise AddressError(Message("The address must not hold blanks or backslashes."))
    try:
        parts = urlsplit(address)
        _ = parts.port  # raises for what is no port
    except ValueError as error:
        raise AddressError(
            Message("“{address}” is no address.", {"address": address[:200]})
        ) from error
    return parts


def _ip(host: str) -> _Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None
