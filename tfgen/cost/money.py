"""Amounts and prices as people read them."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from tfgen.cost.bill import Line
from tfgen.cost.items import Item
from tfgen.cost.prices import Price

CENT = Decimal("0.01")
UNKNOWN = "usage"
"""What stands for a sum of which nothing is known."""
_PER = {10_000: "10,000 ", 1_000_000: "million "}


def dollars(usd: Decimal) -> str:
    """`1,234.56`, to the cent; never 0.00 for what is not 0."""
    rounded = usd.quantize(CENT, ROUND_HALF_UP)
    if usd and not rounded:
        return "<0.01" if usd > 0 else ">-0.01"
    return f"{rounded:,}"


def signed(usd: Decimal) -> str:
    """`+12.30`, `-12.30` or `0.00`."""
    return f"+{dollars(usd)}" if usd > 0 else dollars(usd)


def percent(value: Decimal | None) -> str:
    """`+31 %`; nothing where there is none."""
    return "" if value is None else f"{value.quantize(Decimal(1), ROUND_HALF_UP):+,} %"


def count(amount: Decimal) -> str:
    """A quantity with at most three decimals."""
    if amount and amount < Decimal("0.001"):
        return "<0.001"
    text = f"{amount.quantize(Decimal('0.001'), ROUND_HALF_UP):,}"
    return text.rstrip("0").rstrip(".")


def cell(lines: Iterable[Line]) -> str:
    """The sum of lines: with `+` where more depends on usage, `?` where a price is not known."""
    found = list(lines)
    if not found:
        return "-"
    usd = sum((line.usd or Decimal(0) for line in found), Decimal(0))
    is_open = any(line.lacks for line in found)
    unpriced = "?" if any(line.is_unpriced for line in found) else ""
    if not usd and (is_open or unpriced):
        return UNKNOWN * is_open + unpriced
    return dollars(usd) + ("+" if is_open else "") + unpriced


def saved(usd: Decimal, is_open: bool, is_unpriced: bool = False) -> str:
    """What a hint saves: with `+` where more depends on usage, `?` where a price is not known."""
    return ((dollars(usd) + "+" * is_open) if usd else UNKNOWN) + "?" * is_unpriced


def unit(item: Item) -> str:
    """What a price of an item is for: `million requests`."""
    return _PER.get(item.per, "") + (item.unit if item.per > 1 else _SINGULAR.get(item.unit, item.unit))


_SINGULAR = {
    "GB-seconds": "GB-second",
    "GB-months": "GB-month",
    "read unit hours": "read unit hour",
    "write unit hours": "write unit hour",
    "replicated write unit hours": "replicated write unit hour",
    "zones": "zone",
    "checks": "check",
    "options": "option",
    "alarms": "alarm",
    "metrics": "metric",
    "keys": "key",
    "secrets": "secret",
    "web ACLs": "web ACL",
    "rules": "rule",
}


def unit_price(price: Price) -> str:
    """`$0.20`, exact; `from $3.50` where it falls with the quantity."""
    usd = price.first.normalize()
    exponent = usd.as_tuple().exponent
    text = f"{usd:f}" if isinstance(exponent, int) and exponent < -2 else f"{usd:.2f}"
    return ("from $" if len(price.steps) > 1 else "$") + text
