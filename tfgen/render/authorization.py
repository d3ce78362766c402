"""Who may call, as the modules of the API take it."""

from __future__ import annotations

from collections.abc import Iterable

from tfgen.render import references
from tfgen.render.hcl import Expression
from tfgen.render.part import Arguments, given
from tfgen.stack.callers import IAM, NONE, Callers, callers
from tfgen.stack.kinds.api import API
from tfgen.stack.kinds.api_key import API_KEY, ApiKey
from tfgen.stack.kinds.authorizer import (
    AUTHORIZER,
    Authorizer,
    CognitoAuthorizer,
    ExistingAuthorizer,
    JwtAuthorizer,
    LambdaAuthorizer,
    OwnAuthorizer,
)
from tfgen.stack.reference import Value
from tfgen.stack.references import found
from tfgen.stack.stack import Stack

_HTTP_SOURCES = {"header": "$request.header", "query": "$request.querystring", "context": "$context"}
"""What identity sources are called.
Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html"""


_REST_SOURCES = {
    "header": "method.request.header",
    "query": "method.request.querystring",
    "context": "context",
}
"""Source: https://docs.aws.amazon.com/apigateway/latest/api/API_CreateAuthorizer.html"""


_AUTHORIZERS = ("authorizers", "jwt_authorizers", "lambda_authorizers")


def in_region(stack: Stack, region: str) -> Arguments:
    """What the API of a region is told for itself: its authorizers, if one refers to what every region has its own of."""
    authorizers = found(stack.all(AUTHORIZER))
    if not any(references.is_regional(stack, each) for each in authorizers):
        return {}
    said = of(stack, region)
    return {name: said[name] for name in _AUTHORIZERS if name in said}


def of(stack: Stack, region: str) -> Arguments:
    """Arguments of the API of a region; none where every route is open."""
    return of_http(stack, region) if stack.the(API).kind == "http" else of_rest(stack, region)


def of_rest(stack: Stack, region: str) -> Arguments:
    """Arguments of a REST API; none where every route is open and asks for no key."""
    said = {route: each for route, each in sorted(callers(stack).items()) if each.auth != NONE or each.key}
    return given(
        authorization={route: _of_method(stack, each) for route, each in said.items()},
        authorizers={
            name: _rest_authorizer(stack, each, region) for name, each in stack.all(AUTHORIZER).items()
        },
        asked=asked(stack),
        keys={name: _usage_plan(key) for name, key in stack.all(API_KEY).items()},
    )


def _of_method(stack: Stack, each: Callers) -> Arguments:
    is_named = each.auth not in (NONE, IAM)
    is_pool = is_named and isinstance(stack.all(AUTHORIZER)[each.auth], CognitoAuthorizer)
    return {
        "type": {NONE: "NONE", IAM: "AWS_IAM"}.get(each.auth)
        or ("COGNITO_USER_POOLS" if is_pool else "CUSTOM"),
        **given(authorizer=each.auth if is_named else None, scopes=each.scopes, key=each.key or None),
    }


def _rest_authorizer(stack: Stack, each: Authorizer, region: str) -> Arguments:
    if isinstance(each, CognitoAuthorizer):
        return {
            "type": "cognito_user_pools",
            "pools": _texts(stack, (pool.existing for pool in each.cognito), region),
        }
    if not isinstance(each, LambdaAuthorizer):
        return {}
    identity = [_source(_REST_SOURCES, text) for text in each.identity]
    return {
        "type": each.type,
        **_asks(stack, each, region),
        **given(identity=identity, cache=each.cache or None, pattern=each.pattern),
    }


def _usage_plan(key: ApiKey) -> Arguments:
    quota, _, period = key.quota.partition("/")
    return given(
        rate=key.rate,
        burst=key.burst or key.rate,
        quota=int(quota) if quota else None,
        period=period.upper(),
    )


def of_http(stack: Stack, region: str) -> Arguments:
    """Arguments of an HTTP API; none where every route is open."""
    authorizers = stack.all(AUTHORIZER).items()
    said = {route: each for route, each in sorted(callers(stack).items()) if each.auth != NONE}
    return given(
        authorization={route: _of_route(stack, each) for route, each in said.items()},
        jwt_authorizers={
            name: {
                "issuer": references.left(stack, each.jwt.issuer, region),
                "audience": _texts(stack, each.jwt.audience, region),
            }
            for name, each in authorizers
            if isinstance(each, JwtAuthorizer)
        },
        lambda_authorizers={
            name: _http_lambda(stack, each, region)
            for name, each in authorizers
            if isinstance(each, LambdaAuthorizer)
        },
        asked=asked(stack),
    )


def _of_route(stack: Stack, each: Callers) -> Arguments:
    if each.auth == IAM:
        return {"type": "AWS_IAM"}
    is_jwt = isinstance(stack.all(AUTHORIZER)[each.auth], JwtAuthorizer)
    return given(type="JWT" if is_jwt else "CUSTOM", authorizer=each.auth, scopes=each.scopes)


def _http_lambda(stack: Stack, each: LambdaAuthorizer, region: str) -> Arguments:
    found = {
        **_asks(stack, each, region),
        "identity": [_source(_HTTP_SOURCES, text) for text in each.identity],
    }
    if each.cache:
        found["cache"] = each.cache
    if each.payload == "1.0" or each.policy:
        found |= {"payload": each.payload, "simple": False}
    return found


def _asks(stack: Stack, each: LambdaAuthorizer, region: str) -> dict[str, object]:
    if isinstance(each, OwnAuthorizer):
        return {"function": each.function}
    if isinstance(each, ExistingAuthorizer):
        return given(arn=references.left(stack, each.existing, region), role=each.role)
    return {}


def _texts(stack: Stack, values: Iterable[Value], region: str) -> list[str | Expression]:
    return [references.left(stack, value, region) for value in values]


def _source(words: dict[str, str], text: str) -> str:
    kind, _, name = text.partition(".")
    return f"{words[kind]}.{name}"


def asked(stack: Stack) -> dict[str, Arguments]:
    """The Lambda authorizers whose function the API must be permitted to invoke."""
    return {
        name: given(function=each.function if isinstance(each, OwnAuthorizer) else None)
        for name, each in stack.all(AUTHORIZER).items()
        if isinstance(each, OwnAuthorizer) or (isinstance(each, ExistingAuthorizer) and not each.role)
    }
