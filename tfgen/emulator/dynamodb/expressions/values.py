"""Attribute values as requests carry them, such as {"S": "text"}: checked, brought to one form, compared, measured.

Binary values are base64 here. moto keeps numbers as they were sent, and takes nearly every value.
Sources: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html and
https://github.com/nubo-db/dynamodb-conformance (tests/tier3/limits), recorded on AWS.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from decimal import Context, Decimal, InvalidOperation
from typing import Any

from tfgen.emulator.dynamodb.errors import invalid, invalid_value, unreadable

Value = dict[str, Any]
Item = dict[str, Value]

MOST_BYTES = 409_600
"""Of an item: its names and values."""
_DEEPEST = 32
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
_EXACT = Context(prec=200)
_SET_NAMES = {"SS": "string", "NS": "number"}


def type_of(value: Value) -> str:
    """The name of its type."""
    return next(iter(value))


def checked_item(item: Item) -> Item:
    """A map of values in the form in which they are kept."""
    return {name: checked(value) for name, value in item.items()}


def checked(value: Value, depth: int = 0) -> Value:
    """A value in the form in which it is kept. Raises a ValidationException where there can be no such value."""
    if len(value) != 1:
        raise invalid(
            "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes"
            if value
            else "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes"
        )
    ((kind, content),) = value.items()
    if kind in ("L", "M") and depth >= _DEEPEST:
        raise invalid(
            "Nesting Levels have exceeded supported limits: "
            "Attributes in the item have nested levels beyond supported limit"
        )
    check = _CHECKS.get(kind)
    if check:
        return {kind: check(content, depth)}
    raise invalid("Supplied AttributeValue is empty, must contain exactly one of the supported datatypes")


def number(text: str) -> str:
    """A number as DynamoDB writes it: no exponent, no zeros that say nothing."""
    if text.isascii() and text.isdigit() and text[0] != "0" and len(text) <= 38:
        return text
    if not _NUMBER.fullmatch(text):
        told = f": {text}" if text else ""
        raise invalid(f"The parameter cannot be converted to a numeric value{told}")
    try:
        return plain_number(Decimal(text))
    except InvalidOperation:
        raise invalid(_BEYOND.format("overflow", "larger")) from None


_BEYOND = "Number {}. Attempting to store a number with magnitude {} than supported range"


def plain_number(found: Decimal) -> str:
    """A number in the form in which it is kept, if it is in range."""
    if not found:
        return "0"
    if found.adjusted() > 125:
        raise invalid(_BEYOND.format("overflow", "larger"))
    if found.adjusted() < -130:
        raise invalid(_BEYOND.format("underflow", "smaller"))
    shortest = found.normalize(Context(prec=max(len(found.as_tuple().digits), 1)))
    if len(shortest.as_tuple().digits) > 38:
        raise invalid("Attempting to store more than 38 significant digits in a Number")
    return format(shortest, "f")


def calculated(left: str, operator: str, right: str) -> str:
    """A sum or a difference."""
    a, b = Decimal(left), Decimal(right)
    found = _EXACT.add(a, b) if operator == "+" else _EXACT.subtract(a, b)
    digits = len(found.as_tuple().digits)
    return plain_number(found if digits <= 38 else found.normalize(Context(prec=38)))


def _binary(text: str, _: int) -> str:
    try:
        base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise unreadable(f"'{text}' can not be converted to a Blob: Invalid Base64") from None
    return text


def _set(kind: str, one: Callable[[str, int], str]) -> Callable[[Any, int], Any]:
    def check(members: list[str], depth: int) -> list[str]:
        if not members and kind == "BS":
            raise invalid_value("Binary sets should not be empty")
        if not members:
            raise invalid_value(f"An {_SET_NAMES[kind]} set  may not be empty")
        found = [one(member, depth) for member in members]
        if len(set(found)) < len(found):
            if kind == "NS":
                raise invalid("Input collection contains duplicates")
            listed = ", ".join(f'"{member}"' for member in members)
            of_type = " of type BS" if kind == "BS" else ""
            raise invalid_value(f"Input collection [{listed}]{of_type} contains duplicates.")
        return found

    return check


def _same(content: Any, _: int) -> Any:
    return content


_CHECKS: dict[str, Callable[[Any, int], Any]] = {
    "S": _same,
    "BOOL": _same,
    "NULL": lambda *_: True,
    "N": lambda text, _: number(text),
    "B": _binary,
    "SS": _set("SS", _same),
    "NS": _set("NS", lambda text, _: number(text)),
    "BS": _set("BS", _binary),
    "L": lambda members, depth: [checked(member, depth + 1) for member in members],
    "M": lambda members, depth: {name: checked(member, depth + 1) for name, member in members.items()},
}


def equal(left: Value, right: Value) -> bool:
    """Whether two values are the same; sets have no order."""
    if left == right:
        return True
    kind = type_of(left)
    if kind != type_of(right):
        return False
    a, b = left[kind], right[kind]
    if kind in ("SS", "NS", "BS"):
        return set(a) == set(b)
    if kind == "L":
        return len(a) == len(b) and all(map(equal, a, b))
    return kind == "M" and a.keys() == b.keys() and all(equal(a[name], b[name]) for name in a)


def rank(value: Value) -> Any:
    """What values of one type are put in order by: of numbers, strings and binary values; None for all others."""
    ((kind, content),) = value.items()
    if kind == "N":
        return Decimal(content)
    if kind == "S":
        return content.encode()
    return base64.b64decode(content) if kind == "B" else None


def size(value: Value) -> int:
    """Bytes of a value in an item."""
    ((kind, content),) = value.items()
    if kind == "S":
        return len(content) if content.isascii() else len(content.encode())
    if kind == "N":
        return _size_of_number(content)
    if kind == "B":
        return len(base64.b64decode(content))
    if kind in ("SS", "NS", "BS"):
        return sum(size({kind[0]: member}) for member in content)
    if kind == "L":
        return 3 + sum(1 + size(member) for member in content)
    if kind == "M":
        return 3 + sum(1 + len(name.encode()) + size(member) for name, member in content.items())
    return 1


def _size_of_number(text: str) -> int:
    whole, _, part = text.lstrip("-").partition(".")
    whole = whole.lstrip("0") if part else whole.strip("0")
    part = part if whole else part.lstrip("0")
    return 1 + (len(whole) + 1) // 2 + (len(part) + 1) // 2 + text.startswith("-")


def size_of_item(item: Item) -> int:
    """Bytes of an item."""
    return sum(len(name.encode()) + size(value) for name, value in item.items())
