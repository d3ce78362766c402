"""What expressions are parsed into."""

from __future__ import annotations

from dataclasses import dataclass

from tfgen.emulator.dynamodb.expressions.values import Value


@dataclass(frozen=True)
class Path:
    """Where a value is in an item: names of attributes, and places in lists."""

    elements: tuple[str | int, ...]

    def __str__(self) -> str:
        parts = (f"[{each}]" if isinstance(each, int) else each for each in self.elements)
        return f"[{', '.join(parts)}]"


@dataclass(frozen=True)
class Literal:
    """A value of the request."""

    value: Value


@dataclass(frozen=True)
class Call:
    """A function of what is in parentheses."""

    name: str
    operands: tuple[Operand, ...]


@dataclass(frozen=True)
class Sum:
    """A sum, or a difference."""

    operator: str
    left: Operand
    right: Operand


Operand = Path | Literal | Call | Sum


@dataclass(frozen=True)
class Comparison:
    """Two operands and =, <>, <, <=, > or >=."""

    operator: str
    left: Operand
    right: Operand


@dataclass(frozen=True)
class Between:
    """From one bound to another, both included."""

    operand: Operand
    low: Operand
    high: Operand


@dataclass(frozen=True)
class In:
    """One of several."""

    operand: Operand
    options: tuple[Operand, ...]


@dataclass(frozen=True)
class Not:
    """The contrary."""

    condition: Condition


@dataclass(frozen=True)
class Both:
    """AND or OR."""

    operator: str
    left: Condition
    right: Condition


Condition = Comparison | Between | In | Call | Not | Both


@dataclass(frozen=True)
class Action:
    """A part of an update: SET to an operand, REMOVE, or ADD and DELETE of a value."""

    clause: str
    path: Path
    operand: Operand | None = None


def paths_of(node: Condition | Operand) -> list[Path]:
    """Every path in a condition."""
    if isinstance(node, Path):
        return [node]
    if isinstance(node, Not):
        return paths_of(node.condition)
    if isinstance(node, (Comparison, Both, Sum)):
        return paths_of(node.left) + paths_of(node.right)
    if isinstance(node, Between):
        return [*paths_of(node.operand), *paths_of(node.low), *paths_of(node.high)]
    if isinstance(node, In):
        return paths_of(node.operand) + [path for each in node.options for path in paths_of(each)]
    if isinstance(node, Call):
        return [path for each in node.operands for path in paths_of(each)]
    return []
