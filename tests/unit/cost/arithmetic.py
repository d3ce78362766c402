"""Evaluates the formulas of golden.csv: numbers, + - * /, parentheses, min, max and ceil, nothing else."""

from __future__ import annotations

import ast
from collections.abc import Callable
from decimal import ROUND_CEILING, Decimal
from operator import add, mul, sub, truediv

_OPERATORS: dict[type[ast.operator], Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: add,
    ast.Sub: sub,
    ast.Mult: mul,
    ast.Div: truediv,
}


def _ceil(number: Decimal) -> Decimal:
    return number.to_integral_value(ROUND_CEILING)


_FUNCTIONS: dict[str, Callable[..., Decimal]] = {"min": min, "max": max, "ceil": _ceil}


def evaluate(formula: str) -> Decimal:
    """What a formula comes to, exact as written; ValueError for anything but arithmetic."""
    return _value(ast.parse(formula, mode="eval").body, formula)


def _value(node: ast.expr, formula: str) -> Decimal:
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        # As it is written: a float would already have lost digits.
        return Decimal(ast.get_source_segment(formula, node) or "")
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
        return _OPERATORS[type(node.op)](_value(node.left, formula), _value(node.right, formula))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _FUNCTIONS:
        return _FUNCTIONS[node.func.id](*(_value(argument, formula) for argument in node.args))
    raise ValueError(f"not arithmetic: {ast.unparse(node)}")
