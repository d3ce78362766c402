"""What a distribution says, as the edge reads it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tfgen.emulator.cloudfront import aliases, edge_functions, policies
from tfgen.emulator.cloudfront.certificates import is_covered
from tfgen.emulator.edge.patterns import matches

Config = Mapping[str, Any]

ERROR_TTL = 10
"""Seconds for which an error is kept where a distribution says nothing.

https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/custom-error-pages-expiration.html
"""
_NO_POLICY: Config = {}


@dataclass(frozen=True)
class Behaviour:
    """How requests for some paths are answered."""

    said: Config
    cache: Config
    """Of the cache policy, or what the older settings of the behaviour come to."""
    origin_request: Config
    response_headers: Config

    @property
    def allowed(self) -> frozenset[str]:
        """Methods that it takes."""
        return frozenset((self.said.get("AllowedMethods") or {}).get("Items") or ("GET", "HEAD"))

    @property
    def cached(self) -> frozenset[str]:
        """Methods of which it keeps answers."""
        said = (self.said.get("AllowedMethods") or {}).get("CachedMethods") or {}
        return frozenset(said.get("Items") or ("GET", "HEAD"))

    def functions(self, event: str) -> list[str]:
        """ARNs of the functions that run at an event."""
        return [
            each["FunctionARN"]
            for each in edge_functions.associations(self.said)
            if each["EventType"] == event
        ]


class Distribution:
    """A distribution as it is now."""

    def __init__(self, held: Any) -> None:
        self.id = str(held.distribution_id)
        self.arn = str(held.arn)
        self.name = str(held.domain_name)
        self.config: Config = held.distribution_config

    def answers_to(self, host: str) -> bool:
        """Whether a name is the distribution's own, or one that it says."""
        return host == self.name or any(is_covered(host, alias) for alias in aliases.of(self.config))

    def behaviour(self, path: str) -> Behaviour:
        """The first whose pattern matches, or the default."""
        said = next(
            each for each in policies.behaviours(self.config) if matches(each.get("PathPattern", "*"), path)
        )
        found = [
            policies.config_of(kind, said[f"{kind.name}Id"]) if said.get(f"{kind.name}Id") else None
            for kind in policies.KINDS
        ]
        return Behaviour(said, found[0] or _older(said), found[1] or _NO_POLICY, found[2] or _NO_POLICY)

    def origins(self, target: str) -> tuple[list[Config], frozenset[int]]:
        """The origins of a target, and the statuses on which the second is asked."""
        known = {each["Id"]: each for each in self.config["Origins"]["Items"]}
        if target in known:
            return [known[target]], frozenset()
        groups = {each["Id"]: each for each in self.config["OriginGroups"]["Items"]}
        members = [known[each["OriginId"]] for each in groups[target]["Members"]["Items"]]
        return members, frozenset(groups[target]["FailoverCriteria"]["StatusCodes"]["Items"])

    def error_response(self, status: int) -> Config:
        """What is said of a status."""
        said = (self.config.get("CustomErrorResponses") or {}).get("Items") or ()
        return next((each for each in said if int(each["ErrorCode"]) == status), {})

    def error_ttl(self, status: int) -> int:
        """Seconds for which an error is kept at least."""
        return int(self.error_response(status).get("ErrorCachingMinTTL", ERROR_TTL))


def find(name: str) -> Distribution | None:
    """The distribution whose own name is the one that records point at, such as d111.cloudfront.net."""
    return next((each for each in every() if each.name == name), None)


def every() -> Iterator[Distribution]:
    """Of the account."""
    return map(Distribution, aliases.distributions())


def _older(said: Config) -> Config:
    """What a behaviour without a cache policy says by itself."""
    forwarded = said.get("ForwardedValues") or {}
    cookies = forwarded.get("Cookies") or {}
    headers = (forwarded.get("Headers") or {}).get("Items") or []
    has_queries = str(forwarded.get("QueryString", False)).lower() == "true"
    forward = str(cookies.get("Forward", "none"))
    return {
        "MinTTL": said.get("MinTTL", 0),
        "DefaultTTL": said.get("DefaultTTL", 86_400),
        "MaxTTL": said.get("MaxTTL", 31_536_000),
        "ParametersInCacheKeyAndForwardedToOrigin": {
            "EnableAcceptEncodingGzip": bool(said.get("Compress")),
            "HeadersConfig": _headers(headers),
            "CookiesConfig": {"CookieBehavior": forward, "Cookies": cookies.get("WhitelistedNames") or {}},
            "QueryStringsConfig": {"QueryStringBehavior": "all" if has_queries else "none"},
        },
    }


def _headers(names: list[str]) -> Config:
    if "*" in names:
        return {"HeaderBehavior": "allViewer"}
    behaviour = "whitelist" if names else "none"
    return {"HeaderBehavior": behaviour, "Headers": {"Quantity": len(names), "Items": names}}
