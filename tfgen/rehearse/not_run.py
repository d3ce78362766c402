"""Functions that this machine cannot run: their routes are not rehearsed, whatever is answered in their place."""

from __future__ import annotations

from dataclasses import dataclass

from tfgen.rehearse.rehearsal import Rehearsal
from tfgen.stack import names
from tfgen.stack.kinds.function import FUNCTION


@dataclass(frozen=True, slots=True)
class NotRun:
    """A function that could not run."""

    function: str
    routes: tuple[str, ...]
    reason: str

    def words(self) -> str:
        """What is told of it."""
        routes = f" ({', '.join(self.routes)})" if self.routes else ""
        return f"{self.function}{routes} is not rehearsed: {self.reason}"


def not_run(rehearsal: Rehearsal) -> tuple[NotRun, ...]:
    """Those that were to run so far, in the order of the spec."""
    told = (of_function(rehearsal, name) for name in rehearsal.spec.all(FUNCTION))
    return tuple(each for each in told if each)


def of_function(rehearsal: Rehearsal, name: str) -> NotRun | None:
    """Why a function could not run; None if it did, or was not to run so far."""
    function = rehearsal.spec.all(FUNCTION).get(name)
    reason = rehearsal.emulator.functions.not_run.get(names.of(rehearsal.spec, FUNCTION, name))
    return NotRun(name, tuple(function.http), reason) if function and reason else None
