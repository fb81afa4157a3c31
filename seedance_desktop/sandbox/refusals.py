"""The error bodies of the service, to the letter, in both dialects (api.md 2.5 and 5.7)."""

import secrets
import time
from collections.abc import Mapping

from seedance_desktop.sandbox.options import Dialect

Body = dict[str, object]


class Refused(Exception):
    """A request that is answered with an HTTP error and this body."""

    def __init__(
        self, status: int, error: Mapping[str, object], *, headers: Mapping[str, str] | None = None
    ) -> None:
        self.status = status
        self.body: Body = {"error": dict(error)}
        self.headers = dict(headers or {})
        super().__init__(f"{status} {error.get('message')}")


def ark_error(code: str, message: str, *, param: str = "", kind: str = "BadRequest") -> Body:
    """An error object as the service behind the gateways writes it; it comes through unchanged."""
    return {"code": code, "message": f"{message} {_request_id()}", "param": param, "type": kind}


def not_valid(param: str, reason: str) -> Refused:
    """A value that the service does not take."""
    message = f"The parameter `{param}` specified in the request is not valid: {reason}."
    return Refused(400, ark_error("InvalidParameter", message, param=param))


def missing(param: str, reason: str = "") -> Refused:
    """Something that has to be there and is not."""
    message = f"The request failed because it is missing the `{param}` parameter.{reason}"
    return Refused(400, ark_error("MissingParameter", message, param=param))


def unsupported(param: str, model: str) -> Refused:
    """A parameter that this model does not have."""
    message = f"The parameter `{param}` is not supported by the model {model}."
    return Refused(400, ark_error("InvalidParameter.UnsupportedParameter", message, param=param))


def not_json(reason: str) -> Refused:
    """A body that cannot be read at all."""
    message = f"The request body is not valid: {reason}."
    return Refused(400, ark_error("InvalidParameter", message))


def body_too_large(limit: int) -> Refused:
    """A body beyond the documented 64 MB."""
    message = f"The request body exceeds the limit of {limit // 1024 // 1024} MB."
    return Refused(413, ark_error("InvalidParameter", message))


def no_such_model(model: str) -> Refused:
    """A model that the service does not know."""
    message = f"The model or endpoint {model} does not exist or you do not have access to it."
    return Refused(
        404,
        ark_error("InvalidEndpointOrModel.NotFound", message, param="model", kind="NotFound"),
    )


def no_such_task(task: str) -> Refused:
    """A task that was never there, was deleted, or is older than seven days."""
    message = f"The specified resource `{task}` is not found."
    return Refused(404, ark_error("NotFound.id", message, param="id", kind="NotFound"))


def no_such_path(method: str, path: str) -> Refused:
    """An address that is no part of the API."""
    return Refused(
        404, {"message": f"Invalid URL ({method} {path})", "type": "invalid_request_error"}
    )


def not_deletable(status: str) -> Refused:
    """DELETE on a task in a state that does not allow it (api.md 3)."""
    code = "InvalidAction.RunningTaskDeletion" if status == "running" else "InvalidAction"
    return Refused(400, ark_error(code, f"A task that is {status} cannot be deleted."))


def no_key(dialect: Dialect) -> Refused:
    """No Authorization header, or an empty one."""
    if dialect is Dialect.ARK:
        return _ark_key_error()
    return Refused(401, {"message": "Invalid signature", "type": "401"})


def wrong_key(dialect: Dialect) -> Refused:
    """A key that is not the sandbox's."""
    if dialect is Dialect.ARK:
        return _ark_key_error()
    return Refused(403, {"message": "Invalid Token", "type": "403"})


def no_balance(dialect: Dialect) -> Refused:
    """The account holds less than the video costs."""
    if dialect is Dialect.ARK:
        message = "The request failed because your account has an overdue balance."
        return Refused(403, ark_error("AccountOverdueError", message, kind="Forbidden"))
    return Refused(403, {"message": "Insufficient balance", "type": "403"})


def content_policy(dialect: Dialect) -> Refused:
    """Moderation of the input. GPTProto's body says 503, its status is 400."""
    if dialect is Dialect.ARK:
        message = "The request failed because the input text may contain sensitive information."
        return Refused(400, ark_error("InputTextSensitiveContentDetected", message))
    message = "Input may not meet the guidelines. Please adjust and try again."
    return Refused(400, {"message": message, "type": "503"})


def bad_task_id(dialect: Dialect, task: str) -> Refused:
    """An id that is not of the service's form."""
    if dialect is Dialect.ARK:
        return no_such_task(task)
    return Refused(
        400,
        {
            "message": "Invalid task_id format",
            "type": "invalid_request_error",
            "code": "invalid_parameters",
        },
    )


def rate_limited(dialect: Dialect, seconds: float) -> Refused:
    """Too many requests; Retry-After in whole seconds."""
    headers = {"Retry-After": f"{seconds:.0f}"}
    if dialect is Dialect.ARK:
        message = "The request failed because it exceeds the rate limit of the account."
        error = ark_error("AccountRateLimitExceeded", message, kind="TooManyRequests")
        return Refused(429, error, headers=headers)
    error = {
        "message": "Rate limit exceeded",
        "type": "rate_limit_error",
        "code": "rate_limit_exceeded",
    }
    return Refused(429, error, headers=headers)


def internal(dialect: Dialect) -> Refused:
    """The service is broken."""
    if dialect is Dialect.ARK:
        message = "The service encountered an unexpected internal error."
        return Refused(500, ark_error("InternalServiceError", message, kind="InternalServerError"))
    return Refused(500, {"message": "Internal server error", "type": "500"})


def _ark_key_error() -> Refused:
    message = "The API key in the request is missing or invalid."
    return Refused(401, ark_error("AuthenticationError", message, kind="Unauthorized"))


def _request_id() -> str:
    return f"Request id: 021{time.time_ns() // 1_000_000}{secrets.token_hex(12)}"
