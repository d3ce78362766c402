"""Patches of a few lines: autoscaling's tags, replica keys, roles."""

from __future__ import annotations

from typing import Any

import boto3
import pytest
from moto import mock_aws
from moto.core.models import DEFAULT_ACCOUNT_ID as ACCOUNT
from moto.iam.models import iam_backends

from tests.component.emulator.patches.plain import credentials as credentials
from tfgen.emulator.patches import applicationautoscaling, iam_roles, kms

REGION, OTHER = "eu-west-1", "us-east-1"


def _scalable(**more: Any) -> tuple[Any, str]:
    boto3.client("dynamodb", region_name=REGION).create_table(
        TableName="orders",
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        ProvisionedThroughput={"ReadCapacityUnits": 1, "WriteCapacityUnits": 1},
    )
    client = boto3.client("application-autoscaling", region_name=REGION)
    arn = client.register_scalable_target(
        ServiceNamespace="dynamodb",
        ResourceId="table/orders",
        ScalableDimension="dynamodb:table:ReadCapacityUnits",
        MinCapacity=1,
        MaxCapacity=2,
        **more,
    )["ScalableTargetARN"]
    return client, arn


@mock_aws
def test_moto_lists_no_tags_of_scalable_targets() -> None:
    client, arn = _scalable()
    with pytest.raises(NotImplementedError):
        client.list_tags_for_resource(ResourceARN=arn)


@mock_aws
def test_scalable_targets_have_tags() -> None:
    with applicationautoscaling.patched():
        client, arn = _scalable(Tags={"service": "shop"})
        client.tag_resource(ResourceARN=arn, Tags={"team": "a"})
        client.untag_resource(ResourceARN=arn, TagKeys=["service"])
        assert client.list_tags_for_resource(ResourceARN=arn)["Tags"] == {"team": "a"}


def _kinds_of_key() -> tuple[str, str]:
    primary = boto3.client("kms", region_name=REGION)
    key = primary.create_key(MultiRegion=True)["KeyMetadata"]["KeyId"]
    primary.replicate_key(KeyId=key, ReplicaRegion=OTHER)
    replica = boto3.client("kms", region_name=OTHER)
    second, first = (
        str(client.describe_key(KeyId=key)["KeyMetadata"]["MultiRegionConfiguration"]["MultiRegionKeyType"])
        for client in (replica, primary)
    )
    return first, second


@mock_aws
def test_moto_makes_the_primary_a_replica_too() -> None:
    assert _kinds_of_key() != ("PRIMARY", "REPLICA")


@mock_aws
def test_a_replica_key_is_one() -> None:
    with kms.patched():
        assert _kinds_of_key() == ("PRIMARY", "REPLICA")


def _roles_while_one_is_made() -> list[str]:
    client = boto3.client("iam", region_name=REGION)
    trust = '{"Version": "2012-10-17", "Statement": []}'
    client.create_role(RoleName="first", AssumeRolePolicyDocument=trust)
    backend: Any = iam_backends[ACCOUNT]["aws"]
    seen = []
    for role in backend.get_roles():
        seen.append(role.name)
        if role.name == "first":
            client.create_role(RoleName="second", AssumeRolePolicyDocument=trust)
    return seen


@mock_aws
def test_moto_finds_no_role_while_another_is_made() -> None:
    with pytest.raises(RuntimeError, match="changed size"):
        _roles_while_one_is_made()


@mock_aws
def test_a_role_is_found_while_another_is_made() -> None:
    with iam_roles.patched():
        assert _roles_while_one_is_made() == ["first"]


def _alarms_of_a_policy_put_twice() -> int:
    client, _ = _scalable()
    for target in (50, 60):
        client.put_scaling_policy(
            PolicyName="reads",
            ServiceNamespace="dynamodb",
            ResourceId="table/orders",
            ScalableDimension="dynamodb:table:ReadCapacityUnits",
            PolicyType="TargetTrackingScaling",
            TargetTrackingScalingPolicyConfiguration={
                "TargetValue": target,
                "PredefinedMetricSpecification": {"PredefinedMetricType": "DynamoDBReadCapacityUtilization"},
            },
        )
    found: Any = boto3.client("cloudwatch", region_name=REGION).describe_alarms()["MetricAlarms"]
    return len(found)


@mock_aws
def test_moto_keeps_the_alarms_of_a_policy_that_is_replaced() -> None:
    assert _alarms_of_a_policy_put_twice() == 8


@mock_aws
def test_a_policy_that_is_replaced_takes_its_alarms_with_it() -> None:
    with applicationautoscaling.patched():
        assert _alarms_of_a_policy_put_twice() == 4
