"""What the role of a function allows, and who may invoke it."""

from __future__ import annotations

import json
from typing import Any

import boto3
import pytest

from tests.component.emulator.functions.aws import ACCOUNT, REGION, Aws
from tfgen.emulator.functions.permissions import (
    Credentials,
    credentials,
    forget_credentials,
    is_of_function,
    may_invoke,
    refusal,
)
from tfgen.emulator.service import Access

TABLE = f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/things"
READ = {"Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": [TABLE, f"{TABLE}/index/*"]}
USER = f"User: arn:aws:sts::{ACCOUNT}:assumed-role/reader/f is not authorized to perform: "


def _refusal(keys: Credentials, action: str, *resources: str) -> str | None:
    return refusal(keys.access_key_id, REGION, Access(action, list(resources)))


def test_a_function_is_its_role_in_a_session_of_its_name(aws: Aws) -> None:
    keys = credentials(aws.role("reader"), REGION, "f")
    sts: Any = boto3.Session(*keys, region_name=REGION).client("sts", endpoint_url=aws.endpoint)
    assert sts.get_caller_identity()["Arn"] == f"arn:aws:sts::{ACCOUNT}:assumed-role/reader/f"
    assert is_of_function(keys.access_key_id)
    forget_credentials(keys.access_key_id)
    assert not is_of_function(keys.access_key_id)
    assert sts.get_caller_identity()["Arn"] != f"arn:aws:sts::{ACCOUNT}:assumed-role/reader/f"


def test_what_no_policy_allows_is_refused_in_the_words_of_aws(aws: Aws) -> None:
    keys = credentials(aws.role("reader", READ), REGION, "f")
    assert _refusal(keys, "dynamodb:GetItem", TABLE) is None
    assert _refusal(keys, "dynamodb:GetItem", f"{TABLE}/index/by-date") is None
    assert _refusal(keys, "dynamodb:PutItem", TABLE) == (
        f"{USER}dynamodb:PutItem on resource: {TABLE} "
        "because no identity-based policy allows the dynamodb:PutItem action"
    )
    other = f"{TABLE}-2"
    assert _refusal(keys, "dynamodb:GetItem", TABLE, other) == (
        f"{USER}dynamodb:GetItem on resource: {other} "
        "because no identity-based policy allows the dynamodb:GetItem action"
    )


def test_attached_policies_count_and_a_deny_wins(aws: Aws) -> None:
    iam = aws.client("iam")
    keys = credentials(aws.role("reader", READ), REGION, "f")
    document = {"Version": "2012-10-17", "Statement": {**READ, "Action": ["dynamodb:PutItem"]}}
    arn = iam.create_policy(PolicyName="put", PolicyDocument=json.dumps(document))["Policy"]["Arn"]
    iam.attach_role_policy(RoleName="reader", PolicyArn=arn)
    assert _refusal(keys, "dynamodb:PutItem", TABLE) is None
    document = {
        "Version": "2012-10-17",
        "Statement": {"Effect": "Deny", "Action": "*", "Resource": f"{TABLE}/index/*"},
    }
    iam.create_policy_version(PolicyArn=arn, PolicyDocument=json.dumps(document), SetAsDefault=True)
    assert _refusal(keys, "dynamodb:PutItem", TABLE) is not None
    index = f"{TABLE}/index/i"
    assert _refusal(keys, "dynamodb:GetItem", index) == (
        f"{USER}dynamodb:GetItem on resource: {index} with an explicit deny in an identity-based policy"
    )


def test_a_boundary_must_allow_too(aws: Aws) -> None:
    iam = aws.client("iam")
    boundary = json.dumps({"Version": "2012-10-17", "Statement": {**READ, "Resource": TABLE}})
    arn = iam.create_policy(PolicyName="boundary", PolicyDocument=boundary)["Policy"]["Arn"]
    keys = credentials(aws.role("reader", READ), REGION, "f")
    iam.put_role_permissions_boundary(RoleName="reader", PermissionsBoundary=arn)
    assert _refusal(keys, "dynamodb:GetItem", TABLE) is None
    index = f"{TABLE}/index/i"
    assert _refusal(keys, "dynamodb:GetItem", index) == (
        f"{USER}dynamodb:GetItem on resource: {index} "
        "because no permissions boundary allows the dynamodb:GetItem action"
    )


