"""How much more a month may cost."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from decimal import Decimal

from tfgen.diagnostics import Diagnostic, Severity
from tfgen.frozen import frozen
from tfgen.review.codes import COST_UNKNOWN, COSTS_MORE
from tfgen.review.money import dollars, signed
from tfgen.review.result import CostDifference, Review


@frozen
class Limit:
    """So much more, in US dollars a month, or in percent of what it was."""

    amount: Decimal
    is_percent: bool = False

    def __str__(self) -> str:
        return f"{self.amount.normalize():f}%" if self.is_percent else dollars(self.amount)

    def is_passed(self, cost: CostDifference) -> bool | None:
        """Whether a difference is more than that; None where it is not known."""
        more, before = cost.difference, cost.before
        if more is None or before is None:
            return None
        if not self.is_percent:
            return more > self.amount
        return more > 0 if before <= 0 else more * 100 > before * self.amount


def limit(text: str) -> Limit | None:
    """What `50`, `$50` or `10%` say; None if a text is none of these."""
    found = re.fullmatch(r"\$?(\d{1,12}(?:\.\d{1,4})?)|(\d{1,6}(?:\.\d{1,4})?)%", text.strip())
    if not found:
        return None
    return Limit(Decimal(found[1] or found[2]), found[2] is not None)


def within(review: Review, warn: Limit | None, most: Limit | None) -> Review:
    """A review with what is to be said of limits that are passed; of a cost that is not known as well."""
    found = tuple(_found(review, warn, most))
    return dataclasses.replace(review, findings=(*review.findings, *found)) if found else review


def _found(review: Review, warn: Limit | None, most: Limit | None) -> Iterator[Diagnostic]:
    costs = review.cost or (CostDifference(None, None),)
    for cost in costs:
        of = f" of {cost.of}" if cost.of else ""
        for each, severity in ((most, Severity.ERROR), (warn, Severity.WARNING)):
            passed = each.is_passed(cost) if each else False
            if passed is None:
                message = f"nobody knows whether the cost{of} grows by more than {each}"
                yield COST_UNKNOWN(message, hint=_UNKNOWN, severity=severity)
                break
            if passed and cost.difference is not None:
                message = f"a month{of} costs {signed(cost.difference)}, more than {each}"
                yield COSTS_MORE(message, hint=_MORE, severity=severity)
                break


_UNKNOWN = "compare with a base: `--base origin/main`; `--usage FILE` says how much is used"
_MORE = "`tfgen cost --base REV` tells what it comes of"
