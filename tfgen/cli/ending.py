"""How commands end: exit status, diagnostics, wrong use."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NoReturn

from tfgen.cli.console import has_color, talk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tfgen.diagnostics import Diagnostic

CLEAN, FINDINGS, WRONG_USE, NOT_REHEARSED = 0, 1, 2, 3


def exit_status(found: list[Diagnostic]) -> int:
    """What diagnostics make of the exit status."""
    from tfgen.diagnostics import Basis, Severity

    errors = [diagnostic for diagnostic in found if diagnostic.severity is Severity.ERROR]
    if any(diagnostic.basis is Basis.ENVIRONMENT for diagnostic in errors):
        return WRONG_USE
    return FINDINGS if errors else CLEAN


def stop(found: list[Diagnostic], sources: dict[str, str]) -> NoReturn:
    """Tells diagnostics, and ends the run."""
    say(found, sources)
    sys.exit(exit_status(found))


def stop_on(found: list[Diagnostic], sources: dict[str, str], ignored: int = 0) -> None:
    """Tells diagnostics, and ends the run if there are errors among them."""
    if found or ignored:
        say(found, sources, ignored)
    status = exit_status(found)
    if status != CLEAN:
        sys.exit(status)


def say(found: list[Diagnostic], sources: dict[str, str], ignored: int = 0) -> None:
    """Tells diagnostics on standard error, and how many are ignored."""
    from tfgen.diagnostics import in_order
    from tfgen.output.text import render as render_text
    from tfgen.output.text import summary

    if ignored and not found:
        talk(summary([], ignored))
        return
    talk(
        render_text(in_order(found), sources, color=has_color(sys.stderr), ignored=ignored).removesuffix("\n")
    )


def each_to_its_end(runs: Iterable[Callable[[], object]]) -> None:
    """Runs all, though some of them end with findings or wrong use; ends with the worst exit status of them."""
    worst = CLEAN
    for run in runs:
        try:
            run()
        except SystemExit as ended:
            if ended.code not in (FINDINGS, WRONG_USE):  # a signal's
                raise
            worst = max(worst, int(ended.code))
    if worst != CLEAN:
        sys.exit(worst)


def wrong_use(message: str) -> NoReturn:
    """Ends a run that was asked for something impossible."""
    talk(f"tfgen: {message}")
    sys.exit(WRONG_USE)
