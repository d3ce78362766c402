"""What AWS bills: each item with the unit that its price is published for."""

from __future__ import annotations

from decimal import Decimal

from tfgen.frozen import frozen

GLOBAL = "global"
"""Where items are billed that belong to no region, such as hosted zones."""

ACCOUNT, REGION = "account", "region"


@frozen
class Item:
    """Something that AWS bills."""

    key: str
    service: str
    title: str
    unit: str
    """What is counted, such as `requests`."""
    per: int = 1
    """How many of them a published price is for."""
    free: Decimal = Decimal(0)
    """How many are free each month, for ever. Source: https://aws.amazon.com/free"""
    pool: str = REGION
    """Whether what is free is counted for the account or for each region."""
    kin: str = ""
    """What it can take the place of, such as the same on another processor."""

    @property
    def family(self) -> str:
        """The key of all that can take its place: of these, all prices are known, or none counts."""
        return self.kin or self.key


LAMBDA, API_GATEWAY, DYNAMODB, ROUTE53 = "Lambda", "API Gateway", "DynamoDB", "Route 53"
TRANSFER, CLOUDWATCH, XRAY, KMS = "Data transfer", "CloudWatch", "X-Ray", "KMS"
SECRETS, SQS, WAF, CLOUDFRONT = "Secrets Manager", "SQS", "WAF", "CloudFront"

SERVICES = (
    LAMBDA,
    API_GATEWAY,
    DYNAMODB,
    ROUTE53,
    TRANSFER,
    CLOUDWATCH,
    XRAY,
    KMS,
    SECRETS,
    SQS,
    WAF,
    CLOUDFRONT,
)
"""The services, in the order in which a bill lists them."""

_MILLION = 1_000_000
_READS, _WRITES, _QUERIES = "dynamodb.reads", "dynamodb.writes", "route53.queries"

