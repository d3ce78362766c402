"""Patches of a few lines: autoscaling's tags, replica keys."""

from __future__ import annotations

from typing import Any

import boto3
import pytest
from moto import mock_aws

from tests.component.emulator.patches.plain import credentials as credentials
from tfgen.emulator.patches import applicationautoscaling, kms

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
