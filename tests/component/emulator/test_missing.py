"""What the emulator lacks is refused by name, in every protocol."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
import urllib3
from botocore.config import Config
from botocore.exceptions import ClientError

from tests.component.emulator.patches.plain import credentials as credentials
from tfgen.emulator.emulator import Emulator, emulator
from tfgen.emulator.missing import Refusing
from tfgen.emulator.operations import services_signed_for

ONCE = Config(retries={"total_max_attempts": 1}, parameter_validation=False)


@pytest.fixture(scope="module")
def aws() -> Iterator[Emulator]:
    with emulator() as running:
        yield running


def _refusal(aws: Emulator, service: str, operation: str, **given: Any) -> dict[str, Any]:
    session: Any = boto3.Session("test", "test", region_name="eu-west-1")
    client = session.client(service, endpoint_url=aws.endpoint, config=ONCE)
    with pytest.raises(ClientError) as refused:
        client._make_api_call(operation, given)
    return dict(refused.value.response)


@pytest.mark.parametrize(
    ("service", "operation", "given"),
    [
        ("kms", "DescribeCustomKeyStores", {}),  # json
        ("iam", "GenerateServiceLastAccessedDetails", {"Arn": "x"}),  # query
        ("ec2", "DescribeLockedSnapshots", {}),  # ec2
        (
            "apigatewayv2",
            "GetRoutingRule",
            {"DomainName": "a", "RoutingRuleId": "b"},
        ),  # rest-json, a URL of its own
        ("apigateway", "GetSdkTypes", {}),  # signed as the former is
        ("route53", "ListCidrCollections", {}),  # rest-xml
        ("cloudfront", "ListAnycastIpLists", {}),
        ("cloudwatch", "ListManagedInsightRules", {"ResourceARN": "x"}),
        ("verifiedpermissions", "ListPolicyStores", {}),  # services that moto lacks
        ("amplifybackend", "ListBackendJobs", {"AppId": "a", "BackendEnvironmentName": "b"}),
    ],
)
def test_an_action_that_is_not_there(
    aws: Emulator, capsys: pytest.CaptureFixture[str], service: str, operation: str, given: dict[str, str]
) -> None:
    found = _refusal(aws, service, operation, **given)
    assert found["ResponseMetadata"]["HTTPStatusCode"] == 400  # which nobody tries again
    assert found["Error"]["Code"] == "UnknownOperationException"
    assert found["Error"]["Message"] == f"the emulator has no {service}:{operation}"
    assert aws.missing[f"{service}:{operation}"] == 1
    assert capsys.readouterr().out == ""


def test_an_answer_in_cbor_as_the_sdk_for_go_asks_for(aws: Emulator) -> None:
    answer = urllib3.request(
        "POST",
        f"{aws.endpoint}/service/GraniteServiceVersion20100801/operation/GetInsightRuleReport",
        headers={
            "authorization": "AWS4-HMAC-SHA256 Credential=a/20261126/eu-west-1/monitoring/aws4_request, x",
            "smithy-protocol": "rpc-v2-cbor",
            "content-type": "application/cbor",
        },
    )
    assert answer.status == 400
    assert answer.headers["content-type"] == "application/cbor"
    assert b"the emulator has no cloudwatch:GetInsightRuleReport" in answer.data


def test_what_the_sdk_does_not_know_either(aws: Emulator) -> None:
    signed = "AWS4-HMAC-SHA256 Credential=a/20261126/eu-west-1/lambda/aws4_request, x"
    answer = urllib3.request("GET", f"{aws.endpoint}/2099-01-01/new", headers={"authorization": signed})
    assert (answer.status, json.loads(answer.data)["message"]) == (
        400,
        "the emulator has no lambda:GET /2099-01-01/new",
    )


def test_what_is_there_and_fails_is_no_server_error() -> None:
    def failing(_: object, __: object) -> list[bytes]:
        raise KeyError("queryId")

    missing: dict[str, int] = {}
    environ = {
        "HTTP_AUTHORIZATION": "AWS4-HMAC-SHA256 Credential=a/20261126/eu-west-1/logs/aws4_request, x",
        "HTTP_X_AMZ_TARGET": "Logs_20140328.GetQueryResults",
        "CONTENT_TYPE": "application/x-amz-json-1.1",
        "HTTP_HOST": "127.0.0.1",
        "PATH_INFO": "/",
        "REQUEST_METHOD": "POST",
        "wsgi.input": io.BytesIO(b"{}"),
    }
    started: list[str] = []
    answer = Refusing(failing, missing)(environ, lambda status, _: started.append(status))
    assert started == ["400 Bad Request"]
    assert json.loads(b"".join(answer)) == {
        "__type": "InternalFailure",
        "message": "the emulator fails at logs:GetQueryResults: KeyError: 'queryId'",
    }
    assert missing == {"logs:GetQueryResults": 1}


def test_what_is_not_there_in_a_service_is_no_missing_action(aws: Emulator) -> None:
    found = _refusal(aws, "lambda", "GetFunction", FunctionName="none")
    assert found["Error"]["Code"] == "ResourceNotFoundException"
    assert "lambda:GetFunction" not in aws.missing


def test_signatures_of_several_services() -> None:
    assert services_signed_for("apigateway") == ("apigateway", "apigatewayv2")
    assert services_signed_for("monitoring") == ("cloudwatch",)
    assert services_signed_for("none") == ()
