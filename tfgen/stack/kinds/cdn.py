"""The CDN: CloudFront under the service's domain, and the regions' APIs behind a name of their own."""

from __future__ import annotations

import dataclasses
import re

from tfgen.diagnostics import Code
from tfgen.spec import codes as spec_codes
from tfgen.spec.collections import Either, Many, Named
from tfgen.spec.record import Record, field, record
from tfgen.spec.scalars import Choice, Flag, Integer, Text
from tfgen.spec.shape import closest
from tfgen.stack import codes
from tfgen.stack.adoption import CANNOT_ADOPT
from tfgen.stack.domain import DOMAIN, MAX_DOMAIN
from tfgen.stack.kind import Kind, Said, single
from tfgen.stack.kinds.function import RETENTIONS, has_routes, routes
from tfgen.stack.kinds.routing import ROUTING
from tfgen.stack.kinds.site import name_of
from tfgen.stack.own_domain import OWN_DOMAIN
from tfgen.stack.reading import Reading
from tfgen.stack.route import ROUTE, pattern, signature, split
from tfgen.stack.stack import Stack

ALL = "all"
_QUERY = Text("a parameter's name", r"^[A-Za-z0-9_.~-]+$", most=128)
_HEADER = Text("a header's name", r"^[A-Za-z0-9!#$&'+.^_|~-]+$", most=100)

NOT_A_PATTERN = Code(
    "TFG135",
    "path that CloudFront cannot tell apart",
    finds="a cached route whose path has a character that a path pattern of CloudFront does not take, or is too long.",
    why="""patterns take letters, digits and `_-.$/~"'@:+&`; a `*` in them stands for anything
(https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistValuesPathPattern).""",
    example='cdn: {cache: {"GET /a,b": 60}}',
    instead="another path, or the route left out of `cache`.",
)
NOT_CACHED = Code(
    "TFG136",
    "method that CloudFront does not cache",
    finds="a route in `cache` whose method is not GET.",
    why="""CloudFront caches answers to GET, and gives them to HEAD as well; other methods it hands to the origin
(https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html#RequestCustomHTTPMethods).""",
    example="cdn: {cache: {POST /orders: 60}}",
    instead="the route left out: what is not named is not cached.",
)
NOT_A_KEY = Code(
    "TFG137",
    "header that cannot be in the cache's key",
    finds="`Cookie`, `Host` or a header of the connection among the headers by which a cached route tells answers apart.",
    why="""CloudFront refuses them in a cache policy, and `Host` would be the public name, which no API behind the edge
answers to (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cache-key-understand-cache-policy.html).""",
    example="cdn: {cache: {GET /me: {ttl: 60, headers: [Cookie]}}}",
    instead="no cache for what depends on cookies.",
)
_REFUSED = frozenset(
    [
        "accept-encoding",
        "cache-control",
        "connection",
        "content-length",
        "cookie",
        "date",
        "host",
        "if-match",
        "if-modified-since",
        "if-none-match",
        "if-range",
        "if-unmodified-since",
        "max-forwards",
        "pragma",
        "proxy-authorization",
        "proxy-connection",
        "range",
        "request-range",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
        "via",
        "warning",
    ]
)
"""Source: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/request-custom-headers-cache.html"""
_IS_ROUTE = re.compile(ROUTE.form or "").fullmatch
_MOST_IN_PATTERN = 255
_IN_PATTERN = re.compile(r"[A-Za-z0-9_.$/~\"'@:+&-]*").fullmatch


@record
class CachedRoute:
    """How long the edge keeps a route's answers, and what tells them apart beside the path."""

    ttl: int = field(
        Integer(1, 31_536_000, "seconds"),
        "How long an answer is kept, where the function says no shorter time in `Cache-Control`.",
    )
    query: tuple[str, ...] | str = field(
        Either(Choice(ALL, hints={"none": "write `[]`"}), Many(_QUERY, most=10)),
        "The query parameters that tell answers apart. The function sees no others.",
        default=ALL,
    )
    headers: tuple[str, ...] = field(
        Many(_HEADER, most=10),
        "The request headers that tell answers apart, such as `CloudFront-Viewer-Country`. The function sees no others.",
        default=(),
    )


@record
class Cdn:
    """CloudFront before the regions. Without it, clients are led to the regions themselves."""

    origin: str = field(
        DOMAIN,
        "The name that leads from the edge to the nearest healthy region, in the domain's zone; `origin.<domain>` if left out.",
        default="",
    )
    cache: dict[str, CachedRoute] = field(
        Named("cached route", ROUTE, Either(Integer(1, 31_536_000, "seconds"), Record(CachedRoute))),
        "The routes whose answers the edge keeps, each with the seconds. What is not named is not cached.",
        default={},
    )
    price_class: str = field(
        Choice("100", "200", ALL),
        "The edges that answer: those of Europe and North America, those of Asia, the Middle East and Africa too, or all.",
        default=ALL,
    )
    logs: int = field(
        Integer(1, 3653, "days", RETENTIONS),
        "How long the edge's access logs are kept, in a log group of us-east-1; none are written if left out.",
        default=0,
    )
    waf: bool = field(
        Flag(), "A web ACL with AWS's managed rules, which refuses what attacks look like.", default=False
    )
    step: str = field(
        Choice("beside", "turn"),
        "For a service that stands: `beside` makes all and leads nobody there, `turn` leads clients there and leaves the regions answering under the domain too. [cdn.md](cdn.md) tells how.",
        default="",
    )


