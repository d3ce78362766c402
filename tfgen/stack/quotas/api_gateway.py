"""Quotas of API Gateway, as its documentation told them in November 2026."""

from __future__ import annotations

from tfgen.stack.quotas.quota import Quota

_GUIDE = "https://docs.aws.amazon.com/apigateway/latest/developerguide"
_HTTP = f"{_GUIDE}/http-api-quotas.html"
_REST = f"{_GUIDE}/api-gateway-execution-service-limits-table.html"
_ACCOUNT = f"{_GUIDE}/limits.html"
_SERVICE = "API Gateway"

ROUTES = Quota(
    "http-api-routes", _SERVICE, "routes of an HTTP API", 300, True, _HTTP, "TFG216", "ConflictException"
)
INTEGRATIONS = Quota(
    "http-api-integrations",
    _SERVICE,
    "integrations of an HTTP API: functions that have routes",
    300,
    False,
    _HTTP,
    "TFG216",
    "ConflictException",
)
STAGES = Quota(
    "http-api-stages",
    _SERVICE,
    "stages of an HTTP API",
    10,
    True,
    _HTTP,
    "an API has one",
    "ConflictException",
)
RESOURCES = Quota(
    "rest-api-resources",
    _SERVICE,
    "resources of a REST API: every path of its tree, `/` included",
    300,
    True,
    _REST,
    "TFG216",
    "LimitExceededException",
)
RATE = Quota(
    "api-rate",
    _SERVICE,
    "requests a second to all APIs of an account in a region",
    10_000,
    True,
    _ACCOUNT,
    "TFG222, TFG223",
    small=2_500,
)
BURST = Quota(
    "api-burst",
    _SERVICE,
    "requests at once to all APIs of an account in a region; AWS raises it with the rate",
    5_000,
    True,
    _ACCOUNT,
    "TFG222, TFG223",
    small=1_250,
)
LOWER = frozenset(
    {
        "af-south-1",
        "ap-south-2",
        "ap-southeast-3",
        "ap-southeast-4",
        "ap-southeast-5",
        "ap-southeast-7",
        "ca-west-1",
        "eu-central-2",
        "eu-south-1",
        "eu-south-2",
        "il-central-1",
        "me-central-1",
        "mx-central-1",
    }
)
"""Regions in which rate and burst are the small ones.
Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html"""

QUOTAS = (
    ROUTES,
    INTEGRATIONS,
    RESOURCES,
    RATE,
    BURST,
    STAGES,
    Quota("rest-api-stages", _SERVICE, "stages of a REST API", 10, True, _REST, "an API has one"),
    Quota("regional-apis", _SERVICE, "APIs of an account in a region", 600, False, _REST, "a spec has one"),
    Quota(
        "api-domains",
        _SERVICE,
        "custom domain names of an account in a region",
        120,
        True,
        _HTTP,
        "a spec has one",
    ),
    Quota(
        "api-mappings",
        _SERVICE,
        "multi-level API mappings of a domain",
        200,
        False,
        _HTTP,
        "a domain has one, without levels",
    ),
    Quota(
        "access-log-template",
        _SERVICE,
        "bytes of an access log's format",
        3072,
        False,
        _HTTP,
        "it has less than 500, whatever the spec says",
    ),
    Quota("stage-tags", _SERVICE, "tags of a stage", 50, False, _HTTP, "a spec takes 7"),
    Quota(
        "create-domain-name",
        _SERVICE,
        "custom domain names made in 30 seconds",
        1,
        False,
        _ACCOUNT,
        "a region makes one; the provider waits and asks again",
    ),
    Quota(
        "create-rest-api",
        _SERVICE,
        "REST APIs made in 3 seconds",
        1,
        False,
        _ACCOUNT,
        "a region makes one; the provider waits and asks again",
    ),
)


def limit(quota: Quota, region: str) -> int:
    """What `RATE` or `BURST` is in a region by default."""
    return quota.small if quota.small is not None and region in LOWER else quota.value
