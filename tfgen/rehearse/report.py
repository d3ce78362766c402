"""What came of a rehearsal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tfgen.rehearse.not_run import NotRun
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
    not_run: tuple[NotRun, ...] = ()
    """The functions that this machine cannot run."""
    remarks: tuple[str, ...] = ()
    """What one has to know of each kind to trust the result."""
    facts: Mapping[str, Any] = field(default_factory=dict)
    """The same for programs, by the keys of the report in JSON."""

    @property
    def failed(self) -> Result | None:
        """The step that failed, if one did."""
        return next((result for result in self.results if result.status is Status.failed), None)

    @property
    def passed(self) -> bool:
        """Whether all of it was rehearsed, and nothing failed."""
        return self.failed is None and not self.not_run

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
        lacking = ", ".join(f"{name} ({count})" for name, count in sorted(self.missing.items()))
        return (
            *self.remarks,
            f"actions that the emulator lacks or fails at: {lacking or 'none was asked for'}",
        )