LAMBDA_REQUESTS = {
    arch: Item(
        f"lambda.requests.{arch}",
        LAMBDA,
        f"requests ({arch})",
        "requests",
        _MILLION,
        Decimal(1_000_000),
        ACCOUNT,
        "lambda.requests",
    )
    for arch in ("arm64", "x86_64")
}
LAMBDA_DURATION = {
    arch: Item(
        f"lambda.duration.{arch}",
        LAMBDA,
        f"duration ({arch})",
        "GB-seconds",
        1,
        Decimal(400_000),
        ACCOUNT,
        "lambda.duration",
    )
    for arch in ("arm64", "x86_64")
}
API_REQUESTS = {
    kind: Item(
        f"apigateway.{kind}",
        API_GATEWAY,
        f"{kind.upper()} API requests",
        "requests",
        _MILLION,
        kin="apigateway",
    )
    for kind in ("http", "rest")
}
READ_UNITS = Item("dynamodb.read", DYNAMODB, "read request units", "units", _MILLION, kin=_READS)
WRITE_UNITS = Item("dynamodb.write", DYNAMODB, "write request units", "units", _MILLION, kin=_WRITES)
REPLICATED_WRITE_UNITS = Item(
    "dynamodb.replicated-write", DYNAMODB, "replicated write request units", "units", _MILLION, kin=_WRITES
)
READ_CAPACITY = Item(
    "dynamodb.rcu", DYNAMODB, "read capacity", "read unit hours", 1, Decimal(25 * 730), kin=_READS
)
WRITE_CAPACITY = Item(
    "dynamodb.wcu", DYNAMODB, "write capacity", "write unit hours", 1, Decimal(25 * 730), kin=_WRITES
)
REPLICATED_WRITE_CAPACITY = Item(
    "dynamodb.replicated-wcu",
    DYNAMODB,
    "replicated write capacity",
    "replicated write unit hours",
    1,
    Decimal(25 * 730),
    kin=_WRITES,
)
TABLE_STORAGE = Item("dynamodb.storage", DYNAMODB, "storage", "GB-months", 1, Decimal(25))
RECOVERY = Item("dynamodb.recovery", DYNAMODB, "point-in-time recovery", "GB-months")
STREAM_READS = Item(
    "dynamodb.stream-read", DYNAMODB, "stream read request units", "units", _MILLION, Decimal(2_500_000)
)
ZONE = Item("route53.zone", ROUTE53, "hosted zone", "zones", pool=ACCOUNT)
ALIAS_QUERIES = Item(
    "route53.queries.alias",
    ROUTE53,
    "queries of alias records",
    "queries",
    _MILLION,
    pool=ACCOUNT,
    kin=_QUERIES,
)
LATENCY_QUERIES = Item(
    "route53.queries.latency",
    ROUTE53,
    "queries of latency records",
    "queries",
    _MILLION,
    pool=ACCOUNT,
    kin=_QUERIES,
)
HEALTH_CHECK = Item("route53.check", ROUTE53, "health checks", "checks", 1, Decimal(50), ACCOUNT)
HEALTH_CHECK_OPTION = Item(
    "route53.check-option", ROUTE53, "options of health checks", "options", pool=ACCOUNT
)
TRANSFER_OUT = Item("transfer.internet", TRANSFER, "to the internet", "GB", 1, Decimal(100), ACCOUNT)
TRANSFER_BETWEEN = Item("transfer.between", TRANSFER, "between regions", "GB")
LOG_INGESTION = Item("cloudwatch.log-ingestion", CLOUDWATCH, "logs written", "GB", 1, Decimal(5), ACCOUNT)
LOG_STORAGE = Item("cloudwatch.log-storage", CLOUDWATCH, "logs kept", "GB-months")
ALARM = Item("cloudwatch.alarm", CLOUDWATCH, "alarms", "alarms", 1, Decimal(10), ACCOUNT)
METRIC = Item("cloudwatch.metric", CLOUDWATCH, "custom metrics", "metrics", 1, Decimal(10), ACCOUNT)
TRACES = Item("xray.traces", XRAY, "traces recorded", "traces", _MILLION, Decimal(100_000), ACCOUNT)
KMS_REQUESTS = Item("kms.requests", KMS, "requests", "requests", 10_000, Decimal(20_000), ACCOUNT)
KMS_KEY = Item("kms.key", KMS, "customer keys", "keys")
SECRET = Item("secretsmanager.secret", SECRETS, "secrets", "secrets")
SECRET_REQUESTS = Item("secretsmanager.requests", SECRETS, "requests", "requests", 10_000)
QUEUE_REQUESTS = Item(
    "sqs.requests", SQS, "standard requests", "requests", _MILLION, Decimal(1_000_000), ACCOUNT
)
WEB_ACL = Item("waf.acl", WAF, "web ACLs", "web ACLs")
WAF_RULE = Item("waf.rule", WAF, "rules", "rules")
WAF_REQUESTS = Item("waf.requests", WAF, "requests", "requests", _MILLION)
CDN_REQUESTS = Item(
    "cloudfront.requests", CLOUDFRONT, "HTTPS requests", "requests", 10_000, Decimal(10_000_000), ACCOUNT
)
CDN_TRANSFER = Item("cloudfront.transfer", CLOUDFRONT, "to the internet", "GB", 1, Decimal(1024), ACCOUNT)

ITEMS = {
    item.key: item
    for item in (
        *LAMBDA_REQUESTS.values(),
        *LAMBDA_DURATION.values(),
        *API_REQUESTS.values(),
        READ_UNITS,
        WRITE_UNITS,
        REPLICATED_WRITE_UNITS,
        READ_CAPACITY,
        WRITE_CAPACITY,
        REPLICATED_WRITE_CAPACITY,
        TABLE_STORAGE,
        RECOVERY,
        STREAM_READS,
        ZONE,
        ALIAS_QUERIES,
        LATENCY_QUERIES,
        HEALTH_CHECK,
        HEALTH_CHECK_OPTION,
        TRANSFER_OUT,
        TRANSFER_BETWEEN,
        LOG_INGESTION,
        LOG_STORAGE,
        ALARM,
        METRIC,
        TRACES,
        KMS_REQUESTS,
        KMS_KEY,
        SECRET,
        SECRET_REQUESTS,
        QUEUE_REQUESTS,
        WEB_ACL,
        WAF_RULE,
        WAF_REQUESTS,
        CDN_REQUESTS,
        CDN_TRANSFER,
    )
}
"""Every item, by its key."""


def between(source: str, target: str) -> str:
    """The place of a price for transfer from one region to another."""
    return f"{source}>{target}"
