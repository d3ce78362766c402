"""A domain that another spec makes stands in each region, as its owner would have made it."""

from __future__ import annotations

from typing import Any

import boto3

from tests.specs import example, stack_of
from tfgen.emulator.server import emulated

BOTH = ["eu-west-1", "us-east-1"]


def _client(service: str, region: str, endpoint: str) -> Any:
    return boto3.Session("id", "secret").client(service, region_name=region, endpoint_url=endpoint)  # type: ignore[call-overload]


def test_a_domain_that_another_makes_stands_in_every_region_and_in_one_that_may_come() -> None:
    domain = {"existing": "api.example.com", "path": "orders"}
    with emulated(stack_of({**example("hello"), "regions": BOTH, "domain": domain})) as address:
        for region in (*BOTH, "ap-southeast-2"):
            gateway = _client("apigatewayv2", region, address)
            (found,) = gateway.get_domain_names()["Items"]
            assert found["DomainName"] == "api.example.com"
            assert gateway.get_api_mappings(DomainName="api.example.com")["Items"] == []
        route53 = _client("route53", BOTH[0], address)
        zone = route53.list_hosted_zones()["HostedZones"][0]["Id"]
        records = route53.list_resource_record_sets(HostedZoneId=zone)["ResourceRecordSets"]
        assert sorted(each["Region"] for each in records if each["Name"] == "api.example.com.") == BOTH
