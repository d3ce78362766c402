"""The shape of numbers that are not whole."""

from __future__ import annotations

import re
from decimal import Decimal

from tfgen.spec import codes
from tfgen.spec.scalars import in_plain_digits
from tfgen.spec.shape import Diagnostics, JsonSchema, Shape, short
from tfgen.spec.source import Node, Scalar

_FRACTION = r"-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,9})?"


def _without_exponent(text: str) -> str | None:
    """1e6 as 1000000, 2.5E-3 as 0.0025."""
    if re.fullmatch(r"\d{1,9}(\.\d{1,9})?[eE][+-]?\d{1,2}", text):
        return f"{Decimal(text):f}"
    return None


class Number(Shape[Decimal]):
    """A number from `low` to `high`, with or without decimals, exact."""

    blank = Decimal(0)

    def __init__(self, low: int, high: int, unit: str = "") -> None:
        self.low, self.high, self.unit = low, high, unit

    def read(self, node: Node, label: str, diagnostics: Diagnostics) -> Decimal:
        if not isinstance(node, Scalar):
            return self.wrong_type(node, label, diagnostics)
        is_number = node.reads_as in ("int", "float")
        if is_number and re.fullmatch(_FRACTION, node.text):
            number = Decimal(node.text)
            if self.low <= number <= self.high:
                return number
            message = f"{label} takes {self.words()}, found {short(node.text)}"
            diagnostics.append(codes.BAD_VALUE(message, node.span))
            return self.blank
        plain = in_plain_digits(node.text) or _without_exponent(node.text)
        if not is_number and plain is None:
            return self.wrong_type(node, label, diagnostics)
        message = f"{label} takes {self.words()} in plain digits, found `{short(node.text)}`"
        hint = f"write {plain}" if plain and self.low <= Decimal(plain) <= self.high else None
        diagnostics.append(codes.YAML_SURPRISE(message, node.span, hint))
        return self.blank

    def schema(self) -> JsonSchema:
        return {"type": "number", "minimum": self.low, "maximum": self.high}

    def words(self) -> str:
        unit = f" {self.unit}" if self.unit else ""
        return f"a number from {self.low} to {self.high}{unit}"
