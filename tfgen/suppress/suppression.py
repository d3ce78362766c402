"""A suppression: what somebody wrote so that findings are ignored, and which it covers."""

from __future__ import annotations

import re

from tfgen.diagnostics import Diagnostic, Span
from tfgen.frozen import frozen

_KEY = re.compile(r'\["(?:[^"\\]|\\.)*"\]|\[\d+\]')
"""The key of an instance in an address."""


@frozen
class Suppression:
    """Findings of one code, everywhere or at one place, that are ignored."""

    rule: str
    """The code, or the id of a policy of checkov's."""
    reason: str
    span: Span
    """Where it is written."""
    areas: tuple[Span, ...] = ()
    """Where what it covers begins: from here to there."""
    address: str = ""
    """The resource, or a module, that it covers; without keys, every instance."""
    until: str = ""
    """The last day, as ISO 8601 writes it."""
    says: str = ""
    """What the message must hold."""
    place: str = ""
    """Of a change: the place in the spec with all below it, whether or not it is there."""

    def covers(self, diagnostic: Diagnostic) -> bool:
        """Whether a diagnostic is one of those that it ignores."""
        if self.rule not in (diagnostic.code, diagnostic.rule):
            return False
        if self.says not in diagnostic.message:
            return False
        if self.place and f"{diagnostic.place}.".startswith(f"{self.place}."):
            return True
        if self.areas:
            span = diagnostic.span
            return span is not None and any(begins_in(area, span) for area in self.areas)
        return not self.address or _is_below(diagnostic.address, self.address)

    @property
    def is_exact(self) -> bool:
        """Whether it is for one place, and until a day."""
        return bool(self.until and (self.place or self.address))

    def is_over(self, today: str) -> bool:
        """Whether its last day is over."""
        return bool(self.until) and today > self.until


def begins_in(area: Span, span: Span) -> bool:
    """Whether what stands at a place begins in an area."""
    begin = (span.line, span.column)
    return span.file == area.file and (area.line, area.column) <= begin < (area.end_line, area.end_column)


def _is_below(address: str, above: str) -> bool:
    """Whether an address is another, or one in that module."""
    return any(
        each == above or each.startswith((f"{above}.", f"{above}["))
        for each in (address, _KEY.sub("", address))
        if each
    )
