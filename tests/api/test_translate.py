import json
import re

import pytest

from seedance_desktop.api.reply import Reply
from seedance_desktop.api.translate import Doing, refusal, task_failure
from seedance_desktop.core.errors import (
    AddressError,
    ConnectionBrokenError,
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
    SubmissionUnclearError,
    TaskNotFoundError,
)
from seedance_desktop.core.failure import Charged


def reply(status: int, body: object) -> Reply:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Reply(status, content, hide_key=lambda text: text.replace("sk-secret", "(key)"))


def error(code: object = "", message: str = "", **more: object) -> dict[str, object]:
    return {"error": {"code": code, "message": message, "param": "", "type": ""} | more}


# ── every body of api.md 2.5 ─────────────────────────────────────────────────────────────────────

GATEWAY: list[tuple[int, object, type[KnownError]]] = [
    (401, {"error": {"message": "Invalid signature", "type": "401"}}, KeyRejectedError),
    (
        401,
        {
            "error": {
                "message": "Invalid authentication credentials",
                "type": "invalid_request_error",
                "code": "invalid_api_key",
            }
        },
        KeyRejectedError,
    ),
    (401, {"code": 401, "message": "Token cannot be empty", "type": "error"}, KeyRejectedError),
    (401, {"error": {"message": "Token cannot be empty", "code": 401}}, KeyRejectedError),
    (403, {"error": {"message": "Invalid Token", "type": "403"}}, KeyRejectedError),
    (403, {"error": {"message": "Insufficient balance", "type": "403"}}, OutOfCreditError),
    (403, {"error": {"message": "Your credit is used up", "type": "403"}}, OutOfCreditError),
    (403, {"error": {"message": "Quota exceeded", "type": "403"}}, OutOfCreditError),
    (
        403,
        {
            "error": {
                "message": "You may not do this",
                "type": "permission_error",
                "code": "insufficient_permissions",
            }
        },
        NotPermittedError,
    ),
    (
        400,
        {
            "error": {
                "message": "Input may not meet the guidelines. Please adjust and try again.",
                "type": "503",
            }
        },
        ContentRefusedError,
    ),
    (
        503,
        {
            "error": {
                "message": "Input may not meet the guidelines. Please adjust and try again.",
                "type": "503",
            }
        },
        ContentRefusedError,
    ),
    (
        429,
        {
            "error": {
                "message": "Rate limit exceeded",
                "type": "rate_limit_error",
                "code": "rate_limit_exceeded",
            }
        },
        RateLimitedError,
    ),
    (429, {"error": {"message": "No available channel", "code": 429}}, RateLimitedError),
    (500, {"error": {"message": "Internal server error", "type": "500"}}, SubmissionUnclearError),
]

# ── every row of api.md 5.7 ──────────────────────────────────────────────────────────────────────

