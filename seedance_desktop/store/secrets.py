"""API keys: in the system keyring, or in memory for this session; nowhere else.

A key is looked for in this order:
1. what was entered in this run of the program, for the session or to be kept;
2. ``SEEDANCE_API_KEY``, for every connection but the sandbox: who sets it means it;
3. the system keyring.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from seedance_desktop.core.connection import SANDBOX
from seedance_desktop.core.errors import KeyMissingError, KeyringLockedError, KeyringMissingError
from seedance_desktop.core.ids import ConnectionId
from seedance_desktop.core.words import Message

ENVIRONMENT_KEY = "SEEDANCE_API_KEY"
_SERVICE = "seedance-desktop"
_QUOTES = "\"'`<>"
_PREFIXES = ("authorization:", "bearer")


class KeyStore:
    """Keys by connection. Blocking, and a locked keyring may prompt: for worker threads.

    Methods raise KeyringLockedError and KeyringMissingError.
    """

    def __init__(
        self, service_name: str = _SERVICE, environment: Mapping[str, str] | None = None
    ) -> None:
        self._service = service_name
        self._environment = os.environ if environment is None else environment
        self._entered: dict[ConnectionId, str] = {}

    def __repr__(self) -> str:
        return f"KeyStore({self._service!r})"

    def key(self, connection: ConnectionId) -> str | None:
        """The key of a connection, if there is one."""
        known = self._entered.get(connection) or self._from_environment(connection)
        if known:
            return known
        try:
            with _translated():
                import keyring

                return keyring.get_password(self._service, connection)
        except KeyringMissingError as error:
            raise KeyringMissingError(
                Message("There is no API key, and this system has no keyring to keep one."),
                remedy=Message("Enter the key for this session only, or set SEEDANCE_API_KEY."),
                facts=error.facts,
            ) from error

    def keep(self, connection: ConnectionId, key: str) -> None:
        """Put a key into the keyring, and see that it is there. Raises KeyMissingError for none."""
        cleaned = _required(key)
        with _translated(cleaned):
            import keyring

            keyring.set_password(self._service, connection, cleaned)
            kept = keyring.get_password(self._service, connection)
        if kept != cleaned:
            raise KeyringMissingError(Message("The system keyring did not keep the key."))
        self._entered[connection] = cleaned

    def use_for_session(self, connection: ConnectionId, key: str) -> None:
        """Use a key until the program ends. Raises KeyMissingError for an empty one."""
        self._entered[connection] = _required(key)

    def forget(self, connection: ConnectionId) -> None:
        """Take a connection's key out of memory and keyring; none there is fine too."""
        self._entered.pop(connection, None)
        with _translated():
            import keyring

            if keyring.get_password(self._service, connection) is not None:
                keyring.delete_password(self._service, connection)

    def _from_environment(self, connection: ConnectionId) -> str:
        if connection == SANDBOX:
            return ""
        return clean_key(self._environment.get(ENVIRONMENT_KEY, ""))


def has_environment_key() -> bool:
    """Whether there is a key for every connection but the sandbox, without a look elsewhere."""
    return bool(clean_key(os.environ.get(ENVIRONMENT_KEY, "")))


def clean_key(text: str) -> str:
    """The key in what was pasted: no ``Bearer``, quotes, blanks or invisible characters."""
    key, before = text, None
    while key != before:  # until there is nothing left to take away
        key, before = _peeled(key), key
    return key


def _peeled(text: str) -> str:
    key = "".join(character for character in text if "!" <= character <= "~")
    key = key.strip(_QUOTES)
    for prefix in _PREFIXES:
        if key.lower().startswith(prefix):
            key = key[len(prefix) :]
    return key


def _required(text: str) -> str:
    key = clean_key(text)
    if not key:
        raise KeyMissingError(
            Message("What was entered holds no key."),
            remedy=Message("Copy the key from the service's key page and paste it."),
        )
    return key


@contextmanager
def _translated(secret: str = "") -> Iterator[None]:
    """Errors of the keyring as known ones. ``secret`` is taken out of what they say."""
    from keyring.errors import NoKeyringError

    try:
        yield
    except NoKeyringError as error:
        raise KeyringMissingError(facts=_facts(error, secret)) from (None if secret else error)
    except _backend_errors() as error:
        raise KeyringLockedError(facts=_facts(error, secret)) from (None if secret else error)


def _facts(error: Exception, secret: str) -> dict[str, str]:
    said = f"{type(error).__name__}: {error}"
    return {"keyring": said.replace(secret, "…") if secret else said}


def _backend_errors() -> tuple[type[Exception], ...]:
    """Linux's keyring lets some errors of its service through as they are."""
    from keyring.backends import SecretService
    from keyring.errors import KeyringError

    lower = getattr(SecretService, "exceptions", None)
    through = (lower.SecretStorageException,) if lower is not None else ()
    return (KeyringError, OSError, *through)
