"""An AWS with functions, and what makes them."""

from __future__ import annotations

import io
import json
import time
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import boto3

from tfgen.emulator.functions.functions import Functions
from tfgen.emulator.functions.invocation import Invocation

REGION = "eu-west-1"
ACCOUNT = "123456789012"
ALL = {"Effect": "Allow", "Action": "*", "Resource": "*"}


def zipped(files: Mapping[str, str]) -> bytes:
    """A zip with these texts."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return packed.getvalue()


def eventually(holds: Callable[[], object], seconds: float = 60) -> bool:
    """Whether something becomes true in time."""
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


@cache
def _session() -> boto3.Session:
    return boto3.Session("emulated", "emulated")


@cache
def client(service: str, region: str, endpoint: str) -> Any:
    """One client for all tests: botocore reads a service's model for each that it makes."""
    return _session().client(service, region, endpoint_url=endpoint)  # type: ignore[call-overload]


@dataclass(frozen=True)
class Aws:
    """moto's server, and the functions that run beside it."""

    endpoint: str
    functions: Functions

    def client(self, service: str, region: str = REGION) -> Any:
        """Of boto3."""
        return client(service, region, self.endpoint)

    def role(self, name: str, *statements: Mapping[str, Any]) -> str:
        """The ARN of a new role with an inline policy of these statements."""
        iam = self.client("iam")
        arn: str = iam.create_role(RoleName=name, AssumeRolePolicyDocument="{}")["Role"]["Arn"]
        if statements:
            policy = json.dumps({"Version": "2012-10-17", "Statement": list(statements)})
            iam.put_role_policy(RoleName=name, PolicyName="function", PolicyDocument=policy)
        return arn

    def function(
        self,
        name: str,
        files: Mapping[str, str] | str,
        handler: str = "app.main",
        *,
        region: str = REGION,
        **options: Any,
    ) -> str:
        """The ARN of a new function; a text is its module app.py. Its role may do everything, unless one is given."""
        packed = zipped({"app.py": files} if isinstance(files, str) else files)
        arn: str = self.client("lambda", region).create_function(
            FunctionName=name,
            Handler=handler,
            Code={"ZipFile": packed},
            Role=options.pop("Role", None) or self.role(f"{name}-{region}", ALL),
            **{"Runtime": "python3.13", "Timeout": 30, **options},
        )["FunctionArn"]
        return arn

    def invoke(self, name: str, event: object = None, *, region: str = REGION) -> Invocation:
        """Without a qualifier."""
        return self.functions.invoke(region, name, None, event)

    def table(self, name: str, region: str = REGION) -> None:
        """A new table with the key `key`."""
        self.client("dynamodb", region).create_table(
            TableName=name,
            KeySchema=[{"AttributeName": "key", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "key", "AttributeType": "S"}],
            BillingMode="PAY_PER_REQUEST",
        )
