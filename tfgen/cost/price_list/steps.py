"""Tiers of the Price List as the steps of a price."""

from __future__ import annotations

import re
from collections.abc import Collection
from decimal import Decimal

from tfgen.cost.price_list.offers import Tier

Steps = tuple[tuple[Decimal, Decimal], ...]
"""As in `Price.steps`."""

_NUMBER = re.compile(r"[0-9]{1,18}(\.[0-9]{1,18})?").fullmatch
_NO_END = "Inf"


class UnreadableError(ValueError):
    """Tiers that are no price in dollars; says what they are instead."""


def steps(tiers: Collection[Tier], units: Collection[str], per: int) -> Steps:
    """Dollars for `per` units, from how many units a month on. Raises UnreadableError.

    A first tier that costs nothing is left out if others do not: what is free is `Item.free`, and another service
    of the account may have used it up. The tiers after it begin where AWS says they do.
    """
    _check_units(tiers, units)
    found = sorted((_number(tier.begin), _number(tier.usd) * per, tier.end) for tier in tiers)
    _check_ends(found)
    paid = [(begin, usd) for begin, usd, _ in found]
    while len(paid) > 1 and paid[0][1] == 0:
        paid = [(Decimal(0), paid[1][1]), *paid[2:]]
    return tuple(paid)


def _check_units(tiers: Collection[Tier], units: Collection[str]) -> None:
    known = {_folded(unit) for unit in units}
    for tier in tiers:
        if _folded(tier.unit) not in known:
            raise UnreadableError(f"priced by `{tier.unit}`, not by {' or '.join(units)}")


def _folded(unit: str) -> str:
    return unit.casefold().removesuffix("s")


def _check_ends(found: list[tuple[Decimal, Decimal, str]]) -> None:
    """That each tier begins where the one before it ends, the first at 0, and the last has no end."""
    begins = [str(begin) for begin, _, _ in found]
    ends = [end if end == _NO_END else str(_number(end)) for _, _, end in found]
    if [*begins, _NO_END] != ["0", *ends]:
        raise UnreadableError(
            f"priced in tiers that do not join: from {', '.join(begins)} to {', '.join(ends)}"
        )


def _number(text: str) -> Decimal:
    if not _NUMBER(text):
        raise UnreadableError(
            f"priced with `{text}`, which is no number" if text else "not priced in US dollars"
        )
    number = Decimal(text)
    return number.to_integral_value() if number == number.to_integral_value() else number
