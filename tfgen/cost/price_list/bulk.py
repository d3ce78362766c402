"""The Price List from the files that AWS publishes: no account, no credentials.

Every service has an index of its regions, which names a file for each. What belongs to no region is in a file for
`aws-other`. The files of the services here have some 50 KB to some MB; a longer one is not read into memory.

Sources: https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/bulk-api-reading-price-list-files.html
https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/using-the-aws-price-list-bulk-api-fetching-price-list-files-manually.html
"""

from __future__ import annotations

import http.client
import json
import urllib.error
import urllib.request
from functools import cache
from urllib.parse import quote

from tfgen.cost import codes
from tfgen.cost.items import GLOBAL
from tfgen.cost.price_list.offers import MALFORMED, Offer, of_file
from tfgen.cost.price_list.source import Read
from tfgen.diagnostics import Diagnostic

BASE = "https://pricing.us-east-1.amazonaws.com"
ROOT = "/offers/v1.0/aws/"
OTHER = "aws-other"
MOST_BYTES = 64 * 1024 * 1024
SECONDS = 60
"""How long nothing may arrive."""
ATTEMPTS = 3


class _UnreachableError(Exception):
    """A file that could not be had; says why."""


def reader(base: str = BASE, most: int = MOST_BYTES, seconds: float = SECONDS) -> Read:
    """Reads the files under an address, of at most so many bytes each."""

    @cache
    def files(service: str) -> dict[str, str]:
        index = json.loads(_fetched(f"{base}{ROOT}{service}/current/region_index.json", most, seconds))
        return {region: _path(entry["currentVersionUrl"]) for region, entry in index["regions"].items()}

    def read(service: str, region: str) -> list[Offer] | Diagnostic:
        try:
            path = files(service).get(OTHER if region == GLOBAL else region)
            return [] if path is None else list(of_file(_fetched(base + path, most, seconds)))
        except _UnreachableError as error:
            hint = "check the network and its proxy (HTTPS_PROXY), or leave `--bulk` out and ask the API"
            return codes.NO_PRICE_LIST(f"AWS's Price List files: {error}", hint=hint)
        except MALFORMED:
            message = f"AWS's Price List files: what came for {service} in {region} is no price list"
            return codes.NO_PRICE_LIST(message, hint="try again; a proxy may answer in AWS's place")

    return read


def _path(text: str) -> str:
    """A path that an index names. Raises ValueError if it leads elsewhere than to price lists."""
    if not text.startswith(ROOT) or ".." in text:
        raise ValueError(text)
    return quote(text)


def _fetched(address: str, most: int, seconds: float) -> bytes:
    """The bytes of a file, which the server may owe twice. Raises _UnreachableError."""
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return _body(address, most, seconds)
        except urllib.error.HTTPError as error:
            if error.code < 500 or attempt == ATTEMPTS:
                raise _UnreachableError(f"{address}: HTTP {error.code} {error.reason}") from error
        except (OSError, http.client.HTTPException) as error:
            if attempt == ATTEMPTS:
                raise _UnreachableError(f"{address}: {getattr(error, 'reason', None) or error}") from error
    raise AssertionError("the last attempt returns or raises")


def _body(address: str, most: int, seconds: float) -> bytes:
    request = urllib.request.Request(address, headers={"User-Agent": "tfgen"})  # noqa: S310 - `base` is the caller's
    with urllib.request.urlopen(request, timeout=seconds) as answer:  # noqa: S310
        body: bytes = answer.read(most + 1)
        if len(body) > most:
            raise _UnreachableError(f"{address}: longer than {most} bytes")
        if answer.length:
            raise http.client.IncompleteRead(body, answer.length)
        return body
