"""Lambda authorizers: functions that decide who may call, and whose decisions are kept for a while.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from tfgen.emulator.authorization.callers import ACTION
from tfgen.emulator.front_door.granted import OPEN, Granted, by_function
from tfgen.emulator.front_door.integration import FailedError, FunctionFailedError, asked, named
from tfgen.emulator.front_door.payloads import Matched
from tfgen.emulator.front_door.refused import BrokenError, DeniedError, UnauthorizedError
from tfgen.emulator.front_door.request import Request
from tfgen.emulator.functions.functions import Functions
from tfgen.emulator.functions.policies import NotEvaluatedError, Verdict, statements, verdict

Key = tuple[str, ...]


class Asked(NamedTuple):
    """An authorizer that is asked of a request."""

    id: str
    uri: str
    role: str | None
    """The ARN of the role with which API Gateway invokes the function; else the function's own policy decides."""
    patience: float
    """Seconds."""


class Decisions:
    """What authorizers returned, by what identified the request. Safe to use from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: dict[Key, tuple[float, Any]] = {}

    def of(self, key: Key, seconds: float, ask: Callable[[], Any]) -> Any:
        """What was returned not so many seconds ago, or else is now."""
        with self._lock:
            until, found = self._kept.get(key, (0.0, None))
        if seconds and until > time.monotonic():
            return found
        found = ask()
        if seconds:
            with self._lock:
                self._kept[key] = time.monotonic() + seconds, found
        return found


def returned(functions: Functions, asked_of: Asked, matched: Matched, event: dict[str, Any]) -> Any:
    """What an authorizer's function returns; None if it does not run on this machine, and all is let through.

    Raises UnauthorizedError if the function says so by its error, BrokenError if it fails otherwise.
    """
    try:
        function = named(asked_of.uri, matched.variables)
        source = matched.authorizer_arn(asked_of.id)
        invocation = asked(functions, function, source, event, asked_of.patience, asked_of.role)
    except FunctionFailedError as error:
        if error.said == "Unauthorized":
            raise UnauthorizedError("the authorizer says so") from error
        raise BrokenError(f"the authorizer failed: {error}") from error
    except FailedError as error:
        raise BrokenError(f"the authorizer cannot be asked: {error}") from error
    return None if functions.stands_in and function.name in functions.not_run else invocation.payload


def simply(payload: Any) -> Granted:
    """Reads a simple response of an HTTP API. Raises DeniedError or BrokenError."""
    if payload is None:
        return OPEN
    if not isinstance(payload, dict) or not isinstance(payload.get("isAuthorized"), bool):
        raise BrokenError("the authorizer returned no isAuthorized that is true or false")
    if not payload["isAuthorized"]:
        raise DeniedError("the authorizer returned isAuthorized: false")
    return by_function(_context(payload, is_flat=False), None)


def by_policy(payload: Any, matched: Matched, request: Request, *, is_flat: bool) -> Granted:
    """Reads a response with a policy, which decides by the request's ARN. Raises DeniedError or BrokenError.

    `is_flat` is whether the context may hold texts, numbers and booleans alone.
    """
    if payload is None:
        return OPEN
    if not isinstance(payload, dict) or not isinstance(payload.get("policyDocument"), dict):
        raise BrokenError("the authorizer returned no policyDocument")
    context = _context(payload, is_flat=is_flat)
    arn = matched.request_arn(request.method)
    try:
        policy = statements(json.dumps(payload["policyDocument"]))
        said = verdict(policy, ACTION, arn, {"aws:sourceip": request.source_ip})
    except (NotEvaluatedError, KeyError, TypeError, AttributeError) as error:
        raise BrokenError(f"the authorizer's policy cannot be read: {error}") from error
    if said is not Verdict.allowed:
        is_explicit = said is Verdict.denied
        reason = "denies" if is_explicit else "does not allow"
        raise DeniedError(f"the authorizer's policy {reason} {ACTION} on {arn}", is_explicit=is_explicit)
    return by_function(context, payload.get("principalId"), str(payload.get("usageIdentifierKey") or ""))


def _context(payload: Mapping[str, Any], *, is_flat: bool) -> Mapping[str, Any]:
    """https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html"""
    context = payload.get("context") or {}
    if not isinstance(context, dict):
        raise BrokenError("the authorizer returned a context that is no object")
    nested = [name for name, value in context.items() if isinstance(value, dict | list)]
    if is_flat and nested:
        raise BrokenError(f"the authorizer's context holds an object or a list: {nested[0]}")
    return context
