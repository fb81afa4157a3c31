"""What each complaint of the service means: a row for each, and the first that fits wins.

Drawn from api.md 2.5 and 5.7. No row says what it means for a job: ``translate`` does.
"""

import re
from dataclasses import dataclass

from seedance_desktop.api.reply import Complaint
from seedance_desktop.core.errors import (
    ContentRefusedError,
    GenerationFailedError,
    KeyRejectedError,
    KnownError,
    ModelUnavailableError,
    NotPermittedError,
    OutOfCreditError,
    RateLimitedError,
    RequestRefusedError,
    ServiceBrokenError,
    TaskExpiredError,
    TaskNotFoundError,
)
from seedance_desktop.core.words import Message


@dataclass(frozen=True, slots=True)
class Row:
    """A pattern and its meaning. Empty patterns fit anything; all that are given must fit.

    ``code`` must fit the whole of the service's code or type, ``words`` a part of its message.
    """

    error: type[KnownError]
    code: str = ""
    words: str = ""
    statuses: tuple[int, ...] = ()
    message: Message | None = None
    remedy: Message | None = None

    def fits(self, complaint: Complaint, status: int) -> bool:
        """Whether this row speaks of that complaint."""
        if self.statuses and status not in self.statuses:
            return False
        codes = (complaint.code, complaint.type)
        if self.code and not any(re.fullmatch(self.code, code, re.IGNORECASE) for code in codes):
            return False
        return not self.words or bool(re.search(self.words, complaint.message, re.IGNORECASE))


_REWORD = Message("Change the words and try again.")
_OTHER_PICTURE = Message("Use another picture and try again.")
_NO_NAMES = Message("Leave out names of works, brands and well-known people, and try again.")

_MODERATION = (
    Row(
        ContentRefusedError,
        code=r".*SensitiveContentDetected\.PrivacyInformation",
        message=Message("The service saw a real person's face in what was sent."),
        remedy=Message("Use a picture without a real face; the 1.x models do take faces."),
    ),
    Row(
        ContentRefusedError,
        code=r"OutputAudioSensitiveContentDetected(\..*)?",
        message=Message("The picture passed the content check; only the sound was refused."),
        remedy=Message("Turn sound off and try again."),
    ),
    Row(
        ContentRefusedError,
        code=r"Output\w*SensitiveContentDetected\.PolicyViolation",
        message=Message("The finished video resembles a protected work, brand or person."),
        remedy=Message("Leave out names, turn sound off, and try again."),
    ),
    Row(
        ContentRefusedError,
        code=r"InputImage\w*\.PolicyViolation",
        message=Message("The picture shows a protected work, brand or person."),
        remedy=_OTHER_PICTURE,
    ),
    Row(
        ContentRefusedError,
        code=r".*\.PolicyViolation",
        message=Message("The request touches a protected work, brand or person."),
        remedy=_NO_NAMES,
    ),
    Row(
        ContentRefusedError,
        code=r"InputText(SensitiveContent|Risk)Detect(ed|ion)(\..*)?",
        message=Message("The content check refused the prompt."),
        remedy=_REWORD,
    ),
    Row(
        ContentRefusedError,
        code=r"InputImage(SensitiveContent|Risk)Detect(ed|ion)(\..*)?",
        message=Message("The content check refused a picture."),
        remedy=_OTHER_PICTURE,
    ),
    Row(
        ContentRefusedError,
        code=r"Input(Video|Audio)(SensitiveContent|Risk)Detect(ed|ion)(\..*)?",
        message=Message("The content check refused a video or sound that was sent."),
    ),
    Row(
        ContentRefusedError,
        code=r"Output\w*(SensitiveContent|Risk)Detect(ed|ion)(\..*)?",
        message=Message("The video was made, and the content check then refused it."),
        remedy=Message("Change the prompt or the picture and try again; it was not charged."),
    ),
    Row(
        ContentRefusedError,
        code=r"(\w*SensitiveContent|\w*Risk)Detect(ed|ion)(\..*)?|content_policy_violation",
        message=Message("The content check refused the prompt."),
        remedy=_REWORD,
    ),
    Row(
        ContentRefusedError,
        words=r"may not meet the guidelines|content.?policy|sensitive (content|information)"
        r"|\bmoderation\b|inappropriate content|敏感",
        statuses=(0, 200, 400, 403, 422, 451, 500, 503),
    ),
    Row(
        RateLimitedError,
        code=r"ContentSecurityDetectionError",
        message=Message("The service's content check is out of order for the moment."),
    ),
)

