"""Cross-origin requests to HTTP APIs."""

from __future__ import annotations

from typing import Any

import pytest

from tests.component.emulator.front_door.test_payloads import request
from tfgen.emulator.front_door import cors
from tfgen.emulator.front_door.answer import Answer

PAGE = "https://page.example"
CONFIGURATION = {
    "allowOrigins": [PAGE, "https://other.example"],
    "allowMethods": ["GET", "POST"],
    "allowHeaders": ["content-type", "x-own"],
    "exposeHeaders": ["x-shown"],
    "maxAge": 300,
    "allowCredentials": True,
}
ASKS = {"origin": PAGE, "access-control-request-method": "GET"}


def _preflight(configuration: dict[str, Any], headers: dict[str, str], method: str = "OPTIONS") -> Any:
    answer = cors.preflight(configuration, request(method=method, headers=headers))
    return answer and (answer.status, dict(answer.headers))


def test_a_preflight_request_is_answered_by_the_configuration() -> None:
    assert _preflight(CONFIGURATION, ASKS) == (
        204,
        {
            "access-control-allow-origin": PAGE,
            "access-control-allow-credentials": "true",
            "access-control-allow-methods": "GET,POST",
            "access-control-allow-headers": "content-type,x-own",
            "access-control-max-age": "300",
        },
    )


def test_only_what_is_configured_is_said() -> None:
    assert _preflight({"allowOrigins": ["*"]}, ASKS) == (204, {"access-control-allow-origin": "*"})


def test_another_origin_gets_no_headers() -> None:
    assert _preflight(CONFIGURATION, {**ASKS, "origin": "https://evil.example"}) == (204, {})


@pytest.mark.parametrize(
    ("origin", "is_allowed"),
    [("https://any.example", True), ("http://any.example", False), ("https", False)],
)
def test_a_scheme_may_be_allowed(origin: str, is_allowed: bool) -> None:
    _, headers = _preflight({"allowOrigins": ["https://*"]}, {**ASKS, "origin": origin})
    assert headers == ({"access-control-allow-origin": origin} if is_allowed else {})


@pytest.mark.parametrize(
    ("method", "headers"),
    [("GET", ASKS), ("OPTIONS", {"origin": PAGE}), ("OPTIONS", {"access-control-request-method": "GET"})],
)
def test_other_requests_are_no_preflight_requests(method: str, headers: dict[str, str]) -> None:
    assert _preflight(CONFIGURATION, headers, method) is None


@pytest.mark.parametrize(
    ("origin", "expected"),
    [
        (
            PAGE,
            {
                "access-control-allow-origin": PAGE,
                "access-control-allow-credentials": "true",
                "access-control-expose-headers": "x-shown",
            },
        ),
        ("https://evil.example", {}),
        ("", {}),
    ],
)
def test_what_the_function_says_does_not_count(origin: str, expected: dict[str, str]) -> None:
    answer = Answer(200, [("x", "1"), ("Access-Control-Allow-Origin", "*")])
    cors.apply(CONFIGURATION, request(headers={"origin": origin} if origin else {}), answer)
    assert dict(answer.headers) == {"x": "1", **expected}
