"""The events that functions get, held against files that were read beside AWS's examples.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tfgen.emulator.front_door import payloads
from tfgen.emulator.front_door.payloads import Matched, is_media_type
from tfgen.emulator.front_door.request import Request
from tfgen.emulator.front_door.rest_deployments import Deployed
from tfgen.emulator.front_door.target import Target

FOLDER = Path(__file__).parent / "payloads"
HOST = "abcdefgh.execute-api.eu-west-1.amazonaws.com"


def request(**other: Any) -> Request:
    """One with everything."""
    values = {
        "method": "POST",
        "host": HOST,
        "path": "/keys/a%2Fb%20c",
        "query": "x=1&x=2&empty=&y=%C3%A9%20z",
        "headers": {
            "accept": "*/*",
            "connection": "keep-alive",
            "content-type": "application/json",
            "content-length": "12",
            "cookie": "a=1; b=2",
            "host": f"{HOST}:8443",
            "user-agent": "agent/1",
            "x-client-region": "us-east-1",
        },
        "body": b'{"value": 1}',
        "protocol": "HTTP/1.1",
        "source_ip": "192.0.2.1",
        "id": "01234567-89ab-cdef-0123-456789abcdef",
        "time": 1583349317.135,
    }
    return Request(**{**values, **other})


def matched(
    stage: str = "$default", path: str = "/keys/a%2Fb%20c", *, is_rest: bool = False, is_custom: bool = False
) -> Matched:
    """What the request belongs to."""
    api = SimpleNamespace(api_id="abcdefgh", id="abcdefgh")
    target = Target("eu-west-1", api, is_rest, stage, path, is_custom)
    return Matched(target, "POST /keys/{key}", {"key": "a/b c"}, {"table": "things"})


BARE = {"method": "GET", "path": "/", "query": "", "headers": {"host": HOST}, "body": b""}
CUSTOM = {"host": "api.example.com", "path": "/v1/keys/a%2Fb%20c"}


def bare(stage: str = "$default") -> Matched:
    """The root, without anything."""
    target = Target("eu-west-1", SimpleNamespace(api_id="abcdefgh", id="abcdefgh"), False, stage, "/", False)
    return Matched(target, "$default", {}, {})


def live(*binary_types: str) -> Deployed:
    """A REST API's deployment."""
    return Deployed({}, {}, binary_types, "d1e2f3")


CASES: dict[str, Callable[[], dict[str, Any]]] = {
    "2.0": lambda: payloads.format_2(request(), matched()),
    "2.0-bare": lambda: payloads.format_2(request(**BARE), bare()),
    "2.0-stage": lambda: payloads.format_2(request(path="/live/keys/a%2Fb%20c"), matched("live")),
    "2.0-mapping": lambda: payloads.format_2(request(**CUSTOM), matched(is_custom=True)),
    "1.0": lambda: payloads.format_1(request(), matched()),
    "1.0-bare": lambda: payloads.format_1(request(**BARE), bare()),
    "1.0-mapping": lambda: payloads.format_1(request(**CUSTOM), matched(is_custom=True)),
    "rest": lambda: payloads.rest(
        request(path="/live/keys/a%2Fb%20c"), matched("live", is_rest=True), "a1b2c3", live()
    ),
    "rest-mapping": lambda: payloads.rest(
        request(**CUSTOM), matched("live", is_rest=True, is_custom=True), "a1b2c3", live()
    ),
}


def write_golden() -> None:
    """Writes the files anew."""
    for name, event in CASES.items():
        text = json.dumps(event(), indent=2, ensure_ascii=False)
        (FOLDER / f"{name}.json").write_text(f"{text}\n", "utf-8")


@pytest.mark.parametrize("name", sorted(CASES))
def test_the_event_is_as_it_was_read(name: str) -> None:
    assert CASES[name]() == json.loads((FOLDER / f"{name}.json").read_text("utf-8"))


def test_no_file_is_left_over() -> None:
    assert sorted(path.stem for path in FOLDER.iterdir()) == sorted(CASES)


PNG = b"\x89PNG\xff"


@pytest.mark.parametrize(
    ("content_type", "body", "expected", "is_encoded"),
    [
        ("application/json; charset=utf-8", b"{}", "{}", False),
        ("text/plain", "é".encode(), "é", False),
        ("application/problem+json", b"{}", "{}", False),
        ("", b"abc", "abc", False),
        ("application/x-www-form-urlencoded", b"a=1", "YT0x", True),
        ("image/png", PNG, "iVBOR/8=", True),
        ("text/plain", PNG, "iVBOR/8=", True),
    ],
)
def test_http_apis_encode_what_is_no_text(
    content_type: str, body: bytes, expected: str, is_encoded: bool
) -> None:
    sent = request(headers={"content-type": content_type} if content_type else {}, body=body)
    for event in (payloads.format_2(sent, matched()), payloads.format_1(sent, matched())):
        assert (event["body"], event["isBase64Encoded"]) == (expected, is_encoded)


@pytest.mark.parametrize(
    ("binary_types", "expected", "is_encoded"),
    [((), "a=1", False), (("application/*",), "YT0x", True), (("image/png", "*/*"), "YT0x", True)],
)
def test_rest_apis_encode_the_types_that_they_name(
    binary_types: tuple[str, ...], expected: str, is_encoded: bool
) -> None:
    sent = request(headers={"content-type": "application/x-www-form-urlencoded"}, body=b"a=1")
    event = payloads.rest(sent, matched("live", is_rest=True), "a1b2c3", live(*binary_types))
    assert (event["body"], event["isBase64Encoded"]) == (expected, is_encoded)


@pytest.mark.parametrize(
    ("value", "types", "is_one"),
    [
        ("image/png", ["image/png"], True),
        ("IMAGE/PNG;q=1, text/html", ["image/*"], True),
        ("text/html, image/png", ["image/png"], False),
        ("text/html", ["*/*"], True),
        ("imagex/png", ["image/*"], False),
        ("", ["image/png"], False),
        ("text/html", [], False),
    ],
)
def test_media_types(value: str, types: list[str], is_one: bool) -> None:
    assert is_media_type(value, types) is is_one


def test_who_invokes_is_the_route_or_method() -> None:
    base = "arn:aws:execute-api:eu-west-1:123456789012:abcdefgh"
    assert matched().source_arn("POST") == f"{base}/$default/POST/keys/{{key}}"
    assert bare("live").source_arn("GET") == f"{base}/live/$default"
