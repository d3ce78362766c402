"""Functions of others that authorizers ask, and the roles that API Gateway asks them with."""

from __future__ import annotations

import hashlib
import io
import json
import os
import zipfile
from typing import Any

from tfgen.emulator.stand_ins.clients import Clients
from tfgen.emulator.stand_ins.function import role
from tfgen.stack import names
from tfgen.stack.given_file import Given
from tfgen.stack.kinds.authorizer import AUTHORIZER, ExistingAuthorizer
from tfgen.stack.reference import Elsewhere, OfInput, Value
from tfgen.stack.references import text
from tfgen.stack.stack import Stack
from tfgen.stack.variations import spare_region

LET_IN = hashlib.sha256(b"what stands in for an authorizer lets this in").hexdigest()
"""The credential that they let in, as the value of an identity source: what the real ones ask for is not known here."""

_CODE = f'''\
"""Stands in for a function of others, which decides who may call."""


def main(event, context):
    shown = event.get("identitySource") or event.get("authorizationToken") or event.get("headers")
    is_let_in = {LET_IN!r} in str(shown)
    statement = {{"Effect": "Allow" if is_let_in else "Deny", "Action": "execute-api:Invoke", "Resource": "*"}}
    return {{
        "isAuthorized": is_let_in,
        "principalId": "stand-in",
        "policyDocument": {{"Version": "2012-10-17", "Statement": [statement]}},
    }}
'''


def make(stack: Stack, given: Given, client: Clients) -> None:
    """Makes each function once in the region that its ARN names, for the regions of the stack and one that is added.

    What a module of the spec's own puts out, it makes itself.
    """
    found = [each for each in stack.all(AUTHORIZER).values() if isinstance(each, ExistingAuthorizer)]
    if not found:
        return
    iam = client("iam", stack.home.name)
    named = role(iam)
    for name in sorted({each.role.rpartition("/")[2] for each in found if each.role}):
        _make_role(iam, name)
    regions = {*(region.name for region in stack.regions), spare_region(stack)} - {None}
    made: set[tuple[str, str]] = set()
    arns = {_arn(stack, given, each.existing, str(region)) for each in found for region in regions}
    for arn in sorted(arns - {""}):
        region, name, alias = (*arn.split(":"), "")[3], arn.split(":")[6], (*arn.split(":"), "")[7]
        lambda_ = client("lambda", region)
        if (region, name) not in made:
            made.add((region, name))
            _make_function(lambda_, name, named)
        if alias and not alias.isdigit():
            lambda_.create_alias(FunctionName=name, Name=alias, FunctionVersion="1")


def _arn(stack: Stack, given: Given, value: Value, region: str) -> str:
    """In a region; empty where nothing stands in for it."""
    said = text(stack, value)
    if isinstance(value, OfInput):
        said = given.value(stack, value.name, os.environ.get(f"TF_VAR_{value.name}"))
    elif isinstance(value, Elsewhere):
        said = given.text(value, region)
    return names.filled(said, region) if said else ""


def _make_function(lambda_: Any, name: str, named: str) -> None:
    lambda_.create_function(
        FunctionName=name,
        Runtime="python3.13",
        Role=named,
        Handler="main.main",
        Code={"ZipFile": _zip()},
        Publish=True,
    )


def _make_role(iam: Any, name: str) -> None:
    """One with which API Gateway may invoke every function."""
    trusted = {
        "Effect": "Allow",
        "Action": "sts:AssumeRole",
        "Principal": {"Service": "apigateway.amazonaws.com"},
    }
    allowed = {"Effect": "Allow", "Action": "lambda:InvokeFunction", "Resource": "*"}
    iam.create_role(RoleName=name, AssumeRolePolicyDocument=_document(trusted))
    iam.put_role_policy(RoleName=name, PolicyName="invoke", PolicyDocument=_document(allowed))


def _document(statement: object) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def _zip() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as written:
        written.writestr("main.py", _CODE)
    return content.getvalue()
