"""Every error that the program knows, what each means, and what may be done about it.

    KnownError
    ├── InputError                 something the user chose cannot be used; never sent
    │   ├── RequestError           the request breaks rules of the model (carries the problems)
    │   ├── AddressError           the service's base address cannot be used, or leads elsewhere
    │   ├── PictureError           a file is no picture, broken, too small, too large
    │   └── CatalogueError         a row of the tables of models and prices cannot be read
    ├── AccountError
    │   ├── KeyMissingError        no key for this connection
    │   ├── KeyRejectedError       the service does not take the key
    │   ├── OutOfCreditError       the balance is used up
    │   └── NotPermittedError      the account may not use this model
    ├── NetworkError
    │   ├── NeverLeftError         no connection, name not resolved, TLS or proxy refused
    │   └── ConnectionBrokenError  broke or timed out after the request may have left
    ├── ServiceError
    │   ├── RateLimitedError       too many requests; says how long to wait
    │   ├── RequestRefusedError    the service refused the request's form
    │   ├── ContentRefusedError    moderation refused the input or the result
    │   ├── GenerationFailedError  the service tried and failed
    │   ├── ModelUnavailableError  unknown, retired or not activated
    │   ├── TaskNotFoundError      the service no longer knows the task
    │   ├── TaskExpiredError       the task waited too long at the service
    │   ├── ServiceBrokenError     5xx
    │   ├── SubmissionUnclearError it is not known whether the request was accepted
    │   ├── CannotListError        the service has no list of its tasks
    │   ├── LinkDeadError          the link to the file no longer works
    │   └── ReplyNotUnderstoodError
    ├── DiskError
    │   ├── DiskFullError
    │   ├── FolderUnusableError    not there, or may not be written
    │   └── ClipBrokenError        what arrived is no playable clip
    ├── RecordError                the database
    │   ├── DatabaseNewerError
    │   └── DatabaseDamagedError
    └── KeyringError
        ├── KeyringLockedError
        └── KeyringMissingError

Anything else that is raised is a bug: it reaches the crash dialog and the log.

The tree says what each class is; a class has a docstring where there is more to say.

Each class is a row of a policy table: ``exit_code`` for the command line, ``retried`` by the
program itself or not, whether it ``pauses_line``, and what the button offers (``action``).
Messages are English templates (``Message``), translated where they are shown; ``str(error)`` is
for logs.
"""

from collections.abc import Mapping
from typing import ClassVar

from seedance_desktop.core.failure import Action, Charged, ExitCode, Failure, Problem
from seedance_desktop.core.words import Message


class KnownError(Exception):
    """An error with a title, a message, a remedy and a policy.

    ``message`` and ``remedy`` override the class's own where more is known. ``facts`` are for
    reports; never put a key or picture bytes there.
    """

    title: ClassVar[Message] = Message("Something went wrong")
    default_message: ClassVar[Message] = Message("The step could not be finished.")
    default_remedy: ClassVar[Message] = Message("Try again.")
    exit_code: ClassVar[ExitCode] = ExitCode.BUG
    action: ClassVar[Action] = Action.NONE
    retried: ClassVar[bool] = False
    pauses_line: ClassVar[bool] = False
    charged: Charged = Charged.NO

    def __init__(
        self,
        message: Message | None = None,
        *,
        remedy: Message | None = None,
        charged: Charged | None = None,
        facts: Mapping[str, str] | None = None,
    ) -> None:
        self.message = message or self.default_message
        self.remedy = remedy or self.default_remedy
        self.facts = dict(facts or {})
        if charged is not None:
            self.charged = charged
        super().__init__(str(self.message))

    @property
    def failure(self) -> Failure:
        """This error as a value to keep and to show."""
        return Failure(
            kind=type(self).__name__,
            title=self.title,
            message=self.message,
            remedy=self.remedy,
            charged=self.charged,
            action=self.action,
            facts=self.facts,
        )


class InputError(KnownError):
    title = Message("This cannot be sent")
    default_message = Message("Part of the request is not possible.")
    default_remedy = Message("Change it and try again.")
    exit_code = ExitCode.INPUT
    action = Action.GO_TO_FIELD


class RequestError(InputError):
    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__(problems[0].message, remedy=problems[0].remedy)


class AddressError(InputError):
    """A base address that may not be used, or at which no such service answers."""

    title = Message("This address cannot be used")
    default_message = Message("There is no such service at this address.")
    default_remedy = Message("Check the connection's address, such as https://gptproto.com.")


