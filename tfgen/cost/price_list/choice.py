"""The prices of items among the offers of the Price List: those that are told once, and what is wrong with the rest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tfgen.cost import codes
from tfgen.cost.items import Item
from tfgen.cost.price_list.offers import Offer
from tfgen.cost.price_list.products import PRODUCTS, Product
from tfgen.cost.price_list.steps import Steps, UnreadableError, steps
from tfgen.cost.prices import Price
from tfgen.diagnostics import Diagnostic

_MOST_PLACES = 5


@dataclass(frozen=True, slots=True)
class Candidate:
    """What an offer says of the price of an item somewhere."""

    product: Product
    place: str
    steps: Steps | None
    source: str
    reason: str = ""
    """Why it is no price."""


def candidates(service: str, region: str, offers: Iterable[Offer]) -> Iterator[Candidate]:
    """What the list of a service in a region, or in `global`, says of items."""
    products = [product for product in PRODUCTS if product.service == service]
    for offer in offers:
        for product in products:
            place = product.place(offer, region)
            if place is not None:
                yield _candidate(product, place, offer)


def _candidate(product: Product, place: str, offer: Offer) -> Candidate:
    try:
        read = steps(offer.tiers, product.units, product.item.per)
    except UnreadableError as error:
        return Candidate(product, place, None, offer.source, str(error))
    return Candidate(product, place, read, offer.source)


def choose(
    found: Iterable[Candidate], regions: Iterable[str], as_of: str
) -> tuple[dict[tuple[str, str], Price], list[Diagnostic]]:
    """The price of every item everywhere where the candidates agree on one, and where they do not."""
    named = list(regions)
    by_place: dict[tuple[str, str], list[Candidate]] = defaultdict(list)
    for candidate in found:
        by_place[candidate.product.item.key, candidate.place].append(candidate)
    facts: dict[tuple[str, str], Price] = {}
    wrong: dict[tuple[Item, str], list[str]] = defaultdict(list)
    for product in PRODUCTS:
        for place in product.where.places(named):
            chosen = _agreed(by_place[product.item.key, place], as_of)
            if isinstance(chosen, Price):
                facts[product.item.key, place] = chosen
            else:
                wrong[product.item, chosen].append(place)
    return facts, [_told(item, reason, places) for (item, reason), places in wrong.items()]


def _agreed(found: list[Candidate], as_of: str) -> Price | str:
    """The one price of the candidates, or why there is none."""
    if not found:
        return "not there"
    reasons = sorted({candidate.reason for candidate in found if candidate.steps is None})
    if reasons:
        return reasons[0]
    prices = {candidate.steps for candidate in found if candidate.steps is not None}
    if len(prices) > 1:
        first = sorted(f"{price[0][1].normalize():f}" for price in prices)
        return f"there more than once, at prices that differ: {', '.join(first)}"
    return Price(prices.pop(), as_of, found[0].source)


def _told(item: Item, reason: str, places: list[str]) -> Diagnostic:
    where = ", ".join(places[:_MOST_PLACES])
    more = f" and {len(places) - _MOST_PLACES} more" if len(places) > _MOST_PLACES else ""
    return codes.NOT_IN_PRICE_LIST(f"{item.service}: {item.title} in {where}{more} is {reason}")
