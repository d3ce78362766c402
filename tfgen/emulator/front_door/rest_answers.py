"""Answers of REST APIs of API Gateway's own, as the API's gateway responses shape them.

https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
"""

from __future__ import annotations

import json

from tfgen.emulator.authorization import signatures
from tfgen.emulator.authorization.api_keys import ExhaustedKeyError, KeyRefusedError, ThrottledKeyError
from tfgen.emulator.authorization.callers import UnknownKeyError
from tfgen.emulator.authorization.tokens import ExpiredTokenError
from tfgen.emulator.front_door.answer import Answer, Headers, message
from tfgen.emulator.front_door.integration import FailedError
from tfgen.emulator.front_door.refused import BrokenError, DeniedError, UnauthorizedError
from tfgen.emulator.front_door.rest_deployments import Deployed

REFUSALS = (
    BrokenError,
    DeniedError,
    ExhaustedKeyError,
    ExpiredTokenError,
    KeyRefusedError,
    ThrottledKeyError,
    UnauthorizedError,
    UnknownKeyError,
    signatures.SignatureError,
)
"""What keeps a request from a method."""

_ERROR_TYPES = {
    "ACCESS_DENIED": "AccessDeniedException",
    "AUTHORIZER_CONFIGURATION_ERROR": "AuthorizerConfigurationException",
    "EXPIRED_TOKEN": "UnauthorizedException",
    "INVALID_API_KEY": "ForbiddenException",
    "INVALID_SIGNATURE": "InvalidSignatureException",
    "MISSING_AUTHENTICATION_TOKEN": "MissingAuthenticationTokenException",
    "QUOTA_EXCEEDED": "LimitExceededException",
    "THROTTLED": "TooManyRequestsException",
    "UNAUTHORIZED": "UnauthorizedException",
}
"""For the header x-amzn-errortype.

https://repost.aws/knowledge-center/api-gateway-troubleshoot-403-forbidden
"""
_NOT_MATCHING = (
    "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key "
    "and signing method. Consult the service documentation for details."
)


def own(
    live: Deployed, status: int, kind: str, text: str | None, reason: str, member: str = "message"
) -> Answer:
    """An answer with a text, of a type of gateway response."""
    given = message(status, text or "", reason)
    # unlike in 4xx, with a space, as recorded in
    # https://github.com/aws/aws-lambda-dotnet/blob/master/Tools/LambdaTestTool-v2/tests/Amazon.Lambda.TestTool.Tests.Common/ApiGatewayResponseTestCases.cs
    gap = " " if status >= 500 and text is not None else ""
    given.body = json.dumps({member: text}, separators=(",", f":{gap}")).encode()
    if kind in _ERROR_TYPES:
        given.headers.append(("x-amzn-errortype", _ERROR_TYPES[kind]))
    shape = live.responses.get(kind) or live.responses.get(f"DEFAULT_{status // 100}XX")
    if shape is None:
        return given
    given.status = int(shape.status_code or status)
    try:
        given.headers += mapped(shape.response_parameters, "gatewayresponse.header.")
    except FailedError as error:
        given.reason += f"; {error}"
    template = (shape.response_templates or {}).get("application/json")
    if template:
        given.body = template.replace("$context.error.messageString", json.dumps(text)).encode()
    return given


def refused(live: Deployed, error: Exception) -> Answer:
    """The answer to a request that one of REFUSALS keeps from a method."""
    reason = str(error)
    match error:
        case UnauthorizedError():
            return own(live, 401, "UNAUTHORIZED", "Unauthorized", reason)
        case ExpiredTokenError():
            return own(live, 401, "EXPIRED_TOKEN", "The incoming token has expired", reason)
        case DeniedError():
            return _denied(live, error)
        case KeyRefusedError():
            return own(live, 403, "INVALID_API_KEY", "Forbidden", reason)
        case ThrottledKeyError():
            return own(live, 429, "THROTTLED", "Too Many Requests", reason)
        case ExhaustedKeyError():
            return own(live, 429, "QUOTA_EXCEEDED", "Limit Exceeded", reason)
        case signatures.UnsignedError():
            text = "Missing Authentication Token"
            return own(live, 403, "MISSING_AUTHENTICATION_TOKEN", text, reason)
        case UnknownKeyError():
            text = "The security token included in the request is invalid."
            return own(live, 403, "INVALID_SIGNATURE", text, reason)
        case signatures.IncompleteError():
            return own(live, 403, "INVALID_SIGNATURE", reason, reason)
        case signatures.SignatureError():
            return own(live, 403, "INVALID_SIGNATURE", _NOT_MATCHING, reason)
        case _:
            return own(live, 500, "AUTHORIZER_CONFIGURATION_ERROR", None, reason)


def _denied(live: Deployed, error: DeniedError) -> Answer:
    text = str(error)
    if not text.startswith("User: "):
        explicitly = " with an explicit deny" if error.is_explicit else ""
        text = f"User is not authorized to access this resource{explicitly}"
    return own(live, 403, "ACCESS_DENIED", text, str(error), member="Message")


def mapped(parameters: dict[str, str] | None, prefix: str) -> Headers:
    """Headers with constant values: 'text', in single quotes. Raises FailedError."""
    headers = []
    for name, value in (parameters or {}).items():
        if not name.startswith(prefix):
            continue
        if not (len(value) > 1 and value[0] == value[-1] == "'"):
            raise FailedError(f"the mapping {name} = {value} is not emulated: only constants are")
        headers.append((name.removeprefix(prefix), value[1:-1]))
    return headers
