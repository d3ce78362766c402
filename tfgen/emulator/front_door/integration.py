"""The function behind a route or a method."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from tfgen.emulator.front_door.payloads import Matched
from tfgen.emulator.functions.functions import Functions
from tfgen.emulator.functions.invocation import Invocation, ThrottledError, UnknownFunctionError
from tfgen.emulator.functions.permissions import may_invoke

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


class ThrottledFunctionError(FailedError):
    """Lambda refused the invocation: the function has no concurrency left."""


class TooLargeError(FailedError):
    """The event is larger than Lambda takes."""


class TimedOutError(FailedError):
    """API Gateway stopped waiting for the function."""


class _Function(NamedTuple):
    region: str
    name: str
    qualifier: str | None


def invoked(
    functions: Functions, uri: str, method: str, matched: Matched, event: dict[str, Any], limit: float
) -> Invocation:
    """What the function answers that an integration's URI names. Waits so many seconds. Raises FailedError."""
    function = _named(uri, matched.variables)
    called = f"{function.name}:{function.qualifier}" if function.qualifier else function.name
    source = matched.source_arn(method)
    if len(event.get("body") or "") > LARGEST_EVENT:
        raise TooLargeError(f"the event is larger than {LARGEST_EVENT} bytes")
    try:
        if not may_invoke(*function, source):
            raise FailedError(f"no permission of {called} lets API Gateway invoke it for {source}")
        invocation = functions.invoke(*function, event, limit)
    except UnknownFunctionError as error:
        raise FailedError(f"there is no function {called} in {function.region}") from error
    except ThrottledError as error:
        raise ThrottledFunctionError(str(error)) from error
    except TimeoutError as error:
        raise TimedOutError(f"the function {called} took longer than {limit:g} s") from error
    failed = invocation.error
    if failed:
        raise FunctionFailedError(
            f"the function {invocation.function} failed: {failed.type}: {failed.message}"
        )
    return invocation


def _named(uri: str, variables: dict[str, str]) -> _Function:
    filled = _STAGE_VARIABLE.sub(lambda found: variables.get(found[1], ""), uri)
    found = _FUNCTION.fullmatch(filled)
    if found is None:
        raise FailedError(f"the integration {filled} is not emulated: only functions are")
    return _Function(*found.groups())
