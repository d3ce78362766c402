"""Routing: the domain, its hosted zone, latency records and health checks."""

from __future__ import annotations

from tfgen.spec import codes as spec_codes
from tfgen.spec.collections import Many
from tfgen.spec.record import Record, field, record
from tfgen.spec.scalars import Choice, Flag, Integer, Text
from tfgen.stack import codes
from tfgen.stack.adoption import CANNOT_ADOPT, THERE, check_regions
from tfgen.stack.domain import MAX_DOMAIN, REGIONAL, parent
from tfgen.stack.key import Key
from tfgen.stack.kind import Kind, Said, single
from tfgen.stack.kinds.function import has_routes
from tfgen.stack.reading import Reading
from tfgen.stack.region import Region
from tfgen.stack.region_name import REGION_NAME
from tfgen.stack.stack import Stack


@record
class Health:
    """The health check of every region, on the region's own name."""

    path: str = field(
        Text("a path that starts with `/`", r"^/[A-Za-z0-9._~:@!$&'()*,;=%/-]*$", most=250),
        "The path that it asks: one that checks what the region needs. Left out, `/health` if a function has the route `GET /health`; or else `/-/health`, which a function of tfgen's own answers: it reads every table, and asks for every queue, that the region's functions use.",
        default="",
    )
    interval: int = field(
        Integer(10, 30, "seconds", (10, 30)), "The time between two requests of one checker.", default=30
    )
    failures: int = field(Integer(1, 10), "Failures in a row until the region is left out.", default=3)


RECORD_TYPES = {"alias": ("A", "AAAA"), "cname": ("CNAME",)}
"""The types of the domain's records, by what `routing.record` says."""


@record
class AdoptedRouting:
    """What exists already of the domain."""

    validation: bool = field(
        Flag(),
        "The record that validates certificates of the domain, which every certificate in the account shares.",
        default=False,
    )
    domain: tuple[str, ...] = field(
        THERE, "The regions in which API Gateway has the custom domain name.", default=()
    )
    records: tuple[str, ...] = field(
        Many(Choice("A", "AAAA", "CNAME")),
        "The types of the domain's records that have no routing policy: those of home take their place, in one change.",
        default=(),
    )


@record
class Routing:
    """How a request finds its region."""

    record: str = field(
        Choice("alias", "cname"),
        "Alias records A and AAAA, or a CNAME. DNS allows no CNAME beside others: a change needs two applies.",
        default="alias",
    )
    ttl: int = field(
        Integer(1, 86400, "seconds"),
        "The TTL of CNAME records; alias records have none of their own.",
        default=60,
    )
    health: Health = field(Record(Health), "The health check of every region.", default=Health())
    regional: str = field(
        REGIONAL,
        "A name for each region beside the shared one, for who wants one region and no other. The health check asks it. Left out, each region has API Gateway's own URL alone.",
        default="",
    )
    drained: tuple[str, ...] = field(
        Many(REGION_NAME), "Regions whose record stays and receives no traffic.", default=()
    )
    adopt: AdoptedRouting = field(
        Record(AdoptedRouting), "What exists already and is taken over.", default=AdoptedRouting()
    )


def _read(kind: Kind[Routing], said: Said, _: Reading) -> dict[str, Routing]:
    """Nothing is routed where there is no domain of our own, or nothing that would answer under it."""
    domain = said["domain"]
    return {"": said[kind.key]} if domain and isinstance(domain, str) and has_routes(said) else {}


def _check(stack: Stack, reading: Reading) -> None:
    for kind in (ROUTING, EDGE_DOMAIN):
        for routing in stack.all(kind).values():
            _check_routing(routing, stack, reading)


def _check_routing(routing: Routing, stack: Stack, reading: Reading) -> None:
    domain = stack.domain
    regions = reading.regions()
    written = reading.source.names()
    if "zone" in written and "zone_id" in written:
        message = "`zone` and `zone_id` both name the hosted zone"
        reading.report(codes.TWO_WAYS, ("zone_id",), message, "keep one of them", at_key=True)
    zone = stack.zone
    if zone and "zone_id" not in written:
        _check_zone(routing, domain, zone, reading)
    _check_adopted(routing, reading)
    _check_regional(routing, stack, reading)
    for region in routing.drained:
        if regions and region not in regions:
            message = f"region {region} is drained, but no region of this spec"
            reading.report(codes.REGION_ROLES, ("routing", "drained", region), message)
    if regions and set(regions) <= set(routing.drained):
        message = "every region is drained: Route 53 would then answer with all of them"
        reading.report(codes.REGION_ROLES, ("routing", "drained"), message)


