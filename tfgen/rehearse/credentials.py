"""What callers show to be let in: right credentials, and wrong ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Protocol
from urllib.parse import urlencode

from tfgen.emulator.emulator import Emulator
from tfgen.emulator.stand_ins.authorizer import LET_IN
from tfgen.stack import names
from tfgen.stack.callers import IAM, NONE, Callers, callers
from tfgen.stack.kinds.api import API
from tfgen.stack.kinds.api_key import API_KEY
from tfgen.stack.kinds.authorizer import (
    AUTHORIZER,
    Authorizer,
    CognitoAuthorizer,
    ExistingAuthorizer,
    Jwt,
    JwtAuthorizer,
    LambdaAuthorizer,
    Pool,
)
from tfgen.stack.reference import OfModule
from tfgen.stack.references import found
from tfgen.stack.stack import Stack

MADE_UP = "rehearsal"
_FORGER = "https://forger.invalid/"
"""Who signs tokens that are wrong in nothing else."""
_KEY = "x-api-key"
_NOBODYS = "nobody-has-this-api-key"
_POOL_ISSUER = "https://cognito-idp.{region}.amazonaws.com/{pool}"


@dataclass(frozen=True, slots=True)
class Shown:
    """What a request shows."""

    headers: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    signer: tuple[str, str] | None = None
    """Key and secret, where it is signed."""
    region: str = ""
    """Of the API, for which it is signed."""

    def anew(self, region: str) -> Shown:
        """The same where another region answers: a signature is for one, and the client has to sign again."""
        return replace(self, region=region) if self.signer else self

    def with_key(self, value: str) -> Shown:
        """The same with an API key; without one if there is none."""
        return replace(self, headers={**self.headers, _KEY: value}) if value else self

    @property
    def has_key(self) -> bool:
        """Whether it shows an API key, whose use is counted."""
        return _KEY in self.headers

    def sent(self, method: str, host: str, path: str, body: str | None) -> tuple[str, dict[str, str]]:
        """The path with its query, and the headers."""
        whole = f"{path}?{urlencode(self.query)}" if self.query else path
        return whole, {**self.headers, **self._signature(method, host, whole, body)}

    def _signature(self, method: str, host: str, path: str, body: str | None) -> dict[str, str]:
        if self.signer is None:
            return {}
        from botocore.auth import SigV4Auth
        from botocore.awsrequest import AWSRequest
        from botocore.credentials import Credentials

        request = AWSRequest(method, f"https://{host}{path}", {"host": host}, (body or "").encode())
        SigV4Auth(Credentials(*self.signer), "execute-api", self.region).add_auth(request)
        return {name: value for name, value in request.headers.items() if name.lower() != "host"}


NOTHING = Shown()


class Rehearsed(Protocol):
    """What a keyring asks of its rehearsal."""

    stack: Stack
    emulator: Emulator
    credentials: Mapping[str, Shown]


class Keyring:
    """The credentials of a rehearsal: each is made once, and shown again while a region is lost."""

    def __init__(self, rehearsal: Rehearsed) -> None:
        self._rehearsal = rehearsal
        self._tokens: dict[tuple[str, tuple[str, ...], str], str] = {}

    def callers(self) -> dict[str, Callers]:
        """Who may call each route."""
        return callers(self._rehearsal.stack)

    def authorizer(self, said: Callers) -> Authorizer | None:
        """What is asked of a route's callers; None where nothing is, or IAM."""
        return self._rehearsal.stack.all(AUTHORIZER).get(said.auth)

    def is_known(self, said: Callers) -> bool:
        """Whether what a route lets in can be told; else only its authorizer's code knows it."""
        authorizer = self.authorizer(said)
        if said.auth in self._rehearsal.credentials or not isinstance(authorizer, LambdaAuthorizer):
            return True
        return isinstance(authorizer, ExistingAuthorizer) and not isinstance(authorizer.existing, OfModule)

    def right(self, said: Callers, region: str) -> Shown | None:
        """What a route lets in, as clients of a region have it; None where only its authorizer knows that."""
        shown = self._authorized(said, region)
        return shown.with_key(self._key(region)) if shown and said.key else shown

    def _authorized(self, said: Callers, region: str) -> Shown | None:
        if said.auth == NONE:
            return NOTHING
        if said.auth == IAM:
            return self._signed("emulated", region)
        authorizer = self.authorizer(said)
        given = self._rehearsal.credentials.get(said.auth)
        if given:
            return given
        if not self.is_known(said):
            return None
        if isinstance(authorizer, ExistingAuthorizer):
            return _identified(authorizer, LET_IN)
        authorizer = self._deployed(said, region)
        key = (said.auth, said.scopes, region)
        if key not in self._tokens:
            self._tokens[key] = self._token(authorizer, said.scopes, region)
        return _bearing(self._tokens[key])

    def wrong(self, said: Callers, region: str) -> dict[str, Shown]:
        """What a route must not let in, by what it is called."""
        key = self._key(region) if said.key else ""
        shown = self._authorized(said, region)
        found = {what: each.with_key(key) for what, each in self._unauthorized(said, region).items()}
        if said.key and shown:
            found |= {"no API key": shown} if said.auth != NONE else {}
            found["an API key that nobody has"] = shown.with_key(_NOBODYS)
        return found

    def _key(self, region: str) -> str:
        """The value of the first key of the spec, read from moto: a region that is lost does not tell it."""
        from moto.apigateway.models import apigateway_backends
        from moto.core.models import DEFAULT_ACCOUNT_ID

        stack = self._rehearsal.stack
        called = names.of(stack, API_KEY, next(iter(stack.all(API_KEY))))
        backend: Any = apigateway_backends[DEFAULT_ACCOUNT_ID][region]
        return next((str(key.value) for key in list(backend.keys.values()) if key.name == called), "")

    def _unauthorized(self, said: Callers, region: str) -> dict[str, Shown]:
        if said.auth == NONE:
            return {}
        if said.auth == IAM:
            return {"a signature of another key": self._signed("another", region)}
        authorizer = self.authorizer(said)
        if isinstance(authorizer, LambdaAuthorizer):
            return {"a made-up credential": _identified(authorizer, MADE_UP)}
        authorizer = self._deployed(said, region)
        forged = self._token(authorizer, said.scopes, region, _FORGER)
        found = {"a token that another has signed": _bearing(forged)}
        if said.scopes:
            found["a token without the scopes"] = _bearing(self._token(authorizer, (), region, access=True))
        return found

    def _deployed(self, said: Callers, region: str) -> Authorizer | None:
        """What takes tokens, with texts as AWS was given them in the place of references."""
        authorizer = self.authorizer(said)
        if not any(found(authorizer)):
            return authorizer
        backend: Any = deployed_authorizer(self._rehearsal.stack, said.auth, region)
        if isinstance(authorizer, JwtAuthorizer):
            told = backend.jwt_config
            return JwtAuthorizer(jwt=Jwt(issuer=told["issuer"], audience=tuple(told["audience"])))
        return CognitoAuthorizer(cognito=tuple(Pool(existing=arn) for arn in backend.provider_arns))

    def _signed(self, secret: str, region: str) -> Shown:
        return Shown(signer=("emulated", secret), region=region)

    def _token(
        self,
        authorizer: Authorizer | None,
        scopes: tuple[str, ...],
        region: str,
        signer: str = "",
        *,
        access: bool = False,
    ) -> str:
        """One that says all that it has to, signed by its issuer or another."""
        scope = {"scope": " ".join(scopes)} if scopes else {}
        if isinstance(authorizer, JwtAuthorizer):
            issuer = names.filled(str(authorizer.jwt.issuer), region)
            claims = {"aud": authorizer.jwt.audience[0], **scope}
        elif isinstance(authorizer, CognitoAuthorizer):
            issuer = _issuer_of(names.filled(str(authorizer.cognito[0].existing), region))
            claims = {"token_use": "access" if scopes or access else "id", **scope}
        else:
            raise TypeError(f"{authorizer} takes no tokens")
        return self._rehearsal.emulator.issuers.token(signer or issuer, {"iss": issuer, **claims})


