"""Quotas of CloudFront that a stack's parts meet one by one, as its documentation told them in November 2026."""

from __future__ import annotations

from tfgen.stack.quotas.quota import Quota

_SOURCE = "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html"
_SERVICE = "CloudFront"

ALIASES = Quota(
    "distribution-names",
    _SERVICE,
    "alternate domain names of a distribution",
    100,
    True,
    _SOURCE,
    "a distribution has one",
    "TooManyDistributionCNAMEs",
)
BEHAVIOURS = Quota(
    "cache-behaviors",
    _SERVICE,
    "cache behaviors of a distribution",
    75,
    True,
    _SOURCE,
    "TFG254",
    "TooManyCacheBehaviors",
)
CACHING = Quota(
    "cache-policies",
    _SERVICE,
    "cache policies of an account",
    20,
    True,
    _SOURCE,
    "TFG254",
    "TooManyCachePolicies",
)
ORIGINS = Quota(
    "distribution-origins",
    _SERVICE,
    "origins of a distribution",
    100,
    True,
    _SOURCE,
    "a distribution has one for each region at most",
    "TooManyOrigins",
)
FORWARDING = Quota(
    "origin-request-policies",
    _SERVICE,
    "origin request policies of an account",
    20,
    True,
    _SOURCE,
    "a spec has one",
    "TooManyOriginRequestPolicies",
)
ANSWERING = Quota(
    "response-headers-policies",
    _SERVICE,
    "response headers policies of an account",
    20,
    True,
    _SOURCE,
    "a spec has one for its site, and one for its CDN",
    "TooManyResponseHeadersPolicies",
)
CONTROLS = Quota(
    "origin-access-controls",
    _SERVICE,
    "origin access controls of an account",
    100,
    False,
    _SOURCE,
    "a spec has one",
    "TooManyOriginAccessControls",
)
FUNCTIONS = Quota(
    "cloudfront-functions",
    _SERVICE,
    "CloudFront functions of an account",
    100,
    False,
    _SOURCE,
    "a spec has one for its site",
    "TooManyFunctions",
)
FUNCTION_SIZE = Quota(
    "cloudfront-function-size",
    _SERVICE,
    "bytes of a CloudFront function",
    10_240,
    False,
    _SOURCE,
    "tfgen's own are smaller",
    "FunctionSizeLimitExceeded",
)
CONTENT_POLICY = Quota(
    "content-security-policy",
    _SERVICE,
    "characters of a Content-Security-Policy",
    1_783,
    True,
    _SOURCE,
    "a site names the hosts of its regions, some 40 characters each",
    "TooLongCSPInResponseHeadersPolicy",
)

QUOTAS = (
    ALIASES,
    ORIGINS,
    BEHAVIOURS,
    CACHING,
    FORWARDING,
    ANSWERING,
    CONTROLS,
    FUNCTIONS,
    FUNCTION_SIZE,
    CONTENT_POLICY,
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
