"""Routes that are not rehearsed: of functions that this machine cannot run, and those that let in whom nobody knows."""

from __future__ import annotations

from dataclasses import dataclass

from tfgen.diagnostics import Code
from tfgen.rehearse.codes import NOT_RUN, UNTRIED
from tfgen.rehearse.rehearsal import Rehearsal
from tfgen.stack import names
from tfgen.stack.kinds.function import FUNCTION


@dataclass(frozen=True, slots=True)
class NotRun:
    """A function that could not run, or that could not be asked on all of its routes."""

    function: str
    routes: tuple[str, ...]
    reason: str
    code: Code = NOT_RUN

    def words(self) -> str:
        """What is told of it."""
        routes = f" ({', '.join(self.routes)})" if self.routes else ""
        return f"{self.function}{routes} is not rehearsed: {self.reason}"


def not_run(rehearsal: Rehearsal) -> tuple[NotRun, ...]:
    """Those that were to run so far, in the order of the spec; then routes that could not be tried."""
    told = (of_function(rehearsal, name) for name in rehearsal.spec.all(FUNCTION))
    return (*(each for each in told if each), *untried(rehearsal))


def untried(rehearsal: Rehearsal) -> tuple[NotRun, ...]:
    """Routes whose authorizer alone knows whom it lets in, and nobody said."""
    found: dict[tuple[str, str], list[str]] = {}
    known = rehearsal.keyring.callers()
    for name, function in rehearsal.spec.all(FUNCTION).items():
        for route in function.http:
            if not rehearsal.keyring.is_known(known[route]):
                found.setdefault((name, known[route].auth), []).append(route)
    return tuple(
        NotRun(name, tuple(routes), f"whom authorizer {auth} lets in, its code alone knows", UNTRIED)
        for (name, auth), routes in found.items()
    )


def of_function(rehearsal: Rehearsal, name: str) -> NotRun | None:
    """Why a function could not run; None if it did, or was not to run so far."""
    function = rehearsal.spec.all(FUNCTION).get(name)
    reason = rehearsal.emulator.functions.not_run.get(names.of(rehearsal.spec, FUNCTION, name))
    return NotRun(name, tuple(function.http), reason) if function and reason else None
