"""The function behind a route or a method."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from moto.core.models import DEFAULT_ACCOUNT_ID

from tfgen.emulator.front_door.payloads import Matched
from tfgen.emulator.functions.functions import Functions
from tfgen.emulator.functions.invocation import (
    FunctionError,
    Invocation,
    ThrottledError,
    UnknownFunctionError,
)
from tfgen.emulator.functions.permissions import may_invoke, role_refusal

_FUNCTION = re.compile(
    r"(?:arn:aws:apigateway:[a-z0-9-]+:lambda:path/[0-9-]+/functions/)?"
    r"arn:aws:lambda:([a-z0-9-]+):\d{12}:function:([\w-]+)(?::([\w$-]+))?(?:/invocations)?"
)
_STAGE_VARIABLE = re.compile(r"\$\{stageVariables\.(\w+)\}")


LARGEST_EVENT = 6 << 20
"""Bytes. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html"""


class FailedError(Exception):
    """The function could not answer; the message says why."""

    status = 500
    """What a REST API answers; an HTTP API knows no other."""


class FunctionFailedError(FailedError):
    """The function was invoked, and failed."""

    status = 502

    def __init__(self, invocation: Invocation, failed: FunctionError) -> None:
        super().__init__(f"the function {invocation.function} failed: {failed.type}: {failed.message}")
        self.said = failed.message


class ThrottledFunctionError(FailedError):
    """Lambda refused the invocation: the function has no concurrency left."""


class TooLargeError(FailedError):
    """The event is larger than Lambda takes."""


class TimedOutError(FailedError):
    """API Gateway stopped waiting for the function."""


class Function(NamedTuple):
    """A version or an alias of a function."""

    region: str
    name: str
    qualifier: str | None


def invoked(
    functions: Functions, uri: str, method: str, matched: Matched, event: dict[str, Any], limit: float
) -> Invocation:
    """What the function answers that an integration's URI names. Waits so many seconds. Raises FailedError."""
    function = named(uri, matched.variables)
    return asked(functions, function, matched.source_arn(method), event, limit)


def asked(
    functions: Functions,
    function: Function,
    source: str,
    event: dict[str, Any],
    limit: float,
    role: str | None = None,
) -> Invocation:
    """What a function answers to a part of an API, by its ARN, or to a role that API Gateway takes on.

    Raises FailedError.
    """
    called = f"{function.name}:{function.qualifier}" if function.qualifier else function.name
    if len(event.get("body") or "") > LARGEST_EVENT:
        raise TooLargeError(f"the event is larger than {LARGEST_EVENT} bytes")
    try:
        _check_permission(function, called, source, role)
        invocation = functions.invoke(*function, event, limit)
    except UnknownFunctionError as error:
        raise FailedError(f"there is no function {called} in {function.region}") from error
    except ThrottledError as error:
        raise ThrottledFunctionError(str(error)) from error
    except TimeoutError as error:
        raise TimedOutError(f"the function {called} took longer than {limit:g} s") from error
    if invocation.error:
        raise FunctionFailedError(invocation, invocation.error)
    return invocation


def _check_permission(function: Function, called: str, source: str, role: str | None) -> None:
    if role and role.split(":")[4] == DEFAULT_ACCOUNT_ID:  # what others may do is not known here
        arn = f"arn:aws:lambda:{function.region}:{DEFAULT_ACCOUNT_ID}:function:{called}"
        reason = role_refusal(role, function.region, "lambda:InvokeFunction", arn)
        if reason:
            raise FailedError(reason)
    elif not role and not may_invoke(*function, source):
        raise FailedError(f"no permission of {called} lets API Gateway invoke it for {source}")


def named(uri: str, variables: dict[str, str]) -> Function:
    """The function of a URI, with stage variables filled in. Raises FailedError."""
    filled = _STAGE_VARIABLE.sub(lambda found: variables.get(found[1], ""), uri)
    found = _FUNCTION.fullmatch(filled)
    if found is None:
        raise FailedError(f"the integration {filled} is not emulated: only functions are")
    return Function(*found.groups())
