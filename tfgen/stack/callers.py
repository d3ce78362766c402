"""Callers: who may call each route, from what the route, its function and the API say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol, TypeVar

from tfgen.diagnostics import Code
from tfgen.frozen import frozen
from tfgen.spec.shape import closest
from tfgen.spec.source import Path
from tfgen.stack import codes
from tfgen.stack.key import Key
from tfgen.stack.kinds.api import API, Api
from tfgen.stack.kinds.api_key import API_KEY
from tfgen.stack.kinds.authorizer import (
    AUTHORIZER,
    Authorizer,
    CognitoAuthorizer,
    JwtAuthorizer,
    LambdaAuthorizer,
)
from tfgen.stack.kinds.function import FUNCTION, Function
from tfgen.stack.kinds.routing import ROUTING
from tfgen.stack.reading import Reading
from tfgen.stack.route import Route, answers, split
from tfgen.stack.stack import Stack

T = TypeVar("T")

NONE, IAM = "none", "iam"

OTHER_KIND = Code(
    "TFG184",
    "auth that the API's kind lacks",
    finds="""an authorizer, a setting of one, or API keys that the kind of API does not have: JWT and payload
versions are an HTTP API's; Cognito user pools, tokens of one header, and keys with usage plans a REST API's.""",
    why="""API Gateway has no such authorizer or key for the other kind
(https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vs-rest.html).""",
    example="""\
api: {kind: rest}
auth: {users: {jwt: {issuer: "https://id.example.com/", audience: [web]}}}
""",
    instead="""`cognito` or a Lambda authorizer for REST APIs; `jwt` for HTTP APIs, with the issuer
`https://cognito-idp.<region>.amazonaws.com/<pool>` for a user pool.""",
)
SCOPES = Code(
    "TFG185",
    "scopes that nothing compares",
    finds="`scopes` on a route whose `auth` is neither `jwt` nor `cognito`.",
    why="scopes are claims of a token: without one to read them from, the route would be open to more than was meant.",
    example='http: {"POST /pay": {auth: iam, scopes: [pay]}}',
    instead="an authorizer with `jwt` or `cognito`; a Lambda authorizer compares scopes itself.",
)

NO_KEYS = Code(
    "TFG187",
    "API key that nobody has",
    finds="a route, a function or an API that asks for an API key, in a spec without `keys`.",
    why="API Gateway answers 403 to every request of such a route: there is no key that it would take.",
    example="api: {kind: rest, key: true}",
    instead="`keys`, or no `key`.",
)

CODES = (OTHER_KIND, SCOPES, NO_KEYS)


@frozen
class Callers:
    """Who may call a route."""

    auth: str
    """`none`, `iam`, or the name of an authorizer."""
    scopes: tuple[str, ...]
    key: bool
    """Whether an API key is asked for as well."""
    said_at: Path | None
    """Where `auth` is said; None where nobody says it."""
    is_health: bool = False
    """Whether it stays open, unless the route itself says otherwise, because health checks ask it."""


class Things(Protocol):
    """A stack, or a region of one."""

    def all(self, kind: Key[T]) -> Mapping[str, T]:
        """The things of a kind, by name."""


def callers(stack: Things) -> dict[str, Callers]:
    """Who may call each route."""
    api, health = stack.all(API).get("") or Api(), health_route(stack)
    return {
        route: _of(api, name, function, route, settings, route == health)
        for name, function in stack.all(FUNCTION).items()
        for route, settings in function.http.items()
    }


def _of(api: Api, name: str, function: Function, route: str, said: Route, is_health: bool) -> Callers:
    path = (FUNCTION.key, name)
    found = [
        (said.auth, (*path, "http", route, "auth")),
        (NONE if is_health else "", None),
        (function.auth, (*path, "auth")),
        (api.auth, (API.key, "auth")),
        (NONE, None),
    ]
    auth, where = next((auth, where) for auth, where in found if auth)
    keys = [said.key, False if is_health else None, function.key, api.key]
    return Callers(auth, said.scopes, next(key for key in keys if key is not None), where, is_health)


def health_route(stack: Things) -> str | None:
    """The route that is there for the health check alone: one for its very path."""
    routing = stack.all(ROUTING).get("")
    if routing is None:
        return None
    routes = [route for function in stack.all(FUNCTION).values() for route in function.http]
    found = [route for route in routes if "{" not in route and answers(route, routing.health.path)]
    return min(found, key=lambda route: split(route)[0] == "ANY", default=None)


def check(stack: Stack, reading: Reading) -> None:
    """Reports names of authorizers that are not there, and what the API's kind lacks."""
    api = stack.all(API).get("") or Api()
    for name, each in stack.all(AUTHORIZER).items():
        _check_kind(api.kind, name, each, reading)
    _check_name(api.auth, ("api", "auth"), reading)
    for path, key in _keys_said(api, stack):
        if key:
            _check_key(api.kind, path, stack, reading)
    if api.kind == "http" and stack.all(API_KEY):
        reading.report(OTHER_KIND, (API_KEY.key,), "an HTTP API has no API keys", _NO_KEYS, at_key=True)
    for name, function in stack.all(FUNCTION).items():
        _check_name(function.auth, (FUNCTION.key, name, "auth"), reading)
        for route, said in function.http.items():
            _check_name(said.auth, (FUNCTION.key, name, "http", route, "auth"), reading)
            _check_scopes(name, route, stack, reading)


