"""What a check sees of a region, and what all of it comes to."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from tfgen.diagnostics import Code, Diagnostic, Severity
from tfgen.frozen import frozen
from tfgen.gate.codes import NOT_KNOWN
from tfgen.spec.source import Path, Source


class State(StrEnum):
    """How something looks."""

    good = "good"
    bad = "bad"
    unknown = "unknown"


class Verdict(StrEnum):
    """What a gate says."""

    go = "go on"
    stop = "stop"
    unknown = "unknown"


@frozen
class Look:
    """What a check saw in a region."""

    check: str
    """Its name, as `--allow-unknown` takes it."""
    region: str
    state: State
    says: str
    """A sentence, with numbers."""
    code: Code = NOT_KNOWN
    """Of what is bad, or unknown."""
    path: Path = ()
    """What of the spec it is of."""
    is_allowed: bool = False
    """Whether it may be unknown."""

    @property
    def holds_up(self) -> bool:
        """Whether it is a reason not to go on."""
        return self.state is State.bad or (self.state is State.unknown and not self.is_allowed)

    def told(self, source: Source) -> Diagnostic | None:
        """The finding that it is, at a line of the spec; None of what is good."""
        if self.state is State.good:
            return None
        severity = Severity.ERROR if self.holds_up else Severity.NOTE
        span = source.span(self.path) if self.path else None
        return self.code(f"{self.region}: {self.says}", span, severity=severity)


def verdict(looks: Sequence[Look]) -> Verdict:
    """Bad weighs more than unknown, and what is unknown is not good."""
    if any(look.state is State.bad for look in looks):
        return Verdict.stop
    return Verdict.unknown if any(look.holds_up for look in looks) else Verdict.go
