"""The answers that API Gateway makes of what functions return."""

from __future__ import annotations

import base64
import binascii
import json
from typing import Any

from tfgen.emulator.front_door.answer import Answer, Headers

_OF_REST = frozenset({"body", "headers", "isBase64Encoded", "multiValueHeaders", "statusCode"})
_HOP_BY_HOP = frozenset({"connection", "content-length", "keep-alive", "transfer-encoding", "upgrade"})


class MalformedError(ValueError):
    """A function returned what is no answer; the message says what is wrong with it."""


def format_2(payload: Any, text: str = "") -> Answer:
    """Raises MalformedError. What has no statusCode is the body, and JSON, of a 200: as the text that Lambda gave.

    What looks like the answer of a function that failed is taken for one.
    """
    if isinstance(payload, dict) and "errorMessage" in payload and "statusCode" not in payload:
        raise MalformedError("the function returned an errorMessage")
    if not isinstance(payload, dict) or "statusCode" not in payload:
        shown = payload if isinstance(payload, str) else text or json.dumps(payload)
        return Answer(200, [("content-type", "application/json")], shown.encode())
    cookies = payload.get("cookies") or []
    if not isinstance(cookies, list):
        raise MalformedError("the cookies are no list")
    headers = [*_headers(payload), *(_header("set-cookie", cookie) for cookie in cookies)]
    body = _body(payload, decode=bool(payload.get("isBase64Encoded")))
    return _with_type(Answer(_status(payload), headers, body), "text/plain;charset=UTF-8")


def rest(payload: Any, *, decode: bool) -> Answer:
    """Of REST APIs, where every member may be left out, and no other be there. Raises MalformedError.

    `decode` is whether base64 may be decoded.
    https://github.com/localstack/localstack/blob/main/tests/aws/services/apigateway/test_apigateway_lambda.py
    """
    if not isinstance(payload, dict):
        raise MalformedError("the function returned no object")
    unknown = sorted(payload.keys() - _OF_REST)
    if unknown:
        raise MalformedError(f"a REST API takes no {', '.join(unknown)} from a function")
    if payload.get("statusCode") is None:
        payload = {**payload, "statusCode": 200}
    values = (payload.get("headers") or {}).values() if isinstance(payload.get("headers"), dict) else ()
    if not all(isinstance(value, str | bool) for value in values):
        raise MalformedError("a REST API takes no header that is neither text nor true or false")
    return format_1(payload, decode=decode, default_type="application/json")


def format_1(payload: Any, *, decode: bool = True, default_type: str = "text/plain;charset=UTF-8") -> Answer:
    """Of HTTP APIs. Raises MalformedError. `decode` is whether base64 may be decoded."""
    if not isinstance(payload, dict) or "statusCode" not in payload:
        raise MalformedError("the function returned no statusCode")
    several = payload.get("multiValueHeaders") or {}
    if not isinstance(several, dict) or not all(isinstance(values, list) for values in several.values()):
        raise MalformedError("multiValueHeaders are no lists by name")
    listed = [
        _header(name, value)
        for name, values in several.items()
        for value in values
        if name.lower() not in _HOP_BY_HOP
    ]
    # both count, but for a value that is in both: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
    known = {(name.lower(), value) for name, value in listed}
    headers = [(name, value) for name, value in _headers(payload) if (name.lower(), value) not in known]
    headers += listed
    body = _body(payload, decode=decode and bool(payload.get("isBase64Encoded")))
    return _with_type(Answer(_status(payload), headers, body), default_type)


def _status(payload: dict[str, Any]) -> int:
    try:
        status = int(payload["statusCode"])
        if status != float(payload["statusCode"]):
            raise ValueError
    except (TypeError, ValueError) as error:
        raise MalformedError(f"the statusCode is {payload['statusCode']!r}") from error
    if not 100 <= status <= 599:
        raise MalformedError(f"the statusCode is {status}")
    return status


def _headers(payload: dict[str, Any]) -> Headers:
    headers = payload.get("headers") or {}
    if not isinstance(headers, dict):
        raise MalformedError("the headers are no object")
    return [_header(name, value) for name, value in headers.items() if name.lower() not in _HOP_BY_HOP]


def _header(name: str, value: Any) -> tuple[str, str]:
    text = value if isinstance(value, str) else json.dumps(value)
    if "\n" in text or "\r" in text or not (name + text).isascii():
        raise MalformedError(f"the header {name} cannot be sent")
    return name, text


def _body(payload: dict[str, Any], *, decode: bool) -> bytes:
    body = payload.get("body")
    if body is None:
        return b""
    if not isinstance(body, str):
        raise MalformedError("the body is no text")
    if not decode:
        return body.encode()
    try:
        return base64.b64decode(body, validate=True)
    except binascii.Error as error:
        raise MalformedError("the body is not base64") from error


def _with_type(answer: Answer, content_type: str) -> Answer:
    if not any(name.lower() == "content-type" for name, _ in answer.headers):
        answer.headers.append(("content-type", content_type))
    return answer
