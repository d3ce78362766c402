"""Functions that send messages: the addresses of queues, and what their roles allow."""

from __future__ import annotations

import http.client
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import boto3
import pytest
from botocore.config import Config

from tests.component.emulator.sqs.world import ACCOUNT, REGION, World, queue_arn
from tfgen.emulator.functions.deployment import Deployment
from tfgen.emulator.functions.permissions import Credentials, credentials, forget_credentials
from tfgen.emulator.functions.variables import variables
from tfgen.emulator.service import FORM

OTHER = "us-east-1"
_ROOT = Path("/")
SEND = """
import os, boto3
from botocore.exceptions import ClientError
def main(event, context):
    try:
        return boto3.client("sqs").send_message(QueueUrl=os.environ["QUEUE_JOBS"], MessageBody="hello")["MessageId"]
    except ClientError as error:
        return error.response["Error"]
"""


def address(queue: str, region: str = REGION) -> str:
    return f"https://sqs.{region}.amazonaws.com/{ACCOUNT}/{queue}"


def _sent(world: World, url: str, role: str, region: str = REGION) -> Any:
    function = world.function(SEND, region, role=role, Environment={"Variables": {"QUEUE_JOBS": url}})
    return world.aws.functions.invoke(region, function, None, {}).payload


@pytest.mark.parametrize("region", [REGION, OTHER])
def test_a_function_sends_to_the_queue_of_its_region(world: World, region: str) -> None:
    queue = world.queue(region)
    role = world.role({"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": queue_arn(queue, region)})
    assert isinstance(_sent(world, address(queue, region), role, region), str)
    assert world.queues.bodies(region, queue) == ("hello",)


def test_a_function_sends_nothing_that_its_role_does_not_allow(world: World) -> None:
    queue, other = world.queue(), world.queue()
    role = world.role({"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": queue_arn(other)})
    refused = _sent(world, address(queue), role)
    assert refused["Code"] == "AccessDenied"
    assert (
        f"is not authorized to perform: sqs:SendMessage on resource: {queue_arn(queue)}" in refused["Message"]
    )
    assert world.queues.bodies(REGION, queue) == ()


def _form(world: World, key: str, queue: str) -> tuple[int, str]:
    """What an SDK is answered from before SQS took JSON."""
    connection = http.client.HTTPConnection(world.aws.endpoint.removeprefix("http://"), timeout=30)
    scope = f"AWS4-HMAC-SHA256 Credential={key}/20260101/{REGION}/sqs/aws4_request, SignedHeaders=host, Signature=0"
    connection.request(
        "POST",
        f"/{ACCOUNT}/{queue}",
        urlencode({"Action": "SendMessage", "Version": "2012-11-05", "MessageBody": "an old one"}),
        {"Authorization": scope, "Content-Type": FORM},
    )
    answer = connection.getresponse()
    said = answer.read().decode()
    connection.close()
    return answer.status, said


def test_older_sdks_are_held_to_the_same(world: World) -> None:
    queue, other = world.queue(), world.queue()
    role = world.role({"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": queue_arn(queue)})
    key = credentials(f"arn:aws:iam::{ACCOUNT}:role/{role}", REGION, "f").access_key_id
    status, said = _form(world, key, queue)
    assert status == 200, said
    assert world.queues.bodies(REGION, queue) == ("an old one",)
    status, said = _form(world, key, other)
    assert (status, "<Code>AccessDenied</Code>" in said) == (403, True)
    world.aws.chaos.lose(REGION)
    try:
        assert _form(world, key, queue)[0] == 503
    finally:
        world.aws.chaos.heal(REGION)
    forget_credentials(key)


def test_a_function_does_not_reach_the_queue_of_another_region(world: World) -> None:
    queue = world.queue()
    world.client("sqs", OTHER).create_queue(QueueName=queue)
    role = world.role({"Effect": "Allow", "Action": "sqs:*", "Resource": "*"})
    assert _sent(world, address(queue, OTHER), role)["Code"] == "InvalidAddress"
    assert world.queues.bodies(REGION, queue) == world.queues.bodies(OTHER, queue) == ()


def test_addresses_are_those_of_aws_but_for_the_sdk_for_javascript(world: World) -> None:
    queue = world.queue()
    session = boto3.Session("emulated", "emulated", region_name=REGION)
    for user_agent, expected in {
        "Boto3/1.40": address(queue),
        "aws-sdk-js/3.700.0": f"{world.aws.endpoint}/{ACCOUNT}/{queue}",
    }.items():
        sqs = session.client("sqs", endpoint_url=world.aws.endpoint, config=Config(user_agent=user_agent))
        assert sqs.get_queue_url(QueueName=queue)["QueueUrl"] == expected
        assert sqs.create_queue(QueueName=queue)["QueueUrl"] == expected
        assert sqs.list_queues(QueueNamePrefix=queue)["QueueUrls"] == [expected]


def _variable(runtime: str, value: str) -> str:
    deployment = Deployment(
        REGION, ACCOUNT, "f", "1", runtime, "app.main", "role", 128, 3, (("V", value),), (), False, "", b""
    )
    endpoint = "http://127.0.0.1:1"
    return variables(deployment, _ROOT, None, (), _ROOT, "", Credentials("a", "b", "c"), endpoint)["V"]


def test_the_sdk_for_javascript_is_led_to_the_emulated_queue() -> None:
    assert _variable("nodejs22.x", address("jobs")) == f"http://127.0.0.1:1/{ACCOUNT}/jobs"
    assert _variable("nodejs22.x", address("jobs", OTHER)) == address("jobs", OTHER)
    assert _variable("nodejs22.x", "https://a.execute-api.eu-west-1.amazonaws.com/x") == (
        "https://a.execute-api.eu-west-1.amazonaws.com/x"
    )
    assert _variable("python3.13", address("jobs")) == address("jobs")
