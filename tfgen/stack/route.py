"""Routes of the API: what clashes, and what answers a request."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tfgen.spec.collections import Listed, Many
from tfgen.spec.record import Record, field, record
from tfgen.spec.scalars import Flag, Text

METHODS = ("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT")

ROUTE = Text(
    "a route such as `GET /items/{id}`",
    r"^(ANY|DELETE|GET|HEAD|OPTIONS|PATCH|POST|PUT) /(([A-Za-z0-9._~:@!$&'()*,;=%-]+|\{[A-Za-z0-9_-]+\})(/([A-Za-z0-9._~:@!$&'()*,;=%-]+|\{[A-Za-z0-9_-]+\}))*(/\{[A-Za-z0-9_-]+\+\})?|\{[A-Za-z0-9_-]+\+\})?$",
    most=400,
    hint="a method in capitals, a space, and a path that starts with `/`; parameters in braces, a greedy one (`{proxy+}`) last",
)
"""Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html"""

AUTH = Text(
    "`none`, `iam` or the name of an authorizer",
    r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$",
    most=60,
    hint="`none` lets everybody call, `iam` whoever has rights in AWS; others are entries of `auth`",
)
_SCOPE = Text("a scope", r"^[!#-\[\]-~]+$", most=256)
"""Source: https://www.rfc-editor.org/rfc/rfc6749#section-3.3"""


@record
class Route:
    """Who may call a route. What is left out, the function or else the API says."""

    auth: str = field(
        AUTH, "What lets callers in, instead of the function's or the API's `auth`.", default=""
    )
    scopes: tuple[str, ...] = field(
        Many(_SCOPE, most=10), "Scopes of which a token must have one; for JWT and Cognito.", default=()
    )
    key: bool | None = field(
        Flag(), "REST APIs only: whether a request needs one of the `keys` as well.", default=None
    )


ROUTES = Listed("route", ROUTE, Record(Route), Route())


def split(route: str) -> tuple[str, list[str]]:
    """A route's method and the parts of its path."""
    method, path = route.split(" ", 1)
    return method, path.strip("/").split("/")


def signature(route: str) -> str:
    """What API Gateway tells routes apart by: the names of parameters do not count."""
    return re.sub(r"\{[^}+]*(\+?)\}", r"{\1}", route)


def pattern(route: str) -> str:
    """The path of a route as a pattern of CloudFront, in which `*` stands for any text."""
    return re.sub(r"\{[^}]*\}", "*", route.split(" ", 1)[1])


def methods(routes: Iterable[str]) -> tuple[str, ...]:
    """The methods that routes answer, sorted; ANY stands for all."""
    found = {split(route)[0] for route in routes}
    return METHODS if "ANY" in found else tuple(sorted(found))


def answers(route: str, path: str) -> bool | None:
    """Whether a route answers a GET of a path: True, False, or None where only a parameter matches it."""
    method, parts = split(route)
    if method not in ("GET", "ANY"):
        return False
    asked = path.strip("/").split("/") if path.strip("/") else []
    parts = [part for part in parts if part]
    exact = True
    for index, part in enumerate(parts):
        if part.endswith("+}"):
            return len(asked) > index
        if index >= len(asked):
            return False
        if part.startswith("{"):
            exact = False
        elif part != asked[index]:
            return False
    if len(asked) != len(parts):
        return False
    return True if exact else None
