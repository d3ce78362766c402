"""The bill as rows of cells, which text and Markdown share."""

from __future__ import annotations

from decimal import Decimal

from tfgen.cost.comparison import NOTHING
from tfgen.cost.items import GLOBAL, SERVICES
from tfgen.cost.money import UNKNOWN, cell, percent, signed, unit, unit_price
from tfgen.cost.report import OpenItem, Report
from tfgen.stack.kinds.routing import is_drained

ZERO = Decimal(0)
WIDEST = 5
"""Regions that stand beside each other."""

Rows = list[list[str]]


def by_service(report: Report) -> Rows:
    """A head, a row for each service, and the total; regions in columns where there are few."""
    bill, other = report.bill, report.comparison.other
    places = report.places if len(bill.regions) <= WIDEST else []
    compared = [] if other is NOTHING else [report.comparison.name, "increase"]
    rows = [["", *(_place(report, place) for place in places), "total", *compared]]
    there = {*bill.services, *other.services}
    for service in (each for each in SERVICES if each in there):
        cells = [cell(bill.where(service=service, region=place)) for place in places]
        held = [cell(other.where(service=service)), change(report, service)] if compared else []
        rows.append([service, *cells, cell(bill.where(service=service)), *held])
    totals = [cell(bill.where(region=place)) for place in places]
    held = [cell(other.sums), change(report)] if compared else []
    return [*rows, ["total", *totals, cell(bill.sums), *held]]


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
        amount = "usage" if line.lacks and not line.amount else known + ("+" if line.lacks else "")
        price = f"{unit_price(line.price)} per {unit(item)}" if line.price else "unknown"
        rows.append([line.service, line.region, line.what, item.title, amount, price, cell([line])])
    return rows


def prices_of(item: OpenItem) -> str:
    """`$1.20 in eu-central-1, $1.11 in eu-west-1, per million requests`."""
    several = len(item.prices) > 1
    shown = (usd + (f" in {', '.join(places)}" if several else "") for usd, places in item.prices)
    return f"{', '.join(shown)}{',' if several else ''} per {unit(item.item)}"


def change(report: Report, service: str | None = None) -> str:
    """A difference: with `+` where more depends on usage, `?` where an item is left out of it."""
    comparison = report.comparison
    usd = dict(comparison.services()).get(service, ZERO) if service else comparison.difference
    is_open = service in comparison.open_services if service else comparison.is_open
    left_out = {item.service for item in comparison.unpriced}
    unknown = "?" if left_out and (service is None or service in left_out) else ""
    if abs(usd) < comparison.noise and (is_open or unknown):
        return UNKNOWN * is_open + unknown
    return signed(usd if abs(usd) >= comparison.noise else ZERO) + "+" * is_open + unknown


def headline(report: Report) -> str:
    """The difference as a whole, with its percentage where that is known."""
    share = percent(report.comparison.percent)
    mark = "?" if report.comparison.unpriced else ""
    return f"{change(report)} a month" + (f" ({share}{mark})" if share else "")


def _place(report: Report, place: str) -> str:
    regions = {region.name: region for region in report.stack.regions}
    if place == GLOBAL:
        return place
    marks = [
        *(["home"] if place == report.stack.home.name and len(regions) > 1 else []),
        *(["drained"] if is_drained(report.stack, regions[place]) else []),
    ]
    return f"{place} ({', '.join(marks)})" if marks else place
