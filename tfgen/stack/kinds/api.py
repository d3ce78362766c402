"""The API: a regional API Gateway in every region."""

from __future__ import annotations

import re

from tfgen.spec import codes as spec_codes
from tfgen.spec.collections import Many
from tfgen.spec.record import Record, field, record
from tfgen.spec.scalars import Choice, Flag, Integer, Text
from tfgen.stack import codes
from tfgen.stack.adoption import THERE, check_regions
from tfgen.stack.edge_endpoint import CANNOT_BE_EDGE, check_edge
from tfgen.stack.kind import Kind, Said, single
from tfgen.stack.kinds.function import FUNCTION, RETENTIONS, has_routes
from tfgen.stack.kinds.routing import EDGE_DOMAIN
from tfgen.stack.reading import Reading
from tfgen.stack.route import AUTH, METHODS, signature, split
from tfgen.stack.stack import Stack

_ORIGIN = Text(
    "`*` or an origin such as `https://shop.example.com`",
    r"^(\*|[a-z][a-z0-9+.-]*://[A-Za-z0-9.-]+(:[0-9]{1,5})?)$",
    hint="an origin is a scheme and a host: no path, no closing slash",
)
_MEDIA_TYPE = Text(
    "a media type such as `image/png`, `image/*` or `*/*`",
    r"^(\*/\*|[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]*/(\*|[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]*))$",
    most=100,
)
_HEADER = Text("a header's name", r"^(\*|[A-Za-z0-9!#$&'*+.^_|~-]+)$", most=100)


@record
class Cors:
    """What browsers may ask from pages of other origins."""

    origins: tuple[str, ...] = field(Many(_ORIGIN, least=1), "The origins that may ask.")
    methods: tuple[str, ...] = field(
        Many(Choice(*METHODS)), "The methods that they may use; those of the routes if left out.", default=()
    )
    headers: tuple[str, ...] = field(Many(_HEADER), "The request headers that they may send.", default=())
    max_age: int = field(Integer(0, 86400, "seconds"), "How long a browser may keep the answer.", default=600)
    credentials: bool = field(Flag(), "Whether cookies and authorisation may be sent.", default=False)


@record
class Throttle:
    """Limits of each region's API, for each route."""

    rate: int = field(Integer(1, 100000, "requests a second"), "The steady rate.")
    burst: int = field(Integer(1, 100000, "requests"), "The most requests at once.")


@record
class AdoptedApi:
    """What exists already of an API, and in which regions."""

    logs: tuple[str, ...] = field(THERE, "The log group of its access logs.", default=())


@record
class Api:
    """The kind of API Gateway, and its limits."""

    kind: str = field(
        Choice("http", "rest"),
        "An HTTP API, or a REST API, which calls functions with payload version 1.0 and leaves CORS headers of answers to them.",
        default="http",
    )
    endpoint: str = field(
        Choice("regional", "edge"),
        "REST APIs of one region only: `edge` puts a CloudFront distribution of API Gateway's own in front, which caches nothing, and under which clients connect at the nearest edge. Such a domain is unique in AWS: it cannot be in a second region, nor behind latency records.",
        default="regional",
    )
    auth: str = field(
        AUTH,
        "What lets callers of routes in that do not say it themselves: `none`, `iam` or an entry of `auth`. The health route stays open.",
        default="",
    )
    key: bool = field(Flag(), "REST APIs only: whether routes need one of the `keys` as well.", default=False)
    cors: Cors | None = field(Record(Cors), "Cross-origin requests; refused if left out.", default=None)
    binary: tuple[str, ...] = field(
        Many(_MEDIA_TYPE),
        "REST APIs only: media types of bodies that functions get and return in base64. Any other body is taken for text, which damages bytes. With `*/*`, JSON arrives in base64 too.",
        default=(),
    )
    throttle: Throttle | None = field(
        Record(Throttle),
        "Limits. Left out, the account's hold, for all of its APIs together: by default 10,000 requests a second and 5,000 at once, in newer regions 2,500 and 1,250.",
        default=None,
    )
    logs: int = field(Integer(1, 3653, "days", RETENTIONS), "How long the access logs are kept.", default=365)
    adopt: AdoptedApi = field(
        Record(AdoptedApi), "What exists already and is taken over.", default=AdoptedApi()
    )


