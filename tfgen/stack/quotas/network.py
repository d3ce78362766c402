"""Quotas of Route 53, ACM, CloudWatch Logs and S3, as their documentation told them in November 2026."""

from __future__ import annotations

from tfgen.stack.quotas.quota import Quota

_ROUTE53 = "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html"
_TAGS = "https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeTagsForResource.html"
_ACM = "https://docs.aws.amazon.com/acm/latest/userguide/acm-limits.html"
_ACM_NAME = "https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html"
_LOGS = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html"
_DELIVERY = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-and-resource-policy.html"
_S3 = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html"

HEALTH_CHECKS = Quota(
    "health-checks",
    "Route 53",
    "health checks of an account",
    200,
    True,
    _ROUTE53,
    "a spec has one for each region",
    "TooManyHealthChecks",
)
RECORDS = Quota(
    "zone-records",
    "Route 53",
    "records of a hosted zone",
    10_000,
    True,
    _ROUTE53,
    "a spec has three for each region at most",
)
SAME_NAME = Quota(
    "records-of-one-name",
    "Route 53",
    "latency records of the same name and type",
    100,
    False,
    _ROUTE53,
    "a spec has one for each region",
)
CERTIFICATES = Quota(
    "certificates",
    "ACM",
    "certificates of an account in a region",
    2_500,
    True,
    _ACM,
    "a spec has one",
    "LimitExceededException",
)
NAMES = Quota(
    "certificate-names",
    "ACM",
    "domain names of a certificate",
    10,
    True,
    _ACM,
    "a certificate has one",
)
LOG_GROUPS = Quota(
    "log-groups",
    "CloudWatch Logs",
    "log groups of an account in a region",
    1_000_000,
    True,
    _LOGS,
    "a spec has one for each function in a region, and one for its API",
)

QUOTAS = (
    HEALTH_CHECKS,
    RECORDS,
    SAME_NAME,
    Quota(
        "health-check-tags",
        "Route 53",
        "tags of a health check",
        10,
        False,
        _TAGS,
        "a spec takes 7, beside the three of its own",
    ),
    CERTIFICATES,
    NAMES,
    Quota(
        "certificate-name", "ACM", "characters of a certificate's first name", 64, False, _ACM_NAME, "TFG109"
    ),
    LOG_GROUPS,
    Quota(
        "log-group-name",
        "CloudWatch Logs",
        "characters of a log group's name",
        512,
        False,
        _LOGS,
        "names of functions and APIs have 64 at most",
    ),
    Quota(
        "log-policies",
        "CloudWatch Logs",
        "resource policies of an account in a region",
        10,
        False,
        _LOGS,
        "a stack makes none: API Gateway keeps one for all of `/aws/vendedlogs/`",
    ),
    Quota(
        "log-policy-size",
        "CloudWatch Logs",
        "characters of a resource policy",
        5_120,
        False,
        _DELIVERY,
        "log groups of HTTP APIs lie below `/aws/vendedlogs/`, which one entry of the policy allows",
    ),
    Quota("state-key", "S3", "bytes of an object's key", 1_024, False, _S3, "TFG109"),
)