_NO_KEYS = "use `kind: rest`, or an authorizer that tells clients apart"


def _keys_said(api: Api, stack: Stack) -> Iterator[tuple[Path, bool | None]]:
    yield (API.key, "key"), api.key
    for name, function in stack.all(FUNCTION).items():
        yield (FUNCTION.key, name, "key"), function.key
        for route, said in function.http.items():
            yield (FUNCTION.key, name, "http", route, "key"), said.key


def _check_key(kind: str, path: Path, stack: Stack, reading: Reading) -> None:
    if kind == "http":
        reading.report(OTHER_KIND, path, "an HTTP API asks for no API keys", _NO_KEYS)
    elif not stack.all(API_KEY) and not reading.source.names(API_KEY.key):
        reading.report(NO_KEYS, path, "an API key is asked for, and the spec has no `keys`", "write `keys`")


def _check_name(auth: str, where: Path, reading: Reading) -> None:
    written = reading.source.names(AUTHORIZER.key)
    if auth in ("", NONE, IAM) or auth in written or reading.source.is_mistaken(AUTHORIZER.key):
        return
    hint = closest(auth, [*written, NONE, IAM]) or "name an entry of `auth`, `iam` or `none`"
    reading.report(codes.UNKNOWN_NAME, where, f"authorizer `{auth}` is not there", hint)


def _check_scopes(name: str, route: str, stack: Stack, reading: Reading) -> None:
    said = callers(stack)[route]
    authorizer = stack.all(AUTHORIZER).get(said.auth)
    known = authorizer is not None or said.auth in (NONE, IAM)
    if said.scopes and known and not isinstance(authorizer, JwtAuthorizer | CognitoAuthorizer):
        message = (
            f"`{route}` has scopes, and its `auth` is `{said.auth}`, which has no tokens to find them in"
        )
        where = (FUNCTION.key, name, "http", route, "scopes")
        reading.report(SCOPES, where, message, "name an authorizer with `jwt` or `cognito`")


def _check_kind(kind: str, name: str, each: Authorizer, reading: Reading) -> None:
    path = (AUTHORIZER.key, name)
    if isinstance(each, JwtAuthorizer) and kind == "rest":
        hint = "use `cognito` or a function, or an HTTP API"
        message = f"authorizer `{name}` is `jwt`, which a REST API does not have"
        reading.report(OTHER_KIND, (*path, "jwt"), message, hint, at_key=True)
    if isinstance(each, CognitoAuthorizer) and kind == "http":
        hint = "use `jwt` with the issuer `https://cognito-idp.<region>.amazonaws.com/<pool>`"
        message = f"authorizer `{name}` is `cognito`, which an HTTP API does not have"
        reading.report(OTHER_KIND, (*path, "cognito"), message, hint, at_key=True)
    if isinstance(each, LambdaAuthorizer):
        plain = LambdaAuthorizer()
        for setting in ("type", "pattern") if kind == "http" else ("payload", "policy"):
            if getattr(each, setting) != getattr(plain, setting):
                message = (
                    f"`{setting}` of authorizer `{name}` is for {'REST' if kind == 'http' else 'HTTP'} APIs"
                )
                reading.report(OTHER_KIND, (*path, setting), message, f"leave `{setting}` out")
