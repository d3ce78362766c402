"""The bill as rows of cells, which text and Markdown share."""

from __future__ import annotations

from decimal import Decimal

from tfgen.cost.comparison import NOTHING
from tfgen.cost.items import GLOBAL, SERVICES
from tfgen.cost.layout import shortened
from tfgen.cost.money import UNKNOWN, cell, percent, saved, signed, unit, unit_price
from tfgen.cost.report import NAMED, OpenItem, Report, named
from tfgen.stack.kinds.routing import is_drained

ZERO = Decimal(0)
WIDEST = 5
"""Regions that stand beside each other."""
_NAME = 24
"""Characters of what the bill is held against, at the head of a column."""

Rows = list[list[str]]


def by_service(report: Report) -> Rows:
    """A head, a row for each service, and the total; regions in columns where there are few."""
    bill, other = report.bill, report.comparison.other
    places = report.places if len(bill.regions) <= WIDEST else []
    against = compared(report)
    rows = [["", *(_place(report, place) for place in places), "total", *against]]
    there = {*bill.services, *other.services}
    for service in (each for each in SERVICES if each in there):
        cells = [cell(bill.where(service=service, region=place)) for place in places]
        held = [cell(other.where(service=service)), change(report, service)] if against else []
        rows.append([service, *cells, cell(bill.where(service=service)), *held])
    totals = [cell(bill.where(region=place)) for place in places]
    held = [cell(other.sums), change(report)] if against else []
    return [*rows, ["total", *totals, cell(bill.sums), *held]]


def compared(report: Report) -> list[str]:
    """The heads of what the bill is held against, if it is."""
    if report.comparison.other is NOTHING:
        return []
    return [shortened(report.comparison.name, _NAME), "increase"]


def by_region(report: Report) -> Rows:
    """A row for each region, for bills of so many that they do not fit beside each other."""
    return [
        [_place(report, place), cell(report.bill.where(region=place))]
        for place in report.places
        if len(report.bill.regions) > WIDEST
    ]


def every_line(report: Report) -> Rows:
    """A head, and every line whose amount is not 0, with its unit price."""
    rows = [["service", "region", "what", "item", "amount", "price", "usd"]]
    for line in report.bill.each_line():
        if not line.amount and not line.lacks:
            continue
        item = line.item
        known = f"{line.amount:,.6f}".rstrip("0").rstrip(".")
        amount = UNKNOWN if line.lacks and not line.amount else known + ("+" if line.lacks else "")
        price = f"{unit_price(line.price)} per {unit(item)}" if line.price else "unknown"
        rows.append([line.service, line.region, line.what, item.title, amount, price, cell([line])])
    return rows


def prices_of(item: OpenItem) -> str:
    """`$1.20 in eu-central-1, $1.11 in eu-west-1, per million requests`; of many places, the least and the most."""
    several = len(item.prices) > 1
    if several and sum(len(places) for _, places in item.prices) > NAMED and item.bounds:
        unknown = next(
            (f", unknown in {named(places)}" for usd, places in item.prices if usd == "unknown"), ""
        )
        least, *most = item.bounds
        known = f"{least} to {most[0].removeprefix('from ')} by region" if most else least
        return f"{known}{unknown}, per {unit(item.item)}"
    shown = (usd + (f" in {', '.join(places)}" if several else "") for usd, places in item.prices)
    return f"{', '.join(shown)}{',' if several else ''} per {unit(item.item)}"


def change(report: Report, service: str | None = None) -> str:
    """A difference: with `+` where more depends on usage; `?` where an item is left out of it, which is most of it."""
    comparison = report.comparison
    usd = dict(comparison.services()).get(service, ZERO) if service else comparison.difference
    is_open = service in comparison.open_services if service else comparison.is_open
    left_out = {item.service for item in comparison.unpriced}
    if left_out and (service is None or service in left_out):
        return "?"
    if abs(usd) < comparison.noise and is_open:
        return UNKNOWN
    return signed(usd if abs(usd) >= comparison.noise else ZERO) + "+" * is_open


def headline(report: Report) -> str:
    """The difference as a whole, against what, with its percentage where that is known."""
    comparison = report.comparison
    if comparison.unpriced:
        known = f"; {signed(comparison.difference)} for what has its prices on both sides"
        return f"what it adds to {comparison.name} is not known, for want of prices{known}"
    share = percent(comparison.percent)
    return f"{change(report)} a month{f' ({share})' if share else ''} against {comparison.name}"


def hint_rows(report: Report) -> Rows:
    """What each change saves, the change, and why; a reason that several have stands beside the first of them."""
    return [
        [
            saved(hint.saves, hint.is_open, hint.is_unpriced),
            hint.change.replace("`", ""),
            "as above" if number else why,
        ]
        for why, hints in report.hints_by_reason.items()
        for number, hint in enumerate(hints)
    ]


def _place(report: Report, place: str) -> str:
    regions = {region.name: region for region in report.stack.regions}
    if place == GLOBAL:
        return place
    marks = [
        *(["home"] if place == report.stack.home.name and len(regions) > 1 else []),
        *(["drained"] if is_drained(report.stack, regions[place]) else []),
    ]
    return f"{place} ({', '.join(marks)})" if marks else place
