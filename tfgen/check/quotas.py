"""What a stack needs, held against a quota of AWS's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tfgen.check.rule import Finding
from tfgen.diagnostics import Severity
from tfgen.spec.source import Path
from tfgen.stack.quotas.quota import Quota


def over(quota: Quota, needed: int, path: Path, what: str, instead: str) -> Iterator[Finding]:
    """A finding where more is needed than AWS gives: an error if the quota cannot be raised, else a warning.

    `what` begins the message, such as "the API has 301 routes"; `instead` is the way without a raised quota.
    """
    if needed > quota.value:
        severity = Severity.WARNING if quota.adjustable else Severity.ERROR
        message = f"{what}, {quota.value:,} at most are allowed{' by default' if quota.adjustable else ''}"
        hint = f"{instead}, or {quota.raising}" if quota.adjustable else instead
        yield Finding(path, message, hint, severity)


def among(regions: Sequence[str]) -> str:
    """Regions in a sentence."""
    more = f" and {len(regions) - 1} more regions" if len(regions) > 2 else ""
    return f"in {regions[0]}{more}" if more or len(regions) == 1 else f"in {regions[0]} and {regions[1]}"


def by_region(amounts: Iterable[tuple[str, int]]) -> dict[int, list[str]]:
    """The regions that need each amount."""
    found: dict[int, list[str]] = {}
    for region, amount in amounts:
        found.setdefault(amount, []).append(region)
    return found
