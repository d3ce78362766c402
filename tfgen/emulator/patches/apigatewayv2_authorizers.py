"""API Gateway's HTTP APIs: what makes an authorizer, and which routes may ask it.

moto takes every authorizer, lets routes ask those that are not there, deletes those that routes ask, and takes neither
scopes nor an authorizer away from a route.
Sources: https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-authorizers.html and the recordings
at each check.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from moto.apigatewayv2.exceptions import APIGatewayV2Error, AuthorizerNotFound, BadRequestException
from moto.apigatewayv2.models import Api, Authorizer, Route

from tfgen.emulator.patching import replaced

_KINDS = {"JWT": "JWT", "CUSTOM": "REQUEST"}
"""Of authorizers, by the authorization of the routes that ask them."""
_DISCOVERY = "/.well-known/openid-configuration"


class _ConflictError(APIGatewayV2Error):
    code = 409

    def __init__(self, message: str) -> None:
        super().__init__("ConflictException", message)


@contextlib.contextmanager
def patched() -> Iterator[None]:
    """Refuses what API Gateway refuses, and takes away what it takes away."""
    make: Any = Api.create_authorizer
    tell, update = Authorizer.to_json, Authorizer.update
    make_route: Any = Api.create_route
    update_route: Any = Api.update_route

    def create_authorizer(self: Any, **given: Any) -> Any:
        if any(each.name == given["name"] for each in self.authorizers.values()):
            raise BadRequestException(f"Authorizer name must be unique. {given['name']} exists in this API.")
        made = make(self, **given)
        try:
            _check(made)
        except BadRequestException:
            del self.authorizers[made.id]
            raise
        return made

    def updated(self: Any, **given: Any) -> None:
        before = dict(vars(self))
        update(self, **given)
        try:
            _check(self)
        except BadRequestException:
            vars(self).update(before)
            raise

    def told(self: Any) -> dict[str, Any]:
        return {name: value for name, value in tell(self).items() if value is not None}

    def delete_authorizer(self: Any, authorizer_id: str) -> None:
        if authorizer_id not in self.authorizers:
            raise AuthorizerNotFound(authorizer_id)
        using = [route.route_key for route in self.routes.values() if route.authorizer_id == authorizer_id]
        if using:  # https://github.com/anomalyco/sst/issues/5586
            name = self.authorizers[authorizer_id].name
            raise _ConflictError(f"Cannot delete authorizer '{name}', is referenced in route: {using[0]}")
        del self.authorizers[authorizer_id]

    def create_route(self: Any, **given: Any) -> Any:
        kind = given.get("authorization_type") or "NONE"
        _check_route(self, kind, given.get("authorizer_id"), given.get("authorization_scopes"))
        return make_route(self, **given)

    def changed_route(self: Any, **given: Any) -> Any:
        route = self.get_route(given["route_id"])
        kind = given["authorization_type"] or route.authorization_type
        asks, scopes = given["authorizer_id"], given["authorization_scopes"]
        asks = (route.authorizer_id if asks is None else asks) if kind in _KINDS else None
        scopes = route.authorization_scopes if scopes is None else scopes
        if kind != "JWT" and given["authorization_scopes"] is None:
            scopes = None
        _check_route(self, kind, asks, scopes)
        update_route(self, **given)
        route.authorizer_id, route.authorization_scopes = asks or None, scopes or None
        return route

    with (
        replaced(
            Api,
            create_authorizer=create_authorizer,
            delete_authorizer=delete_authorizer,
            create_route=create_route,
            update_route=changed_route,
        ),
        replaced(Authorizer, update=updated, to_json=told),
        replaced(Route, to_json=_without_nothing(Route.to_json)),
    ):
        yield


def _without_nothing(tell: Any) -> Any:
    """API Gateway leaves out what a route does not have."""

    def told(self: Any) -> dict[str, Any]:
        known = ("authorizerId", "authorizationScopes")
        return {name: value for name, value in tell(self).items() if value or name not in known}

    return told


def _check(authorizer: Any) -> None:
    if authorizer.authorizer_type == "JWT":
        configuration = authorizer.jwt_config or {}
        if not configuration.get("issuer") or not configuration.get("audience"):
            raise BadRequestException("A JWT authorizer needs an issuer and at least one audience.")
        _check_issuer(configuration["issuer"])
        if len(authorizer.identity_source or ()) != 1:
            raise BadRequestException("A JWT authorizer has exactly one identity source.")
    elif not authorizer.authorizer_uri:
        raise BadRequestException("A REQUEST authorizer needs an authorizerUri.")
    if authorizer.auth_result_ttl and not authorizer.identity_source:
        raise BadRequestException("Results can be kept only where there are identity sources.")
    for source in authorizer.identity_source or ():
        if not source.startswith(
            ("$request.header.", "$request.querystring.", "$context.", "$stageVariables.")
        ):
            raise BadRequestException(f"Invalid identity source specified: {source}")


def _check_issuer(issuer: str) -> None:
    """API Gateway asks the issuer when an authorizer is made; every https URL has a stand-in here.

    https://github.com/haandol/cognito-kakao-example/issues/1
    """
    parts = urlsplit(issuer)
    if parts.scheme != "https" or not parts.hostname:
        where = f"{issuer.rstrip('/')}{_DISCOVERY}"
        raise BadRequestException(
            f"Caught exception when connecting to {where} for issuer {issuer}. Please try again later. Error: "
            f"Invalid issuer: {issuer}. Issuer must have a valid discovery endpoint ended with '{_DISCOVERY}'"
        )


def _check_route(api: Any, kind: str, asks: str | None, scopes: list[str] | None) -> None:
    """https://github.com/anomalyco/ion/issues/1104, https://github.com/aws/aws-cdk/pull/27576,
    https://github.com/hashicorp/terraform-provider-aws/issues/17497
    """
    if kind in _KINDS:
        found = api.authorizers.get(asks)
        if found is None or found.authorizer_type != _KINDS[kind]:
            needs = (
                "JWT requires a valid JWT"
                if kind == "JWT"
                else "CUSTOM or COGNITO_USER_POOLS requires a valid"
            )
            raise BadRequestException(
                f"Invalid authorizer ID specified. Setting the authorization type to {needs} authorizer."
            )
    if scopes and kind != "JWT":
        raise BadRequestException(
            "Invalid Route authorization type specified. "
            "Authorization Scopes are only valid for COGNITO_USER_POOLS and JWT authorization types"
        )
