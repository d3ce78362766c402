"""Rules, and what they find: a path of the spec, before it becomes a diagnostic with a place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from tfgen.diagnostics import Code, Diagnostic, Severity, Span
from tfgen.spec.source import Path, Source
from tfgen.stack.kinds.function import written_at
from tfgen.stack.stack import Stack

FUNCTIONS = "{functions}"
"""Stands in a message for the functions that a finding is of."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule finds at a path of the spec."""

    path: Path
    message: str
    hint: str | None = None
    severity: Severity | None = None
    """Another than the code's, where the circumstances ask for one."""
    function: str = ""
    """Whose it is, if its message says FUNCTIONS: what `defaults` says is told once, with all of them."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A policy on a Stack, and the code under which its findings are told."""

    code: Code
    check: Callable[[Stack], Iterable[Finding]]

    def diagnostics(self, stack: Stack, source: Source) -> Iterator[Diagnostic]:
        """The findings, each standing where its path does."""
        together: dict[tuple[Span, Finding], list[str]] = {}
        for finding in self.check(stack):
            same = replace(finding, path=(), function="")
            together.setdefault((span_of(finding.path, source), same), []).append(finding.function)
        for (span, finding), functions in together.items():
            message = finding.message.replace(FUNCTIONS, _named(functions))
            yield self.code(message, span, finding.hint, finding.severity)


def span_of(path: Path, source: Source) -> Span:
    """Where a setting is written; a region stands at its name, whatever is said of it."""
    if len(path) == 2 and path[0] == "regions":
        return source.key_span(path)
    return source.span(written_at(path, source))


def _named(functions: list[str]) -> str:
    return f"({'functions' if len(functions) > 1 else 'function'} {', '.join(sorted(functions))})"
