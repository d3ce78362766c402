"""What CloudFront refuses of a policy.

Sources: https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CachePolicyConfig.html,
https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_OriginRequestPolicyHeadersConfig.html,
https://github.com/sladg/nextjs-lambda/pull/89 and https://github.com/ballPointPenguin/artificial-u/pull/116 (what of a
policy that caches nothing), https://github.com/aws/aws-cdk/pull/15327 (which headers it cannot name)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tfgen.emulator.cloudfront.refused import refused

DEFAULT_TTL = 86_400
MAX_TTL = 31_536_000
"""Seconds, where a policy does not say."""

_NOT_FORWARDED = frozenset({"authorization", "accept-encoding"})
"""Headers that a policy cannot name: the first has to be in the cache key, the second CloudFront sets itself."""

_LISTS = (
    ("HeadersConfig", "HeaderBehavior", "Headers"),
    ("CookiesConfig", "CookieBehavior", "Cookies"),
    ("QueryStringsConfig", "QueryStringBehavior", "QueryStrings"),
)
_WITH_LISTS = frozenset({"whitelist", "allExcept", "allViewerAndWhitelistCloudFront"})


def listed(said: Mapping[str, Any], config: str) -> tuple[str, list[str]]:
    """How a policy treats headers, cookies or query strings, by the name of the member; and which it lists."""
    of = {name: (behaviour, names) for name, behaviour, names in _LISTS}
    behaviour, names = of[config]
    part = said.get(config) or {}
    return str(part.get(behaviour, "none")), [
        str(each) for each in (part.get(names) or {}).get("Items") or ()
    ]


def check_cache(config: Mapping[str, Any]) -> None:
    """A cache policy; what it leaves out has AWS's defaults."""
    least = int(config.get("MinTTL", 0))
    default = int(config.get("DefaultTTL", max(DEFAULT_TTL, least)))
    most = int(config.get("MaxTTL", max(MAX_TTL, default)))
    if not least <= default <= most:
        raise refused(
            "InvalidArgument", "The parameter TTL order is invalid: MinTTL <= DefaultTTL <= MaxTTL."
        )
    key = config.get("ParametersInCacheKeyAndForwardedToOrigin") or {}
    if most == 0:
        for name in _in_force(key):
            raise refused(
                "InvalidArgument", f"The parameter {name} is invalid for policy with caching disabled."
            )
    _check_lists(key)
    headers = listed(key, "HeadersConfig")[1]
    is_normal = key.get("EnableAcceptEncodingGzip") or key.get("EnableAcceptEncodingBrotli")
    if is_normal and any(name.lower() == "accept-encoding" for name in headers):
        raise _not_allowed("Accept-Encoding")


def check_origin_request(config: Mapping[str, Any]) -> None:
    """An origin request policy."""
    _check_lists(config)
    for name in listed(config, "HeadersConfig")[1]:
        if name.lower() in _NOT_FORWARDED:
            raise _not_allowed(name)


def check_response_headers(config: Mapping[str, Any]) -> None:
    """A response headers policy."""
    cors = config.get("CorsConfig")
    if cors and cors.get("AccessControlAllowCredentials"):
        for name in ("Origins", "Headers", "Methods"):
            values = (cors.get(f"AccessControlAllow{name}") or {}).get("Items") or ()
            if "*" in values or "ALL" in values:
                raise refused(
                    "InvalidArgument",
                    f"The parameter AccessControlAllow{name} cannot be * when AccessControlAllowCredentials is true.",
                )


def _in_force(key: Mapping[str, Any]) -> Iterator[str]:
    for config, behaviour, _ in _LISTS:
        if listed(key, config)[0] != "none":
            yield behaviour
    yield from (name for name in ("EnableAcceptEncodingGzip", "EnableAcceptEncodingBrotli") if key.get(name))


def _check_lists(said: Mapping[str, Any]) -> None:
    for config, behaviour, names in _LISTS:
        how, which = listed(said, config)
        if (how in _WITH_LISTS) is not bool(which):
            raise refused("InvalidArgument", f"The parameter {names} does not go with {behaviour} {how}.")
        quantity = ((said.get(config) or {}).get(names) or {}).get("Quantity", len(which))
        if int(quantity) != len(which):
            raise refused(
                "InconsistentQuantities", "The value of Quantity and the size of Items don't match."
            )


def _not_allowed(name: str) -> Exception:
    return refused("InvalidArgument", f"The parameter Headers contains {name} that is not allowed.")