UPSTREAM: list[tuple[int, str, type[KnownError]]] = [
    (400, "MissingParameter", RequestRefusedError),
    (400, "MissingParameter.content", RequestRefusedError),
    (400, "InvalidParameter", RequestRefusedError),
    (400, "InvalidParameter.resolution", RequestRefusedError),
    (400, "InvalidParameter.UnsupportedParameter", RequestRefusedError),
    (400, "InvalidParameter.TosURLInvalid", RequestRefusedError),
    (400, "InvalidParameter.TaskTypeConstraint", RequestRefusedError),
    (400, "InvalidParameter.TaskTypeMismatch", RequestRefusedError),
    (400, "InvalidParameter.OversizedImage", RequestRefusedError),
    (400, "InvalidParameter.UnsupportedImageFormat", RequestRefusedError),
    (400, "InvalidParameter.UnsupportedModel", ModelUnavailableError),
    (400, "InvalidArgumentError", RequestRefusedError),
    (400, "InvalidArgumentError.UnknownRole", RequestRefusedError),
    (400, "InvalidArgumentError.InvalidImageDetail", RequestRefusedError),
    (400, "InvalidArgumentError.InvalidPixelLimit", RequestRefusedError),
    (400, "InvalidImageURL.EmptyURL", RequestRefusedError),
    (400, "InvalidImageURL.InvalidFormat", RequestRefusedError),
    (400, "InvalidEndpoint.ClosedEndpoint", ModelUnavailableError),
    (400, "InputTextSensitiveContentDetected", ContentRefusedError),
    (400, "InputImageSensitiveContentDetected", ContentRefusedError),
    (400, "InputVideoSensitiveContentDetected", ContentRefusedError),
    (400, "InputAudioSensitiveContentDetected", ContentRefusedError),
    (400, "InputImageSensitiveContentDetected.PrivacyInformation", ContentRefusedError),
    (400, "InputTextSensitiveContentDetected.PolicyViolation", ContentRefusedError),
    (400, "OutputVideoSensitiveContentDetected", ContentRefusedError),
    (400, "OutputImageSensitiveContentDetected", ContentRefusedError),
    (400, "OutputTextSensitiveContentDetected", ContentRefusedError),
    (400, "OutputAudioSensitiveContentDetected", ContentRefusedError),
    (400, "SensitiveContentDetected", ContentRefusedError),
    (400, "SensitiveContentDetected.SevereViolation", ContentRefusedError),
    (400, "SensitiveContentDetected.Violence", ContentRefusedError),
    (400, "InputTextRiskDetection", ContentRefusedError),
    (400, "InputImageRiskDetection", ContentRefusedError),
    (400, "OutputTextRiskDetection", ContentRefusedError),
    (400, "OutputImageRiskDetection", ContentRefusedError),
    (400, "ContentSecurityDetectionError", RateLimitedError),
    (400, "OutofContextError", RequestRefusedError),
    (400, "Duplicate.Tags.Key", RequestRefusedError),
    (400, "InvalidSubscription", NotPermittedError),
    (401, "AuthenticationError", KeyRejectedError),
    (401, "InvalidAccountStatus", NotPermittedError),
    (403, "AccessDenied", NotPermittedError),
    (403, "OperationDenied.PermissionDenied", NotPermittedError),
    (403, "OperationDenied.ServiceNotOpen", NotPermittedError),
    (403, "OperationDenied.ServiceOverdue", OutOfCreditError),
    (403, "OperationDenied.InvalidState", NotPermittedError),
    (403, "OperationDenied.UnsupportedPhase", NotPermittedError),
    (403, "OperationDenied.FileQuotaExceeded", NotPermittedError),
    (403, "AccountOverdueError", OutOfCreditError),
    (404, "InvalidEndpointOrModel.NotFound", ModelUnavailableError),
    (404, "InvalidEndpointOrModel.ModelIDAccessDisabled", ModelUnavailableError),
    (404, "ModelNotOpen", ModelUnavailableError),
    (404, "NotFound.Model", ModelUnavailableError),
    (404, "UnsupportedModel", ModelUnavailableError),
    (429, "RateLimitExceeded.EndpointRPMExceeded", RateLimitedError),
    (429, "RateLimitExceeded.EndpointTPMExceeded", RateLimitedError),
    (429, "ModelAccountRpmRateLimitExceeded", RateLimitedError),
    (429, "ModelAccountTpmRateLimitExceeded", RateLimitedError),
    (429, "ModelAccountIpmRateLimitExceeded", RateLimitedError),
    (429, "APIAccountRpmRateLimitExceeded", RateLimitedError),
    (429, "AccountRateLimitExceeded", RateLimitedError),
    (429, "SetLimitExceeded", OutOfCreditError),
    (429, "InflightBatchsizeExceeded", RateLimitedError),
    (429, "ServerOverloaded", RateLimitedError),
    (429, "RequestBurstTooFast", RateLimitedError),
    (500, "InternalServiceError", SubmissionUnclearError),
]


@pytest.mark.parametrize(("status", "body", "expected"), GATEWAY)
def test_every_body_of_the_gateway_has_its_error(
    status: int, body: object, expected: type[KnownError]
) -> None:
    found = refusal(reply(status, body), Doing.CREATE)

    assert type(found) is expected
    assert found.facts["status"] == str(status)


