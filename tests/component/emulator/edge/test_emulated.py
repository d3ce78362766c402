"""Distributions in an emulated AWS: deleted at once, as Terraform's provider needs to hear; found by those who ask."""

from __future__ import annotations

import http.client
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


def _client(aws: Emulator, agent: str) -> Any:
    session: Any = boto3.Session("test", "test", region_name="us-east-1")
    config = Config(user_agent_extra=agent, retries={"total_max_attempts": 1})
    return session.client("cloudfront", endpoint_url=aws.endpoint, config=config)


@pytest.mark.parametrize("agent", ["terraform-provider-aws/5.100.0", "other"])
def test_a_distribution_that_is_deleted(aws: Emulator, agent: str) -> None:
    client = _client(aws, agent)
    made = client.create_distribution(DistributionConfig={**CONFIG, "CallerReference": agent})
    identifier = made["Distribution"]["Id"]
    assert (disable(), disable()) == (1, 0)
    if agent == "other":
        client.delete_distribution(Id=identifier, IfMatch=made["ETag"])
    else:
        with pytest.raises(ClientError, match="NoSuchDistribution"):
            client.delete_distribution(Id=identifier, IfMatch=made["ETag"])
    assert client.list_distributions()["DistributionList"]["Quantity"] == 0


def test_a_client_finds_a_distribution_by_its_name_or_by_what_it_was_answered(aws: Emulator) -> None:
    made = _client(aws, "other").create_distribution(DistributionConfig={**CONFIG, "CallerReference": "b"})
    name = made["Distribution"]["DomainName"]
    for headers, status, reason in (
        ({"host": name}, 502, "CloudFront wasn't able to resolve the origin domain name."),
        ({"host": "www.example.com", "x-client-target": name}, 403, "www.example.com is no name of"),
        ({"host": "gone.cloudfront.net"}, 502, "the name leads to gone.cloudfront.net"),
    ):
        connection = http.client.HTTPConnection(aws.front_door.removeprefix("http://"), timeout=20)
        connection.request("GET", "/", headers=headers)
        assert connection.getresponse().status == status
        connection.close()
        last = aws.door.journal[-1]
        assert (last.host, last.region, last.status) == (headers["host"], "", status)
        assert last.reason.startswith(reason)
