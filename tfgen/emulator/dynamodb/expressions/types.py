"""What types the values in an expression may have, as far as the request alone tells."""

from __future__ import annotations

from tfgen.emulator.dynamodb.expressions.nodes import (
    Between,
    Call,
    Comparison,
    Condition,
    In,
    Literal,
    Operand,
    Path,
)
from tfgen.emulator.dynamodb.expressions.tokens import Reader
from tfgen.emulator.dynamodb.expressions.values import Value, rank, type_of

_OPERANDS = {
    "attribute_exists": 1,
    "attribute_not_exists": 1,
    "attribute_type": 2,
    "begins_with": 2,
    "contains": 2,
    "size": 1,
}
_UPDATE_OPERANDS = {"if_not_exists": 2, "list_append": 2, "+": 2, "-": 2}
_TYPES = ("S", "N", "B", "NULL", "SS", "BOOL", "L", "BS", "NS", "M")
_SETS = ("SS", "NS", "BS")
_LONG_NAMES = {
    "S": "STRING",
    "N": "NUMBER",
    "B": "BINARY",
    "NULL": "NULL",
    "BOOL": "BOOLEAN",
    "L": "LIST",
    "M": "MAP",
}
_PATH_FIRST = ("attribute_exists", "attribute_not_exists", "if_not_exists")


def _literal_type(operand: Operand) -> str:
    return type_of(operand.value) if isinstance(operand, Literal) else ""


def check_call(reader: Reader, call: Call) -> None:
    """Raises a ValidationException if there is no such function of such operands."""
    known = _UPDATE_OPERANDS if reader.kind == "UpdateExpression" else _OPERANDS
    name, operands = call.name, call.operands
    if name not in known:
        raise reader.error(f"Invalid function name; function: {name}")
    if len(operands) != known[name]:
        raise reader.error(
            "Incorrect number of operands for operator or function; "
            f"operator or function: {name}, number of operands: {len(operands)}"
        )
    if name in _PATH_FIRST and not isinstance(operands[0], Path):
        raise reader.error(f"Operator or function requires a document path; operator or function: {name}")
    if reader.kind != "UpdateExpression":
        _check_distinct(reader, name, operands)
    if name == "list_append" and any(isinstance(each, Call) and each.name == name for each in operands):
        raise reader.error(
            f"The function is not allowed to be used this way in an expression; function: {name}"
        )
    for kind in map(_literal_type, operands):
        wrong = (
            (name == "begins_with" and kind not in ("", "S", "B"))
            or (name == "size" and kind in ("N", "BOOL", "NULL"))
            or (name == "list_append" and kind not in ("", "L"))
            or (name in ("+", "-") and kind not in ("", "N"))
        )
        if wrong:
            raise _wrong_type(reader, name, kind)
    if name == "attribute_type":
        _check_type_name(reader, operands[1])


def _check_type_name(reader: Reader, operand: Operand) -> None:
    kind = _literal_type(operand) or "{NS,SS,L,BS,N,M,B,BOOL,NULL,S}"
    if kind != "S" or not isinstance(operand, Literal):
        raise _wrong_type(reader, "attribute_type", kind)
    if operand.value["S"] not in _TYPES:
        raise reader.error(
            f"Invalid attribute type name found; type: {operand.value['S']}, "
            "valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}"
        )


def _wrong_type(reader: Reader, name: str, kind: str) -> Exception:
    return reader.error(
        f"Incorrect operand type for operator or function; operator or function: {name}, operand type: {kind}"
    )


def _check_distinct(reader: Reader, operator: str, operands: tuple[Operand, ...]) -> None:
    first = operands[0]
    if isinstance(first, Path) and first in operands[1:]:
        raise reader.error(
            "The first operand must be distinct from the remaining operands for this operator or function; "
            f"operator: {operator}, first operand: {first}"
        )


def check_comparison(reader: Reader, found: Condition) -> None:
    """Raises a ValidationException if a comparison can never be."""
    if isinstance(found, Comparison):
        _check_distinct(reader, found.operator, (found.left, found.right))
        if found.operator not in ("=", "<>"):
            _check_ordered(reader, found.operator, found.left, found.right)
    elif isinstance(found, Between):
        _check_ordered(reader, "BETWEEN", found.operand, found.low, found.high)
        if isinstance(found.low, Literal) and isinstance(found.high, Literal):
            _check_bounds(reader, found.low.value, found.high.value)
    elif isinstance(found, In):
        _check_distinct(reader, "IN", (found.operand, *found.options))


def _check_ordered(reader: Reader, operator: str, *operands: Operand) -> None:
    for kind in map(_literal_type, operands):
        if kind not in ("", "S", "N", "B"):
            raise reader.error(
                "Incorrect operand type for operator or function; "
                f"operator or function: {operator}, operand type: {kind}"
            )


def _check_bounds(reader: Reader, low: Value, high: Value) -> None:
    told = (
        f"lower bound operand: AttributeValue: {{{type_of(low)}:{low[type_of(low)]}}}, "
        f"upper bound operand: AttributeValue: {{{type_of(high)}:{high[type_of(high)]}}}"
    )
    if type_of(low) != type_of(high):
        raise reader.error(f"The BETWEEN operator requires same data type for lower and upper bounds; {told}")
    if rank(low) > rank(high):
        raise reader.error(
            f"The BETWEEN operator requires upper bound to be greater than or equal to lower bound; {told}"
        )


def check_set(reader: Reader, clause: str, literal: Literal) -> None:
    """Raises a ValidationException if a value can neither be added nor deleted."""
    kind = type_of(literal.value)
    if kind not in _SETS and not (clause == "ADD" and kind == "N"):
        raise reader.error(
            f"Incorrect operand type for operator or function; operator: {clause}, "
            f"operand type: {_LONG_NAMES[kind]}, typeSet: ALLOWED_FOR_{clause}_OPERAND"
        )
