"""Quotas of CloudFront, as its documentation told them in November 2026."""

from __future__ import annotations

from tfgen.stack.quotas.quota import Quota

_SOURCE = "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html"
_SERVICE = "CloudFront"

BEHAVIOURS = Quota(
    "cache-behaviors", _SERVICE, "cache behaviors of a distribution", 75, True, _SOURCE, "TFG254"
)
POLICIES = Quota("cache-policies", _SERVICE, "cache policies of an account", 20, True, _SOURCE, "TFG254")

QUOTAS = (
    BEHAVIOURS,
    POLICIES,
    Quota(
        "cache-key-headers",
        _SERVICE,
        "headers in a cache policy",
        10,
        True,
        _SOURCE,
        "a cached route takes 10",
    ),
    Quota(
        "cache-key-queries",
        _SERVICE,
        "query parameters in a cache policy",
        10,
        True,
        _SOURCE,
        "a cached route takes 10",
    ),
    Quota(
        "distributions",
        _SERVICE,
        "distributions of an account",
        200,
        True,
        _SOURCE,
        "a spec has one of its own",
    ),
)