_ACCOUNT = (
    Row(OutOfCreditError, code=r"AccountOverdueError|.*\.ServiceOverdue|insufficient_\w*quota"),
    Row(OutOfCreditError, code=r"insufficient_\w*balance|insufficient_\w*credits?"),
    Row(
        OutOfCreditError,
        words=r"insufficient.{0,20}(balance|credit|quota|fund)|余额不足|额度不足|欠费",
    ),
    Row(
        OutOfCreditError,
        code=r"SetLimitExceeded",
        message=Message("The spending limit that is set for the account has been reached."),
        remedy=Message("Raise the limit on the service's page; waiting jobs go on afterwards."),
    ),
    Row(
        RateLimitedError,
        code=r"QuotaExceeded(\..*)?",
        words=r"queue|queuing|排队",
        message=Message("Too many of the account's jobs are waiting at the service."),
    ),
    Row(
        OutOfCreditError,
        code=r"QuotaExceeded(\..*)?",
        words=r"free|trial|免费",
        message=Message("The free allowance for this model is used up."),
        remedy=Message("Switch on paid use of the model on the service's page, or choose another."),
    ),
    Row(
        OutOfCreditError,
        code=r"QuotaExceeded(\..*)?",
        message=Message("The plan's allowance is used up for the moment."),
        remedy=Message("Wait until the plan renews it, or raise it on the service's page."),
    ),
    Row(
        KeyRejectedError,
        code=r"AuthenticationError(\..*)?|invalid_api_key|invalid_authentication",
    ),
    Row(
        NotPermittedError,
        code=r"InvalidAccountStatus",
        message=Message("The account is locked or not yet ready for use."),
        remedy=Message("Look at the account's state on the service's page."),
    ),
    Row(
        NotPermittedError,
        code=r"OperationDenied\.ServiceNotOpen|InvalidSubscription",
        message=Message("The service is not switched on for this account."),
        remedy=Message("Switch it on in the service's console, then resume the waiting line."),
    ),
)

_MODEL = (
    Row(
        ModelUnavailableError,
        code=r"ModelNotOpen",
        message=Message("The model is not activated for this account."),
        remedy=Message("Activate it in the service's console, or choose another model."),
    ),
    Row(
        ModelUnavailableError,
        code=r"InvalidEndpointOrModel\.NotFound|model_not_found",
        message=Message("The service does not know this model, or no longer offers it."),
    ),
    Row(
        ModelUnavailableError,
        code=r"InvalidEndpoint(OrModel)?(\..*)?|UnsupportedModel|InvalidParameter\.UnsupportedModel",
    ),
)

_RATE = (
    Row(
        RateLimitedError,
        code=r"InflightBatchsizeExceeded",
        message=Message("The account already has as many jobs at work as it may."),
    ),
    Row(
        RateLimitedError,
        code=r"\w*RateLimitExceeded(\..*)?|ServerOverloaded|RequestBurstTooFast"
        r"|rate_limit_(exceeded|error)",
    ),
    Row(
        OutOfCreditError,
        words=r"balance|credit|billing|current quota|余额",
        statuses=(402, 403, 429),
    ),
)

_FORM = (
    Row(TaskNotFoundError, words=r"\btask[ _]?id\b", statuses=(400, 422)),
    Row(
        RequestRefusedError,
        code=r"InvalidAction(\..*)?",
        message=Message("The service is already making this video and cannot stop it."),
        remedy=Message("It will be finished, and charged."),
    ),
    Row(
        RequestRefusedError,
        code=r"InvalidParameter\.(OversizedImage|UnsupportedImageFormat)|InvalidImageURL(\..*)?"
        r"|InvalidArgumentError\.Invalid(ImageDetail|PixelLimit)",
        message=Message("The service could not use a picture."),
        remedy=_OTHER_PICTURE,
    ),
    Row(
        RequestRefusedError,
        code=r"InvalidParameter\.TaskType(Constraint|Mismatch)",
        message=Message("The pictures and settings do not fit together for this model."),
    ),
    Row(
        RequestRefusedError,
        code=r"InvalidParameter(\..*)?|MissingParameter(\..*)?|InvalidArgumentError(\..*)?"
        r"|OutofContextError|Duplicate\..*|invalid_parameters?",
    ),
)

_BY_STATUS = (
    Row(
        ModelUnavailableError,
        words=r"(no|not|without).{0,20} access to.{0,20} model|无权访问模型|no available channel"
        r"|model.{0,80}(does not exist|not found|not supported|is retired)",
        statuses=(0, 200, 400, 403, 404, 422),
    ),
    Row(OutOfCreditError, statuses=(402,)),
    Row(
        RequestRefusedError,
        statuses=(413,),
        message=Message("The request is larger than the service takes."),
        remedy=Message("Use fewer or smaller pictures, or set a lower limit for the connection."),
    ),
    Row(KeyRejectedError, statuses=(401,)),
    Row(
        NotPermittedError,
        code=r"AccessDenied|OperationDenied(\..*)?|permission_error|insufficient_permissions",
    ),
    Row(OutOfCreditError, words=r"quota|overdue|arrears|top.?up|额度", statuses=(403,)),
    Row(
        KeyRejectedError,
        words=r"invalid.{0,10}(token|key|signature|credential)|api.?key|credential|token|令牌",
        statuses=(403,),
    ),
    Row(NotPermittedError, statuses=(403,)),
    Row(RateLimitedError, statuses=(429,)),
    Row(TaskNotFoundError, code=r"NotFound\..*", words=r"task", statuses=(404,)),
    Row(ModelUnavailableError, code=r"NotFound(\..*)?", statuses=(404,)),
    Row(
        TaskExpiredError,
        code=r"\w*(Task|Execution)\w*(Expired|Timeout)",
        statuses=(0,),
    ),
    Row(GenerationFailedError, statuses=(0,)),
    Row(ServiceBrokenError, code=r"InternalServiceError|InternalError|server_error"),
)

ROWS = _MODERATION + _ACCOUNT + _MODEL + _RATE + _FORM + _BY_STATUS


def row_for(complaint: Complaint, status: int) -> Row | None:
    """The first row that fits. ``status`` 0 stands for the error of a task that failed."""
    return next((row for row in ROWS if row.fits(complaint, status)), None)