def deployed_authorizer(stack: Stack, name: str, region: str) -> Any:
    """One of the API of a region, read from moto."""
    from moto.apigateway.models import apigateway_backends
    from moto.apigatewayv2.models import apigatewayv2_backends
    from moto.core.models import DEFAULT_ACCOUNT_ID

    is_http = stack.the(API).kind == "http"
    backends: Any = apigatewayv2_backends if is_http else apigateway_backends
    apis = list(backends[DEFAULT_ACCOUNT_ID][region].apis.values())
    return next(
        each
        for api in apis
        if api.name == names.service(stack)
        for each in list(api.authorizers.values())
        if each.name in (name, f"{name}-jwt")
    )


def _bearing(token: str) -> Shown:
    return Shown({"Authorization": f"Bearer {token}"})


def _identified(authorizer: LambdaAuthorizer, value: str) -> Shown:
    """A value in each of the places that an authorizer looks at."""
    headers, query = {}, {}
    for source in authorizer.identity:
        place, _, name = source.partition(".")
        if place == "header":
            headers[name] = value
        elif place == "query":
            query[name] = value
    return Shown(headers, query)


def _issuer_of(pool: str) -> str:
    """Of a user pool's ARN."""
    region, name = pool.split(":")[3], pool.rpartition("/")[2]
    return _POOL_ISSUER.format(region=region, pool=name)
