"""Whether a JSON Web Token is one of an issuer's, and what it claims.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
"""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Collection, Mapping
from typing import Any

Claims = Mapping[str, Any]

_ALGORITHMS = ("RS256", "RS384", "RS512")


class InvalidTokenError(Exception):
    """A token is not taken; the message says why, in API Gateway's words where they are known."""


class ExpiredTokenError(InvalidTokenError):
    """It was good once."""


def verified(token: str, keys: Mapping[str, Any]) -> Claims:
    """The claims of a token that a key of a JSON Web Key Set has signed, and whose time it is.

    Raises InvalidTokenError.
    """
    from joserfc import jwt
    from joserfc.errors import JoseError
    from joserfc.jwk import RSAKey

    if token.count(".") != 2:
        raise InvalidTokenError("token contains an invalid number of segments")
    header = _json(token.partition(".")[0])
    if header.get("alg") not in _ALGORITHMS:
        raise InvalidTokenError(f"signing method {header.get('alg')} is invalid")
    key = next((each for each in keys["keys"] if each["kid"] == header.get("kid")), None)
    if key is None:
        raise InvalidTokenError("the token is signed with a key that the issuer does not have")
    try:
        claims = jwt.decode(token, RSAKey.import_key(dict(key)), algorithms=list(_ALGORITHMS)).claims
    except (JoseError, ValueError) as error:
        raise InvalidTokenError("the signature is not the key's") from error
    _check_times(claims)
    return claims


def unverified(token: str) -> Claims:
    """What a token claims, whoever made it. Raises InvalidTokenError."""
    if token.count(".") != 2:
        raise InvalidTokenError("token contains an invalid number of segments")
    return _json(token.split(".")[1])


def check_audience(claims: Claims, audiences: Collection[str]) -> None:
    """`client_id` counts where there is no `aud`. Raises InvalidTokenError."""
    said = claims.get("aud", claims.get("client_id"))
    if not set(said if isinstance(said, list) else [said]) & set(audiences):
        raise InvalidTokenError("the token does not have a valid audience")


def scopes(claims: Claims) -> list[str]:
    """Of `scp`, or else of `scope`, as a text or as a list."""
    said = claims.get("scp") or claims.get("scope") or ()
    return said.split() if isinstance(said, str) else [str(each) for each in said]


def in_words(value: Any) -> str:
    """A claim as events have it: a text. Lists are in brackets, without commas.

    Recorded: https://github.com/floci-io/floci/pull/2011
    """
    if isinstance(value, list):
        return f"[{' '.join(map(in_words, value))}]"
    return value if isinstance(value, str) else json.dumps(value, separators=(",", ":"))


def _check_times(claims: Claims) -> None:
    now = time.time()
    if not _seconds(claims, "exp", 0) > now:
        raise ExpiredTokenError("the token has expired")
    if _seconds(claims, "nbf", now) > now or _seconds(claims, "iat", now) > now + 1:
        raise InvalidTokenError("the token is not valid yet")


def _seconds(claims: Claims, name: str, default: float) -> float:
    try:
        return float(claims.get(name, default))
    except (TypeError, ValueError) as error:
        raise InvalidTokenError(f"the claim {name} is no time") from error


def _json(segment: str) -> dict[str, Any]:
    try:
        found = json.loads(base64.urlsafe_b64decode(segment + "=" * (-len(segment) % 4)))
    except (ValueError, RecursionError) as error:
        raise InvalidTokenError("a segment of the token is no JSON") from error
    if not isinstance(found, dict):
        raise InvalidTokenError("a segment of the token is no JSON object")
    return found
