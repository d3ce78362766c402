"""Stand-ins for those who issue tokens: whatever URL an API trusts, its keys are made here, and nothing is fetched."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

_LIFETIME_SECONDS = 3600
ISSUERS_PATH = "/_tfgen/issuers"


class Issuers:
    """Keys and tokens of every issuer that is asked for. Safe to use from any thread."""

    def __init__(self) -> None:
        self.endpoint = ""
        """Address of the emulated AWS, under which they are served."""
        self._lock = threading.Lock()
        self._keys: dict[str, Any] = {}

    def configuration(self, issuer: str) -> dict[str, Any]:
        """What `/.well-known/openid-configuration` tells.

        https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderMetadata
        """
        base = f"{self.endpoint}{ISSUERS_PATH}/{quote(issuer, safe='')}"
        return {
            "issuer": issuer,
            "jwks_uri": f"{base}/.well-known/jwks.json",
            "token_endpoint": f"{base}/token",
            "id_token_signing_alg_values_supported": ["RS256"],
            "response_types_supported": ["token"],
            "subject_types_supported": ["public"],
        }

    def keys(self, issuer: str) -> dict[str, Any]:
        """The public keys, as a JSON Web Key Set."""
        return {"keys": [{**self._key(issuer).as_dict(private=False), "alg": "RS256", "use": "sig"}]}

    def token(self, issuer: str, claims: Mapping[str, Any]) -> str:
        """A token of an issuer, good from now for an hour, unless the claims say otherwise. A claim of None is left out."""
        from joserfc import jwt

        now = int(time.time())
        whole = {"iss": issuer, "sub": "rehearsal", "iat": now, "exp": now + _LIFETIME_SECONDS, **claims}
        key = self._key(issuer)
        header = {"alg": "RS256", "kid": key.kid}
        return jwt.encode(header, {name: value for name, value in whole.items() if value is not None}, key)

    def _key(self, issuer: str) -> Any:
        from joserfc.jwk import RSAKey

        with self._lock:
            if issuer not in self._keys:
                self._keys[issuer] = RSAKey.generate_key(2048, auto_kid=True)
            return self._keys[issuer]
