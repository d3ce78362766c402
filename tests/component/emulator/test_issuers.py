"""Stand-ins of issuers: their keys and tokens over HTTP, for those who try an emulated API by hand."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest

from tfgen.emulator.authorization.tokens import InvalidTokenError, verified
from tfgen.emulator.emulator import Emulator, emulator

ISSUER = "https://id.example.com/tenant/"


@pytest.fixture(scope="module")
def aws() -> Iterator[Emulator]:
    with emulator() as running:
        yield running


def _ask(url: str, body: str | None = None, **headers: str) -> Any:
    request = urllib.request.Request(url, body.encode() if body is not None else None, headers)  # noqa: S310  # our own
    with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310  # our own server
        return json.load(answer)


def _url(aws: Emulator, what: str) -> str:
    return f"{aws.endpoint}/_tfgen/issuers/{quote(ISSUER, safe='')}/{what}"


def test_a_token_is_verified_by_the_keys_that_the_configuration_leads_to(aws: Emulator) -> None:
    configuration = _ask(_url(aws, ".well-known/openid-configuration"))
    assert configuration["issuer"] == ISSUER
    token = _ask(configuration["token_endpoint"], '{"aud": "web", "scope": "pay"}')["access_token"]
    claims = verified(token, _ask(configuration["jwks_uri"]))
    assert (claims["iss"], claims["aud"], claims["scope"]) == (ISSUER, "web", "pay")


def test_keys_are_told_without_what_is_private(aws: Emulator) -> None:
    (key,) = _ask(_url(aws, ".well-known/jwks.json"))["keys"]
    assert key.keys() == {"alg", "e", "kid", "kty", "n", "use"}


def test_keys_of_another_issuer_are_others(aws: Emulator) -> None:
    token = aws.issuers.token(ISSUER, {})
    with pytest.raises(InvalidTokenError, match="a key that the issuer does not have"):
        verified(token, aws.issuers.keys("https://other.example.com/"))


@pytest.mark.parametrize(
    ("what", "body", "headers", "status"),
    [
        ("token", "[1]", {}, 400),
        ("token", "{", {}, 400),
        ("token", '{"aud": "web"}', {"Origin": "https://evil.example.com"}, 403),
        ("other", None, {}, 404),
    ],
)
def test_what_cannot_be_answered_is_refused(
    aws: Emulator, what: str, body: str | None, headers: dict[str, str], status: int
) -> None:
    with pytest.raises(urllib.error.HTTPError) as refused:
        _ask(_url(aws, what), body, **headers)
    refused.value.close()
    assert refused.value.code == status
    assert json.loads(refused.value.read() or b'{"error": ""}').keys() == {"error"}
