"""Steps of a rehearsal, and what came of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from tfgen.diagnostics import Code
from tfgen.rehearse.changes import Told

if TYPE_CHECKING:
    from tfgen.rehearse.rehearsal import Rehearsal


@dataclass(frozen=True, slots=True)
class Passed:
    """A step that went as expected; `details` are figures worth a line."""

    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """A step for which there is nothing to try."""

    reason: str


@dataclass(frozen=True, slots=True)
class Failed:
    """A step that did not go as expected."""

    expected: str
    came: str
    evidence: tuple[str, ...] = ()
    """Lines of logs, records, states: what explains it."""
    address: str = ""
    """The resource that it is about, if it is about one."""
    function: str = ""
    """The function that it is about, as the spec calls it, if it is about one."""
    is_of_a_tool: bool = False
    """Whether it says nothing of the stack: terraform crashed."""

    def in_lines(self) -> Failed:
        """The same, with what came in one line, and what follows in lines of its own: programs speak in several."""
        first, *more = self.came.splitlines() or [""]
        evidence = (line for each in (*more, *self.evidence) for line in each.splitlines() or [""])
        return replace(self, came=first, evidence=tuple(evidence))


Outcome = Passed | NotApplicable | Failed


@dataclass(frozen=True, slots=True)
class Step:
    """A step: its name, what it shows, what a failure of it means, and how it is done."""

    name: str
    title: str
    code: Code
    run: Callable[[Rehearsal], Outcome]


class Status(StrEnum):
    """What came of a step."""

    passed = "passed"
    failed = "failed"
    ignored = "ignored"
    """It failed, and somebody said that it may."""
    skipped = "skipped"
    not_reached = "not reached"


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a step, and the time it took."""

    step: Step
    status: Status
    seconds: float = 0.0
    terraform_seconds: float = 0.0
    """Of these, how long terraform and its provider were at work themselves."""
    emulator_seconds: float = 0.0
    """Of these, how long terraform was waiting for the emulator to answer."""
    details: tuple[str, ...] = ()
    failure: Failed | None = field(default=None)


def refused(expected: str, said: Told) -> Failed | None:
    """The failure of a command of terraform that did not succeed."""
    if said.finished.status == 0:
        return None
    first = said.errors[0]
    others = tuple(f"{error.address or 'terraform'}: {error.message}" for error in said.errors[1:6])
    where = f"{first.address}: " if first.address else ""
    return Failed(expected, f"{where}{first.message}", others, first.address)
