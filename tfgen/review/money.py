"""Amounts of US dollars."""

from __future__ import annotations

from decimal import Decimal


def dollars(amount: Decimal | None) -> str:
    """`$1,234.50`, or that it is not known."""
    return "not known" if amount is None else f"{'-' * (amount < 0)}${abs(amount):,.2f}"


def signed(amount: Decimal) -> str:
    """The same of a difference."""
    return f"+{dollars(amount)}" if amount > 0 else dollars(amount) if amount else "no difference"
