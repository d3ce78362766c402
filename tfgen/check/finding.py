"""A finding that knows the path in the spec that caused it, before it becomes a diagnostic with a place."""

from __future__ import annotations

from dataclasses import dataclass

from tfgen.diagnostics import Code, Diagnostic
from tfgen.spec.source import Path, Source
from tfgen.stack.kinds.function import written_at


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule reports."""

    code: Code
    path: Path
    message: str
    hint: str | None = None

    def at(self, source: Source) -> Diagnostic:
        """The diagnostic, standing where the path does."""
        return self.code(self.message, source.span(written_at(self.path, source)), self.hint)
