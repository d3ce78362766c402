"""Distributions that are deleted: at once, as Terraform's provider needs to hear, and as all others are told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from tests.component.emulator.patches.plain import credentials as credentials
from tfgen.emulator.cloudfront.distributions import disable
from tfgen.emulator.emulator import Emulator, emulator

CONFIG = {
    "CallerReference": "a",
    "Comment": "",
    "Enabled": True,
    "Origins": {
        "Quantity": 1,
        "Items": [
            {
                "Id": "o",
                "DomainName": "origin.example.com",
                "CustomOriginConfig": {
                    "HTTPPort": 80,
                    "HTTPSPort": 443,
                    "OriginProtocolPolicy": "https-only",
                },
            }
        ],
    },
    "DefaultCacheBehavior": {
        "TargetOriginId": "o",
        "ViewerProtocolPolicy": "allow-all",
        "CachePolicyId": "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
    },
}


@pytest.fixture(scope="module")
def aws() -> Iterator[Emulator]:
    with emulator() as running:
        yield running


@pytest.mark.parametrize("agent", ["terraform-provider-aws/5.100.0", "other"])
def test_a_distribution_that_is_deleted(aws: Emulator, agent: str) -> None:
    session: Any = boto3.Session("test", "test", region_name="us-east-1")
    config = Config(user_agent_extra=agent, retries={"total_max_attempts": 1})
    client = session.client("cloudfront", endpoint_url=aws.endpoint, config=config)
    made = client.create_distribution(DistributionConfig={**CONFIG, "CallerReference": agent})
    identifier = made["Distribution"]["Id"]
    assert (disable(), disable()) == (1, 0)
    if agent == "other":
        client.delete_distribution(Id=identifier, IfMatch=made["ETag"])
    else:
        with pytest.raises(ClientError, match="NoSuchDistribution"):
            client.delete_distribution(Id=identifier, IfMatch=made["ETag"])
    assert client.list_distributions()["DistributionList"]["Quantity"] == 0
