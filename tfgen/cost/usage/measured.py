"""Usage of a running stack, as its metrics tell it; each kind says what is exact, what is close, and what nobody can tell.

Services send no metric when nothing happens, so a region without data adds nothing to a sum that others have data of.
What no region has data of stays unknown.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from tfgen.cost import codes
from tfgen.cost.kinds import COSTS
from tfgen.cost.usage.measuring import BY_HAND, Asked, Measured
from tfgen.cost.usage.readings import Clients, Readings
from tfgen.cost.usage.sums import Key, Sums
from tfgen.cost.usage.usage import Usage
from tfgen.diagnostics import Diagnostic
from tfgen.stack.stack import Stack

MOST_DAYS = 455
"""That CloudWatch keeps metrics for.
Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html"""


def measure(stack: Stack, days: int, end: datetime, clients: Clients) -> tuple[Usage, list[Diagnostic]]:
    """The usage of a month like the last `days` whole days, UTC, before `end`, which knows its time zone.

    Numbers that cannot be had are unknown, and diagnostics say why. Raises ValueError unless 1 <= days <= MOST_DAYS.
    """
    if not 1 <= days <= MOST_DAYS:
        raise ValueError(f"CloudWatch keeps 1 to {MOST_DAYS} days, not {days}")
    midnight = end.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    readings = Readings(clients, midnight - timedelta(days=days), midnight)
    asked = tuple(each for cost in COSTS for each in cost.asks(stack, readings))
    sums = Sums(days, {region.name: _answers(region.name, asked, readings) for region in stack.regions})
    _report_gaps(asked, sums, readings)
    found = Measured(stack, asked, sums, readings)
    return Usage(dict(said for cost in COSTS for said in cost.measured(found))), readings.diagnostics


def _answers(region: str, asked: Iterable[Asked], readings: Readings) -> dict[Key, Decimal] | None:
    return readings.metrics(region, {each.key: each.metric for each in asked if each.region in ("", region)})


def _report_gaps(asked: Iterable[Asked], sums: Sums, readings: Readings) -> None:
    """Says what has no data, and since when there is any."""
    if None in sums.regions.values():
        return
    gaps = [" of ".join(each.key) for each in asked if _is_gap(each, sums)]
    if gaps:
        message = f"AWS has no data of these {sums.days} days: {', '.join(gaps)}"
        readings.report(codes.NOT_MEASURED(message, hint=BY_HAND))
    empty = (readings.first - readings.start).days if readings.first else 0
    if empty:
        message = f"the first {empty} of {sums.days} days have no data, and count as days without use"
        hint = f"measure {sums.days - empty} days, if there was nothing to be used before"
        readings.report(codes.NOT_MEASURED(message, hint=hint))


def _is_gap(asked: Asked, sums: Sums) -> bool:
    if not asked.is_missed or sums.by_region(asked.key):
        return False
    return asked.follows is None or bool(sums.by_region(asked.follows))
