"""Reports put together: a Stack, its usage, prices, and what to hold the bill against."""

from __future__ import annotations

from tfgen.cost.bill import Bill, bill
from tfgen.cost.codes import UNKNOWN_PRICE
from tfgen.cost.comparison import NOTHING, Comparison, fitted
from tfgen.cost.hints.hints import hints
from tfgen.cost.hints.suggestion import Case
from tfgen.cost.prices import Prices
from tfgen.cost.report import Report, unpriced
from tfgen.cost.throttling import throttled
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
    ours = bill(stack, usage, prices)
    if against:
        name, other = against
        theirs = bill(other, fitted(usage, stack, other), prices) if other else NOTHING
        comparison = Comparison(ours, theirs, visible(name))
    elif len(stack.regions) > 1:
        comparison = Comparison(ours, alone(stack, usage, prices), f"{stack.home.name} alone", at_home=True)
    else:
        comparison = Comparison(ours, NOTHING, "")
    case = Case(stack, usage, prices)
    found = hints(case, ours)
    warnings = tuple(throttled(stack, usage))
    return Report(
        stack, ours, comparison, tuple(found), visible(usage_name), visible(prices.name), warnings, case
    )


def alone(stack: Stack, usage: Usage, prices: Prices) -> Bill:
    """The bill of the same service in its home region alone."""
    home = at_home(stack)
    return bill(home, fitted(usage, stack, home), prices)


def unknown_prices(report: Report) -> list[Diagnostic]:
    """One warning for all that is left out of the sum."""
    names = [f"{service}, {item} in {places}" for service, item, places in unpriced(report.bill)]
    if not names:
        return []
    more = f"; and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    message = f"the sum is too low: prices that are not known are left out: {'; '.join(names[:_SHOWN])}{more}"
    return [UNKNOWN_PRICE(message, hint="`tfgen prices update` asks AWS")]
