"""Functions that were deployed in another way, and the log groups that Lambda made for them; and functions of others."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

from tfgen.emulator.stand_ins.clients import Clients, everywhere
from tfgen.stack import names
from tfgen.stack.kinds.function import FUNCTION, Function
from tfgen.stack.stack import Stack

_ROLE = "by-hand"
_ALL = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
_TRUST = {
    "Version": "2012-10-17",
    "Statement": [
        {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "lambda.amazonaws.com"}}
    ],
}


def make(stack: Stack, client: Clients) -> None:
    """Makes those that exist: with other code, a role that they share, and logs that are kept for ever.

    A function of somebody else's answers what it is asked.
    """
    iam = client("iam", stack.home.name)
    _roles(stack, iam)
    shared = role(iam) if _is_deployed(stack) else ""
    for name in stack.existing(FUNCTION):
        for place in everywhere(stack):
            _publish(names.filled(names.of(stack, FUNCTION, name), place), shared, client("lambda", place))
    for name, function in stack.all(FUNCTION).items():
        called = names.of(stack, FUNCTION, name)
        for region in stack.regions:
            if region.name in function.adopt.logs:
                client("logs", region.name).create_log_group(logGroupName=names.function_logs(called))
            if region.name in function.adopt.function:
                _deploy(called, function, shared, client("lambda", region.name))


def _is_deployed(stack: Stack) -> bool:
    return bool(stack.existing(FUNCTION)) or any(f.adopt.function for f in stack.all(FUNCTION).values())


def role(iam: Any) -> str:
    """The ARN of the role that functions share which somebody made by hand."""
    there: list[str] = [each["Arn"] for each in iam.list_roles()["Roles"] if each["RoleName"] == _ROLE]
    return there[0] if there else _role(_ROLE, iam)


def _role(called: str, iam: Any) -> str:
    path, name = _path(called)
    made = iam.create_role(Path=path, RoleName=name, AssumeRolePolicyDocument=json.dumps(_TRUST))
    arn: str = made["Role"]["Arn"]
    return arn


def _publish(called: str, role: str, lambda_: Any) -> None:
    lambda_.create_function(
        FunctionName=called,
        Runtime="python3.13",
        Role=role,
        Handler="echo.main",
        Code={"ZipFile": _zipped("echo.py", "def main(event, context):\n    return event\n")},
    )


def _path(called: str) -> tuple[str, str]:
    """Of a role or a policy, and its name."""
    path, _, name = called.rpartition("/")
    return f"/{path}/" if path else "/", name


def _roles(stack: Stack, iam: Any) -> None:
    """Roles and boundaries that exist: what they allow is not known, so they allow everything."""
    functions = stack.all(FUNCTION).values()
    for called in sorted({each.role.existing for each in functions if each.role}):
        _role(called, iam)
        iam.put_role_policy(RoleName=_path(called)[1], PolicyName="all", PolicyDocument=json.dumps(_ALL))
    for arn in sorted({each.boundary for each in functions if each.boundary}):
        path, name = _path(arn.partition(":policy/")[2])
        if arn.split(":")[4] != "aws":
            iam.create_policy(Path=path, PolicyName=name, PolicyDocument=json.dumps(_ALL))


def _deploy(called: str, function: Function, role: str, lambda_: Any) -> None:
    lambda_.create_function(
        FunctionName=called,
        Runtime=function.runtime,
        Role=role,
        Handler=function.handler,
        Code={"ZipFile": _zipped("by_hand.txt", "")},
    )


def _zipped(name: str, text: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as written:
        written.writestr(name, text)
    return content.getvalue()