def _read(kind: Kind[Cdn], said: Said, reading: Reading) -> dict[str, Cdn]:
    """It is there where it is said, with a domain of its own to which latency records lead."""
    domain, found = said["domain"], said[kind.key]
    is_own = isinstance(domain, str) and bool(domain)
    is_regional = is_own and has_routes(said) and said["api"] is not None and said["api"].endpoint != "edge"
    if kind.key not in reading.source.names() or found is None or not is_regional:
        return {}
    cache = {
        route: CachedRoute(ttl=each) if isinstance(each, int) else each
        for route, each in sorted(found.cache.items())
        if _IS_ROUTE(route)  # what is none is told already
    }
    return {"": dataclasses.replace(found, origin=found.origin or f"origin.{domain}", cache=cache)}


def _check(stack: Stack, reading: Reading) -> None:
    for cdn in stack.all(CDN).values():
        _check_origin(cdn, stack, reading)
        _check_adopted(cdn, stack, reading)
        known = routes(stack)
        first: dict[str, str] = {}
        for route, cached in cdn.cache.items():
            _check_route(route, known, reading)
            _check_headers(route, cached, reading)
            if (taken := first.setdefault(signature(route), route)) != route:
                message = f"`{route}` and `{taken}` are one and the same"
                reading.report(codes.ROUTE_CLASH, ("cdn", "cache", route), message, "keep one", at_key=True)


def _check_origin(cdn: Cdn, stack: Stack, reading: Reading) -> None:
    """The origin's name fits into a certificate, lies in the domain's zone, and is no other name of the service."""
    path = ("cdn", "origin") if "origin" in reading.source.names("cdn") else ("cdn",)
    own = [d.of(region) for d in stack.all(OWN_DOMAIN).values() for region in stack.regions]
    if len(cdn.origin) > MAX_DOMAIN:
        message = f"the origin would be `{cdn.origin}`, and have {len(cdn.origin)} characters: {MAX_DOMAIN} at most are allowed"
        reading.report(spec_codes.BAD_VALUE, path, message, "give it a shorter `origin`")
    elif cdn.origin in (taken := dict.fromkeys(own, "the name of a region") | _public(stack)):
        message = f"the origin would be `{cdn.origin}`, which is {taken[cdn.origin]}"
        reading.report(codes.SAME_NAME, path, message, "give the origin a name of its own")
    elif stack.zone and cdn.origin != stack.zone and not cdn.origin.endswith(f".{stack.zone}"):
        message = (
            f"the origin `{cdn.origin}` does not lie in zone `{stack.zone}`, in which its records are made"
        )
        reading.report(codes.OUTSIDE_ZONE, path, message, f"end it with `.{stack.zone}`")


def _public(stack: Stack) -> dict[str, str]:
    """The names that CloudFront answers under, and what each is."""
    return dict.fromkeys(filter(None, [name_of(stack)]), "the name of the site") | {
        stack.domain: "the domain itself"
    }


def _check_adopted(cdn: Cdn, stack: Stack, reading: Reading) -> None:
    if stack.the(ROUTING).adopt.domain and not cdn.step:
        message = (
            "the regions' custom domain names are adopted, and with `cdn` the regions have none of the domain"
        )
        hint = "adopt them without `cdn` first, then add it in steps"
        reading.report(CANNOT_ADOPT, ("routing", "adopt", "domain"), message, hint)


def _check_route(route: str, known: list[str], reading: Reading) -> None:
    path = ("cdn", "cache", route)
    method, _ = split(route)
    if not any(names(route, each) for each in known):
        message = f"`{route}` is cached, but no function has that route"
        reading.report(codes.UNKNOWN_NAME, path, message, closest(route, known), at_key=True)
    elif method != "GET":
        message = f"`{route}` is cached: CloudFront caches answers to GET alone"
        hint = f"name `GET {route.split(' ')[1]}`" if method in ("ANY", "HEAD") else "leave it out"
        reading.report(NOT_CACHED, path, message, hint, at_key=True)
    elif len(pattern(route)) > _MOST_IN_PATTERN or not _IN_PATTERN(
        re.sub(r"\{[^}]*\}", "", route.split(" ")[1])
    ):
        message = f"CloudFront has no path pattern for `{route}`"
        reading.report(
            NOT_A_PATTERN, path, message, "leave it out, or give the function another path", at_key=True
        )


def names(route: str, known: str) -> bool:
    """Whether a route of the API is what a cached route names: `ANY` answers GET too."""
    method, path = signature(route).split(" ")
    its, of = signature(known).split(" ")
    return path == of and its in (method, "ANY")


def _check_headers(route: str, cached: CachedRoute, reading: Reading) -> None:
    for header in cached.headers:
        if header.lower() in _REFUSED:
            message = f"CloudFront takes no `{header}` into the key of its cache"
            reading.report(NOT_A_KEY, ("cdn", "cache", route, "headers", header), message, "leave it out")


CDN: Kind[Cdn] = single(
    "cdn",
    Cdn,
    "CloudFront under the domain. [cdn.md](cdn.md) tells what it caches, costs and survives.",
    "cloudfront",
    resolve=_read,
    check=_check,
    codes=(NOT_A_PATTERN, NOT_CACHED, NOT_A_KEY),
    edge=lambda stack: bool(stack.all(CDN)),
)


def leads_to_edge(stack: Stack) -> bool:
    """Whether the domain's records lead to CloudFront."""
    return any(cdn.step != "beside" for cdn in stack.all(CDN).values())


def regions_answer(stack: Stack) -> bool:
    """Whether the regions' APIs answer under the domain themselves."""
    return all(cdn.step for cdn in stack.all(CDN).values())


def leading(stack: Stack) -> str:
    """The name whose latency records lead to the regions: the domain's, or the origin's behind the edge."""
    return stack.the(CDN).origin if leads_to_edge(stack) else stack.domain
