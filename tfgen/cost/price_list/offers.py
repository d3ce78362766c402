"""The Price List's JSON: products, and what they cost on demand.

GetProducts answers one JSON text for each product; a bulk file holds all products of a service in a region. What
stands in a product and in its terms is the same in both.

Sources: https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/bulk-api-reading-price-list-files.html
https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_pricing_GetProducts.html
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Tier:
    """A price for the units of a month between two quantities, as text."""

    begin: str
    end: str
    """`Inf` for no end."""
    unit: str
    usd: str
    """US dollars for one unit; empty if it is priced in another currency."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A product on demand."""

    attributes: Mapping[str, str]
    tiers: tuple[Tier, ...]
    source: str

    def attribute(self, name: str, otherwise: str = "") -> str:
        """An attribute, such as `usagetype`."""
        return self.attributes.get(name, otherwise)


MALFORMED = (ValueError, KeyError, TypeError, AttributeError, RecursionError)
"""What the readers below raise for text that is no Price List."""


def of_answer(text: str) -> Iterator[Offer]:
    """The offers of one product as GetProducts tells it. Raises one of MALFORMED."""
    data = json.loads(text)
    source = _source(data["serviceCode"], data["version"])
    yield from _offers(data["product"], data.get("terms", {}).get("OnDemand", {}), source)


def of_file(text: str | bytes) -> Iterator[Offer]:
    """The offers of a bulk file. Raises one of MALFORMED."""
    data = json.loads(text)
    source = _source(data["offerCode"], data["version"])
    terms = data["terms"].get("OnDemand", {})
    for sku, product in data["products"].items():
        yield from _offers(product, terms.get(sku, {}), source)


def _source(service: str, version: str) -> str:
    return f"AWS Price List, {service}, version {version}"


def _offers(product: Mapping[str, Any], terms: Mapping[str, Any], source: str) -> Iterator[Offer]:
    attributes = {str(name): str(value) for name, value in product["attributes"].items()}
    for term in terms.values():
        tiers = tuple(_tier(dimension) for dimension in term["priceDimensions"].values())
        yield Offer(attributes, tiers, source)


def _tier(dimension: Mapping[str, Any]) -> Tier:
    usd = dimension["pricePerUnit"].get("USD", "")
    return Tier(str(dimension["beginRange"]), str(dimension["endRange"]), str(dimension["unit"]), str(usd))
