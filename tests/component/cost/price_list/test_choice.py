"""What is left out, and how that is told."""

from __future__ import annotations

import dataclasses

from tests.component.cost.price_list.recorded import EU, REGIONS, US, file_of, files
from tfgen.cost.items import ITEMS
from tfgen.cost.price_list.choice import Candidate, candidates, choose
from tfgen.cost.price_list.offers import Offer, of_file
from tfgen.diagnostics import Diagnostic

KEY = "xray.traces"


def traces(region: str = EU) -> Offer:
    """The offer of traces in a region."""
    offers = of_file(files()[file_of("AWSXRay", region)])
    return next(offer for offer in offers if offer.attribute("group") == "Traces Stored")


def priced(offer: Offer, **change: str) -> Offer:
    """An offer with its only tier changed."""
    return dataclasses.replace(offer, tiers=(dataclasses.replace(offer.tiers[0], **change),))


def told(*offers: Offer, regions: tuple[str, ...] = (EU,)) -> tuple[bool, list[Diagnostic]]:
    """Whether traces have a price in the first region, and what is wrong with them."""
    found: list[Candidate] = list(candidates("AWSXRay", EU, offers))
    facts, diagnostics = choose(found, regions, "2026-10-06")
    return (KEY, EU) in facts, [each for each in diagnostics if ITEMS[KEY].title in each.message]


def test_one_product_is_a_price() -> None:
    assert told(traces()) == (True, [])


def test_a_product_that_is_not_there_is_reported_for_all_regions_at_once() -> None:
    found, diagnostics = told(regions=REGIONS)
    assert not found
    assert [each.message for each in diagnostics] == [
        "X-Ray: traces recorded in eu-central-1, us-east-1 is not there"
    ]
    assert [(each.code, each.severity) for each in diagnostics] == [("TFG705", "warning")]


def test_many_regions_are_counted() -> None:
    regions = tuple(f"eu-west-{number}" for number in range(1, 9))
    _, diagnostics = told(regions=regions)
    assert diagnostics[0].message.endswith("eu-west-4, eu-west-5 and 3 more is not there")


def test_a_product_told_twice_at_one_price_is_a_price() -> None:
    assert told(traces(), traces()) == (True, [])


def test_a_product_told_twice_at_two_prices_is_left_out() -> None:
    found, diagnostics = told(traces(), priced(traces(), usd="0.000006"))
    assert not found
    message = "X-Ray: traces recorded in eu-central-1 is there more than once, at prices that differ: 5, 6"
    assert [each.message for each in diagnostics] == [message]


def test_a_unit_that_is_not_known_is_left_out() -> None:
    found, diagnostics = told(priced(traces(), unit="Million Traces"))
    assert not found
    assert "in eu-central-1 is priced by `Million Traces`, not by Traces" in diagnostics[0].message


def test_a_unit_that_is_not_known_beside_one_that_is_is_left_out() -> None:
    assert told(traces(), priced(traces(), unit="Million Traces"))[0] is False


def test_another_currency_is_left_out() -> None:
    found, diagnostics = told(priced(traces(), usd=""))
    assert not found
    assert "not priced in US dollars" in diagnostics[0].message


def test_another_region_is_never_used_instead() -> None:
    found, diagnostics = told(traces(US))
    assert not found
    assert diagnostics