@pytest.mark.parametrize(("status", "code", "expected"), UPSTREAM)
def test_every_code_of_the_original_service_has_its_error(
    status: int, code: str, expected: type[KnownError]
) -> None:
    found = refusal(reply(status, error(code, "Something is so.")), Doing.CREATE)

    assert type(found) is expected
    assert found.facts["code"] == code
    assert str(found.remedy)
    assert (found.charged is Charged.NO) == (expected is not SubmissionUnclearError)


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("Your free trial quota of this model is used up", OutOfCreditError),
        ("Too many queued tasks for this account", RateLimitedError),
        ("You have exceeded the 5-hour limit of your plan", OutOfCreditError),
        ("You have exceeded the weekly limit", OutOfCreditError),
        ("Quota exceeded", OutOfCreditError),
    ],
)
def test_the_three_meanings_of_quota_exceeded_are_told_apart(
    message: str, expected: type[KnownError]
) -> None:
    found = refusal(reply(429, error("QuotaExceeded", message)), Doing.CREATE)

    assert type(found) is expected


@pytest.mark.parametrize(
    ("code", "remedy"),
    [
        ("OutputAudioSensitiveContentDetected", "Turn sound off"),
        ("OutputAudioSensitiveContentDetected.PolicyViolation", "Turn sound off"),
        ("OutputVideoSensitiveContentDetected.PolicyViolation", "turn sound off"),
        ("InputImageSensitiveContentDetected.PrivacyInformation", "without a real face"),
        ("InputTextSensitiveContentDetected.PolicyViolation", "names of works"),
        ("InputImageSensitiveContentDetected.PolicyViolation", "another picture"),
        ("InputImageSensitiveContentDetected", "another picture"),
        ("InputTextSensitiveContentDetected", "Change the words"),
    ],
)
def test_a_refusal_by_moderation_says_what_to_change(code: str, remedy: str) -> None:
    at_once = refusal(reply(400, error(code, "No.")), Doing.CREATE)
    later = task_failure(error(code, "No."), reply(200, error(code, "No.")))

    assert remedy in str(at_once.remedy)
    assert type(later) is ContentRefusedError
    assert remedy in str(later.remedy)
    assert later.charged is Charged.NO


def test_a_model_that_is_not_activated_sends_one_to_the_console() -> None:
    body = {
        "error": {
            "code": "ModelNotOpen",
            "message": "Your account 1 has not activated the model x",
            "param": "",
            "type": "Not Found",
        }
    }

    found = refusal(reply(404, body), Doing.CREATE)

    assert "Activate" in str(found.remedy)


def test_a_request_that_a_gateway_finds_too_large_says_so_and_is_not_charged() -> None:
    page = Reply(413, b"<html>413 Request Entity Too Large</html>", "text/html")

    found = refusal(page, Doing.CREATE)

    assert type(found) is RequestRefusedError
    assert "larger than the service takes" in str(found)
    assert "smaller pictures" in str(found.remedy)
    assert found.charged is Charged.NO


def test_a_wrong_parameter_is_named_in_the_services_words() -> None:
    message = "The parameter `resolution` is not supported for model x in t2v. Request id: 021abc"
    body = error("InvalidParameter", message, param="resolution", type="BadRequest")

    found = refusal(reply(400, body), Doing.CREATE)

    assert type(found) is RequestRefusedError
    assert "not supported for model x in t2v." in str(found)
    assert "021abc" not in str(found)
    assert found.facts["param"] == "resolution"
    assert found.facts["request_id"] == "021abc"


# ── what leaves the outcome of a create open ─────────────────────────────────────────────────────


@pytest.mark.parametrize("status", [500, 502, 503, 504, 520, 408, 499, 301, 302, 307, 308, 304])
@pytest.mark.parametrize("body", [b"", b"<html>gateway</html>", {}, error("", "later")])
def test_what_leaves_a_create_open_is_unclear(status: int, body: object) -> None:
    found = refusal(reply(status, body), Doing.CREATE)

    assert type(found) is SubmissionUnclearError
    assert found.charged is Charged.MAYBE
    assert not found.retried


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"error": {"message": "Insufficient balance", "type": "403"}}, OutOfCreditError),
        ({"code": 401, "message": "Token cannot be empty"}, KeyRejectedError),
        ({"error": {"message": "Invalid Token", "type": "403"}}, KeyRejectedError),
        ({"error": {"code": 429, "message": "slow down"}}, RateLimitedError),
        (error("InvalidParameter", "No."), RequestRefusedError),
        (error("InternalServiceError", "Oh."), SubmissionUnclearError),
        (error("", "something odd"), SubmissionUnclearError),
    ],
)
def test_an_error_inside_a_200_counts_where_it_is_clear(
    body: object, expected: type[KnownError]
) -> None:
    assert type(refusal(reply(200, body), Doing.CREATE)) is expected


