"""A plan of any Terraform, as guards look at it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tfgen.plan.change import Change
from tfgen.plan.reviewed import Finding


@dataclass(frozen=True)
class AnyPlan:
    """The changes that guards are asked about, and the plan that they are of."""

    changes: tuple[Change, ...]
    plan: Mapping[str, Any]
    is_own: bool = False
    """Whether a spec is known, and these are changes of what it does not say itself."""

    def of(self, *types: str) -> Iterator[Change]:
        """The changes of resources of some types."""
        return (change for change in self.changes if change.type in types)


Guard = Callable[[AnyPlan], Iterator[Finding]]
"""What is to be said of a plan."""
