"""Who may call a method of a REST API.

https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-to-api.html
"""

from __future__ import annotations

import re
from typing import Any

from tfgen.emulator.authorization import tokens
from tfgen.emulator.authorization.api_keys import Usage
from tfgen.emulator.authorization.callers import ACTION, caller
from tfgen.emulator.authorization.issuers import Issuers
from tfgen.emulator.front_door import lambda_authorizer, payloads
from tfgen.emulator.front_door.granted import OPEN, Granted, by_pool, by_signature, with_key
from tfgen.emulator.front_door.identity import values
from tfgen.emulator.front_door.lambda_authorizer import Asked, Decisions
from tfgen.emulator.front_door.payloads import Matched
from tfgen.emulator.front_door.refused import BrokenError, DeniedError, UnauthorizedError
from tfgen.emulator.front_door.request import Request, whole
from tfgen.emulator.front_door.rest_deployments import Deployed, Method, Resource
from tfgen.emulator.functions.functions import Functions

_PATIENCE_SECONDS = 29.0
_POOL = re.compile(r"arn:aws:cognito-idp:([a-z0-9-]+):\d{12}:userpool/(.+)")


class RestAuthorizers:
    """Decides for methods of REST APIs."""

    def __init__(self, functions: Functions, issuers: Issuers, usage: Usage) -> None:
        self._functions, self._issuers, self._usage = functions, issuers, usage
        self._decisions = Decisions()

    def granted(
        self, live: Deployed, resource: Resource, method: Method, matched: Matched, request: Request
    ) -> Granted:
        """Whom a method lets through: first by its authorizer, then by the key.

        Raises RefusedError, SignatureError, UnknownKeyError, KeyRefusedError, ThrottledKeyError or ExhaustedKeyError.
        """
        granted = self._authorized(live, resource, method, matched, request)
        if not method.needs_key:
            return granted
        target = matched.target
        value = (
            granted.key if target.api.api_key_source == "AUTHORIZER" else request.headers.get("x-api-key", "")
        )
        return with_key(granted, self._usage.key(target.region, target.api_id, target.stage, value))

    def _authorized(
        self, live: Deployed, resource: Resource, method: Method, matched: Matched, request: Request
    ) -> Granted:
        if method.authorization == "NONE":
            return OPEN
        if method.authorization == "AWS_IAM":
            return _signed(matched, request)
        authorizer = live.authorizers.get(method.authorizer_id)
        if authorizer is None:
            raise BrokenError(f"the authorizer of {matched.route} is gone")
        if authorizer.type == "COGNITO_USER_POOLS":
            return self._of_pool(authorizer, method.scopes, matched, request)
        return self._asked(authorizer, live, resource, matched, request)

    def _of_pool(
        self, authorizer: Any, scopes: tuple[str, ...], matched: Matched, request: Request
    ) -> Granted:
        """An identity token; where the method has scopes, an access token with one of them.

        https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-integrate-with-cognito.html
        """
        found = values([authorizer.identity_source], matched, request)
        if found is None:
            raise UnauthorizedError("the request has no token")
        try:
            token = found[0].removeprefix("Bearer ").strip()
            issuer = next(
                each
                for each in map(_issuer, authorizer.provider_arns)
                if each == tokens.unverified(token).get("iss")
            )
            claims = tokens.verified(token, self._issuers.keys(issuer))
        except StopIteration as error:
            raise UnauthorizedError("the token is of none of the user pools") from error
        except tokens.ExpiredTokenError:
            raise
        except tokens.InvalidTokenError as error:
            raise UnauthorizedError(f"the token is not taken: {error}") from error
        use = "access" if scopes else "id"
        if claims.get("token_use") != use:
            raise UnauthorizedError(f"the token is no {use} token")
        if scopes and not set(scopes) & set(tokens.scopes(claims)):
            raise UnauthorizedError(f"the token has none of the scopes {' '.join(scopes)}")
        return by_pool(claims)

    def _asked(
        self, authorizer: Any, live: Deployed, resource: Resource, matched: Matched, request: Request
    ) -> Granted:
        sources = [
            source.strip() for source in (authorizer.identity_source or "").split(",") if source.strip()
        ]
        found = values(sources, matched, request)
        if found is None:
            raise UnauthorizedError("the request lacks one of the identity sources, or has an empty one")
        event = payloads.rest_authorizer(request, matched, resource.id, live)
        if authorizer.type == "TOKEN":
            pattern = authorizer.identity_validation_expression
            if pattern and not re.fullmatch(pattern, found[0]):
                raise UnauthorizedError(f"the token does not match {pattern}")
            arn = event["methodArn"]
            event = {"type": "TOKEN", "methodArn": arn, "authorizationToken": found[0]}
        target = matched.target
        ttl = 300 if authorizer.authorizer_result_ttl is None else int(authorizer.authorizer_result_ttl)
        whom = Asked(
            authorizer.id, authorizer.authorizer_uri, authorizer.authorizer_credentials, _PATIENCE_SECONDS
        )
        payload = self._decisions.of(
            (target.region, target.api_id, target.stage, live.id, authorizer.id, *found),
            ttl if sources else 0,
            lambda: lambda_authorizer.returned(self._functions, whom, matched, event),
        )
        return lambda_authorizer.by_policy(payload, matched, request, is_flat=True)


def _signed(matched: Matched, request: Request) -> Granted:
    found = caller(whole(request), matched.target.region)
    arn = matched.request_arn(request.method)
    reason = found.refusal(matched.target.region, arn)
    if reason:
        account = arn.split(":")[4]
        hidden = arn.replace(account, f"********{account[-4:]}", 1)
        raise DeniedError(
            f"User: {found.arn} is not authorized to perform: {ACTION} on resource: {hidden} {reason}"
        )
    return by_signature(found)


def _issuer(pool: str) -> str:
    found = _POOL.fullmatch(pool)
    return f"https://cognito-idp.{found[1]}.amazonaws.com/{found[2]}" if found else ""
