"""Functions that invoke functions: what their roles, and the others' policies, allow."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from tests.component.emulator.functions.aws import zipped
from tests.component.emulator.test_other_access import role_of
from tfgen.emulator.chaos import Part
from tfgen.emulator.emulator import Emulator, emulator
from tfgen.emulator.functions.permissions import credentials
from tfgen.emulator.functions.service import FUNCTIONS, invoke_access

REGION = "eu-west-1"
LIVE = f"arn:aws:lambda:{REGION}:123456789012:function:refund:live"
ONCE = Config(retries={"total_max_attempts": 1})


@pytest.fixture(scope="module")
def aws() -> Iterator[Emulator]:
    with emulator() as running:
        _make(running)
        yield running


def _make(aws: Emulator) -> None:
    """A function with an alias."""
    client = boto3.Session("test", "test", region_name=REGION).client("lambda", endpoint_url=aws.endpoint)
    client.create_function(
        FunctionName="refund",
        Runtime="python3.13",
        Handler="app.main",
        Role=role_of(aws, "refund"),
        Code={"ZipFile": zipped({"app.py": "def main(event, context): return 'done'"})},
        Publish=True,
    )
    client.create_alias(FunctionName="refund", Name="live", FunctionVersion="1")


def _lambda(aws: Emulator, role: str) -> Any:
    session: Any = boto3.Session(*credentials(role, REGION, "pay"), region_name=REGION)
    return session.client("lambda", endpoint_url=aws.endpoint, config=ONCE)


def _invoke(resource: str) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": "lambda:InvokeFunction", "Resource": resource}


def test_the_alias_that_is_allowed_is_invoked(aws: Emulator) -> None:
    client = _lambda(aws, role_of(aws, "by-alias", _invoke(LIVE)))
    for called in (
        {"FunctionName": "refund:live"},
        {"FunctionName": LIVE},
        {"FunctionName": "refund", "Qualifier": "live"},
    ):
        assert client.invoke(**called)["Payload"].read() == b'"done"'


@pytest.mark.parametrize("called", [{"FunctionName": "refund"}, {"FunctionName": "refund", "Qualifier": "1"}])
def test_the_alias_alone_is_allowed(aws: Emulator, called: dict[str, str]) -> None:
    name = f"alias-alone-{len(called)}"
    with pytest.raises(ClientError, match="not authorized to perform: lambda:InvokeFunction") as refused:
        _lambda(aws, role_of(aws, name, _invoke(LIVE))).invoke(**called)
    assert refused.value.response["Error"]["Code"] == "AccessDeniedException"
    assert refused.value.response["ResponseMetadata"]["HTTPStatusCode"] == 403


def test_the_policy_of_what_is_invoked_allows_as_well(aws: Emulator) -> None:
    role = role_of(aws, "by-policy")
    with pytest.raises(ClientError, match="no identity-based policy allows"):
        _lambda(aws, role).invoke(FunctionName="refund:live")
    client = boto3.Session("test", "test", region_name=REGION).client("lambda", endpoint_url=aws.endpoint)
    client.add_permission(
        FunctionName="refund",
        Qualifier="live",
        StatementId="pay",
        Action="lambda:InvokeFunction",
        Principal=role,
    )
    assert _lambda(aws, role).invoke(FunctionName="refund:live")["StatusCode"] == 200


def test_other_requests_are_decided_by_their_action(aws: Emulator) -> None:
    role = role_of(aws, "others", _invoke(LIVE))
    with pytest.raises(ClientError, match="not authorized to perform: lambda:GetFunction on resource: \\*"):
        _lambda(aws, role).get_function(FunctionName="refund")


def test_functions_are_lost_with_what_their_region_answers(aws: Emulator) -> None:
    client = _lambda(aws, role_of(aws, "lost", _invoke("*")))
    aws.chaos.lose(REGION, [Part.api])
    try:
        with pytest.raises(ClientError, match="is lost"):
            client.invoke(FunctionName="refund:live")
    finally:
        aws.chaos.heal(REGION)


@pytest.mark.parametrize(
    "path",
    [
        "/2015-03-31/functions/f:live/invocations",
        "/2021-11-15/functions/f%3Alive/response-streaming-invocations",
    ],
)
def test_what_is_invoked_stands_in_the_path(path: str) -> None:
    call = FUNCTIONS.reads({"PATH_INFO": path, "wsgi.input": io.BytesIO(b"no json")}, REGION)
    found = invoke_access(call) or []
    assert [each.resources for each in found] == [[LIVE.replace("refund", "f")]]
