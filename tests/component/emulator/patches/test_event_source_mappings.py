"""Event source mappings of queues are created as Lambda creates them, and refused as Lambda refuses them."""

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
from tfgen.emulator.patches import event_source_mappings

REGION, ACCOUNT = "eu-west-1", "123456789012"
TERRAFORM = "HashiCorp/1.0 Terraform/1.11.4 terraform-provider-aws/5.100.0"
ACTIONS = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"]
FUNCTION = f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:handle"
NOTHING = "01234567-89ab-cdef-0123-456789abcdef"


@pytest.fixture(autouse=True)
def _aws(credentials: None) -> Iterator[None]:
    with mock_aws():
        trust = json.dumps(
            {
                "Version": "2012-10-17",
                "Statement": {
                    "Effect": "Allow",
                    "Action": "sts:AssumeRole",
                    "Principal": {"Service": "lambda.amazonaws.com"},
                },
            }
        )
        boto3.client("iam").create_role(RoleName="role", AssumeRolePolicyDocument=trust)
        _allow(*ACTIONS)
        _client().create_function(
            FunctionName="handle",
            Role=f"arn:aws:iam::{ACCOUNT}:role/role",
            Runtime="python3.13",
            Handler="app.main",
            Code={"ZipFile": b"PK\5\6" + bytes(18)},
            Timeout=30,
        )
        for region in (REGION, "us-east-1"):
            boto3.client("sqs", region_name=region).create_queue(QueueName="jobs")
        yield


def _client(user_agent: str = "boto3") -> Any:
    return boto3.client("lambda", region_name=REGION, config=Config(user_agent=user_agent))


def _allow(*actions: str) -> None:
    statement = {"Effect": "Allow", "Action": [*actions, "logs:*"], "Resource": "*"}
    boto3.client("iam").put_role_policy(
        RoleName="role",
        PolicyName="p",
        PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [statement]}),
    )


def _create(queue: str = "jobs", region: str = REGION, function: str = "handle", **more: Any) -> Any:
    arn = f"arn:aws:sqs:{region}:{ACCOUNT}:{queue}"
    return _client().create_event_source_mapping(EventSourceArn=arn, FunctionName=function, **more)


def _refusal(user_agent: str = "boto3", **more: Any) -> str:
    """What Lambda refuses a new mapping with, or nothing."""
    arn = f"arn:aws:sqs:{more.pop('region', REGION)}:{ACCOUNT}:{more.pop('queue', 'jobs')}"
    try:
        _client(user_agent).create_event_source_mapping(EventSourceArn=arn, FunctionName="handle", **more)
    except ClientError as error:
        return f"{error.response['Error']['Code']}: {error.response['Error']['Message']}"
    return ""


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"queue": "none"}, "InvalidParameterValueException: Error occurred while ReceiveMessage."),
        (
            {"region": "us-east-1"},
            "InvalidParameterValueException: Event source and function must be in the same",
        ),
        (
            {"BatchSize": 11},
            "InvalidParameterValueException: Maximum batch window in seconds must be greater than 0",
        ),
        (
            {"BatchSize": 10_001, "MaximumBatchingWindowInSeconds": 1},
            "InvalidParameterValueException: BatchSize 10001 is not between 1 and 10000",
        ),
        (
            {"FilterCriteria": {"Filters": [{"Pattern": "{}"}]}},
            "InvalidParameterValueException: FilterCriteria is not emulated",
        ),
    ],
    ids=str,
)
def test_what_is_refused(given: dict[str, Any], reason: str) -> None:
    with event_source_mappings.patched():
        assert _refusal(**given).startswith(reason)


def test_a_queue_gives_a_function_time_to_end() -> None:
    assert not _refusal()
    boto3.client("sqs", region_name=REGION).create_queue(
        QueueName="brief", Attributes={"VisibilityTimeout": "29"}
    )
    with event_source_mappings.patched():
        assert _refusal(queue="brief") == (
            "InvalidParameterValueException: Queue visibility timeout: 29 seconds is less than "
            "Function timeout: 30 seconds"
        )