class PictureError(InputError):
    title = Message("This picture cannot be used")
    default_message = Message("The file is not a picture that can be read.")
    default_remedy = Message("Choose a JPEG, PNG, WebP, BMP, TIFF, GIF, HEIC or AVIF file.")


class CatalogueError(InputError):
    """A fact in the table of models or of prices that cannot be read; names row and field."""

    title = Message("The table of models cannot be read")
    action = Action.NONE

    def __init__(self, where: str, field: str, reason: Message) -> None:
        self.where = where
        self.field = field
        self.reason = reason
        super().__init__(
            Message(
                "In {where}, “{field}”: {reason}",
                {"where": where, "field": field, "reason": reason},
            ),
            remedy=Message("Correct your own models.toml or prices.toml, or move it away."),
        )


class AccountError(KnownError):
    """The account or its key stands in the way; the waiting line pauses."""

    title = Message("The account needs attention")
    exit_code = ExitCode.ACCOUNT
    pauses_line = True


class KeyMissingError(AccountError):
    title = Message("No API key yet")
    default_message = Message("This connection has no API key, so nothing can be sent.")
    default_remedy = Message("Enter your key, or try the sandbox, which needs no account.")
    action = Action.ENTER_KEY


class KeyRejectedError(AccountError):
    title = Message("The API key was not accepted")
    default_message = Message("The service does not recognise this key.")
    default_remedy = Message("Check the key on the service's key page and enter it again.")
    action = Action.ENTER_KEY


class OutOfCreditError(AccountError):
    title = Message("Out of credit")
    default_message = Message("The account's balance is not enough for this video.")
    default_remedy = Message("Top up the account; waiting jobs go on when you resume them.")
    action = Action.OPEN_BILLING


class NotPermittedError(AccountError):
    title = Message("Not allowed for this account")
    default_message = Message("The account is not allowed to do this.")
    default_remedy = Message("Check the account's permissions with the service.")


class NetworkError(KnownError):
    title = Message("No connection")
    exit_code = ExitCode.NETWORK
    action = Action.TRY_AGAIN
    retried = True


class NeverLeftError(NetworkError):
    """The request provably never reached the service, so it is safe to send it again."""

    default_message = Message("The service cannot be reached.")
    default_remedy = Message("Check the network and the address; the program keeps trying.")


class ConnectionBrokenError(NetworkError):
    """The connection broke or timed out; what was asked may have arrived."""

    title = Message("The connection broke")
    default_message = Message("The connection to the service broke before it answered.")
    default_remedy = Message("The program keeps trying.")


class ServiceError(KnownError):
    title = Message("The service answered with an error")
    exit_code = ExitCode.SERVICE


class RateLimitedError(ServiceError):
    """Too many requests; not accepted, not charged. ``retry_after`` in seconds, if it was told."""

    title = Message("The service is busy")
    default_message = Message("The service asks to slow down.")
    default_remedy = Message("Nothing to do: the program waits and sends it again.")
    retried = True

    def __init__(
        self,
        message: Message | None = None,
        *,
        retry_after: float | None = None,
        facts: Mapping[str, str] | None = None,
    ) -> None:
        self.retry_after = retry_after
        super().__init__(message, facts=facts)


class RequestRefusedError(ServiceError):
    """The service refuses the request as it is; not charged."""

    title = Message("The service refused the request")
    default_message = Message("The service does not accept this combination.")
    default_remedy = Message("Change the request and try again.")
    action = Action.EDIT_AND_TRY_AGAIN


class ContentRefusedError(ServiceError):
    """Moderation refused the prompt, a picture or the result; not charged (api.md 5.5)."""

    title = Message("Blocked by content policy")
    default_message = Message("The service's content check refused this.")
    default_remedy = Message("Change the prompt or the picture and try again.")
    action = Action.EDIT_AND_TRY_AGAIN


class GenerationFailedError(ServiceError):
    """The service accepted the task and failed; failed tasks are not charged (api.md 5.5)."""

    title = Message("The video could not be made")
    default_message = Message("The service could not make this video.")
    default_remedy = Message("Try again, perhaps with a changed prompt.")
    action = Action.EDIT_AND_TRY_AGAIN


class ModelUnavailableError(ServiceError):
    title = Message("This model is not available")
    default_message = Message("The service does not offer this model to this account.")
    default_remedy = Message("Choose another model.")
    action = Action.EDIT_AND_TRY_AGAIN


