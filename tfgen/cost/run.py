"""Reports put together: a Stack, its usage, prices, and what to hold the bill against."""

from __future__ import annotations

from tfgen.cost.bill import Bill
from tfgen.cost.codes import UNKNOWN_PRICE
from tfgen.cost.comparison import NOTHING, Comparison
from tfgen.cost.hints.suggestion import Case
from tfgen.cost.kinds import COSTS
from tfgen.cost.prices import Prices
from tfgen.cost.report import Report, unpriced
from tfgen.cost.scene import Scene
from tfgen.cost.usage.usage import Usage
from tfgen.diagnostics import Diagnostic
from tfgen.output.text import visible
from tfgen.stack.stack import Stack
from tfgen.stack.variations import at_home

_SHOWN = 5


def report(
    stack: Stack, usage: Usage, usage_name: str, prices: Prices, against: tuple[str, Stack | None] | None
) -> Report:
    """The bill of a Stack against another's (None: there was none), or else against its home region alone."""
    case = Case(stack, usage, prices)
    comparison = _comparison(case, against)
    scene = Scene(stack, usage)
    warnings = tuple(warning for cost in COSTS for warning in cost.warnings(scene))
    return Report(case, comparison, visible(usage_name), visible(prices.name), warnings)


def _comparison(case: Case, against: tuple[str, Stack | None] | None) -> Comparison:
    if against:
        name, other = against
        theirs = case.bill(other, case.usage) if other else NOTHING
        return Comparison(case.now, theirs, visible(name))
    if len(case.stack.regions) > 1:
        return Comparison(case.now, alone(case), f"{case.stack.home.name} alone", at_home=True)
    return Comparison(case.now, NOTHING, "")


def alone(case: Case) -> Bill:
    """The bill of the same service in its home region alone."""
    return case.bill(at_home(case.stack), case.usage)


def unknown_prices(report: Report) -> list[Diagnostic]:
    """One warning for all that is left out of the sum."""
    names = [f"{service}, {item} in {places}" for service, item, places in unpriced(report.bill)]
    if not names:
        return []
    more = f"; and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    message = f"the sum is too low: prices that are not known are left out: {'; '.join(names[:_SHOWN])}{more}"
    return [UNKNOWN_PRICE(message, hint="`tfgen prices update` asks AWS")]
