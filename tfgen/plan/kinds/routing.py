"""Routing: names that do not resolve for a while, regions that go while clients are led to them."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.plan.change import Change
from tfgen.plan.codes import ENDPOINT_CHANGED, GAP, NAME_LOST, PATH_LOST, RECORDS_MIXED
from tfgen.plan.reviewed import Finding, Reviewed

_RECORD = "aws_route53_record"
_ENDPOINTS = {"aws_apigatewayv2_domain_name": "regional", "aws_api_gateway_domain_name": "edge-optimised"}
"""The types of custom domain names, by the kind of their endpoint."""


def review(plan: Reviewed) -> Iterator[Finding]:
    """Records, domain names and health checks."""
    yield from _undrained(plan)
    yield from _domain(plan)
    yield from _endpoint(plan)
    yield from _mixed(plan)
    yield from _path(plan)
    yield from _record(plan)


def _undrained(plan: Reviewed) -> Iterator[Finding]:
    for change in plan.of("aws_route53_health_check"):
        goes = change.deletes and not change.replaces and plan.retires(change)
        if goes and not change.before.get("disabled"):
            region = plan.region(change)
            message = f"{region} retires while clients are led to it: what they ask there fails until DNS forgets it"
            hint = f"an apply before with `routing: {{drained: [{region}]}}`, and the TTL of the records waited for"
            yield plan.finding(GAP, change, message, hint)


def _domain(plan: Reviewed) -> Iterator[Finding]:
    for change in plan.of(*_ENDPOINTS):
        if change.replaces and change.differs("domain_name"):
            before, after = change.before.get("domain_name"), change.after.get("domain_name")
            message = f"{before} answers no more in {plan.region(change)} when {after} takes its place"
            hint = f"clients must know {after} before: render it as a service of its own, and lead them there first"
            yield plan.finding(GAP, change, message, hint)

        elif change.deletes and not change.replaces and not plan.retires(change) and _is_gone(plan, change):
            name = change.before.get("domain_name")
            message = f"{name} answers no more in {plan.region(change)}: the spec has no such domain any more"
            hint = "if that is meant, lead clients to another address before, and wait for the TTL of what leads them here"
            yield plan.finding(NAME_LOST, change, message, hint)


def _endpoint(plan: Reviewed) -> Iterator[Finding]:
    """A name that goes from one type of endpoint to the other."""
    comes = {change.after.get("domain_name"): change for change in plan.of(*_ENDPOINTS) if change.is_new}
    for change in plan.of(*_ENDPOINTS):
        name = change.before.get("domain_name")
        other = comes.get(name)
        if change.deletes and not change.replaces and other and other.type != change.type:
            before, after = _ENDPOINTS[change.type], _ENDPOINTS[other.type]
            message = f"{name} does not answer while its {before} endpoint gives way to the {after} one"
            hint = "apply at a quiet hour, a second time if the first fails; or lead clients to another domain before"
            yield plan.finding(ENDPOINT_CHANGED, other, message, hint)


def _mixed(plan: Reviewed) -> Iterator[Finding]:
    """A record that gets or loses its routing policy, while others of the same name come or go."""
    records = [change for change in plan.of(_RECORD) if plan.stack.domain in _names(change)]
    for change in records:
        comes_or_goes = [
            each
            for each in records
            if (each.is_new or each.actions == ("delete",)) and _type(each) == _type(change)
        ]
        before, after = (bool(of.get("latency_routing_policy")) for of in (change.before, change.after))
        if change.updates and before != after and comes_or_goes:
            kinds = "plain to latency" if after else "latency to plain"
            message = f"the record of {plan.region(change)} changes from {kinds} while that of another region {_fate(comes_or_goes)}: Route 53 refuses one beside the other"
            hint = "change `endpoint` alone, and apply; then add the region"
            yield plan.finding(RECORDS_MIXED, change, message, hint)
            return


def _names(change: Change) -> tuple[object, object]:
    return change.before.get("name"), change.after.get("name")


def _type(change: Change) -> object:
    return change.after.get("type", change.before.get("type"))


def _fate(changes: list[Change]) -> str:
    return "goes" if any(change.deletes for change in changes) else "comes"


def _is_gone(plan: Reviewed, change: Change) -> bool:
    """Whether the spec has no such name any more. The origin's is the edge's alone: no client knows it."""
    return ".module.origin[" not in change.address and change.before.get("domain_name") != plan.stack.domain


def _path(plan: Reviewed) -> Iterator[Finding]:
    """Paths of a domain that somebody else makes, at which this service answered."""
    for change in plan.of("aws_apigatewayv2_api_mapping"):
        before, after = change.before.get("api_mapping_key"), change.after.get("api_mapping_key")
        moves = change.updates and before != after
        goes = change.deletes and not change.replaces and not plan.retires(change) and before
        if moves or goes:
            name = change.before.get("domain_name")
            message = f"{name}/{before or ''} leads to this service no more in {plan.region(change)}"
            hint = (
                f"clients must know {name}/{after or ''} before" if moves else "lead clients elsewhere before"
            )
            yield plan.finding(PATH_LOST, change, message, hint)


def _record(plan: Reviewed) -> Iterator[Finding]:
    """A record that gives way to one of another type, or of another zone: DNS allows no CNAME beside others."""
    told: set[str] = set()
    for change in plan.of(_RECORD):
        name = str(change.before.get("name"))
        if name in told or not change.deletes or name != plan.stack.domain or plan.retires(change):
            continue
        if change.replaces and change.differs("zone_id"):
            told.add(name)
            message = f"the records of {name} are deleted in one hosted zone before they are made in another"
            hint = "apply at a quiet hour, when the delegation of the new zone is in place"
            yield plan.finding(GAP, change, message, hint)
        elif not change.replaces and _another_type(plan, change):
            told.add(name)
            message = (
                f"{name} does not resolve while its records change their type, and the first apply may fail"
            )
            hint = "apply at a quiet hour, a second time at once if the first fails; clients remember it for the zone's negative TTL"
            yield plan.finding(GAP, change, message, hint)


def _another_type(plan: Reviewed, change: Change) -> bool:
    return any(
        other.actions == ("create",)
        and other.after.get("name") == change.before.get("name")
        and other.after.get("set_identifier") == change.before.get("set_identifier")
        for other in plan.of(_RECORD)
    )
