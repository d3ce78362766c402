"""What a review comes to, and what decides it."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from typing import NamedTuple

from tfgen.diagnostics import Diagnostic, Severity
from tfgen.review.result import DANGEROUS, Review, totals
from tfgen.review.words import counted, listed


class Word(StrEnum):
    """A verdict, as workflows ask for it."""

    none = "none"
    """Nothing changes."""
    ok = "pass"
    """Nothing that is there goes, and there is nothing to say."""
    look = "warn"
    """Something goes, or something is to be said: a person decides."""
    no = "fail"
    """An error: it must not be applied."""


class Verdict(NamedTuple):
    """A verdict and what decides it."""

    word: Word
    why: str
    """A sentence without its full stop."""


def verdict(review: Review) -> Verdict:
    """The worst of what is found decides."""
    errors = [each for each in review.findings if each.severity is Severity.ERROR]
    if errors:
        return Verdict(Word.no, f"{_number(len(errors), 'error')}: {_codes(errors)}")
    warnings = [each for each in review.findings if each.severity is Severity.WARNING]
    totalled = totals(review.counts.values())
    gone = counted(Counter({action: totalled[action] for action in DANGEROUS}))
    waiting = sum(bool(state.after) for state in review.states)
    stopped = [each.line for each in review.halfway if each.is_open]
    reasons = [
        *stopped,
        gone,
        f"{_number(len(warnings), 'warning')}: {_codes(warnings)}" if warnings else "",
        f"{_number(waiting, 'state')} not planned yet" if waiting else "",
    ]
    if any(reasons):
        return Verdict(Word.look, "; ".join(filter(None, reasons)))
    if review.has_changes:
        return Verdict(Word.ok, "nothing is deleted or replaced, and nothing was found")
    if review.halfway:
        return Verdict(Word.ok, review.halfway[-1].line)
    return Verdict(Word.none, "nothing changes")


def _codes(found: list[Diagnostic]) -> str:
    return listed(dict.fromkeys(each.rule for each in found), 3)


def _number(count: int, what: str) -> str:
    return f"{count} {what}{'s' * (count != 1)}"
