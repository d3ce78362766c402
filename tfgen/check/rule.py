"""Rules, and what they find: a path of the spec, before it becomes a diagnostic with a place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from tfgen.diagnostics import Code, Diagnostic, Severity
from tfgen.spec.source import Path, Source
from tfgen.stack.kinds.function import written_at
from tfgen.stack.stack import Stack


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule finds at a path of the spec."""

    path: Path
    message: str
    hint: str | None = None
    severity: Severity | None = None
    """Another than the code's, where the circumstances ask for one."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A policy on a Stack, and the code under which its findings are told."""

    code: Code
    check: Callable[[Stack], Iterable[Finding]]

    def diagnostics(self, stack: Stack, source: Source) -> Iterator[Diagnostic]:
        """The findings, each standing where its path does."""
        for finding in self.check(stack):
            span = source.span(written_at(finding.path, source))
            yield self.code(finding.message, span, finding.hint, finding.severity)