def _check_regional(routing: Routing, stack: Stack, reading: Reading) -> None:
    """The name of every region fits into a certificate, lies in the zone, and is not the shared one."""
    path = ("routing", "regional")
    names = {region: routing.regional.replace("{region}", region) for region in reading.regions()}
    for region, name in sorted(names.items()) if routing.regional else ():
        if len(name) > MAX_DOMAIN:
            message = f"the name of {region} would be `{name}`, and have {len(name)} characters: {MAX_DOMAIN} at most are allowed"
            reading.report(spec_codes.BAD_VALUE, path, message, f"shorten it by {len(name) - MAX_DOMAIN}")
        elif name == stack.domain:
            message = f"the name of {region} would be `{name}`, which is the domain itself"
            reading.report(codes.SAME_NAME, path, message, "give the regions other names")
        elif stack.zone and name != stack.zone and not name.endswith(f".{stack.zone}"):
            message = f"the name of {region} would be `{name}`, which does not lie in zone `{stack.zone}`"
            reading.report(codes.OUTSIDE_ZONE, path, message, f"end it with `.{stack.zone}`")
        else:
            continue
        return


def _check_adopted(routing: Routing, reading: Reading) -> None:
    adopted, path = routing.adopt, ("routing", "adopt")
    check_regions("the domain name", adopted.domain, (*path, "domain"), reading)
    for kind in adopted.records:
        made = RECORD_TYPES.get(routing.record, ())
        if made and kind not in made:
            message = f"{kind} records are adopted, but `record: {routing.record}` makes {' and '.join(made)}"
            reading.report(CANNOT_ADOPT, (*path, "records", kind), message, _other_record(kind))


def _other_record(kind: str) -> str:
    return f"write `record: {next(record for record, made in RECORD_TYPES.items() if kind in made)}`"


def _check_zone(routing: Routing, domain: str, zone: str, reading: Reading) -> None:
    if "." not in zone:
        above = parent(domain)
        hint = f"write `zone: {above if '.' in above else domain}`"
        if "zone" in reading.source.names():
            message = f"`{zone}` is a top-level domain, where nobody has a hosted zone"
            reading.report(codes.OUTSIDE_ZONE, ("zone",), message, hint)
        else:
            message = f"the parent of `{domain}` is `{zone}`, where nobody has a hosted zone"
            reading.report(codes.OUTSIDE_ZONE, ("domain",), message, hint)
    elif domain == zone and routing.record == "cname":
        message = f"`{domain}` is the apex of its zone, where DNS allows no CNAME"
        reading.report(codes.CNAME_AT_APEX, ("routing", "record"), message, "use `record: alias`")
    elif domain != zone and not domain.endswith(f".{zone}"):
        message = f"domain `{domain}` does not lie in zone `{zone}`"
        above = parent(domain)
        hint = f"name a zone that holds it, such as `{above if '.' in above else domain}`"
        reading.report(codes.OUTSIDE_ZONE, ("zone",), message, hint)


ROUTING: Kind[Routing] = single(
    "routing",
    Routing,
    "Records and health checks of the domain.",
    "dns",
    resolve=_read,
    check=_check,
)


EDGE_DOMAIN: Key[Routing] = Key(one="edge domain", key="edge_domain")
"""In the place of routing where the API's endpoint is edge-optimised: its domain leads to one target by plain records."""


def has_domain(stack: Stack) -> bool:
    """Whether the stack makes a domain, and its records."""
    return bool(domains(stack))


def domains(stack: Stack) -> tuple[Routing, ...]:
    """What is said of the domain that the stack makes, if it makes one."""
    return (*stack.all(ROUTING).values(), *stack.all(EDGE_DOMAIN).values())


def drained(stack: Stack) -> tuple[str, ...]:
    """The regions whose record stays and receives no traffic."""
    return tuple(region for routing in stack.all(ROUTING).values() for region in routing.drained)


def health_paths(stack: Stack) -> tuple[str, ...]:
    """The path that health checks ask, where there are any."""
    return tuple(routing.health.path for routing in stack.all(ROUTING).values())


def is_routed(stack: Stack) -> bool:
    """Whether a domain of its own leads clients to the stack's regions."""
    return bool(stack.all(ROUTING))


def is_drained(stack: Stack, region: Region) -> bool:
    """Whether a region's record stays and receives no traffic."""
    return region.name in drained(stack)
