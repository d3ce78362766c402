"""Constraints of parameters, as the SDK's models tell them: required, bounds, patterns, enumerations, types.

moto looks at few of them, and fails or goes on where AWS answers that a value "failed to satisfy constraint". SDKs look
at some before they send; Terraform's provider at others; so a stack meets the rest.
Source: https://smithy.io/2.0/spec/constraint-traits.html
"""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from moto.core.responses import BaseResponse
from moto.core.utils import camelcase_to_underscores, get_service_model

from tfgen.emulator.errors import error
from tfgen.emulator.patching import replaced

_CODES = {
    "acm": "ValidationException",
    "application-autoscaling": "ValidationException",
    "iam": "ValidationError",
    "kms": "ValidationException",
    "logs": "InvalidParameterException",
    "route53": "InvalidInput",
    "sts": "ValidationError",
}
"""The services whose parameters are checked, and the code of their errors."""

_REQUIRED_ALONE = {
    "cloudwatch": "MissingParameter",
    "lambda": "ValidationException",
    "xray": "InvalidRequestException",
}
"""Those of which only what has to be there is checked: the rest is checked elsewhere, or in other words."""
_NULL = "Member must not be null"

_TYPES: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "long": (int,),
    "boolean": (bool,),
    "list": (list, tuple),
    "map": (dict,),
    "structure": (dict,),
}


class _TypeError(Exception):
    """A value is not of the type of its member."""


@contextlib.contextmanager
def patched() -> Iterator[None]:
    """Refuses parameters before moto sees them."""
    call = BaseResponse.call_action

    def call_action(self: Any) -> Any:
        service = str(self.boto3_service_name)
        code = _CODES.get(service) or _REQUIRED_ALONE.get(service)
        refusal = _refusal(self, code) if code else None
        if refusal is None:
            return call(self)
        protocol = self.determine_response_protocol(get_service_model(self.boto3_service_name))
        answer = error(protocol, *refusal)
        return 400, dict(answer.headers), b"".join(answer.body)

    with replaced(BaseResponse, call_action=call_action):
        yield


def _refusal(response: Any, code: str) -> tuple[str, str] | None:
    """Code and message of the error that a request is answered."""
    model = get_service_model(response.boto3_service_name)
    action = response._get_action()
    if action not in model.operation_names or not hasattr(response, camelcase_to_underscores(action)):
        return None  # it will be refused as missing
    shape = model.operation_model(action).input_shape
    if shape is None:
        return None
    try:
        if "X-Amz-Target" in response.headers:
            json.loads(response.body or "{}")  # what moto cannot read has no parameters to it
        response.parse_parameters(response.normalized_request)
        found = list(_violations(shape, dict(response.params or {}), ""))
        if response.boto3_service_name in _REQUIRED_ALONE:
            found = [each for each in found if each.endswith(_NULL)]
    except (_TypeError, ValueError) as unreadable:
        return "SerializationException", str(unreadable)
    if not found:
        return None
    if code == "MissingParameter":
        return code, f"The request must contain the parameter {_missing(shape, response.params)}."
    errors = "error" if len(found) == 1 else "errors"
    return code, f"{len(found)} validation {errors} detected: {'; '.join(found)}"


def _missing(shape: Any, given: Mapping[str, Any]) -> str:
    return next((name for name in shape.required_members if given.get(name) is None), "that is missing")


def _violations(shape: Any, value: Any, path: str) -> Iterator[str]:
    expected = _TYPES.get(shape.type_name)
    is_wrong = expected and (
        not isinstance(value, expected) or (isinstance(value, bool) and bool not in expected)
    )
    if is_wrong:
        raise _TypeError(f"{type(value).__name__} can not be converted to a {shape.type_name} at '{path}'")
    constraint = _unmet(shape, value)
    if constraint:
        yield f"Value '{_told(value)}' at '{path}' failed to satisfy constraint: Member must {constraint}"
    if shape.type_name == "structure":
        yield from _members(shape, value, path)
    elif shape.type_name == "list":
        for number, item in enumerate(value, 1):
            yield from _violations(shape.member, item, f"{path}.{number}.member")


def _members(shape: Any, value: Mapping[str, Any], path: str) -> Iterator[str]:
    for name, member in shape.members.items():
        where = f"{path}.{_lower(name)}" if path else _lower(name)
        if value.get(name) is not None:
            yield from _violations(member, value[name], where)
        elif name in shape.required_members:
            yield f"Value null at '{where}' failed to satisfy constraint: {_NULL}"


def _unmet(shape: Any, value: Any) -> str | None:
    constraints = shape.metadata
    is_number = shape.type_name in ("integer", "long", "float", "double")
    size = value if is_number else len(value) if hasattr(value, "__len__") else None
    said = "value" if is_number else "length"
    if size is not None and constraints.get("min") is not None and size < constraints["min"]:
        return f"have {said} greater than or equal to {constraints['min']}"
    if size is not None and constraints.get("max") is not None and size > constraints["max"]:
        return f"have {said} less than or equal to {constraints['max']}"
    if shape.type_name == "string":
        if shape.enum and value not in shape.enum:
            return f"satisfy enum value set: [{', '.join(shape.enum)}]"
        pattern = constraints.get("pattern")
        if pattern and not _matches(pattern, value):
            return f"satisfy regular expression pattern: {pattern}"
    return None


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> re.Pattern[str] | None:
    try:
        return re.compile(pattern)
    except re.error:  # of what Java knows and Python does not
        return None


def _matches(pattern: str, value: str) -> bool:
    compiled = _compiled(pattern)
    return compiled is None or compiled.fullmatch(value) is not None


def _told(value: Any) -> str:
    return f"[{', '.join(map(str, value))}]" if isinstance(value, list | tuple) else str(value)


def _lower(name: str) -> str:
    return name[:1].lower() + name[1:]
