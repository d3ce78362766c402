"""Lambda: functions that AWS does not create.

moto takes every role that exists. Lambda has to be able to assume it: its trust policy has to let it.
Source: https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html

Where Lambda refuses a role, or a name that is taken, Terraform's provider tries again for five minutes: a new role may
not be known everywhere yet. In the emulator it is. Terraform is told in other words than AWS's, or by another error,
at which it gives up at once.
Source: retryFunctionOp in internal/service/lambda/function.go of https://github.com/hashicorp/terraform-provider-aws
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

from moto.awslambda.exceptions import FunctionAlreadyExists, InvalidParameterValueException
from moto.awslambda.models import LambdaStorage
from moto.awslambda.responses import LambdaResponse
from moto.iam.models import iam_backends

from tfgen.emulator.functions import policies
from tfgen.emulator.functions.policies import NotEvaluatedError, Verdict
from tfgen.emulator.functions.principals import Principal, names
from tfgen.emulator.patching import replaced

_SERVICE = Principal(service="lambda.amazonaws.com")
_TERRAFORM = "terraform-provider-aws/"


@contextlib.contextmanager
def patched() -> Iterator[None]:
    """Refuses roles that Lambda cannot assume; ends Terraform's attempts to make a function that exists."""
    put, create = LambdaStorage.put_function, LambdaResponse.create_function

    def put_function(self: Any, function: Any) -> None:
        _check_role(function)
        put(self, function)

    def create_function(self: Any) -> Any:
        try:
            return create(self)
        except FunctionAlreadyExists as error:
            if _TERRAFORM not in self.headers.get("User-Agent", ""):
                raise
            raise InvalidParameterValueException(error.message) from error

    with (
        replaced(LambdaStorage, put_function=put_function),
        replaced(LambdaResponse, create_function=create_function),
    ):
        yield


def _check_role(function: Any) -> None:
    iam: Any = iam_backends[function.account_id]["aws"]
    role = next((role for role in iam.roles.values() if role.arn == function.role), None)
    if role is None:
        raise InvalidParameterValueException(f"Lambda cannot assume {function.role}: there is no such role")
    trusting = [
        {**statement, "Resource": "*"}
        for statement in policies.statements(role.assume_role_policy_document)
        if names(statement, _SERVICE)
    ]
    context = {"aws:sourceaccount": function.account_id, "aws:sourcearn": function.function_arn}
    try:
        verdict = policies.verdict(trusting, "sts:AssumeRole", role.arn, context)
    except NotEvaluatedError as error:
        raise InvalidParameterValueException(
            f"whether Lambda can assume {role.arn} cannot be said here: {error} is not evaluated by the emulator"
        ) from error
    if verdict is not Verdict.allowed:
        raise InvalidParameterValueException(
            f"Lambda cannot assume {role.arn}: its trust policy does not let {_SERVICE.service} do it"
        )
