"""The stand-ins of issuers over HTTP, and tokens of theirs for those who try an emulated API by hand.

GET  /_tfgen/issuers/https%3A%2F%2Fid.example.com/.well-known/openid-configuration
GET  /_tfgen/issuers/https%3A%2F%2Fid.example.com/.well-known/jwks.json
POST /_tfgen/issuers/https%3A%2F%2Fid.example.com/token {"aud": "web", "scope": "pay"} gives {"access_token": …}
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote

from tfgen.emulator.authorization.issuers import ISSUERS_PATH, Issuers


class IssuerApi:
    """A WSGI application: answers what is under ISSUERS_PATH, and passes everything else on."""

    def __init__(self, application: Any, issuers: Issuers) -> None:
        self._application, self._issuers = application, issuers

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answers a request."""
        if not environ.get("PATH_INFO", "").startswith(f"{ISSUERS_PATH}/"):
            passed_on: Iterable[bytes] = self._application(environ, start_response)
            return passed_on
        status, content = self._answer(environ)
        body = json.dumps(content).encode()
        headers = [("content-type", "application/json"), ("content-length", str(len(body)))]
        start_response(status, headers)
        return [body]

    def _answer(self, environ: dict[str, Any]) -> tuple[str, object]:
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        sent = environ.get("REQUEST_URI") or environ["PATH_INFO"]  # which keeps %2F
        quoted, _, what = sent.removeprefix(f"{ISSUERS_PATH}/").partition("/")
        issuer = unquote(quoted)
        match environ["REQUEST_METHOD"], what:
            case "GET", ".well-known/openid-configuration":
                return "200 OK", self._issuers.configuration(issuer)
            case "GET", ".well-known/jwks.json":
                return "200 OK", self._issuers.keys(issuer)
            case "POST", "token":
                return self._token(issuer, body)
        return "404 Not Found", {"error": "there are .well-known/openid-configuration, jwks.json and token"}

    def _token(self, issuer: str, body: bytes) -> tuple[str, object]:
        try:
            claims = json.loads(body or b"{}")
            if not isinstance(claims, dict):
                raise ValueError('claims are an object such as {"aud": "web"}')
            return "200 OK", {
                "access_token": self._issuers.token(issuer, claims),
                "token_type": "Bearer",
            }
        except (ValueError, RecursionError) as error:
            return "400 Bad Request", {"error": str(error)}
