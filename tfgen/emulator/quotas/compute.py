"""Quotas of Lambda and IAM.

Messages: https://docs.aws.amazon.com/lambda/latest/dg/troubleshooting-deployment.html (code, environment),
https://github.com/awslabs/fhir-works-on-aws-deployment/issues/691 (concurrency, of a new account),
https://github.com/serverless/serverless/issues/2508 (policies of a role).
"""

from __future__ import annotations

import base64
import contextlib
import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

from moto.awslambda.exceptions import InvalidParameterValueException, LambdaClientError
from moto.awslambda.models import LambdaBackend
from moto.awslambda.responses import LambdaResponse
from moto.iam.exceptions import LimitExceededException
from moto.iam.models import IAMBackend

from tfgen.emulator.patching import replaced
from tfgen.emulator.quotas.limits import Limits, asked
from tfgen.stack.quotas.compute import (
    CODE_STORAGE,
    CONCURRENCY,
    ENVIRONMENT,
    INLINE_POLICIES,
    PERMISSIONS,
    ROLES,
    UNRESERVED,
    UNZIPPED,
)


@contextlib.contextmanager
def patched(limits: Limits) -> Iterator[None]:
    """Refuses functions, reservations, permissions, roles and policies that go beyond."""
    allow = LambdaBackend.add_permission
    responses: Any = LambdaResponse
    settings = responses.get_account_settings

    def creating(lambdas: Any, spec: Mapping[str, Any], *_: Any, **__: Any) -> None:
        _check_environment(limits, spec)
        _check_code(limits, lambdas, spec.get("Code", {}))

    def configuring(_: Any, __: str, ___: str, body: Mapping[str, Any]) -> None:
        _check_environment(limits, body)

    def updating(lambdas: Any, _: str, __: str, body: Mapping[str, Any]) -> None:
        _check_code(limits, lambdas, body)

    def reserving(lambdas: Any, function_name: str, reserved_concurrency: int) -> None:
        _check_reserved(limits, lambdas, function_name, int(reserved_concurrency))

    def add_permission(lambdas: Any, function_name: str, qualifier: str, raw: str) -> Any:
        added = allow(lambdas, function_name, qualifier, raw)
        policy = lambdas.get_function(function_name, qualifier).policy
        size = _size(policy.get_policy()["Policy"])
        if size > limits.of(PERMISSIONS):
            policy.statements.pop()
            message = f"The final policy size ({size}) is bigger than the limit ({limits.of(PERMISSIONS)})."
            raise LambdaClientError(PERMISSIONS.error, message)
        return added

    def get_account_settings(response: Any) -> tuple[int, dict[str, str], str]:
        status, headers, body = settings(response)
        told = json.loads(body)
        account = told["AccountLimit"]
        more = limits.of(CONCURRENCY) - account["ConcurrentExecutions"]
        account["ConcurrentExecutions"] += more
        account["UnreservedConcurrentExecutions"] += more
        account["TotalCodeSize"] = limits.of(CODE_STORAGE)
        return status, headers, json.dumps(told)

    def making(iam: Any, *_: Any, **__: Any) -> None:
        if len(iam.roles) >= limits.of(ROLES):
            raise LimitExceededException(f"Cannot exceed quota for RolesPerAccount: {limits.of(ROLES)}")

    def putting(iam: Any, role_name: str, policy_name: str, policy_json: str) -> None:
        policies = {**iam.get_role(role_name).policies, policy_name: policy_json}
        most = limits.of(INLINE_POLICIES)
        if sum(len("".join(each.split())) for each in policies.values()) > most:
            raise LimitExceededException(f"Maximum policy size of {most} bytes exceeded for role {role_name}")

    with (
        asked(LambdaBackend, "create_function", creating),
        asked(LambdaBackend, "update_function_configuration", configuring),
        asked(LambdaBackend, "update_function_code", updating),
        asked(LambdaBackend, "put_function_concurrency", reserving),
        replaced(LambdaBackend, add_permission=add_permission),
        replaced(LambdaResponse, get_account_settings=get_account_settings),
        asked(IAMBackend, "create_role", making),
        asked(IAMBackend, "put_role_policy", putting),
    ):
        yield


def _check_environment(limits: Limits, spec: Mapping[str, Any]) -> None:
    measured = json.dumps(
        (spec.get("Environment") or {}).get("Variables", {}), ensure_ascii=False, separators=(",", ":")
    )
    if len(measured.encode()) > limits.of(ENVIRONMENT):
        raise InvalidParameterValueException(
            "Lambda was unable to configure your environment variables because the environment variables you have "
            f"provided exceeded the 4KB limit. String measured: {measured}"
        )


def _check_code(limits: Limits, lambdas: Any, code: Mapping[str, Any]) -> None:
    zipped = code.get("ZipFile")
    if not zipped:
        return
    data = base64.b64decode(zipped)
    with contextlib.suppress(zipfile.BadZipFile), zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(each.file_size for each in archive.infolist()) >= limits.of(UNZIPPED):
            message = f"Unzipped size must be smaller than {limits.of(UNZIPPED)} bytes"
            raise InvalidParameterValueException(message)
    groups = list(lambdas._lambdas._functions.values())
    stored = sum(each.code_size for group in groups for each in (group["latest"], *group["versions"]))
    if stored + len(data) > limits.of(CODE_STORAGE):
        raise LambdaClientError(CODE_STORAGE.error, "Code storage limit exceeded.")


def _check_reserved(limits: Limits, lambdas: Any, name: str, reserved: int) -> None:
    most = limits.of(CONCURRENCY)
    least = min(limits.of(UNRESERVED), most)
    others = [each for each in lambdas.list_functions() if each.function_name != name]
    if reserved and most - reserved - sum(int(each.reserved_concurrency or 0) for each in others) < least:
        raise InvalidParameterValueException(
            "Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution "
            f"below its minimum value of [{least}]."
        )


def _size(policy: Any) -> int:
    return len(json.dumps(policy, separators=(",", ":")))