def _read(kind: Kind[Api], said: Said, _: Reading) -> dict[str, Api]:
    """There is an API where a function has a route."""
    return {"": said[kind.key]} if has_routes(said) else {}


def _check(stack: Stack, reading: Reading) -> None:
    for api in stack.all(API).values():
        _check_api(api, stack, reading)
        record = "".join(routing.record for routing in stack.all(EDGE_DOMAIN).values())
        check_edge(api.endpoint, api.kind, record, reading)


def _check_api(api: Api, stack: Stack, reading: Reading) -> None:
    _check_routes(api, stack, reading)
    check_regions("the log group of the API", api.adopt.logs, ("api", "adopt", "logs"), reading)
    cors = api.cors
    if cors and cors.credentials and "*" in cors.origins:
        message = "CORS allows credentials for every origin, which browsers refuse"
        reading.report(codes.CORS, ("api", "cors", "credentials"), message, "name the origins")
    if cors and cors.credentials and "*" in cors.headers:
        message = "with credentials, browsers take the `*` among the headers of CORS for a header's name"
        reading.report(codes.CORS, ("api", "cors", "headers"), message, "name the headers")
    if api.binary and api.kind == "http":
        message = "an HTTP API decides by itself what is binary"
        reading.report(codes.BINARY, ("api", "binary"), message, "leave `binary` out, or write `kind: rest`")
    if cors and api.kind == "rest" and len(cors.origins) > 1:
        message = f"a REST API can allow one origin, and CORS names {len(cors.origins)}"
        reading.report(codes.CORS, ("api", "cors", "origins"), message, "use `kind: http`, or one origin")


def _check_routes(api: Api, stack: Stack, reading: Reading) -> None:
    first: dict[str, tuple[str, str]] = {}
    parameters: dict[tuple[str, ...], str] = {}
    for name, function in stack.all(FUNCTION).items():
        for route in function.http:
            where = ("functions", name, "http", route)
            taken = first.setdefault(signature(route), (name, route))
            if taken != (name, route):
                message = f"`{route}` of function `{name}` clashes with `{taken[1]}` of function `{taken[0]}`"
                reading.report(codes.ROUTE_CLASH, where, message)
            elif len(set(named := re.findall(r"{[^}]*}", route))) < len(named):
                message = f"`{route}` of function `{name}` names one parameter twice"
                reading.report(spec_codes.BAD_VALUE, where, message)
            elif api.kind == "rest":
                _check_rest(api, route, where, reading)
                _check_siblings(route, where, parameters, reading)


def _check_rest(api: Api, route: str, where: tuple[str, ...], reading: Reading) -> None:
    """What an HTTP API takes and a REST API does not.

    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
    """
    method, parts = split(route)
    odd = next((part for part in parts if not re.fullmatch(r"[A-Za-z0-9._:-]*|{.*}", part)), None)
    if odd:
        message = f"`{odd}` in `{route}`: a REST API's paths take letters, digits and `._:-`"
        reading.report(spec_codes.BAD_VALUE, where, message, "use `kind: http`, or another path")
    if api.cors and method == "OPTIONS":
        message = f"`{route}` would be answered by CORS, not by the function"
        reading.report(codes.ROUTE_CLASH, where, message, "leave the route out, or `cors`")


def _check_siblings(
    route: str, where: tuple[str, ...], parameters: dict[tuple[str, ...], str], reading: Reading
) -> None:
    """A REST API has one parameter, greedy or not, in one place of its tree of paths."""
    parts = split(route)[1]
    for index, part in enumerate(parts):
        if part.startswith("{"):
            place = tuple("{}" if above.startswith("{") else above for above in parts[:index])
            taken = parameters.setdefault(place, part)
            if taken != part:
                message = f"`{route}` has {part} where another route of this REST API has {taken}"
                alike = part.endswith("+}") == taken.endswith("+}")
                hint = f"call it {taken}" if alike else "use `kind: http`, whose routes take both"
                reading.report(codes.ROUTE_CLASH, where, message, hint)


def is_edge(stack: Stack) -> bool:
    """Whether clients reach the API through a distribution of API Gateway's own."""
    return any(api.endpoint == "edge" for api in stack.all(API).values())


API: Kind[Api] = single(
    "api",
    Api,
    "The API.",
    "front_door",
    resolve=_read,
    check=_check,
    codes=(CANNOT_BE_EDGE,),
    edge=lambda stack: bool(stack.all(EDGE_DOMAIN)),
)
