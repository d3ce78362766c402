"""Who may call: routes that open, and clients that are locked out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from tfgen.frozen import frozen
from tfgen.plan.change import Change
from tfgen.plan.codes import LOCKED_OUT, OPENED
from tfgen.plan.reviewed import Finding, Reviewed
from tfgen.spec.source import Path
from tfgen.stack.kinds.function import FUNCTION

_AUTHORIZER, _ROUTE = "aws_apigatewayv2_authorizer", "aws_apigatewayv2_route"
_ANY = "x-amazon-apigateway-any-method"


@frozen
class _Asked:
    """What a route asks for."""

    auth: str
    """A type and a name, as far as it is known; empty for nothing."""
    scopes: frozenset[str] = frozenset()
    key: bool = False


def review(plan: Reviewed) -> Iterator[Finding]:
    """What is to be said of routes, each once for all regions; of tokens that are taken; and of keys."""
    told: set[str] = set()
    for change, route, before, after in _routes(plan):
        if route not in told:
            found = list(_of_route(plan, change, route, before, after))
            told |= {route} if found else set()
            yield from found
    yield from _issuers(plan)
    yield from _keys(plan)


def _routes(plan: Reviewed) -> Iterator[tuple[Change, str, _Asked, _Asked]]:
    """Routes that are there before and afterwards, with what they ask for."""
    for change in plan.of(_ROUTE):
        if change.before and change.after and not change.replaces:
            yield change, str(change.before.get("route_key")), _of_http(change.before), _of_http(change.after)
    for change in plan.of("aws_api_gateway_rest_api"):
        before, after = (_of_rest(side.get("body")) for side in (change.before, change.after))
        for route in before.keys() & after.keys():
            yield change, route, before[route], after[route]


def _of_http(route: Mapping[str, Any]) -> _Asked:
    kind = route.get("authorization_type") or "NONE"
    return _Asked("" if kind == "NONE" else str(kind), frozenset(route.get("authorization_scopes") or ()))


def _of_rest(body: Any) -> dict[str, _Asked]:
    """By route; nothing of a document that is not known yet."""
    try:
        document = json.loads(body)
        return {
            f"{'ANY' if method == _ANY else method.upper()} {path}": _secured(operation)
            for path, operations in document["paths"].items()
            for method, operation in operations.items()
        }
    except (TypeError, ValueError, KeyError, AttributeError):
        return {}


def _secured(operation: Mapping[str, Any]) -> _Asked:
    said = {name: scopes for each in operation.get("security", ()) for name, scopes in each.items()}
    key = "api_key" in said
    named = next((name for name in sorted(said) if name != "api_key"), "")
    return _Asked(named, frozenset(said.get(named) or ()), key)


def _of_route(plan: Reviewed, change: Change, route: str, before: _Asked, after: _Asked) -> Iterator[Finding]:
    path = _path(plan, route)
    if before.auth and not after.auth:
        message = f"`{route}` opens: who calls it is not asked any more"
        yield Finding(OPENED, message, change.address, path, "write `auth` again, if that is not meant")
    elif before.key and not after.key:
        message = f"`{route}` asks for no API key any more"
        yield Finding(OPENED, message, change.address, path, "write `key: true` again, if that is not meant")
    elif before.auth and before.scopes and not after.scopes and before.auth == after.auth:
        message = (
            f"`{route}` takes every token of its authorizer, not only those with {_listed(before.scopes)}"
        )
        yield Finding(OPENED, message, change.address, path, "write `scopes` again, if that is not meant")
    elif after.auth and after.auth != before.auth:
        message = f"`{route}` refuses clients that call it as they do now"
        yield Finding(LOCKED_OUT, message, change.address, path, _FIRST)
    elif after.key and not before.key:
        message = f"`{route}` refuses clients without an API key"
        yield Finding(LOCKED_OUT, message, change.address, path, "give clients their keys before")
    elif after.scopes - before.scopes and (not before.scopes or before.scopes - after.scopes):
        message = f"`{route}` refuses tokens without {_listed(after.scopes)}"
        yield Finding(LOCKED_OUT, message, change.address, path, _FIRST)


_FIRST = "clients must have what it asks for before: let them send it first"


def _listed(scopes: frozenset[str]) -> str:
    return " or ".join(f"`{each}`" for each in sorted(scopes))


def _path(plan: Reviewed, route: str) -> Path | None:
    for name, function in plan.stack.all(FUNCTION).items():
        if route in function.http:
            return (FUNCTION.key, name, "http", route)
    return None


def _issuers(plan: Reviewed) -> Iterator[Finding]:
    told: set[str] = set()
    for change in plan.of(_AUTHORIZER):
        before, after = (_jwt(side) for side in (change.before, change.after))
        name = plan.name(change)
        if before and after and name and name not in told and _refuses(before, after):
            told.add(name)
            message = f"authorizer `{name}` refuses tokens that it takes now"
            hint = "an authorizer of its own for the new tokens, and routes that change to it one after the other"
            yield plan.finding(LOCKED_OUT, change, message, hint)


def _jwt(side: Mapping[str, Any]) -> Mapping[str, Any]:
    blocks = side.get("jwt_configuration") or [{}]
    found: Mapping[str, Any] = blocks[0]
    return found


def _refuses(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    gone = set(before.get("audience") or ()) - set(after.get("audience") or ())
    return before.get("issuer") != after.get("issuer") or bool(gone)


def _keys(plan: Reviewed) -> Iterator[Finding]:
    told: set[str] = set()
    for change in plan.of("aws_api_gateway_api_key"):
        name = str(change.before.get("name"))
        if change.deletes and name not in told and not plan.retires(change):
            told.add(name)
            message = f"API key {name} goes{', and another takes its place' if change.replaces else ''}: clients that send it are refused"
            hint = "a second key beside it first, until every client has it"
            yield plan.finding(LOCKED_OUT, change, message, hint)