def test_conditions_see_the_request(aws: Aws) -> None:
    condition = {"StringEquals": {"kms:ViaService": "dynamodb.eu-west-1.amazonaws.com"}}
    decrypt = {"Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*", "Condition": condition}
    here = {
        **READ,
        "Action": "s3:*",
        "Resource": "*",
        "Condition": {"StringEquals": {"aws:RequestedRegion": REGION}},
    }
    keys = credentials(aws.role("reader", decrypt, here), REGION, "f")
    via = {"kms:viaservice": "dynamodb.eu-west-1.amazonaws.com"}
    assert refusal(keys.access_key_id, REGION, Access("kms:Decrypt", ["k"], via)) is None
    assert refusal(keys.access_key_id, REGION, Access("kms:Decrypt", ["k"], {})) is not None
    assert refusal(keys.access_key_id, REGION, Access("s3:GetObject", ["o"], {})) is None
    assert refusal(keys.access_key_id, "us-east-1", Access("s3:GetObject", ["o"], {})) is not None


def test_others_are_never_refused_and_a_role_that_is_gone_always(aws: Aws) -> None:
    assert refusal("AKIAEMULATED", REGION, Access("dynamodb:PutItem", [TABLE])) is None
    keys = credentials(aws.role("reader", READ), REGION, "f")
    iam = aws.client("iam")
    iam.delete_role_policy(RoleName="reader", PolicyName="function")
    iam.delete_role(RoleName="reader")
    assert _refusal(keys, "dynamodb:GetItem", TABLE) is not None


API = f"arn:aws:execute-api:{REGION}:{ACCOUNT}:abcdefgh"


@pytest.mark.parametrize(
    ("allowed", "qualifier", "options"),
    [
        (True, "live", {"Qualifier": "live", "SourceArn": f"{API}/*/*"}),
        (True, "live", {"Qualifier": "live", "SourceArn": f"{API}/$default/GET/keys/*"}),
        (True, "live", {"Qualifier": "live"}),
        (True, "live", {"Qualifier": "live", "SourceAccount": ACCOUNT}),
        (True, None, {"SourceArn": f"{API}/*/*"}),
        (False, "live", {"SourceArn": f"{API}/*/*"}),
        (False, None, {"Qualifier": "live", "SourceArn": f"{API}/*/*"}),
        (False, "live", {"Qualifier": "1", "SourceArn": f"{API}/*/*"}),
        (False, "live", {"Qualifier": "live", "SourceArn": f"{API}/*/POST/*"}),
        (False, "live", {"Qualifier": "live", "SourceArn": f"{API}i/*/*"}),
        (False, "live", {"Qualifier": "live", "SourceAccount": "210987654321"}),
        (False, "live", {"Qualifier": "live", "Principal": "events.amazonaws.com"}),
        (False, "live", {"Qualifier": "live", "Action": "lambda:GetFunction"}),
    ],
)
def test_who_may_invoke(aws: Aws, allowed: bool, qualifier: str | None, options: dict[str, str]) -> None:
    aws.function("f", "", Publish=True)
    client = aws.client("lambda")
    client.create_alias(FunctionName="f", Name="live", FunctionVersion="1")
    source = f"{API}/$default/GET/keys/{{key}}"
    assert not may_invoke(REGION, "f", qualifier, source)
    given = {"Action": "lambda:InvokeFunction", "Principal": "apigateway.amazonaws.com", **options}
    client.add_permission(FunctionName="f", StatementId="api", **given)
    assert may_invoke(REGION, "f", qualifier, source) is allowed
