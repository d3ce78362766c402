"""The CDN: a domain that moves to the edge, or back, while clients still remember where it led."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.diagnostics import Severity
from tfgen.plan.change import Change
from tfgen.plan.codes import MOVED_AT_ONCE
from tfgen.plan.reviewed import Finding, Reviewed
from tfgen.stack.kinds.cdn import leads_to_edge

_OF_CLOUDFRONT = ".cloudfront.net"


def review(plan: Reviewed) -> Iterator[Finding]:
    """The domain's records that lead to the edge afterwards and did not before, or the other way round."""
    to_edge = leads_to_edge(plan.stack)
    moved = [change for change in plan.of("aws_route53_record") if _moves(change, plan, to_edge)]
    if not moved:
        return
    where, other = ("the edge", "the regions") if to_edge else ("the regions", "the edge")
    left = _names(plan) if to_edge else list(plan.of("aws_cloudfront_distribution"))
    reached = list(plan.of("aws_cloudfront_distribution")) if to_edge else _names(plan)
    name = plan.stack.domain
    if any(change.deletes for change in left):
        message = f"{name} moves to {where}, and {other} stop answering to it while resolvers still lead clients there"
        yield plan.finding(MOVED_AT_ONCE, moved[0], message, _HINT)
    elif any("create" in change.actions for change in reached):
        message = f"{name} moves to {where}, which is made in the same apply: nobody has seen it answer"
        yield plan.finding(MOVED_AT_ONCE, moved[0], message, _HINT, severity=Severity.WARNING)


_HINT = (
    "apply `cdn: {step: beside}` first, then `step: turn`, then the cdn without `step`; the same backwards to take it "
    "away (docs/cdn.md)"
)


def _moves(change: Change, plan: Reviewed, to_edge: bool) -> bool:
    if change.before.get("name") != plan.stack.domain or not (change.updates or change.replaces):
        return False
    return _led_to_edge(change) != to_edge


def _led_to_edge(change: Change) -> bool:
    targets = [each.get("name") for each in change.before.get("alias") or ()]
    return any(
        str(target).endswith(_OF_CLOUDFRONT) for target in (*targets, *(change.before.get("records") or ()))
    )


def _names(plan: Reviewed) -> list[Change]:
    """The regions' custom domain names of the domain itself."""
    return [
        change
        for change in plan.of("aws_apigatewayv2_domain_name")
        if plan.stack.domain in (change.before.get("domain_name"), change.after.get("domain_name"))
    ]
