"""What events tell of those who were let through."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from moto.core.models import DEFAULT_ACCOUNT_ID

from tfgen.emulator.authorization import tokens
from tfgen.emulator.authorization.callers import Caller
from tfgen.emulator.authorization.tokens import Claims


@dataclass(frozen=True, slots=True)
class Granted:
    """Members of the request's context: `authorizer`, by the version of the payload, and `identity`."""

    in_2: Mapping[str, Any] | None = None
    """Of payload version 2.0; None where there is no authorizer."""
    in_1: Mapping[str, Any] | None = None
    """Of version 1.0, and of REST APIs."""
    identity: Mapping[str, Any] = field(default_factory=dict)
    key: str = ""
    """The API key that a Lambda authorizer of a REST API gives."""

    def told(self, event: dict[str, Any]) -> dict[str, Any]:
        """An event, with what it tells of this."""
        context = event["requestContext"]
        said = self.in_2 if event.get("version") == "2.0" else self.in_1
        if said is not None:
            context["authorizer"] = dict(said)
        if "identity" in context:
            context["identity"] |= self.identity
        return event


OPEN = Granted()
"""Of those who need not say who they are."""


def by_token(claims: Claims, needed: list[str]) -> Granted:
    """Whoever has a token. Scopes are told where the route needs some.

    Recorded: https://github.com/floci-io/floci/pull/2011,
    https://github.com/DefinitelyTyped/DefinitelyTyped/pull/75458
    """
    said = {name: tokens.in_words(value) for name, value in claims.items() if value is not None}
    scopes = tokens.scopes(claims) if needed else None
    return Granted({"jwt": {"claims": said, "scopes": scopes}}, {"claims": said, "scopes": scopes})


def by_function(context: Mapping[str, Any], principal: str | None, key: str = "") -> Granted:
    """Whom a Lambda authorizer lets through, with what it says of them."""
    known = {} if principal is None else {"principalId": principal}
    return Granted({"lambda": dict(context)} if context else None, {**known, **context}, key=key)


def by_pool(claims: Claims) -> Granted:
    """Whoever has a token of a user pool."""
    said = {name: _of_pool(value) for name, value in claims.items() if value is not None}
    return Granted(in_1={"claims": said})


def _of_pool(value: Any) -> str:
    """Lists have commas: https://github.com/aws/chalice/issues/783."""
    return ",".join(map(str, value)) if isinstance(value, list) else tokens.in_words(value)


def with_key(granted: Granted, key: Any) -> Granted:
    """With what events tell of moto's API key."""
    return replace(granted, identity={**granted.identity, "apiKey": key.value, "apiKeyId": key.id})


def by_signature(caller: Caller) -> Granted:
    """Who signed, and may invoke."""
    said = {
        "accessKey": caller.access_key_id,
        "accountId": DEFAULT_ACCOUNT_ID,
        "callerId": caller.user_id,
        "cognitoIdentity": None,
        "principalOrgId": None,
        "userArn": caller.arn,
        "userId": caller.user_id,
    }
    identity = {
        "accessKey": caller.access_key_id,
        "accountId": DEFAULT_ACCOUNT_ID,
        "caller": caller.user_id,
        "user": caller.user_id,
        "userArn": caller.arn,
    }
    return Granted({"iam": said}, None, identity)
