"""Which products are taken for which items."""

from __future__ import annotations

import json
from decimal import Decimal
from functools import cache

import pytest

from tests.component.cost.price_list.recorded import EU, REGIONS, US, file_of, files
from tfgen.cost.items import GLOBAL, ITEMS
from tfgen.cost.price_list.choice import candidates, choose
from tfgen.cost.price_list.offers import Offer, Tier, of_file
from tfgen.cost.price_list.products import EDGES, OF_THE_WORLD, PRODUCTS
from tfgen.cost.prices import Price, shipped


@cache
def recorded(regions: tuple[str, ...] = REGIONS) -> dict[tuple[str, str], Price]:
    """Everything that the recorded files say."""
    found = []
    for service in dict.fromkeys(product.service for product in PRODUCTS):
        for region in (GLOBAL,) if service in OF_THE_WORLD else regions:
            path = file_of(service, "aws-other" if region == GLOBAL else region)
            found += list(candidates(service, region, of_file(files()[path])))
    facts, diagnostics = choose(found, regions, "2026-10-06")
    assert diagnostics == []
    return facts


def test_every_item_is_a_product_once() -> None:
    assert sorted(product.item.key for product in PRODUCTS) == sorted(ITEMS)


def test_edges_are_called_as_the_shipped_prices_call_them() -> None:
    assert sorted(EDGES.values()) == shipped().places(ITEMS["cloudfront.requests"])


def test_every_item_is_found_everywhere_among_others_of_its_service() -> None:
    places = {(product.item.key, place) for product in PRODUCTS for place in product.where.places(REGIONS)}
    assert set(recorded()) == places
    assert ("transfer.between", "eu-central-1>us-east-1") in places


@pytest.mark.parametrize(
    ("key", "place", "steps"),
    [
        ("lambda.requests.x86_64", EU, [("0", "0.2")]),
        ("lambda.requests.arm64", US, [("0", "0.2")]),
        (
            "lambda.duration.x86_64",
            EU,
            [("0", "0.0000166667"), ("6000000000", "0.000015"), ("15000000000", "0.0000133334")],
        ),
        ("apigateway.http", EU, [("0", "1.2"), ("300000000", "1.08")]),
        (
            "apigateway.rest",
            US,
            [("0", "3.5"), ("333000000", "2.8"), ("1000000000", "2.38"), ("20000000000", "1.51")],
        ),
        ("dynamodb.write", EU, [("0", "0.7625")]),
        ("dynamodb.replicated-write", US, [("0", "0.625")]),
        ("dynamodb.rcu", US, [("0", "0.00013")]),
        ("dynamodb.replicated-wcu", EU, [("0", "0.000793")]),
        ("dynamodb.storage", EU, [("0", "0.306")]),
        ("dynamodb.recovery", US, [("0", "0.2")]),
        ("dynamodb.stream-read", EU, [("0", "0.244")]),
        ("route53.zone", GLOBAL, [("0", "0.5"), ("25", "0.1")]),
        ("route53.queries.alias", GLOBAL, [("0", "0")]),
        ("route53.queries.latency", GLOBAL, [("0", "0.6"), ("1000000000", "0.3")]),
        ("route53.check", GLOBAL, [("0", "0.5")]),
        ("route53.check-option", GLOBAL, [("0", "1")]),
        (
            "transfer.internet",
            EU,
            [("0", "0.09"), ("10240", "0.085"), ("51200", "0.07"), ("153600", "0.05")],
        ),
        ("transfer.between", "us-east-1>eu-central-1", [("0", "0.02")]),
        ("cloudwatch.log-ingestion", EU, [("0", "0.63")]),
        ("cloudwatch.log-storage", US, [("0", "0.03")]),
        ("cloudwatch.alarm", EU, [("0", "0.1")]),
        (
            "cloudwatch.metric",
            US,
            [("0", "0.3"), ("10000", "0.1"), ("250000", "0.05"), ("1000000", "0.02")],
        ),
        ("xray.traces", EU, [("0", "5")]),
        ("kms.key", EU, [("0", "1")]),
        ("kms.requests", US, [("0", "0.03")]),
        ("secretsmanager.requests", EU, [("0", "0.05")]),
        ("secretsmanager.requests", US, [("0", "0.05")]),
        ("sqs.requests", EU, [("0", "0.4"), ("100000000000", "0.3"), ("200000000000", "0.24")]),
        ("sqs.requests", US, [("0", "0.4"), ("100000000000", "0.3"), ("200000000000", "0.24")]),
        ("waf.acl", EU, [("0", "5")]),
        ("waf.requests", US, [("0", "0.6")]),
        ("cloudfront.requests", "south-america", [("0", "0.022")]),
        ("cloudfront.transfer", "europe", [("0", "0.085"), ("10240", "0.08"), ("51200", "0.06")]),
    ],
)
def test_prices_are_those_of_the_recorded_products(
    key: str, place: str, steps: list[tuple[str, str]]
) -> None:
    price = recorded()[key, place]
    assert price.steps == tuple((Decimal(start), Decimal(usd)) for start, usd in steps)
    assert price.as_of == "2026-10-06"
    assert price.source.startswith("AWS Price List, ")


OTHERS = (
    "IA-WriteRequestUnits",
    "EUC1-IA-WriteRequestUnits",
    "Global-Request",
    "Lambda-Edge-Request",
    "EUC1-Lambda-Provisioned-GB-Second",
    "EUC1-ApiGatewayMessage",
    "EUC1-DataProcessingIA-Bytes",
    "EUC1-CW:HighResAlarmMonitorUsage",
    "eu-central-1-KMS-Requests-Asymmetric",
    "EUC1-ShieldProtected-WebACLV2",
    "EUC1-RequestV2-Tier3-2500WCU",
    "EUC1-WebACL",
    "EUC1-DNS-Queries",
    "Geo-Queries",
    "Health-Check-Non-AWS",
    "EU-Requests-Tier1",
    "EU-DataTransfer-Out-OBytes",
    "EUC1-USE1-AWS-In-Bytes",
    "EUC1-DataTransfer-Regional-Bytes",
)


@pytest.mark.parametrize("usage", OTHERS)
def test_what_has_a_similar_name_is_not_taken(usage: str) -> None:
    offer = Offer({"usagetype": usage}, (), "")
    for product in PRODUCTS:
        assert product.place(offer, EU) is None


def test_a_product_of_another_region_in_the_same_list_is_not_taken() -> None:
    offer = Offer(
        {"usagetype": "UGW1-Request", "regionCode": "us-gov-west-1"}, (Tier("0", "Inf", "Requests", "1"),), ""
    )
    assert list(candidates("AWSLambda", EU, [offer])) == []


def test_only_pairs_of_the_regions_asked_for_are_priced() -> None:
    assert not [place for _, place in recorded((EU,)) if ">" in place]
    usages = {
        each["attributes"]["usagetype"]
        for each in json.loads(files()[file_of("AWSDataTransfer", EU)])["products"].values()
    }
    assert "EUC1-EU-AWS-Out-Bytes" in usages