# ── the same answers to other questions ──────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("status", "body", "doing", "expected"),
    [
        (404, b"<html>nothing</html>", Doing.CREATE, AddressError),
        (404, b"", Doing.CREATE, AddressError),
        (404, {"detail": "Not Found"}, Doing.CREATE, AddressError),
        (405, {"detail": "Method Not Allowed"}, Doing.CREATE, AddressError),
        (404, error("", "The model x does not exist"), Doing.CREATE, ModelUnavailableError),
        (404, error("NotFound.task", "No such task"), Doing.QUERY, TaskNotFoundError),
        (404, {"error": {"message": "gone", "type": "404"}}, Doing.QUERY, TaskNotFoundError),
        (404, b"<html>nothing</html>", Doing.QUERY, ServiceBrokenError),
        (
            400,
            {
                "error": {
                    "message": "Invalid task_id format",
                    "type": "invalid_request_error",
                    "code": "invalid_parameters",
                }
            },
            Doing.QUERY,
            TaskNotFoundError,
        ),
        (500, error("InternalServiceError", "Oh."), Doing.QUERY, ServiceBrokenError),
        (502, b"<html>bad gateway</html>", Doing.QUERY, ServiceBrokenError),
        (302, b"", Doing.QUERY, ServiceBrokenError),
        (408, b"", Doing.QUERY, ConnectionBrokenError),
        (429, b"", Doing.QUERY, RateLimitedError),
        (401, b"", Doing.QUERY, KeyRejectedError),
        (402, b"", Doing.CREATE, OutOfCreditError),
        (403, b"<html>blocked</html>", Doing.CREATE, NotPermittedError),
        (413, b"<html>too large</html>", Doing.CREATE, RequestRefusedError),
        (422, {"detail": "no"}, Doing.CREATE, RequestRefusedError),
        (400, error("", "draft task_id is wrong"), Doing.CREATE, RequestRefusedError),
        (400, error("InvalidAction.RunningTaskDeletion", "No."), Doing.CANCEL, RequestRefusedError),
        (405, {"detail": "Method Not Allowed"}, Doing.CANCEL, RequestRefusedError),
        (404, b"<html></html>", Doing.CANCEL, RequestRefusedError),
        (404, error("NotFound.task", "No such task"), Doing.CANCEL, TaskNotFoundError),
        (501, b"", Doing.CANCEL, ServiceBrokenError),
        (307, b"", Doing.CANCEL, RequestRefusedError),
    ],
)
def test_the_same_answer_means_something_else_to_another_question(
    status: int, body: object, doing: Doing, expected: type[KnownError]
) -> None:
    assert type(refusal(reply(status, body), doing)) is expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("RateLimitExceeded.EndpointRPMExceeded", GenerationFailedError),
        ("InternalServiceError", GenerationFailedError),
        ("ContentSecurityDetectionError", GenerationFailedError),
        ("SomethingNew", GenerationFailedError),
        ("InvalidParameter.TaskTypeConstraint", RequestRefusedError),
        ("AccountOverdueError", OutOfCreditError),
    ],
)
def test_a_task_that_failed_is_over_whatever_broke(code: str, expected: type[KnownError]) -> None:
    body = error(code, "It broke.")

    found = task_failure(body, reply(200, body))

    assert type(found) is expected
    assert not found.retried


def test_the_key_is_blacked_out_wherever_the_service_repeats_it() -> None:
    body = error("invalid_api_key", "Incorrect API key provided: sk-secret", param="sk-secret")

    found = refusal(reply(401, body), Doing.CREATE)

    assert "sk-secret" not in repr(found.failure)
    assert "sk-secret" not in str(found)
    assert "(key)" in found.facts["excerpt"]


def test_an_excerpt_is_one_short_line() -> None:
    found = refusal(reply(500, b"<html>\n" + b"long \r\n words " * 1000), Doing.QUERY)

    excerpt = found.facts["excerpt"]
    assert len(excerpt) <= 300
    assert not re.search(r"[\r\n]", excerpt)
