"""Who may call a route of an HTTP API.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control.html
"""

from __future__ import annotations

from typing import Any

from tfgen.emulator.authorization import signatures, tokens
from tfgen.emulator.authorization.callers import UnknownKeyError, caller
from tfgen.emulator.authorization.issuers import Issuers
from tfgen.emulator.front_door import lambda_authorizer, payloads
from tfgen.emulator.front_door.granted import OPEN, Granted, by_signature, by_token
from tfgen.emulator.front_door.identity import values
from tfgen.emulator.front_door.lambda_authorizer import Asked, Decisions
from tfgen.emulator.front_door.payloads import Matched
from tfgen.emulator.front_door.refused import BrokenError, DeniedError, UnauthorizedError
from tfgen.emulator.front_door.request import Request, whole
from tfgen.emulator.functions.functions import Functions

_PATIENCE_SECONDS = 10.0


class HttpAuthorizers:
    """Decides for routes of HTTP APIs."""

    def __init__(self, functions: Functions, issuers: Issuers) -> None:
        self._functions, self._issuers = functions, issuers
        self._decisions = Decisions()

    def granted(self, route: Any, matched: Matched, request: Request) -> Granted:
        """Whom a route lets through. Raises RefusedError."""
        kind = route.authorization_type or "NONE"
        if kind == "NONE":
            return OPEN
        if kind == "AWS_IAM":
            return _signed(matched, request)
        authorizer = matched.target.api.authorizers.get(route.authorizer_id)
        if authorizer is None:
            raise BrokenError(f"the authorizer of {matched.route} is gone")
        if kind == "JWT":
            return self._with_token(authorizer, list(route.authorization_scopes or ()), matched, request)
        return self._asked(authorizer, matched, request)

    def _with_token(self, authorizer: Any, needed: list[str], matched: Matched, request: Request) -> Granted:
        found = values(authorizer.identity_source, matched, request)
        if found is None:
            raise UnauthorizedError("the request has no token", "Bearer")
        configuration = authorizer.jwt_config
        scopes = " ".join(needed)
        try:
            token = found[0].removeprefix("Bearer ").strip()
            claims = tokens.verified(token, self._issuers.keys(configuration["issuer"]))
            if claims.get("iss") != configuration["issuer"]:
                raise tokens.InvalidTokenError("the token does not have a valid issuer")
            tokens.check_audience(claims, configuration["audience"])
        except tokens.InvalidTokenError as error:
            challenge = f'Bearer scope="{scopes}" error="invalid_token" error_description="{error}"'
            raise UnauthorizedError(f"the token is not taken: {error}", challenge) from error
        if needed and not set(needed) & set(tokens.scopes(claims)):
            raise DeniedError(
                f"the token has none of the scopes {scopes}",
                f'Bearer scope="{scopes}" error="insufficient_scope"',
            )
        return by_token(claims, needed)

    def _asked(self, authorizer: Any, matched: Matched, request: Request) -> Granted:
        found = values(authorizer.identity_source or (), matched, request)
        if found is None:
            raise UnauthorizedError("the request lacks one of the identity sources, or has an empty one")
        version = authorizer.auth_payload_format_version
        event = payloads.for_authorizer(request, matched, version, found)
        whom = Asked(authorizer.id, authorizer.authorizer_uri, authorizer.auth_creds_arn, _PATIENCE_SECONDS)
        payload = self._decisions.of(
            (matched.target.region, matched.target.api_id, matched.target.stage, authorizer.id, *found),
            int(authorizer.auth_result_ttl or 0),
            lambda: lambda_authorizer.returned(self._functions, whom, matched, event),
        )
        if authorizer.enable_simple_response:
            return lambda_authorizer.simply(payload)
        return lambda_authorizer.by_policy(payload, matched, request, is_flat=version == "1.0")


def _signed(matched: Matched, request: Request) -> Granted:
    try:
        found = caller(whole(request), matched.target.region)
    except (signatures.SignatureError, UnknownKeyError) as error:
        raise DeniedError(str(error)) from error
    arn = matched.request_arn(request.method)
    reason = found.refusal(matched.target.region, arn)
    if reason:
        raise DeniedError(f"{found.arn} is not authorized to perform execute-api:Invoke on {arn} {reason}")
    return by_signature(found)
