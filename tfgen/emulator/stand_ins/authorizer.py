"""Functions of others that authorizers ask."""

from __future__ import annotations

import io
import zipfile

from tfgen.emulator.stand_ins.clients import Clients
from tfgen.emulator.stand_ins.function import role
from tfgen.stack import names
from tfgen.stack.kinds.authorizer import AUTHORIZER, ExistingAuthorizer
from tfgen.stack.stack import Stack

_CODE = '''\
"""Lets everybody in who says who they are: what the real one asks for is not known here."""


def main(event, context):
    return {
        "isAuthorized": True,
        "principalId": "stand-in",
        "policyDocument": {
            "Version": "2012-10-17",
            "Statement": [{"Effect": "Allow", "Action": "execute-api:Invoke", "Resource": "*"}],
        },
    }
'''


def make(stack: Stack, client: Clients) -> None:
    """Makes each function once, in the region that its ARN names."""
    arns = {
        names.filled(each.existing, region.name)
        for each in stack.all(AUTHORIZER).values()
        if isinstance(each, ExistingAuthorizer)
        for region in stack.regions
    }
    made: set[tuple[str, str]] = set()
    named = role(client("iam", stack.home.name)) if arns else ""
    for arn in sorted(arns):
        region, name, alias = (*arn.split(":"), "")[3], arn.split(":")[6], (*arn.split(":"), "")[7]
        lambda_ = client("lambda", region)
        if (region, name) not in made:
            made.add((region, name))
            lambda_.create_function(
                FunctionName=name,
                Runtime="python3.13",
                Role=named,
                Handler="main.main",
                Code={"ZipFile": _zip()},
                Publish=True,
            )
        if alias and not alias.isdigit():
            lambda_.create_alias(FunctionName=name, Name=alias, FunctionVersion="1")


def _zip() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as written:
        written.writestr("main.py", _CODE)
    return content.getvalue()
