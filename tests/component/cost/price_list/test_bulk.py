"""The bulk files over HTTP."""

from __future__ import annotations

import socket

import pytest

from tests.component.cost.price_list.recorded import EU, US, Site, file_of
from tfgen.cost.items import GLOBAL
from tfgen.cost.price_list import bulk
from tfgen.diagnostics import Diagnostic, Severity

LAMBDA = file_of("AWSLambda", EU)
INDEX = "/offers/v1.0/aws/AWSLambda/current/region_index.json"


def refusal(site: Site, **change: int) -> Diagnostic:
    """What is told instead of Lambda's offers."""
    found = bulk.reader(site.address, **change)("AWSLambda", EU)
    assert isinstance(found, Diagnostic)
    assert (found.code, found.severity) == ("TFG701", Severity.ERROR)
    return found


def test_the_file_of_one_region_is_read_by_way_of_the_index(site: Site) -> None:
    read = bulk.reader(site.address)
    found = read("AWSLambda", EU)
    assert not isinstance(found, Diagnostic)
    assert "EUC1-Request" in {offer.attribute("usagetype") for offer in found}
    assert found[0].source == "AWS Price List, AWSLambda, version 20261001184746"
    read("AWSLambda", US)
    assert site.asked == [INDEX, LAMBDA, file_of("AWSLambda", US)]


def test_what_belongs_to_no_region_is_in_a_file_of_its_own(site: Site) -> None:
    found = bulk.reader(site.address)("AmazonRoute53", GLOBAL)
    assert not isinstance(found, Diagnostic)
    assert "HostedZone" in {offer.attribute("usagetype") for offer in found}


def test_a_region_without_the_service_has_no_offers(site: Site) -> None:
    assert bulk.reader(site.address)("AWSLambda", "eu-west-9") == []


@pytest.mark.parametrize(
    ("status", "attempts"), [(404, 1), (403, 1), (500, bulk.ATTEMPTS), (503, bulk.ATTEMPTS)]
)
def test_a_refusal_is_told(site: Site, status: int, attempts: int) -> None:
    site.statuses[LAMBDA] = [status] * bulk.ATTEMPTS
    assert f"{LAMBDA}: HTTP {status}" in refusal(site).message
    assert site.asked.count(LAMBDA) == attempts


def test_a_fault_that_passes_is_none(site: Site) -> None:
    site.statuses[LAMBDA] = [500, 503]
    assert not isinstance(bulk.reader(site.address)("AWSLambda", EU), Diagnostic)


def test_a_body_that_is_cut_short_is_told(site: Site) -> None:
    site.files[LAMBDA] = site.files[LAMBDA][:2000]
    site.missing[LAMBDA] = 500
    assert "500 more expected" in refusal(site).message


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>sign in</html>",
        b"{",
        b"[]",
        b"\xff\xfe",
        b'{"products": {}}',
        b"[" * 100_000,
        b'{"offerCode": "AWSLambda", "version": "1", "terms": {}, "products": {"A": {"sku": "A"}}}',
    ],
)
def test_what_is_no_price_list_is_told(site: Site, body: bytes) -> None:
    site.files[LAMBDA] = body
    assert "what came for AWSLambda in eu-central-1 is no price list" in refusal(site).message


@pytest.mark.parametrize("path", ["https://example.com/", "/elsewhere", "/offers/v1.0/aws/../../secret", 5])
def test_an_index_that_leads_elsewhere_is_not_followed(site: Site, path: object) -> None:
    site.files[INDEX] = f'{{"regions": {{"{EU}": {{"currentVersionUrl": {path!r}}}}}}}'.replace(
        "'", '"'
    ).encode()
    assert "no price list" in refusal(site).message
    assert site.asked == [INDEX]


def test_a_file_that_is_too_long_is_not_read(site: Site) -> None:
    assert f"{LAMBDA}: longer than 1000 bytes" in refusal(site, most=1000).message
    assert site.asked.count(LAMBDA) == 1


def test_no_server_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        found = bulk.reader(f"http://127.0.0.1:{unused.getsockname()[1]}")("AWSLambda", EU)
    assert isinstance(found, Diagnostic)
    assert "HTTPS_PROXY" in (found.hint or "")
