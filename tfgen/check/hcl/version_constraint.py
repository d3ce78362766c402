"""Version constraints as Terraform reads them: `>= 5.100, < 7`.

Source: https://developer.hashicorp.com/terraform/language/expressions/version-constraints
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tfgen.stack.provider import Version

_TERM = re.compile(r"(=|!=|>=|<=|>|<|~>)?\s*(\d{1,9})(?:\.(\d{1,9}))?(?:\.(\d{1,9}))?(-[\w.-]+)?")


@dataclass(frozen=True, slots=True)
class Term:
    """An operator and a version, of which `given` segments were written."""

    operator: str
    version: Version
    given: int

    def allows(self, version: Version) -> bool:
        """Whether a version fits."""
        if self.operator == "~>":
            fixed = min(self.given, 3) - 1 or 1
            return version >= self.version and version[:fixed] == self.version[:fixed]
        order = (version > self.version) - (version < self.version)
        return order in _ORDERS[self.operator]


_MOST_TERMS = 50
_ORDERS = {"=": (0,), "!=": (-1, 1), ">": (1,), ">=": (0, 1), "<": (-1,), "<=": (-1, 0)}


def parse(text: str) -> tuple[Term, ...]:
    """The terms of a constraint, all of which a version has to fit. Raises ValueError."""
    if text.count(",") >= _MOST_TERMS:
        raise ValueError(f"a constraint of {_MOST_TERMS} terms or more is none that anybody writes")
    return tuple(_terms(text))


def _terms(text: str) -> Iterator[Term]:
    for part in text.split(","):
        found = _TERM.fullmatch(part.strip())
        if not found:
            raise ValueError(f"`{part.strip()}` is no version constraint")
        operator, *segments, _ = found.groups()
        numbers = [int(segment) for segment in segments if segment is not None]
        version = (*numbers, 0, 0)[:3]
        yield Term(operator or "=", (version[0], version[1], version[2]), len(numbers))
