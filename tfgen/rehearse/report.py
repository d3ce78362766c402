"""What came of a rehearsal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tfgen.rehearse.step import Result, Status


@dataclass(frozen=True, slots=True)
class Report:
    """A rehearsal that has ended."""

    service: str
    domain: str
    regions: tuple[str, ...]
    results: tuple[Result, ...]
    missing: Mapping[str, int]
    """Actions of AWS that were asked for, that the emulator lacks, and how often."""
    has_2017: bool
    """Whether the stack has global tables of version 2017.11.29."""
    refuses_2017: bool
    """Whether new global tables of version 2017.11.29 were refused, as AWS does."""

    freed: tuple[str, ...]
    """Tables whose replicas were rehearsed without the deletion protection that the spec asks for."""

    @property
    def failed(self) -> Result | None:
        """The step that failed, if one did."""
        return next((result for result in self.results if result.status is Status.failed), None)

    @property
    def seconds(self) -> float:
        """From the first step to the last."""
        return sum(result.seconds for result in self.results)

    @property
    def terraform_seconds(self) -> float:
        """Of these, how long terraform and its provider were at work themselves."""
        return sum(result.terraform_seconds for result in self.results)

    @property
    def emulator_seconds(self) -> float:
        """Of these, how long terraform was waiting for the emulator."""
        return sum(result.emulator_seconds for result in self.results)

    def times(self) -> str:
        """Where the time went."""
        rest = self.seconds - self.terraform_seconds - self.emulator_seconds
        return (
            f"{self.seconds:.0f} s: Terraform and its provider {self.terraform_seconds:.0f} s, "
            f"the emulator answering them {self.emulator_seconds:.0f} s, packaging, requests and outages {rest:.0f} s"
        )

    def notes(self) -> tuple[str, ...]:
        """What one has to know to trust the result."""
        legacy = (
            "new global tables of version 2017.11.29 were "
            + ("refused, as AWS does" if self.refuses_2017 else "allowed, which AWS no longer does"),
        )
        lacking = ", ".join(f"{name} ({count})" for name, count in sorted(self.missing.items()))
        freed = (
            f"the replicas of {', '.join(self.freed)} were rehearsed without deletion protection, for which the "
            "AWS provider waits minutes; --protect-replicas rehearses it too",
        )
        return (
            *(freed if self.freed else ()),
            *(legacy if self.has_2017 else ()),
            f"actions that the emulator lacks: {lacking or 'none was asked for'}",
        )