class TaskNotFoundError(ServiceError):
    """The service no longer knows the task; it keeps records for seven days (api.md 3)."""

    title = Message("The service no longer knows this job")
    default_message = Message("The service keeps a job for seven days and has no record of it.")
    default_remedy = Message("Send it again if you still want the video.")
    charged = Charged.MAYBE
    action = Action.EDIT_AND_TRY_AGAIN


class TaskExpiredError(ServiceError):
    title = Message("The job waited too long")
    default_message = Message("The job expired at the service before it was made.")
    default_remedy = Message("Send it again.")
    action = Action.EDIT_AND_TRY_AGAIN


class ServiceBrokenError(ServiceError):
    title = Message("The service has a problem")
    default_message = Message("The service answered with an internal error.")
    default_remedy = Message("Nothing to do: the program keeps trying.")
    action = Action.TRY_AGAIN
    retried = True


class SubmissionUnclearError(ServiceError):
    """The request left, and it is not known whether it was accepted. Never sent again unasked."""

    title = Message("May have been charged")
    default_message = Message(
        "The connection broke while the request was being sent, so it is not known "
        "whether the service accepted it."
    )
    default_remedy = Message(
        "Look it up on the service's own page first. Sending it again may cost a second time."
    )
    exit_code = ExitCode.UNCERTAIN
    charged = Charged.MAYBE
    action = Action.LOOK_UP_OR_SEND_AGAIN


class CannotListError(ServiceError):
    title = Message("This service cannot list its tasks")
    default_message = Message("The service offers no list to look a job up in.")
    default_remedy = Message(
        "Look on the service's own page whether it was accepted, before you send it again."
    )


class LinkDeadError(ServiceError):
    """The link to the finished file no longer works (links live 24 hours, api.md 0)."""

    title = Message("The download link has expired")
    default_message = Message("The service's link to the video no longer works.")
    default_remedy = Message("The program asks the service for a fresh link.")
    charged = Charged.YES
    retried = True


class ReplyNotUnderstoodError(ServiceError):
    """A reply that fits none of the shapes we know; ``facts`` holds an excerpt."""

    title = Message("The service's answer was not understood")
    default_message = Message("The service answered with something unexpected.")
    default_remedy = Message("Copy the report and send it to us; the job is kept.")
    action = Action.COPY_REPORT


class DiskError(KnownError):
    """A file could not be read or written; the line pauses so that nothing paid for is lost."""

    title = Message("The disk needs attention")
    exit_code = ExitCode.DISK
    pauses_line = True
    action = Action.CHOOSE_FOLDER


class DiskFullError(DiskError):
    title = Message("The disk is full")
    default_message = Message("There is no room left for the video.")
    default_remedy = Message("Make room, or choose another library folder, then try again.")


class FolderUnusableError(DiskError):
    title = Message("The folder cannot be used")
    default_message = Message("The folder cannot be written to.")
    default_remedy = Message("Choose another folder, or make this one writable, then try again.")


class ClipBrokenError(DiskError):
    """What was downloaded is not a playable clip; it is fetched again."""

    title = Message("The video arrived damaged")
    default_message = Message("The downloaded file is not a playable video.")
    default_remedy = Message("The program fetches it again.")
    charged = Charged.YES
    pauses_line = False
    retried = True
    action = Action.TRY_AGAIN


class RecordError(KnownError):
    title = Message("The job and library records cannot be opened")
    exit_code = ExitCode.DISK


class DatabaseNewerError(RecordError):
    title = Message("These records are from a newer version")
    default_message = Message("A newer version of Seedance Desktop has written these records.")
    default_remedy = Message("Update the program, or start it with another profile folder.")


class DatabaseDamagedError(RecordError):
    title = Message("The records are damaged")
    default_message = Message("The file that holds jobs and videos is damaged.")
    default_remedy = Message("Restore the copy beside it, or move it away; your videos are safe.")


class KeyringError(KnownError):
    title = Message("The system keyring cannot be used")
    exit_code = ExitCode.ACCOUNT
    pauses_line = True
    action = Action.USE_FOR_SESSION


class KeyringLockedError(KeyringError):
    title = Message("The system keyring is locked")
    default_message = Message("The key cannot be kept or read while it is locked.")
    default_remedy = Message("Unlock it and try again, or use the key for this session only.")


class KeyringMissingError(KeyringError):
    title = Message("This system has no keyring")
    default_message = Message("No system keyring was found, so the key cannot be kept.")
    default_remedy = Message("Use the key for this session only, or install a keyring service.")
