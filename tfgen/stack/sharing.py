"""Services that share a domain: what can be told when their specs are looked at together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tfgen.diagnostics import Code, Diagnostic
from tfgen.frozen import frozen
from tfgen.spec.source import Source
from tfgen.stack.kinds.cdn import CDN, regions_answer
from tfgen.stack.kinds.routing import is_drained
from tfgen.stack.mapping import MAPPING
from tfgen.stack.stack import Stack

SAME_PATH = Code(
    "TFG193",
    "two services, one path",
    finds="two specs, given together, that answer under the same path of a domain, or that both make the domain.",
    why="""API Gateway has one API for each path of a domain in a region, and refuses the second. The service that makes
the domain answers under all paths that no other has: `orders` beside it is no clash, nor is `orders/v1` beside `orders`.""",
    example="""\
# orders.yaml
domain: {existing: api.example.com, path: orders}
# carts.yaml
domain: {existing: api.example.com, path: orders}
""",
    instead="a path of its own for each.",
)
LACKS_REGION = Code(
    "TFG243",
    "region without the shared domain",
    finds="""a service under a domain that another spec, given together with it, makes, where one of the two has a region
that the other lacks.""",
    why="""API Gateway has the domain in the regions of the spec that makes it; elsewhere there is nothing to map an API to.
And its records lead clients to all of these regions: where the service is not, they get a 403.""",
    example="""\
# shop.yaml
domain: api.example.com
regions: [eu-west-1]
# orders.yaml
domain: {existing: api.example.com, path: orders}
regions: [eu-west-1, us-east-1]
""",
    instead="the same regions in both, with those of the domain's owner applied first.",
)

BEHIND_EDGE = Code(
    "TFG139",
    "path of a domain that is the edge's",
    finds="""a spec that answers under a domain whose owner has a CDN: in the regions there is no such name, but that of the
origin.""",
    why="""it needs both specs to be seen: `tfgen validate shop.yaml orders.yaml`. The API mapping needs a custom domain name of its region, and those are the origin's: the apply fails. CloudFront
asks the origin for every path, so a mapping there answers under the domain as well.""",
    example="domain: {existing: api.example.com, path: orders}     # and the owner has `cdn: {}`",
    instead="the origin's name: `domain: {existing: origin.api.example.com, path: orders}`.",
)

CODES = (SAME_PATH, LACKS_REGION, BEHIND_EDGE)


@frozen
class Service:
    """A spec among others."""

    name: str
    """The file's."""
    source: Source
    stack: Stack

    @property
    def domain(self) -> str:
        """The domain that it answers under; empty if there is none."""
        return self.stack.domain or "".join(each.existing for each in self.stack.all(MAPPING).values())

    @property
    def names(self) -> set[str]:
        """The same, and the name by which its CDN asks the regions."""
        return {self.domain, *(cdn.origin for cdn in self.stack.all(CDN).values())} - {""}

    @property
    def path(self) -> str:
        """The path of the domain."""
        return "".join(each.path for each in self.stack.all(MAPPING).values())

    @property
    def regions(self) -> list[str]:
        """The regions that it answers in."""
        return [region.name for region in self.stack.regions]


def between(service: Service, others: Iterable[Service]) -> Iterator[Diagnostic]:
    """What is wrong between a service and others that were looked at before it."""
    for other in others:
        if other.name == service.name or not _together(service, other):
            continue
        if service.names & other.names:
            yield from _same_path(service, other)
            yield from _lacking(service, other)
            yield from _behind_edge(service, other)


def _together(service: Service, other: Service) -> bool:
    """Whether both are of one environment, or one of them has none."""
    environments = {service.stack.environment, other.stack.environment}
    return len(environments) == 1 or "" in environments


def _same_path(service: Service, other: Service) -> Iterator[Diagnostic]:
    shared = [region for region in service.regions if region in other.regions]
    makes = service.stack.domain and other.stack.domain
    if makes or (service.path == other.path and shared):
        what = f"makes {service.domain}" if makes else f"answers under {service.domain}/{service.path}"
        span = service.source.span(("domain",))
        yield SAME_PATH(
            f"{other.name} {what} as well",
            span,
            "give each a path of its own: `domain: {existing: …, path: …}`",
        )


def _lacking(service: Service, other: Service) -> Iterator[Diagnostic]:
    if bool(service.stack.domain) == bool(other.stack.domain):
        return
    user, owner = _user_and_owner(service, other)
    lacking = [region for region in user.regions if region not in owner.regions]
    if lacking:
        where = ", ".join(lacking)
        message = f"{user.name} answers under {owner.domain} in {where}, where {owner.name} does not make it"
        hint = f"add {where} to {owner.name}, and apply it first"
        yield LACKS_REGION(message, service.source.key_span(("regions",)), hint)
    led = [region.name for region in owner.stack.regions if not is_drained(owner.stack, region)]
    absent = [region for region in led if region not in user.regions]
    if absent:
        where = ", ".join(absent)
        message = f"{owner.name} leads clients of {owner.domain} to {where}, where {user.name} is not"
        hint = f"add {where} to {user.name}: what clients near it ask is answered with 403"
        yield LACKS_REGION(message, service.source.key_span(("regions",)), hint)


def _user_and_owner(service: Service, other: Service) -> tuple[Service, Service]:
    return (other, service) if service.stack.domain else (service, other)


def _behind_edge(service: Service, other: Service) -> Iterator[Diagnostic]:
    user, owner = _user_and_owner(service, other)
    if not user.stack.domain and user.domain == owner.domain and not regions_answer(owner.stack):
        origin = owner.stack.the(CDN).origin
        message = f"{user.name} answers under {owner.domain}, which is the edge's: {owner.name} calls the regions {origin}"
        yield BEHIND_EDGE(
            message, service.source.span(("domain",)), f"name `existing: {origin}` in {user.name}"
        )
