"""Errors of the links that a service gives, other than that they no longer work."""

from seedance_desktop.core.errors import ServiceError
from seedance_desktop.core.failure import Charged
from seedance_desktop.core.words import Message


class LinkInwardError(ServiceError):
    """A link leads to a computer inside the user's network; nothing was asked of it.

    Whoever runs the service could otherwise have the program ask there what only this network may.
    """

    title = Message("The download link leads into your own network")
    default_message = Message(
        "The service's link to the video leads to a computer in your own network, so it was not "
        "followed."
    )
    default_remedy = Message(
        "The program asks the service for a fresh link. A service of your own has to link to the "
        "name in its connection's address."
    )
    charged = Charged.YES
    retried = True
