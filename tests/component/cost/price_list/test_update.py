"""The whole of an update, both ways."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from datetime import date
from pathlib import Path

import boto3
import pytest
from botocore.stub import Stubber

from tests.component.cost.price_list.recorded import (
    EU,
    REGIONS,
    US,
    Page,
    Site,
    changed,
    dimensions,
    file_of,
    pages,
    product,
)
from tfgen.cost.items import GLOBAL, ITEMS
from tfgen.cost.price_list import api, bulk, cache
from tfgen.cost.price_list.products import OF_THE_WORLD, PRODUCTS
from tfgen.cost.price_list.source import Read
from tfgen.cost.price_list.update import Update, update
from tfgen.cost.prices import Prices
from tfgen.diagnostics import has_errors

TODAY = date(2026, 10, 6)
SERVICES = list(dict.fromkeys(each.service for each in PRODUCTS))


def by_bulk(site: Site, regions: tuple[str, ...] = REGIONS, today: date = TODAY) -> Update:
    """An update from the files that a site has."""
    return update(bulk.reader(site.address), regions, today)


def kept() -> Prices:
    """The prices in the cache."""
    found = cache.read(cache.path())
    assert isinstance(found, Prices)
    return found


def test_an_update_writes_every_price(site: Site) -> None:
    told: list[str] = []
    done = update(bulk.reader(site.address), REGIONS, TODAY, told.append)
    assert done.diagnostics == []
    assert done.file == cache.path()
    expected = sum(len(each.where.places(REGIONS)) for each in PRODUCTS)
    assert done.prices == len(cache.facts(kept())) == expected
    assert kept().name == "2026-10-06"
    assert len(told) == len(set(told)) == 10 * len(REGIONS) + 2
    assert {"AWSLambda in eu-central-1", "AmazonRoute53 in global"} < set(told)


def test_both_ways_write_the_same(site: Site) -> None:
    by_bulk(site)
    files = cache.path().read_bytes()
    cache.path().unlink()
    client = boto3.client(
        "pricing", region_name="us-east-1", aws_access_key_id="none", aws_secret_access_key="none"
    )
    with Stubber(client) as stub:
        for service in SERVICES:
            for region in ("aws-other",) if service in OF_THE_WORLD else REGIONS:
                for page in pages(service, region):
                    stub.add_response("get_products", page)
        assert update(api.reader(client), REGIONS, TODAY).diagnostics == []
        stub.assert_no_pending_responses()
    assert cache.path().read_bytes() == files


def test_the_same_answers_give_the_same_file(site: Site) -> None:
    by_bulk(site)
    once = cache.path().read_bytes()
    by_bulk(site)
    assert cache.path().read_bytes() == once


def test_only_the_regions_asked_for_are_fetched(site: Site) -> None:
    by_bulk(site, (EU,))
    assert not [path for path in site.asked if US in path]
    assert kept().places(ITEMS["lambda.requests.arm64"]) == [EU]
    assert kept().places(ITEMS["transfer.between"]) == []


def test_an_update_adds_to_what_was_found_before(site: Site) -> None:
    by_bulk(site, (US,), date(2026, 9, 1))
    by_bulk(site, (EU,))
    alarm = ITEMS["cloudwatch.alarm"]
    assert {place: getattr(kept().find(alarm, place), "as_of", None) for place in kept().places(alarm)} == {
        EU: "2026-10-06",
        US: "2026-09-01",
    }


def test_a_product_that_went_away_is_told_and_its_price_of_before_stays(site: Site) -> None:
    by_bulk(site, today=date(2026, 9, 1))
    before = kept().find(ITEMS["kms.key"], EU)

    def drop(data: Page) -> None:
        del data["products"][product(data, "eu-central-1-KMS-Keys")["sku"]]

    site.files = changed(file_of("awskms", EU), drop)
    done = by_bulk(site)
    assert [each.message for each in done.diagnostics] == ["KMS: customer keys in eu-central-1 is not there"]
    assert not has_errors(done.diagnostics)
    assert kept().find(ITEMS["kms.key"], EU) == before


def test_a_product_that_is_there_twice_is_told(site: Site) -> None:
    def double(data: Page) -> None:
        original = product(data, "EUC1-CW:AlarmMonitorUsage")
        data["products"]["DOUBLE"] = {**original, "sku": "DOUBLE"}
        dimension = {**dimensions(data, "EUC1-CW:AlarmMonitorUsage")[0], "pricePerUnit": {"USD": "0.2"}}
        data["terms"]["OnDemand"]["DOUBLE"] = {"DOUBLE.T": {"priceDimensions": {"DOUBLE.T.D": dimension}}}

    site.files = changed(file_of("AmazonCloudWatch", EU), double)
    (diagnostic,) = by_bulk(site).diagnostics
    assert diagnostic.message.endswith("is there more than once, at prices that differ: 0.1, 0.2")
    assert kept().places(ITEMS["cloudwatch.alarm"]) == [US]


def test_a_unit_that_is_not_known_is_told(site: Site) -> None:
    def rename(data: Page) -> None:
        dimensions(data, "USE1-ApiGatewayHttpRequest")[0]["unit"] = "1000 Requests"

    site.files = changed(file_of("AmazonApiGateway", US), rename)
    (diagnostic,) = by_bulk(site).diagnostics
    assert (
        diagnostic.message
        == "API Gateway: HTTP API requests in us-east-1 is priced by `1000 Requests`, not by Requests"
    )
    assert kept().places(ITEMS["apigateway.http"]) == [EU]


def test_a_service_that_is_not_in_a_region_is_told(site: Site) -> None:
    done = by_bulk(site, (*REGIONS, "eu-west-9"))
    assert "X-Ray: traces recorded in eu-west-9 is not there" in [each.message for each in done.diagnostics]
    assert kept().find(ITEMS["xray.traces"], EU)


def _no_file(site: Site) -> Read:
    del site.files[file_of("awswaf", US)]
    return bulk.reader(site.address)


def _broken_file(site: Site) -> Read:
    site.files[file_of("AmazonCloudFront", "aws-other")] = b"{"
    return bulk.reader(site.address)


def _cut_file(site: Site) -> Read:
    site.missing[file_of("AWSQueueService", EU)] = 10
    return bulk.reader(site.address)


def _refused(site: Site) -> Read:
    client = boto3.client(
        "pricing", region_name="us-east-1", aws_access_key_id="none", aws_secret_access_key="none"
    )
    stub = Stubber(client)
    stub.add_response("get_products", pages("AWSLambda", EU)[0])
    stub.add_client_error("get_products", "AccessDeniedException", "no")
    stub.activate()
    return api.reader(client)


@pytest.mark.parametrize("broken", [_no_file, _broken_file, _cut_file, _refused])
def test_what_was_in_the_cache_stays_whole_if_anything_cannot_be_read(
    site: Site, broken: Callable[[Site], Read]
) -> None:
    by_bulk(site, today=date(2026, 9, 1))
    before = cache.path().read_bytes()
    done = update(broken(site), REGIONS, TODAY)
    assert [each.code for each in done.diagnostics] == ["TFG701"]
    assert done.prices == 0
    assert cache.path().read_bytes() == before
    assert os.listdir(cache.path().parent) == [cache.path().name]  # noqa: PTH208 - names alone


def test_a_broken_cache_is_written_anew(site: Site) -> None:
    cache.path().parent.mkdir(parents=True)
    cache.path().write_text("{")
    assert by_bulk(site).diagnostics == []
    assert kept().find(ITEMS["route53.zone"], GLOBAL)


def test_a_folder_that_cannot_be_written_is_told(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "file"
    file.write_text("")
    monkeypatch.setenv("TFGEN_CACHE_DIR", str(file))
    done = by_bulk(site)
    assert [each.code for each in done.diagnostics] == ["TFG131"]
    assert done.prices == 0
    assert stat.S_ISREG(file.stat().st_mode)
