"""Which bars a report is drawn as."""

from __future__ import annotations

from decimal import Decimal

from tfgen.cost.bill import Bill
from tfgen.cost.items import SERVICES
from tfgen.cost.pictures.bars import Bars, Segment
from tfgen.cost.report import Report

MOST_REGIONS = 6
"""Regions that have a bar each; of more, the sum alone is drawn."""


def bars(report: Report) -> Bars:
    """What the bill is held against beside the bill, then its regions, each by service."""
    comparison = report.comparison
    ours = f"{len(report.bill.regions)} regions" if comparison.at_home else report.stack.service
    found = {comparison.name: _by_service(comparison.other)} if comparison.other.lines else {}
    found[ours] = _by_service(report.bill)
    if 1 < len(report.bill.regions) <= MOST_REGIONS:
        found.update({place: _by_service(report.bill, region=place) for place in report.places})
    return Bars(f"{report.stack.service}, US dollars a month", found, _note(report))


def _by_service(bill: Bill, **where: str) -> tuple[Segment, ...]:
    sums = ((service, bill.sum(service=service, **where)) for service in SERVICES)
    return tuple(Segment(service, usd) for service, usd in sums if usd > Decimal(0))


def _note(report: Report) -> str:
    notes = [f"Prices {report.prices}."]
    if report.bill.open:
        notes.append("What depends on usage that nobody gave is left out.")
    if report.bill.unpriced:
        notes.append("Prices that are not known are left out.")
    return " ".join(notes)
