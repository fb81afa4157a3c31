"""Keys and balance: the documented bodies to the letter."""

import httpx
import pytest

from tests.sandbox.asking import Asking, Body, order
from tests.sandbox.conftest import Start


def ask(asking: Asking, header: str | bytes | None) -> httpx.Response:
    sent = header.encode() if isinstance(header, str) else header
    headers = {} if sent is None else {b"Authorization": sent}
    return asking.http.get(f"{asking.sandbox.tasks}/cgt-20260101000000-aaaaa", headers=headers)


@pytest.mark.parametrize("header", [None, "", "Bearer"])
def test_without_a_key_the_answer_is_401(asking: Asking, header: str | None) -> None:
    reply = ask(asking, header)

    assert reply.status_code == 401
    assert reply.json() == {"error": {"message": "Invalid signature", "type": "401"}}


@pytest.mark.parametrize("header", ["Bearer sk-wrong", "sk-wrong", b"Bearer cl\xe9"])
def test_a_wrong_key_is_403(asking: Asking, header: str | bytes) -> None:
    reply = ask(asking, header)

    assert reply.status_code == 403
    assert reply.json() == {"error": {"message": "Invalid Token", "type": "403"}}


@pytest.mark.parametrize("form", ["Bearer {}", "{}"])
def test_the_key_is_taken_with_and_without_bearer(asking: Asking, form: str) -> None:
    reply = ask(asking, form.format(asking.sandbox.key))

    assert reply.status_code == 404


def test_a_wrong_key_is_refused_before_the_body_is_looked_at(asking: Asking) -> None:
    headers = {"Authorization": "Bearer sk-wrong"}

    reply = asking.http.post(asking.sandbox.tasks, content=b"nonsense", headers=headers)

    assert reply.status_code == 403


def test_what_costs_more_than_the_balance_is_403_and_not_accepted(start: Start) -> None:
    asking = start("--balance", "30000")
    cheap: Body = {"prompt": "a boat", "resolution": "480p", "duration": 2}  # 19,845 tokens

    first = asking.create(order(**cheap))
    second = asking.create(order(**cheap))

    assert first.status_code == 200
    assert second.status_code == 403
    assert second.json() == {"error": {"message": "Insufficient balance", "type": "403"}}
    assert asking.sandbox.ledger()["creates"] == 1


def test_a_task_that_fails_costs_nothing(start: Start) -> None:
    asking = start("--balance", "30000", "--key", "sk-mine")

    replies = [asking.create(order(resolution="480p", duration=2)) for _ in range(3)]

    assert [reply.status_code for reply in replies] == [200, 200, 200]
    assert asking.sandbox.ledger()["billed"] == 0
    assert asking.sandbox.key == "sk-mine"


def test_ark_has_bodies_of_its_own(ark: Asking) -> None:
    wrong = ask(ark, "Bearer sk-wrong")
    poor = ark.create(order(prompt="a boat"))
    refused = ark.create(order(prompt="[refuse]"))
    unknown = ark.get("/banana")

    errors = [reply.json()["error"]["code"] for reply in (wrong, poor, refused, unknown)]
    assert [reply.status_code for reply in (wrong, poor, refused, unknown)] == [401, 403, 400, 404]
    assert errors == [
        "AuthenticationError",
        "AccountOverdueError",
        "InputTextSensitiveContentDetected",
        "NotFound.id",
    ]
