"""Every suggestion, held against the bill."""

from __future__ import annotations

from decimal import Decimal

from tfgen.cost.comparison import Comparison
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
from tfgen.frozen import frozen

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


@frozen
class Hint:
    """A change that saves money."""

    change: str
    why: str
    saves: Decimal
    """US dollars a month that are known."""
    is_open: bool
    """Whether more depends on usage that nobody gave; then `saves` can be 0."""
    is_unpriced: bool = False
    """Whether a price is not known that it depends on; `saves` is without it."""


def hints(case: Case) -> list[Hint]:
    """What saves money, the most first; last what may, depending on usage."""
    found = [hint for suggest in SUGGESTIONS for each in suggest(case) if (hint := _held(each, case))]
    return sorted(found, key=lambda hint: (-hint.saves, hint.change))


def _held(suggestion: Suggestion, case: Case) -> Hint | None:
    """A hint is open if unknown usage can only add to what it saves, as far as an example of such usage tells."""
    held = Comparison(case.now, case.bill(suggestion.stack, case.usage), "")
    known = held.difference
    if not held.depends_on_usage():
        if known < LEAST:
            return None
        return Hint(suggestion.change, suggestion.why, known, False, bool(held.unpriced))
    example = Comparison(case.example, case.bill(suggestion.stack, case.assumed), "").difference
    if example < LEAST:
        return None
    certain = known if known >= LEAST and example >= known else Decimal(0)
    return Hint(suggestion.change, suggestion.why, certain, True, bool(held.unpriced))
