"""Where clients find the service: names, paths and keys that are others, and the way to the edge and back."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.check.rule import Finding
from tfgen.check.since.since import Guard, Since
from tfgen.diagnostics import Code, Severity
from tfgen.spec.source import Path
from tfgen.stack.kinds.api import API
from tfgen.stack.kinds.api_key import API_KEY
from tfgen.stack.kinds.cdn import CDN, leads_to_edge
from tfgen.stack.kinds.routing import ROUTING
from tfgen.stack.kinds.site import SITE
from tfgen.stack.mapping import MAPPING
from tfgen.stack.own_domain import OWN_DOMAIN

ADDRESS_LOST = Code(
    "TFG276",
    "address that clients lose",
    finds="""a domain, a zone, a path, a regional name, a site's name or an API key that is another than the base's or gone; another
`endpoint`, another type of `record`; another kind of API where there is no domain.""",
    why="""clients that know the old one are refused, or do not resolve it for a while, from one moment to the next.""",
    example="domain: www.shop.example.com     # the base has api.shop.example.com",
    instead="""clients who know the new one first: a service of its own beside this one, or both names for a while; a quiet
hour, where it is a matter of minutes.""",
    severity=Severity.WARNING,
)
EDGE_AT_ONCE = Code(
    "TFG278",
    "way to the edge, or back, in one step",
    finds="a `cdn` that comes before a domain at which clients are, or goes, without the steps between.",
    why="""the domain leads to the edge while the regions stop answering to it, or the other way round: resolvers remember the
old way for the record's TTL, and what clients ask there fails. What is made in the same apply has not been seen to answer.""",
    example="cdn: {}     # the base has the domain, and no cdn",
    instead="`cdn: {step: beside}`, then `step: turn`, then none, each applied; the same backwards. docs/cdn.md tells it.",
)

CODES = (ADDRESS_LOST, EDGE_AT_ONCE)


def _lost(since: Since) -> Iterator[Finding]:
    base, head = since.base, since.head
    if base.domain and base.domain != head.domain:
        to = f"`{head.domain}` takes its place" if head.domain else "the spec has no domain any more"
        yield Finding(
            ("domain",), f"`{base.domain}` answers no more: {to}", "lead clients to the other address before"
        )
    elif base.domain and (base.zone, base.zone_id) != (head.zone, head.zone_id):
        message = (
            f"the records of `{base.domain}` are deleted in one hosted zone before they are made in another"
        )
        path = ("zone_id",) if head.zone_id else ("zone",)
        yield Finding(
            path, message, "apply it at a quiet hour, when the delegation of the new zone is in place"
        )
    for where, was, now in _names(since):
        if was and was != now:
            message = (
                f"`{was}` {f'is to be `{now}`' if now else 'is gone'}: clients who know it are not answered"
            )
            yield Finding(where, message, "lead them to the other address before")
    yield from _kinds(since)
    yield from _keys(since)


def _names(since: Since) -> Iterator[tuple[Path, str, str]]:
    """Addresses before and after, and where the spec says them."""
    mappings = (stack.all(MAPPING).get("") for stack in (since.base, since.head))
    before, after = (each.address if each else "" for each in mappings)
    yield ("domain", "path"), before, after
    if since.base.domain == since.head.domain:
        own = (stack.all(OWN_DOMAIN).get("") for stack in (since.base, since.head))
        before, after = (each.pattern if each else "" for each in own)
        yield ("routing", "regional"), before, after
    for _, site, other in since.kept(SITE):
        yield (SITE.key, "domain"), site.domain, other.domain


def _kinds(since: Since) -> Iterator[Finding]:
    for _, before, after in since.kept(API):
        is_named = since.base.domain or since.base.all(MAPPING)
        if before.kind != after.kind and not is_named:
            message = f"the API goes from `kind: {before.kind}` to `{after.kind}`: the URL of every region is another"
            yield Finding(
                (API.key, "kind"), message, "clients must know the other URLs; a domain would stay the same"
            )
        if before.endpoint != after.endpoint and since.base.domain and since.head.domain:
            message = f"the domain goes from `endpoint: {before.endpoint}` to `{after.endpoint}`: clients are answered by neither for minutes"
            yield Finding((API.key, "endpoint"), message, "change it alone, and at a quiet hour")
    for _, routing, other in since.kept(ROUTING):
        if routing.record != other.record and since.base.domain == since.head.domain:
            message = f"`{since.base.domain}` does not resolve while its records go from {routing.record} to {other.record}, and the first apply may fail"
            yield Finding(
                (ROUTING.key, "record"), message, "apply it at a quiet hour, and once more if it fails"
            )


def _keys(since: Since) -> Iterator[Finding]:
    for name in since.gone(API_KEY):
        yield Finding(
            (API_KEY.key, name),
            f"key `{name}` goes: clients who send it are refused",
            "give them another one before",
        )
    for name, before, after in since.kept(API_KEY):
        if before.value != after.value:
            message = f"key `{name}` takes its value from elsewhere: clients who send the old one are refused"
            yield Finding(
                (API_KEY.key, name, "value"), message, "add another key beside it, until all have it"
            )


def _edge(since: Since) -> Iterator[Finding]:
    base, head = since.base, since.head
    if not base.domain or base.domain != head.domain:
        return
    was, now = (_step(stack.all(CDN).get("")) for stack in (base, head))
    if leads_to_edge(base) != leads_to_edge(head) and (was, now) not in _STEPS:
        where = "the edge" if leads_to_edge(head) else "the regions"
        goes = now in ("none", "whole") and was != "beside"
        why = (
            "what led there stops answering at once"
            if goes or was == "whole"
            else "which is made in the same apply"
        )
        severity = None if goes else Severity.WARNING
        path = (CDN.key, "step") if head.all(CDN) else (CDN.key,)
        yield Finding(
            path, f"`{base.domain}` moves to {where}, and {why}", "docs/cdn.md tells the steps", severity
        )
    for _, before, after in since.kept(CDN):
        if before.origin != after.origin and leads_to_edge(base):
            message = f"the edge asks `{after.origin}` instead of `{before.origin}`, which goes: what is not cached fails for minutes"
            yield Finding(
                (CDN.key, "origin"), message, "keep the name; it is the edge's alone", Severity.WARNING
            )


_STEPS = {("beside", "turn"), ("turn", "beside")}
"""What may follow on what, of changes that lead clients another way."""


def _step(cdn: object) -> str:
    return (getattr(cdn, "step", "") or "whole") if cdn else "none"


GUARDS = (Guard(ADDRESS_LOST, _lost), Guard(EDGE_AT_ONCE, _edge))
