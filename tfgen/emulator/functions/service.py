"""Lambda, as functions reach it: one may invoke another if its role, or the other's policy, allows that."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, unquote

from moto.awslambda.exceptions import UnknownFunctionException
from moto.awslambda.models import lambda_backends
from moto.core.models import DEFAULT_ACCOUNT_ID

from tfgen.emulator.chaos import Part
from tfgen.emulator.functions.functions import Functions
from tfgen.emulator.service import Access, Call, Ground, Service

_INVOKE = re.compile(
    r"/[0-9-]+/functions/([^/]+)/(invocations|invoke-async/?|response-streaming-invocations)$"
)
_ACTION = "InvokeFunction"


def _reads(environ: dict[str, Any], region: str) -> Call:
    """A request of a protocol with URLs. Only those that invoke are told apart."""
    path = environ.get("PATH_INFO", "/")
    found = _INVOKE.search(path)
    if not found:
        return Call(region, "", {}, path)
    name, _, qualifier = unquote(found[1]).rpartition(":function:")[2].partition(":")
    asked = parse_qs(environ.get("QUERY_STRING", "")).get("Qualifier", [qualifier])[0]
    return Call(region, _ACTION, {"name": name, "qualifier": asked}, path)


def invoke_access(call: Call) -> list[Access] | None:
    """What a request to invoke needs: the right on what it names, a version or an alias, or on the function alone.

    https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html
    """
    if call.action != _ACTION:
        return None
    name, qualifier = call.parameters["name"], call.parameters["qualifier"]
    arn = f"arn:aws:lambda:{call.region}:{DEFAULT_ACCOUNT_ID}:function:{name}"
    called = f"{arn}:{qualifier}" if qualifier else arn
    return [Access(f"lambda:{_ACTION}", [called], policies=_policy(call.region, name, called))]


def _policy(region: str, name: str, called: str) -> dict[str, str]:
    """What a function's own policy says of it, as it is called."""
    try:
        function = lambda_backends[DEFAULT_ACCOUNT_ID][region].get_function(name)
    except UnknownFunctionException:
        return {}
    said = [each for each in list(function.policy.statements) if each.get("Resource") == called]
    return {called: json.dumps({"Version": "2012-10-17", "Statement": said})} if said else {}


@contextlib.contextmanager
def _run(ground: Ground) -> Iterator[Functions]:
    yield ground.functions


FUNCTIONS = Service(
    "lambda",
    Part.api,
    frozenset([_ACTION]),
    invoke_access,
    (403, "AccessDeniedException"),
    _run,
    _reads,
)
