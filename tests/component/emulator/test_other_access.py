"""Functions' requests to services that only their actions are known of."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from tfgen.emulator.emulator import Emulator, emulator
from tfgen.emulator.functions.permissions import credentials

REGION = "eu-west-1"
TRUST = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "lambda.amazonaws.com"}}
DENY = {"Effect": "Deny", "Action": "*", "Resource": "*"}
CONFIG = Config(s3={"addressing_style": "path"}, retries={"total_max_attempts": 1})


@pytest.fixture(scope="module")
def aws() -> Iterator[Emulator]:
    with emulator() as running:
        yield running


def _document(*statements: dict[str, Any]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": statements})


def role_of(aws: Emulator, name: str, *statements: dict[str, Any]) -> str:
    """The ARN of a new role of Lambda's with an inline policy of these statements."""
    session = boto3.Session("test", "test", region_name=REGION)
    iam = session.client("iam", endpoint_url=aws.endpoint)
    role = str(iam.create_role(RoleName=name, AssumeRolePolicyDocument=_document(TRUST))["Role"]["Arn"])
    if statements:
        iam.put_role_policy(RoleName=name, PolicyName="it", PolicyDocument=_document(*statements))
    return role


def _answer(aws: Emulator, role: str, service: str, operation: str, given: dict[str, Any]) -> tuple[str, str]:
    session: Any = boto3.Session(*credentials(role, REGION, "f"), region_name=REGION)
    client = session.client(service, endpoint_url=aws.endpoint, config=CONFIG)
    with pytest.raises(ClientError) as refused:
        client._make_api_call(operation, given)
    error = refused.value.response["Error"]
    return error["Code"], error["Message"]


@pytest.mark.parametrize(
    ("service", "operation", "given", "action", "code"),
    [
        (
            "sns",
            "PublishBatch",
            {"TopicArn": "t", "PublishBatchRequestEntries": []},
            "sns:Publish",
            "AccessDenied",
        ),
        ("lambda", "GetFunction", {"FunctionName": "other"}, "lambda:GetFunction", "AccessDeniedException"),
        ("s3", "ListObjectsV2", {"Bucket": "files"}, "s3:ListBucket", "AccessDenied"),
    ],
)
def test_what_a_role_is_allowed_on_nothing_is_refused(
    aws: Emulator, service: str, operation: str, given: dict[str, Any], action: str, code: str
) -> None:
    allow = {"Effect": "Allow", "Action": action, "Resource": "arn:aws:x:eu-west-1:123456789012:y"}
    nothing, allowed = role_of(aws, f"nothing-{service}"), role_of(aws, f"allowed-{service}", allow)
    denied = role_of(aws, f"denied-{service}", allow, DENY)
    assert _answer(aws, nothing, service, operation, given) == (
        code,
        f"User: arn:aws:sts::123456789012:assumed-role/nothing-{service}/f is not authorized to perform: {action} "
        f"on resource: * because no identity-based policy allows the {action} action",
    )
    assert _answer(aws, denied, service, operation, given)[0] == code
    assert _answer(aws, allowed, service, operation, given)[0] != code


def test_nobody_needs_permission_to_know_who_one_is(aws: Emulator) -> None:
    session: Any = boto3.Session(*credentials(role_of(aws, "known"), REGION, "f"), region_name=REGION)
    told = session.client("sts", endpoint_url=aws.endpoint).get_caller_identity()
    assert told["Arn"].endswith("assumed-role/known/f")
