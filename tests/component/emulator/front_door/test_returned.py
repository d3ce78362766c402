"""The answers that become of what functions return."""

from __future__ import annotations

from typing import Any

import pytest

from tfgen.emulator.front_door.returned import MalformedError, format_1, format_2

TEXT = ("content-type", "text/plain;charset=UTF-8")
JSON = ("content-type", "application/json")


@pytest.mark.parametrize(
    ("payload", "status", "headers", "body"),
    [
        ({"statusCode": 204}, 204, [TEXT], b""),
        ({"statusCode": "201", "body": "é"}, 201, [TEXT], "é".encode()),
        (
            {"statusCode": 200, "headers": {"Content-Type": "a/b", "X-N": 1, "Connection": "close"}},
            200,
            [("Content-Type", "a/b"), ("X-N", "1")],
            b"",
        ),
        ({"statusCode": 200, "body": "iVBOR/8=", "isBase64Encoded": True}, 200, [TEXT], b"\x89PNG\xff"),
        ({"statusCode": 200, "body": None, "headers": None}, 200, [TEXT], b""),
    ],
)
def test_both_formats(
    payload: dict[str, Any], status: int, headers: list[tuple[str, str]], body: bytes
) -> None:
    for read in (format_1, format_2):
        answer = read(payload)
        assert (answer.status, answer.headers, answer.body) == (status, headers, body)


def test_cookies_become_headers_in_format_2() -> None:
    answer = format_2({"statusCode": 200, "cookies": ["a=1", "b=2"], "headers": {"content-type": "x"}})
    assert answer.headers == [("content-type", "x"), ("set-cookie", "a=1"), ("set-cookie", "b=2")]


@pytest.mark.parametrize(
    ("payload", "body"),
    [
        ({"message": "hi"}, b'{"message": "hi"}'),
        ("text", b"text"),
        ([1, None], b"[1, null]"),
        (None, b"null"),
        (7, b"7"),
    ],
)
def test_what_has_no_status_is_the_body_in_format_2(payload: object, body: bytes) -> None:
    answer = format_2(payload)
    assert (answer.status, answer.headers, answer.body) == (200, [JSON], body)


def test_lists_of_headers_and_single_ones_both_count_in_format_1() -> None:
    answer = format_1(
        {
            "statusCode": 200,
            "headers": {"Set-Cookie": "c=3", "set-cookie": "a=1", "x": "1", "content-type": "t"},
            "multiValueHeaders": {"set-cookie": ["a=1", "b=2"]},
        }
    )
    assert answer.headers == [
        ("Set-Cookie", "c=3"),
        ("x", "1"),
        ("content-type", "t"),
        ("set-cookie", "a=1"),
        ("set-cookie", "b=2"),
    ]


def test_base64_stays_where_it_may_not_be_decoded() -> None:
    payload = {"statusCode": 200, "body": "iVBOR/8=", "isBase64Encoded": True}
    assert format_1(payload, decode=False).body == b"iVBOR/8="


@pytest.mark.parametrize(
    "payload",
    [
        {"statusCode": "OK"},
        {"statusCode": None},
        {"statusCode": 99},
        {"statusCode": 200.5},
        {"statusCode": 200, "body": {"a": 1}},
        {"statusCode": 200, "body": "no base64!", "isBase64Encoded": True},
        {"statusCode": 200, "headers": ["x"]},
        {"statusCode": 200, "headers": {"x": "a\nb"}},
        {"statusCode": 200, "headers": {"x": "é"}},
    ],
)
def test_what_is_malformed_in_both_formats(payload: dict[str, Any]) -> None:
    for read in (format_1, format_2):
        with pytest.raises(MalformedError):
            read(payload)


@pytest.mark.parametrize(
    "payload",
    [{"message": "hi"}, "text", None, {"statusCode": 200, "multiValueHeaders": {"x": "1"}}],
)
def test_what_is_malformed_in_format_1(payload: object) -> None:
    with pytest.raises(MalformedError):
        format_1(payload)
