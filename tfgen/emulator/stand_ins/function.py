"""Functions that were deployed in another way, and the log groups that Lambda made for them."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

from tfgen.emulator.stand_ins.clients import Clients
from tfgen.stack import names
from tfgen.stack.kinds.function import FUNCTION, Function
from tfgen.stack.stack import Stack

_TRUST = {
    "Version": "2012-10-17",
    "Statement": [
        {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "lambda.amazonaws.com"}}
    ],
}


def make(stack: Stack, client: Clients) -> None:
    """Makes those that exist: with other code, a role that they share, and logs that are kept for ever."""
    role = _role(client("iam", stack.home.name)) if _is_deployed(stack) else ""
    for name, function in stack.all(FUNCTION).items():
        called = names.of(stack, FUNCTION, name)
        for region in stack.regions:
            if region.name in function.adopt.logs:
                client("logs", region.name).create_log_group(logGroupName=names.function_logs(called))
            if region.name in function.adopt.function:
                _deploy(called, function, role, client("lambda", region.name))


def _is_deployed(stack: Stack) -> bool:
    return any(function.adopt.function for function in stack.all(FUNCTION).values())


def _role(iam: Any) -> str:
    made = iam.create_role(RoleName="by-hand", AssumeRolePolicyDocument=json.dumps(_TRUST))
    arn: str = made["Role"]["Arn"]
    return arn


def _deploy(called: str, function: Function, role: str, lambda_: Any) -> None:
    lambda_.create_function(
        FunctionName=called,
        Runtime=function.runtime,
        Role=role,
        Handler=function.handler,
        Code={"ZipFile": _other_code()},
    )


def _other_code() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as written:
        written.writestr("by_hand.txt", "")
    return content.getvalue()
