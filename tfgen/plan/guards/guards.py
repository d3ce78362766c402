"""Every guard on the changes of any Terraform."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any

from tfgen.diagnostics import Diagnostic
from tfgen.plan.change import changes
from tfgen.plan.guards import held, order, protection, records, streams
from tfgen.plan.guards.plan import AnyPlan, Guard
from tfgen.plan.reviewed import Finding

EVERYWHERE: tuple[Guard, ...] = (streams.guard, protection.guard, order.certificates)
"""Those that look at what tfgen makes as well."""
ELSEWHERE: tuple[Guard, ...] = (held.guard, records.guard, order.deletions, order.incomplete)
"""Those that look at other Terraform alone: of what tfgen makes, the reviews of its kinds know more."""


def of_any(plan: Mapping[str, Any]) -> list[Diagnostic]:
    """What is to be said of a plan of any Terraform, as `terraform show -json` gives it."""
    looked_at = AnyPlan(tuple(changes(plan)), plan)
    return [_diagnostic(finding) for finding in _found(looked_at, (*EVERYWHERE, *ELSEWHERE))]


def findings(plan: AnyPlan, own: AnyPlan) -> Iterator[Finding]:
    """The same of a plan of a spec, and of what of it modules of the user's own make."""
    yield from _found(plan, EVERYWHERE)
    yield from _found(own, ELSEWHERE)


def _found(plan: AnyPlan, guards: tuple[Guard, ...]) -> Iterator[Finding]:
    for guard in guards:
        yield from guard(plan)


def _diagnostic(finding: Finding) -> Diagnostic:
    told = finding.code(finding.message, None, finding.hint, finding.severity)
    return dataclasses.replace(told, address=finding.address)
