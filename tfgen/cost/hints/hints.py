"""Every suggestion, held against the bill."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from tfgen.cost.bill import Bill, bill
from tfgen.cost.comparison import Comparison, fitted
from tfgen.cost.hints import (
    alias_record,
    arm64,
    capacity,
    global_table,
    health_check,
    http_api,
    log_retention,
    regions,
)
from tfgen.cost.hints.suggestion import Case, Suggest, Suggestion
from tfgen.cost.usage.stand_in import stand_in
from tfgen.cost.usage.usage import Usage
from tfgen.stack.stack import Stack

SUGGESTIONS: tuple[Suggest, ...] = (
    capacity.suggest,
    global_table.suggest,
    regions.suggest,
    http_api.suggest,
    arm64.suggest,
    alias_record.suggest,
    health_check.suggest,
    log_retention.suggest,
)
LEAST = Decimal("0.01")
"""US dollars a month that are worth a line."""


@dataclass(frozen=True, slots=True)
class Hint:
    """A change that saves money."""

    change: str
    why: str
    saves: Decimal
    """US dollars a month that are known."""
    is_open: bool
    """Whether more depends on usage that nobody gave; then `saves` can be 0."""


def hints(case: Case, now: Bill) -> list[Hint]:
    """What saves money, the most first; last what may, depending on usage."""
    found = [hint for suggest in SUGGESTIONS for each in suggest(case) if (hint := _held(each, case, now))]
    return sorted(found, key=lambda hint: (-hint.saves, hint.change))


def _held(suggestion: Suggestion, case: Case, now: Bill) -> Hint | None:
    """A hint is open if unknown usage can only add to what it saves, as far as an example of such usage tells."""
    then = _bill(suggestion.stack, case, case.usage)
    known = Comparison(now, then, "").difference
    if not _lacks(now, then):
        return Hint(suggestion.change, suggestion.why, known, False) if known >= LEAST else None
    assumed = stand_in(case.stack, case.usage)
    example = Comparison(
        _bill(case.stack, case, assumed), _bill(suggestion.stack, case, assumed), ""
    ).difference
    if example < LEAST:
        return None
    certain = known if known >= LEAST and example >= known else Decimal(0)
    return Hint(suggestion.change, suggestion.why, certain, True)


def _bill(stack: Stack, case: Case, usage: Usage) -> Bill:
    return bill(stack, fitted(usage, case.stack, stack), case.prices)


def _lacks(now: Bill, then: Bill) -> bool:
    """Whether what the bills differ in depends on usage that nobody gave."""
    ours, theirs = ({line.quantity: line for line in each.lines} for each in (now, then))
    differ = [(ours.get(quantity) or theirs[quantity]) for quantity in ours.keys() ^ theirs.keys()]
    return any(line.lacks for line in differ)
