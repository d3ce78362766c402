"""Which findings are told, which are ignored, and what is to be said of that."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tfgen.diagnostics import Diagnostic, Severity, Span, Suppressed, has_errors
from tfgen.frozen import frozen
from tfgen.suppress import baseline
from tfgen.suppress.baseline import Key, Places
from tfgen.suppress.checkov_config import CheckovConfig
from tfgen.suppress.choice import Choice
from tfgen.suppress.codes import CANNOT_IGNORE, EXPIRED, NOT_GRANTED, UNUSED
from tfgen.suppress.known import ALL_CODES, finders, is_of_change, is_policy, why_not
from tfgen.suppress.suppression import Suppression, begins_in


@dataclass(frozen=True, slots=True)
class Verdict:
    """Diagnostics, parted."""

    told: list[Diagnostic]
    ignored: list[Suppressed]


@frozen
class Wishes:
    """What is to be ignored, and what weighs more."""

    suppressions: Sequence[Suppression] = ()
    choice: Choice = field(default_factory=Choice)
    checkov: CheckovConfig = field(default_factory=CheckovConfig)
    known: Counter[Key] | None = None
    """What a baseline holds."""
    baseline: str = ""
    """How it is called."""
    granted: Sequence[Suppression] | None = None
    """What the base ignores. Of findings of a change, nothing else is ignored: it would grant itself an exception.
    None where a change is not judged."""
    is_strict: bool = False
    """Whether a warning is an error."""
    alone: Span | None = None
    """Where the one environment is written that is looked at of several: what else ignores nothing may in another."""


class Memory:
    """What of the wishes was of use, over several judges of one spec."""

    def __init__(self) -> None:
        self.used: set[tuple[str, Span]] = set()
        self.met: Counter[Key] = Counter()


class Judge:
    """Parts diagnostics as somebody wished, and remembers what of the wishes was of use."""

    def __init__(
        self, wishes: Wishes, places: Places, today: str, codes: Iterable[str], memory: Memory | None = None
    ) -> None:
        """`today` as ISO 8601 writes it; `codes` are all that there are."""
        self.wishes, self.places, self.today = wishes, places, today
        self.problems: list[Diagnostic] = []
        """What is wrong with the suppressions themselves."""
        every = tuple(codes)
        self._in_force = [each for each in wishes.suppressions if self._holds(each, every)]
        self._memory = memory or Memory()

    def parted(self, found: Iterable[Diagnostic]) -> Verdict:
        """What is told of diagnostics, and what is ignored. May be asked again of the same."""
        verdict, met = Verdict([], []), Counter[Key]()
        for diagnostic in found:
            ignored = None if why_not(diagnostic.code) else self._ignored(diagnostic, met)
            if ignored:
                verdict.ignored.append(ignored)
            else:
                verdict.told.append(self._weighed(diagnostic))
        self._memory.met |= met
        return verdict

    def fails(self, found: Iterable[Diagnostic]) -> bool:
        """Whether what is told of diagnostics fails a run."""
        return has_errors(self.parted(found).told)

    def leftovers(self, ran: frozenset[str]) -> list[Diagnostic]:
        """What ignored nothing, though the checks that could have found it ran."""
        unused = [
            each
            for each in self._in_force
            if (each.rule, each.span) not in self._memory.used
            and finders(each.rule) <= ran
            and self._is_here(each)
            and not (each.until and is_of_change(each.rule))  # it waits for the change that it is for
        ]
        left = Counter() if self.wishes.alone else (self.wishes.known or Counter()) - self._memory.met
        found = [
            UNUSED(f"no {each.rule} is found here: there is nothing to ignore", each.span) for each in unused
        ]
        return [self._weighed(each) for each in (*found, *baseline.gone(left, ran, self.wishes.baseline))]

    def _is_here(self, suppression: Suppression) -> bool:
        """Whether a suppression is for nothing but what is looked at."""
        return self.wishes.alone is None or begins_in(self.wishes.alone, suppression.span)

    def _ignored(self, diagnostic: Diagnostic, met: Counter[Key]) -> Suppressed | None:
        covering = [each for each in self._in_force if each.covers(diagnostic)]
        if self.wishes.granted is not None and is_of_change(diagnostic.code):
            return self._granted(diagnostic, covering, self.wishes.granted)
        if covering:
            self._memory.used.update((each.rule, each.span) for each in covering)
            return Suppressed(diagnostic, covering[0].reason, in_source=True)
        reason = self.wishes.choice.leaves_out(diagnostic)
        if not reason and diagnostic.policy:
            reason = self.wishes.checkov.leaves_out(diagnostic.policy.id)
        if not reason and self.wishes.known is not None and baseline.can_be_known(diagnostic):
            key = self.places.key(diagnostic)
            if met[key] < self.wishes.known[key]:
                met[key] += 1
                reason = "in the baseline"
        return Suppressed(diagnostic, reason, in_source=False) if reason else None

    def _granted(
        self, diagnostic: Diagnostic, covering: list[Suppression], granted: Sequence[Suppression]
    ) -> Suppressed | None:
        """Whether the base ignores a finding of a change; says why what the spec says of it does not count."""
        self._memory.used.update((each.rule, each.span) for each in covering)
        for each in granted:
            if each.covers(diagnostic) and each.is_exact and not each.is_over(self.today):
                return Suppressed(diagnostic, each.reason, in_source=True)
        told = [NOT_GRANTED(_why_not_granted(each), each.span, _HOW_TO_GRANT) for each in covering]
        self.problems += [each for each in told if each not in self.problems]
        reason = self.wishes.choice.leaves_out(diagnostic)
        return Suppressed(diagnostic, reason, in_source=False) if reason else None

    def _weighed(self, diagnostic: Diagnostic) -> Diagnostic:
        """A policy of checkov's that its file calls soft is a warning; strictly, a warning is an error."""
        severity = diagnostic.severity
        if diagnostic.policy and not self.wishes.checkov.fails(diagnostic.policy.id):
            severity = Severity.WARNING
        if self.wishes.is_strict and severity is Severity.WARNING:
            severity = Severity.ERROR
        return dataclasses.replace(diagnostic, severity=severity)

    def _holds(self, suppression: Suppression, codes: tuple[str, ...]) -> bool:
        """Whether a suppression is in force; says why it is not."""
        rule, span = suppression.rule, suppression.span
        if rule not in codes and not is_policy(rule):
            self.problems.append(CANNOT_IGNORE(f"there is no code {rule}", span, ALL_CODES))
        elif why_not(rule):
            self.problems.append(CANNOT_IGNORE(f"{rule} cannot be ignored: {why_not(rule)}", span))
        elif suppression.is_over(self.today):
            message = f"{rule} was ignored until {suppression.until}: {suppression.reason}"
            self.problems.append(self._weighed(EXPIRED(message, span, "mend it, or set another day")))
        else:
            return True
        return False


_HOW_TO_GRANT = "merge it by a change of its own, with `at` and `until`, and compare with that by --base"


def _why_not_granted(suppression: Suppression) -> str:
    if not suppression.is_exact:
        return f"{suppression.rule} is of a change, and an exception to that needs `at` and `until`"
    return f"{suppression.rule} is of this change, and the base does not ignore it: a change grants itself no exception"