@pytest.mark.parametrize("lacking", ACTIONS)
def test_a_role_that_does_not_let_lambda_receive(lacking: str) -> None:
    _allow(*(action for action in ACTIONS if action != lacking))
    with event_source_mappings.patched():
        assert _refusal() == (
            "InvalidParameterValueException: The function execution role does not have permissions to call "
            f"{lacking.removeprefix('sqs:')} on SQS"
        )
    assert not _refusal()


def test_terraform_gives_up_when_no_policy_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    _allow("sqs:DeleteMessage")
    words = "execution role does not have permissions"  # at which the provider tries again
    with event_source_mappings.patched():
        assert words in _refusal(TERRAFORM)
        monkeypatch.setattr(event_source_mappings, "PATIENCE_SECONDS", 0)
        assert _refusal(TERRAFORM) == (
            "InvalidParameterValueException: Lambda may not call ReceiveMessage on SQS: "
            f"no policy of arn:aws:iam::{ACCOUNT}:role/role allows it"
        )
        assert words in _refusal()
        _allow(*ACTIONS)
        assert not _refusal(TERRAFORM)


def test_one_mapping_of_a_queue_and_a_function() -> None:
    assert _create()["UUID"] != _create()["UUID"]
    boto3.client("sqs", region_name=REGION).create_queue(QueueName="other")
    with event_source_mappings.patched():
        uuid = _create("other")["UUID"]
        assert _refusal(queue="other") == (
            "ResourceConflictException: An event source mapping with SQS arn "
            f'(" arn:aws:sqs:{REGION}:{ACCOUNT}:other ") and function (" handle ") already exists. '
            f"Please update or delete the existing mapping with UUID {uuid}"
        )


def test_the_alias_stays() -> None:
    client = _client()
    client.create_alias(FunctionName="handle", Name="live", FunctionVersion="$LATEST")
    assert _create(function=f"{FUNCTION}:live")["FunctionArn"] != f"{FUNCTION}:live"
    with event_source_mappings.patched():
        made = _create(function=f"{FUNCTION}:live")
        assert made["FunctionArn"] == f"{FUNCTION}:live"
        changed = client.update_event_source_mapping(UUID=made["UUID"], BatchSize=5)
        assert (changed["FunctionArn"], changed["BatchSize"]) == (f"{FUNCTION}:live", 5)
        changed = client.update_event_source_mapping(UUID=made["UUID"], FunctionName=FUNCTION)
        assert changed["FunctionArn"] == FUNCTION
        with pytest.raises(ClientError, match="Maximum batch window"):
            client.update_event_source_mapping(UUID=made["UUID"], BatchSize=50)


def test_mappings_that_are_not_there() -> None:
    with event_source_mappings.patched():
        for call in (_client().update_event_source_mapping, _client().delete_event_source_mapping):
            with pytest.raises(ClientError, match="ResourceNotFoundException"):
                call(UUID=NOTHING)
    _client().delete_event_source_mapping(UUID=NOTHING)  # moto does not mind


def test_messages_are_not_delivered_by_moto() -> None:
    with event_source_mappings.patched():
        _create()
        sqs = boto3.client("sqs", region_name=REGION)
        url = sqs.get_queue_url(QueueName="jobs")["QueueUrl"]
        sqs.send_message(QueueUrl=url, MessageBody="{}")  # it would look for docker
        assert len(sqs.receive_message(QueueUrl=url)["Messages"]) == 1


def test_other_sources_are_left_to_moto() -> None:
    table = boto3.client("dynamodb", region_name=REGION).create_table(
        TableName="t",
        KeySchema=[{"AttributeName": "k", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "k", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"},
    )["TableDescription"]
    with event_source_mappings.patched():
        made = _client().create_event_source_mapping(
            EventSourceArn=table["LatestStreamArn"], FunctionName="handle", StartingPosition="LATEST"
        )
        assert _client().update_event_source_mapping(UUID=made["UUID"], BatchSize=500)["BatchSize"] == 500
