"""Functions are created as Lambda creates them, and refused without delay."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError
from moto import mock_aws

from tests.component.emulator.patches.plain import credentials as credentials
from tfgen.emulator.patches import awslambda

TERRAFORM = "HashiCorp/1.0 Terraform/1.11.4 terraform-provider-aws/5.100.0"
LAMBDA = {"Service": "lambda.amazonaws.com"}
ARN = "arn:aws:iam::123456789012:role/role"


@pytest.fixture(autouse=True)
def _aws(credentials: None) -> Iterator[None]:
    with mock_aws():
        yield


def _trust(principal: Any, effect: str = "Allow", **more: Any) -> dict[str, Any]:
    return {"Effect": effect, "Action": "sts:AssumeRole", "Principal": principal, **more}


def _role(*statements: dict[str, Any]) -> None:
    document = json.dumps({"Version": "2012-10-17", "Statement": statements})
    boto3.client("iam").create_role(RoleName="role", AssumeRolePolicyDocument=document)


def _refusal(user_agent: str = "boto3", role: str = ARN) -> str:
    """What Lambda refuses a new function with, or nothing."""
    config = Config(user_agent=user_agent)
    try:
        boto3.client("lambda", region_name="eu-west-1", config=config).create_function(
            FunctionName="health",
            Role=role,
            Runtime="python3.13",
            Handler="health.main",
            Code={"ZipFile": b"PK\5\6" + bytes(18)},
        )
    except ClientError as error:
        return f"{error.response['Error']['Code']}: {error.response['Error']['Message']}"
    return ""


REFUSED = {
    "another service": [_trust({"Service": "edgelambda.amazonaws.com"})],
    "another kind of principal": [_trust({"AWS": "lambda.amazonaws.com"})],
    "another action": [{**_trust(LAMBDA), "Action": "sts:TagSession"}],
    "a denial": [_trust(LAMBDA), _trust(LAMBDA, "Deny")],
    "another account": [_trust(LAMBDA, Condition={"StringEquals": {"aws:SourceAccount": "999999999999"}})],
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_role_that_lambda_cannot_assume(case: str) -> None:
    _role(*REFUSED[case])
    with awslambda.patched():
        assert _refusal() == (
            f"InvalidParameterValueException: Lambda cannot assume {ARN}: "
            "its trust policy does not let lambda.amazonaws.com do it"
        )
    assert not _refusal()


TAKEN = {
    "one service": _trust(LAMBDA),
    "several services": _trust({"Service": ["edgelambda.amazonaws.com", "lambda.amazonaws.com"]}),
    "this account": _trust(LAMBDA, Condition={"StringEquals": {"aws:SourceAccount": "123456789012"}}),
}


@pytest.mark.parametrize("case", TAKEN)
def test_a_role_that_lambda_can_assume(case: str) -> None:
    _role(TAKEN[case])
    with awslambda.patched():
        assert not _refusal()


def test_a_role_that_does_not_exist() -> None:
    # the provider tries again for minutes at moto's words, which are AWS's
    assert _refusal().endswith("The role defined for the function cannot be assumed by Lambda.")
    with awslambda.patched():
        assert _refusal().endswith(f"Lambda cannot assume {ARN}: there is no such role")


def test_a_condition_that_is_not_evaluated() -> None:
    _role(_trust(LAMBDA, Condition={"IpOdd": {"aws:SourceIp": "192.0.2.0/24"}}))
    with awslambda.patched():
        assert "the condition operator IpOdd is not evaluated" in _refusal()


def test_terraform_does_not_wait_for_a_name_that_is_taken() -> None:
    _role(_trust(LAMBDA))
    with awslambda.patched():
        assert not _refusal()
        assert _refusal() == "ResourceConflictException: Function already exist: health"
        assert _refusal(TERRAFORM) == "InvalidParameterValueException: Function already exist: health"
    assert _refusal(TERRAFORM).startswith("ResourceConflictException")
