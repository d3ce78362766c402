"""What moto takes and AWS refuses: tests/cases/conformance tells of each; here, that moto needs the patches."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError
from moto import mock_aws

from tests.component.emulator.patches.plain import credentials as credentials
from tfgen.emulator.patches import (
    constraints,
    health_checks,
    kms,
    logs,
    route53_lists,
    scalable_targets,
    sqs_requests,
)

UNCHECKED = Config(parameter_validation=False)


def _client(service: str) -> Any:
    return boto3.client(service, region_name="eu-west-1", config=UNCHECKED)  # type: ignore[call-overload]


def _health_check() -> None:
    _client("route53").create_health_check(CallerReference="a", HealthCheckConfig={"Type": "HTTP"})


def _key() -> None:
    client = _client("kms")
    key = client.create_key()["KeyMetadata"]["KeyId"]
    client.schedule_key_deletion(KeyId=key, PendingWindowInDays=7)
    client.encrypt(KeyId=key, Plaintext=b"text")


def _retention() -> None:
    client = _client("logs")
    client.create_log_group(logGroupName="/app")
    client.put_retention_policy(logGroupName="/app", retentionInDays=15)


def _zones() -> None:
    for name in ("example.com", "example.org"):
        _client("route53").create_hosted_zone(Name=name, CallerReference="a")


def _target() -> None:
    _client("application-autoscaling").register_scalable_target(
        ServiceNamespace="dynamodb",
        ResourceId="table/none",
        ScalableDimension="dynamodb:table:ReadCapacityUnits",
        MinCapacity=1,
        MaxCapacity=2,
    )


def _attribute() -> None:
    _client("sqs").create_queue(QueueName="jobs", Attributes={"Colour": "red"})


def _role() -> None:
    _client("sts").assume_role(RoleArn="arn:aws:iam::123456789012:role/app", RoleSessionName="a b")


@mock_aws
@pytest.mark.parametrize(
    ("patch", "request_"),
    [
        (constraints, _role),
        (health_checks, _health_check),
        (kms, _key),
        (logs, _retention),
        (route53_lists, _zones),
        (scalable_targets, _target),
        (sqs_requests, _attribute),
    ],
    ids=lambda value: value.__name__.rpartition(".")[2].strip("_"),
)
def test_moto_takes_what_is_refused(patch: ModuleType, request_: Callable[[], None]) -> None:
    with patch.patched(), pytest.raises(ClientError):
        request_()


@mock_aws
@pytest.mark.parametrize(
    "request_",
    [_role, _health_check, _key, _retention, _zones, _target, _attribute],
    ids=lambda it: it.__name__,
)
def test_moto_needs_it(request_: Callable[[], None]) -> None:
    request_()
