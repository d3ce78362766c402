"""Lambda: requests that it refuses, and moto takes.

Sources: https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html,
https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html,
https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html
"""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from moto.awslambda.exceptions import InvalidParameterValueException, LambdaClientError
from moto.awslambda.models import LambdaBackend
from moto.awslambda.policy import Policy
from moto.awslambda.responses import LambdaResponse

from tfgen.emulator.patching import replaced

_LARGEST_ENVIRONMENT = 4096
"""Bytes."""
_BOUNDS = {"MemorySize": (128, 10240), "Timeout": (1, 900)}
_RESERVED = frozenset(
    {
        "_HANDLER",
        "_X_AMZN_TRACE_ID",
        "AWS_ACCESS_KEY",
        "AWS_ACCESS_KEY_ID",
        "AWS_DEFAULT_REGION",
        "AWS_EXECUTION_ENV",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
        "AWS_LAMBDA_FUNCTION_NAME",
        "AWS_LAMBDA_FUNCTION_VERSION",
        "AWS_LAMBDA_INITIALIZATION_TYPE",
        "AWS_LAMBDA_LOG_GROUP_NAME",
        "AWS_LAMBDA_LOG_STREAM_NAME",
        "AWS_LAMBDA_RUNTIME_API",
        "AWS_REGION",
        "AWS_SECRET_ACCESS_KEY",
        "AWS_SECRET_KEY",
        "AWS_SESSION_TOKEN",
        "LAMBDA_RUNTIME_DIR",
        "LAMBDA_TASK_ROOT",
    }
)
_REFUSED = "Lambda was unable to configure your environment variables because the environment variables you have provided"


class _StatementExistsError(LambdaClientError):
    code = 409

    def __init__(self, sid: str) -> None:
        super().__init__(
            "ResourceConflictException",
            f"The statement id ({sid}) provided already exists. Please provide a new statement id, or remove the existing statement.",
        )


@contextlib.contextmanager
def patched() -> Iterator[None]:
    """Checks what functions and permissions are made of; refuses function URLs, at which nothing would answer."""
    create: Any = LambdaBackend.create_function
    update: Any = LambdaBackend.update_function_configuration
    add: Any = Policy.add_statement

    def create_function(self: Any, spec: dict[str, Any]) -> Any:
        _check(spec)
        return create(self, spec)

    def update_function_configuration(self: Any, name: str, qualifier: str, body: dict[str, Any]) -> Any:
        _check(body)
        return update(self, name, qualifier, body)

    def add_statement(self: Any, raw: str, qualifier: str | None = None) -> Any:
        sid = json.loads(raw).get("StatementId")
        ending = f":{qualifier}" if qualifier else f":{self.parent.function_name}"
        if any(each.get("Sid") == sid and each["Resource"].endswith(ending) for each in self.statements):
            raise _StatementExistsError(sid)
        return add(self, raw, qualifier)

    def create_function_url_config(self: Any) -> Any:
        raise NotImplementedError("function URLs")

    with (
        replaced(
            LambdaBackend,
            create_function=create_function,
            update_function_configuration=update_function_configuration,
        ),
        replaced(Policy, add_statement=add_statement),
        replaced(LambdaResponse, create_function_url_config=create_function_url_config),
    ):
        yield


def _check(spec: Mapping[str, Any]) -> None:
    """Raises what Lambda answers."""
    for member, (least, most) in _BOUNDS.items():
        value = spec.get(member)
        if value is None or least <= int(value) <= most:
            continue
        bound = f"greater than or equal to {least}" if int(value) < least else f"less than or equal to {most}"
        _invalid(member, value, f"have value {bound}")
    handler = spec.get("Handler")
    if handler is not None and not re.fullmatch(r"[^\s]+", handler):
        _invalid("Handler", handler, r"satisfy regular expression pattern: [^\s]+")
    variables = spec.get("Environment", {}).get("Variables") or {}
    reserved = sorted(_RESERVED & variables.keys())
    if reserved:
        raise InvalidParameterValueException(
            f"{_REFUSED} contains reserved keys that are currently not supported for modification. "
            f"Reserved keys used in this request: {', '.join(reserved)}"
        )
    measured = json.dumps(variables, separators=(",", ":"), ensure_ascii=False)
    if len(measured.encode()) > _LARGEST_ENVIRONMENT:
        raise InvalidParameterValueException(
            f"{_REFUSED} exceeded the 4KB limit. String measured: {measured}"
        )


def _invalid(member: str, value: object, constraint: str) -> None:
    name = f"{member[0].lower()}{member[1:]}"
    raise LambdaClientError(
        "ValidationException",
        f"1 validation error detected: Value '{value}' at '{name}' failed to satisfy constraint: Member must {constraint}",
    )
