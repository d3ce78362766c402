"""How long an edge keeps an answer.

Sources: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Expiration.html#ExpirationDownloadDist and
https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html
"""

from __future__ import annotations

import email.utils
import re
from collections.abc import Mapping
from typing import Any

from tfgen.emulator.cloudfront.policy_checks import DEFAULT_TTL, MAX_TTL

ERRORS = frozenset({404, 405, 414, 500, 501, 502, 503, 504})
"""Statuses that are always kept."""
ERRORS_THAT_SAY = frozenset({400, 403, 412, 415})
"""Those that are kept if the origin says how long."""

_NEVER_STORED = ("no-store", "private")
_REDIRECTS_THAT_SAY = frozenset({302, 307, 308})
_SECONDS = re.compile(r"(s-maxage|max-age)\s*=\s*\"?(\d+)")


def ttl(
    cache: Mapping[str, Any], status: int, headers: Mapping[str, str], now: float, error_ttl: int
) -> float:
    """Seconds for which an answer is fresh, by a cache policy and its headers, in lower case; 0 if it is not kept."""
    said = seconds_said(headers, now)
    if status >= 400:
        is_kept = status in ERRORS or (status in ERRORS_THAT_SAY and said is not None)
        return max(error_ttl, said or 0) if is_kept else 0
    least = float(cache.get("MinTTL", 0))
    default = float(cache.get("DefaultTTL", max(DEFAULT_TTL, least)))
    most = float(cache.get("MaxTTL", max(MAX_TTL, default)))
    directives = headers.get("cache-control", "").lower()
    if any(_says(directives, each) for each in (*_NEVER_STORED, "no-cache")):
        return least
    if said is None:
        return 0 if status in _REDIRECTS_THAT_SAY else default
    return max(least, min(said, most))


def is_stored(cache: Mapping[str, Any], headers: Mapping[str, str]) -> bool:
    """Whether an answer that is no error is kept at all, if only to ask whether it has changed."""
    if float(cache.get("MaxTTL", MAX_TTL)) == 0:
        return False
    directives = headers.get("cache-control", "").lower()
    return float(cache.get("MinTTL", 0)) > 0 or not any(_says(directives, each) for each in _NEVER_STORED)


def _says(directives: str, directive: str) -> bool:
    return re.search(rf"\b{directive}\b", directives) is not None


def seconds_said(headers: Mapping[str, str], now: float) -> float | None:
    """What Cache-Control says for shared caches, or for all, or Expires; None if none of them does."""
    said = {name: float(value) for name, value in _SECONDS.findall(headers.get("cache-control", "").lower())}
    for name in ("s-maxage", "max-age"):
        if name in said:
            return said[name]
    if "expires" not in headers:
        return None
    try:
        return max(0.0, email.utils.parsedate_to_datetime(headers["expires"]).timestamp() - now)
    except ValueError:  # such as 0, which is long ago
        return 0.0
