"""What a plan does by the way: data that goes, changes that AWS refuses, a service that is worse meanwhile."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from tfgen.diagnostics import Diagnostic
from tfgen.plan import adoption
from tfgen.plan.guards import guards, waves
from tfgen.plan.guards.plan import AnyPlan
from tfgen.plan.kinds import REVIEWS
from tfgen.plan.reviewed import Finding, Reviewed
from tfgen.spec.source import Source
from tfgen.stack.kinds.function import written_at
from tfgen.stack.stack import Stack


def findings(plan: Mapping[str, Any], stack: Stack) -> list[Finding]:
    """What is to be said of a plan, as `terraform show -json` gives it."""
    reviewed = Reviewed(plan, stack)
    adopted = list(adoption.review(reviewed))
    told = {finding.address for finding in adopted}
    others = (finding for review in REVIEWS for finding in review(reviewed))
    return [
        *adopted,
        *(finding for finding in others if finding.address not in told),
        *_guarded(reviewed),
        *waves.review(reviewed),
    ]


def _guarded(reviewed: Reviewed) -> list[Finding]:
    """What guards say of the types of resources, at what of the spec caused them."""
    every = AnyPlan((*reviewed.changes, *reviewed.own), reviewed.plan)
    found = list(guards.findings(every, AnyPlan(reviewed.own, reviewed.plan, is_own=True)))
    told = {finding.address for finding in found}
    paths = {each.address: reviewed.path(each) for each in every.changes if each.address in told}
    return [dataclasses.replace(finding, path=paths.get(finding.address)) for finding in found]


def review(plan: Mapping[str, Any], stack: Stack, source: Source) -> list[Diagnostic]:
    """The same, each standing at the line of the spec that caused it if one does."""
    return [_diagnostic(finding, source) for finding in findings(plan, stack)]


def _diagnostic(finding: Finding, source: Source) -> Diagnostic:
    span = source.span(written_at(finding.path, source)) if finding.path else None
    told = finding.code(finding.message, span, finding.hint, finding.severity)
    place = ".".join(map(str, finding.path or ()))
    return dataclasses.replace(told, address=finding.address, place=place)
