"""A plan under review: its changes, and the stack that it is to make."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from tfgen.diagnostics import Code, Severity
from tfgen.plan.change import Change, changes
from tfgen.plan.summary import Places
from tfgen.render.made import Origins, is_own
from tfgen.spec.source import Path
from tfgen.stack.stack import Stack


@dataclass(frozen=True, slots=True)
class Finding:
    """What is to be said of a resource's change, at what of the spec caused it if anything does."""

    code: Code
    message: str
    address: str
    path: Path | None = None
    hint: str | None = None
    severity: Severity | None = None


def has_new_code(function: Change) -> bool:
    """Whether a function that stands gets other code, or another handler of it."""
    return function.updates and (function.differs("source_code_hash") or function.differs("handler"))


@dataclass(frozen=True)
class Reviewed:
    """What reviews look at."""

    plan: Mapping[str, Any]
    """As `terraform show -json` gives it."""
    stack: Stack

    @cached_property
    def every(self) -> tuple[Change, ...]:
        """Every change, those that leave a resource as it is included."""
        return tuple(changes(self.plan))

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """Those of what tfgen makes."""
        return tuple(each for each in self.every if not is_own(each.address))

    @cached_property
    def own(self) -> tuple[Change, ...]:
        """Those of what modules of the user's own make."""
        return tuple(each for each in self.every if is_own(each.address))

    @cached_property
    def places(self) -> Places:
        """Where changes are."""
        return Places(self.stack)

    @cached_property
    def _origins(self) -> Origins:
        return Origins(self.stack)

    @cached_property
    def has_new_code(self) -> bool:
        """Whether a function that stands gets other code."""
        return any(has_new_code(change) for change in self.of("aws_lambda_function"))

    def of(self, *types: str) -> Iterator[Change]:
        """The changes of resources of some types."""
        return (change for change in self.changes if change.type in types)

    def region(self, change: Change) -> str:
        """The region of a change."""
        return self.places.of(change)

    def retires(self, change: Change) -> bool:
        """Whether it is in a region that goes."""
        return self.region(change) in self.stack.retiring

    def path(self, change: Change) -> Path | None:
        """What of the spec caused what is to be there afterwards."""
        made = self._origins.exactly(change.address)
        return made.path if made else None

    def name(self, change: Change) -> str | None:
        """The name, in the spec, of the thing that a change is of."""
        path = self.path(change)
        return str(path[1]) if path and len(path) > 1 else None

    def finding(self, code: Code, change: Change, message: str, hint: str, **more: Any) -> Finding:
        """A finding at what caused a change."""
        return Finding(code, message, change.address, self.path(change), hint, **more)


Review = Callable[[Reviewed], Iterator[Finding]]
"""What a kind has to say of a plan."""
