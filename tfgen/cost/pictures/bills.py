"""Which bars a report is drawn as."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from tfgen.cost.bill import Line
from tfgen.cost.items import SERVICES
from tfgen.cost.pictures.bars import Bars, Segment
from tfgen.cost.report import Report

_NAMED = 2
"""Items that the note names."""
MOST_REGIONS = 6
"""Regions that have a bar each; of more, the sum alone is drawn."""


def bars(report: Report) -> Bars:
    """What the bill is held against beside the bill, then its regions, each by service.

    Items of which some price is not known are left out of every bar, so that like stands beside like.
    """
    comparison = report.comparison
    ours_lines, other_lines = (comparison.priced(bill) for bill in (comparison.bill, comparison.other))
    ours = f"{len(report.bill.regions)} regions" if comparison.at_home else report.stack.service
    found = {comparison.name: _by_service(other_lines)} if comparison.other.sums else {}
    found[ours] = _by_service(ours_lines)
    if 1 < len(report.bill.regions) <= MOST_REGIONS:
        regions = {
            place: _by_service(line for line in ours_lines if line.region == place) for place in report.places
        }
        found.update({place: segments for place, segments in regions.items() if segments})
    return Bars(f"{report.stack.service}, US dollars a month", found, _note(report))


def _by_service(lines: Iterable[Line]) -> tuple[Segment, ...]:
    sums = dict.fromkeys(SERVICES, Decimal(0))
    for line in lines:
        sums[line.service] += line.usd or Decimal(0)
    return tuple(Segment(service, usd) for service, usd in sums.items() if usd)


def _note(report: Report) -> str:
    notes = [f"Prices {report.prices}."]
    if report.bill.open:
        notes.append("What depends on usage that nobody gave is left out.")
    left_out = sorted(f"{item.service}, {item.title}" for item in report.comparison.unpriced)
    if left_out:
        more = f" and {len(left_out) - _NAMED} more" if len(left_out) > _NAMED else ""
        notes.append(f"Left out, for prices that are not known: {'; '.join(left_out[:_NAMED])}{more}.")
    return "\n".join(notes)
