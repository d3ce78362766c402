"""Literals against types, as Terraform converts the one into the other."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from tfgen.check.hcl.model import UNKNOWN, Expression
from tfgen.check.hcl.schema_data import Type
from tfgen.diagnostics import Code, Diagnostic

WRONG_TYPE = Code(
    "TFG313",
    "literal of the wrong type",
    finds="a literal that Terraform cannot convert to the argument's type.",
    why='Terraform turns "5" into a number, "true" into a bool and numbers into strings, and nothing else.',
    example='timeout = "ten"',
    instead="a value of the type: `timeout = 10`.",
)

CODES = (WRONG_TYPE,)

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")


def mismatches(expression: Expression, type_: Type, name: str) -> Iterator[Diagnostic]:
    """Where `expression` holds what Terraform cannot convert to `type_`; what is no literal is left to it."""
    if isinstance(type_, str):
        if not _converts(expression, type_):
            yield WRONG_TYPE(f"{name} is a {type_}, not {_described(expression)}", expression.span)
        return
    container, inner = type_
    if container in ("list", "set") and expression.elements is not None:
        for element in expression.elements:
            yield from mismatches(element, inner, f"each of {name}")
    elif container == "map" and expression.entries is not None:
        for entry in expression.entries:
            yield from mismatches(entry.value, inner, f"each of {name}")
    elif container == "object" and expression.entries is not None:
        for entry in expression.entries:
            if entry.name is not None and entry.name in inner:
                yield from mismatches(entry.value, inner[entry.name], f"`{entry.name}`")
    elif _has_shape(expression):
        wanted = "a map" if container == "map" else "an object" if container == "object" else f"a {container}"
        yield WRONG_TYPE(f"{name} is {wanted}, not {_described(expression)}", expression.span)


def _has_shape(expression: Expression) -> bool:
    known = (
        expression.value is not UNKNOWN or expression.elements is not None or expression.entries is not None
    )
    return known and expression.value is not None


def _converts(expression: Expression, type_: str) -> bool:
    if type_ == "dynamic" or not _has_shape(expression):
        return True
    value = expression.value
    if type_ == "number":
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        return is_number or (isinstance(value, str) and bool(_NUMBER.fullmatch(value)))
    if type_ == "bool":
        return isinstance(value, bool) or (isinstance(value, str) and value in ("true", "false", "1", "0"))
    return isinstance(value, str | int | float)


def _described(expression: Expression) -> str:
    if expression.elements is not None:
        return "a list"
    if expression.entries is not None:
        return "an object"
    return f"`{json.dumps(expression.value, ensure_ascii=False)}`"
