"""The service as the program calls it: requests out, typed replies and errors in.

Names are loaded when they are first used, since httpx takes a tenth of a second to import.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from seedance_desktop.api.client import ServiceClient
    from seedance_desktop.api.download import stream_to
    from seedance_desktop.api.endpoint import Endpoint, checked_address
    from seedance_desktop.api.task import Task, TaskStatus
    from seedance_desktop.api.transport import HttpClient, Timeouts, make_client
    from seedance_desktop.api.wire import SentFrame, request_body

__all__ = [
    "Endpoint",
    "HttpClient",
    "SentFrame",
    "ServiceClient",
    "Task",
    "TaskStatus",
    "Timeouts",
    "checked_address",
    "make_client",
    "request_body",
    "stream_to",
]

_HOMES = {
    "Endpoint": "endpoint",
    "HttpClient": "transport",
    "SentFrame": "wire",
    "ServiceClient": "client",
    "Task": "task",
    "TaskStatus": "task",
    "Timeouts": "transport",
    "checked_address": "endpoint",
    "make_client": "transport",
    "request_body": "wire",
    "stream_to": "download",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
