"""What the kinds of thing share while a spec is resolved: its source, and the diagnostics."""

from __future__ import annotations

from dataclasses import field

from tfgen.diagnostics import Code, Diagnostic
from tfgen.frozen import frozen
from tfgen.spec.source import Path, Source
from tfgen.stack.region_name import REGIONS


def _known(regions: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(regions)) if regions <= set(REGIONS) else ()


@frozen
class Reading:
    """A spec that is being resolved."""

    source: Source
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def regions(self) -> tuple[str, ...]:
        """The regions to check others against; none where one is misspelt, which is reported already."""
        return _known(self.source.names("regions"))

    def holding(self) -> tuple[str, ...]:
        """The same, with those that have replicas of tables alone."""
        return _known(self.source.names("regions") | self.source.names("joining"))

    def report(
        self, code: Code, path: Path, message: str, hint: str | None = None, at_key: bool = False
    ) -> None:
        """Adds a diagnostic that stands where the path does."""
        span = self.source.key_span(path) if at_key else self.source.span(path)
        self.diagnostics.append(code(message, span, hint))
