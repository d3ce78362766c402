"""Which product of the Price List is which item of a bill.

Products are told apart by their usage type, which begins with the billing code of the region (`EUC1-`; KMS has
`eu-central-1-`, and us-east-1 often nothing), never by a part of it: `IA-WriteRequestUnits` is another table class,
`Global-Request` what is free, `Lambda-Edge-Request` Lambda@Edge. Where AWS names a thing differently in some
regions, each name is listed.

Billing codes: https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-region-billing-codes.html
What is free, as `Global-…`: https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/tracking-free-tier-usage.html
AWS documents the usage types of few services. The others are as public programs read them out of the Price List,
such as https://github.com/infracost/infracost/tree/master/internal/resources/aws
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum

from tfgen.cost import items
from tfgen.cost.items import GLOBAL, Item, between
from tfgen.cost.price_list.offers import Offer

EDGES = {
    "AP": "asia-pacific",
    "AU": "australia",
    "CA": "canada",
    "EU": "europe",
    "IN": "india",
    "JP": "japan",
    "ME": "middle-east",
    "SA": "south-america",
    "US": "united-states",
    "ZA": "south-africa",
}
"""CloudFront's edges by the code that their usage types begin with."""

_CODE = r"(?:[A-Z]{3}[0-9]|EU|[a-z]{2}(?:-[a-z]+)+-[0-9])-"


class Where(Enum):
    """What a product has one price for."""

    REGION = rf"(?:{_CODE})?"
    PAIR = rf"{_CODE}{_CODE}"
    EDGE = rf"(?P<edge>{'|'.join(EDGES)})-"
    WORLD = ""

    def places(self, regions: Iterable[str]) -> list[str]:
        """Where it is to have a price, if these regions are asked for."""
        match self:
            case Where.REGION:
                return list(regions)
            case Where.PAIR:
                named = list(regions)
                return [between(a, b) for a in named for b in named if a != b]
            case Where.EDGE:
                return list(EDGES.values())
            case Where.WORLD:
                return [GLOBAL]


@dataclass(frozen=True, slots=True)
class Product:
    """How the Price List tells an item."""

    item: Item
    service: str
    """The service code."""
    usage: tuple[str, ...]
    """The usage type behind the code of the region or edge, by each of its names."""
    units: tuple[str, ...]
    """What one unit is called. They all count what `Item.unit` counts, by one."""
    where: Where = Where.REGION
    attributes: Mapping[str, str] = field(default_factory=dict)
    """Further attributes that it has."""

    def place(self, offer: Offer, region: str) -> str | None:
        """The place that an offer in the list of a region, or of `global`, is the price of; None if it is not this."""
        names = "|".join(re.escape(name) for name in self.usage)
        named = re.fullmatch(f"{self.where.value}(?:{names})", offer.attribute("usagetype"))
        if not named or any(offer.attribute(name) != value for name, value in self.attributes.items()):
            return None
        if self.where is Where.EDGE:
            return EDGES[named["edge"]]
        if self.where is Where.WORLD:
            return GLOBAL
        if offer.attribute(region_attribute(self.service), region) != region:
            return None
        return region if self.where is Where.REGION else between(region, offer.attribute("toRegionCode"))


TRANSFER = "AWSDataTransfer"
ROUTE53, CLOUDFRONT = "AmazonRoute53", "AmazonCloudFront"
OF_THE_WORLD = (ROUTE53, CLOUDFRONT)
"""Services that are priced outside of regions."""


def region_attribute(service: str) -> str:
    """The attribute of a service's products that holds the region's code."""
    return "fromRegionCode" if service == TRANSFER else "regionCode"


def _lambda(item: Item, usage: str, *units: str) -> Product:
    """Provisioned concurrency and Lambda@Edge have usage types of their own: `Lambda-Provisioned-…`, `Lambda-Edge-…`."""
    return Product(item, "AWSLambda", (usage,), units)


def _api_gateway(item: Item, usage: str) -> Product:
    """WebSocket messages are `ApiGatewayMessage`, caches `ApiGatewayCacheUsage:…`."""
    return Product(item, "AmazonApiGateway", (usage,), ("Requests",))


def _dynamodb(item: Item, usage: str, unit: str) -> Product:
    """The class Standard; Standard-IA has `IA-` before each.

    Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-understanding-billing.html
    """
    return Product(item, "AmazonDynamoDB", (usage,), (unit,))


def _route53(item: Item, usage: str, *units: str) -> Product:
    """Queries of Resolver are `…-DNS-Queries` of a region, which begins with the region's code."""
    return Product(item, ROUTE53, (usage,), units, Where.WORLD)


def _cloudwatch(item: Item, usage: str, unit: str, **attributes: str) -> Product:
    """Logs of the class Standard; Infrequent Access is `DataProcessingIA-Bytes`, what AWS sends `VendedLog-Bytes`."""
    return Product(item, "AmazonCloudWatch", (usage,), (unit,), attributes=attributes)


def _waf(item: Item, usage: tuple[str, ...], *units: str) -> Product:
    """WAF version 2; the first version has no `V2`, Shield Advanced `ShieldProtected-`, larger ACLs other tiers."""
    return Product(item, "awswaf", usage, units)


_UNIT_HOURS = "CapacityUnit-Hrs"

PRODUCTS = (
    _lambda(items.LAMBDA_REQUESTS["x86_64"], "Request", "Requests"),
    _lambda(items.LAMBDA_REQUESTS["arm64"], "Request-ARM", "Requests"),
    _lambda(items.LAMBDA_DURATION["x86_64"], "Lambda-GB-Second", "Lambda-GB-Second"),
    _lambda(items.LAMBDA_DURATION["arm64"], "Lambda-GB-Second-ARM", "Lambda-GB-Second"),
    _api_gateway(items.API_REQUESTS["http"], "ApiGatewayHttpRequest"),
    _api_gateway(items.API_REQUESTS["rest"], "ApiGatewayRequest"),
    _dynamodb(items.READ_UNITS, "ReadRequestUnits", "ReadRequestUnits"),
    _dynamodb(items.WRITE_UNITS, "WriteRequestUnits", "WriteRequestUnits"),
    _dynamodb(items.REPLICATED_WRITE_UNITS, "ReplWriteRequestUnits", "ReplicatedWriteRequestUnits"),
    _dynamodb(items.READ_CAPACITY, f"Read{_UNIT_HOURS}", f"Read{_UNIT_HOURS}"),
    _dynamodb(items.WRITE_CAPACITY, f"Write{_UNIT_HOURS}", f"Write{_UNIT_HOURS}"),
    _dynamodb(items.REPLICATED_WRITE_CAPACITY, f"ReplWrite{_UNIT_HOURS}", f"ReplicatedWrite{_UNIT_HOURS}"),
    _dynamodb(items.TABLE_STORAGE, "TimedStorage-ByteHrs", "GB-Mo"),
    _dynamodb(items.RECOVERY, "TimedPITRStorage-ByteHrs", "GB-Mo"),
    _dynamodb(items.STREAM_READS, "Streams-Requests", "Requests"),
    _route53(items.ZONE, "HostedZone", "HostedZone"),
    _route53(items.ALIAS_QUERIES, "Intra-AWS-DNS-Queries", "Queries"),
    _route53(items.LATENCY_QUERIES, "LBR-Queries", "Queries"),
    _route53(items.HEALTH_CHECK, "Health-Check-AWS", "Mo", "Month", "HealthCheck", "Health Check"),
    _route53(
        items.HEALTH_CHECK_OPTION, "Health-Check-Option-AWS", "Mo", "Month", "HealthCheck", "Health Check"
    ),
    Product(
        items.TRANSFER_OUT,
        TRANSFER,
        ("DataTransfer-Out-Bytes",),
        ("GB",),
        attributes={"transferType": "AWS Outbound"},
    ),
    Product(
        items.TRANSFER_BETWEEN,
        TRANSFER,
        ("AWS-Out-Bytes",),
        ("GB",),
        Where.PAIR,
        {"transferType": "InterRegion Outbound"},
    ),
    _cloudwatch(items.LOG_INGESTION, "DataProcessing-Bytes", "GB", operation="PutLogEvents"),
    _cloudwatch(items.LOG_STORAGE, "TimedStorage-ByteHrs", "GB-Mo"),
    _cloudwatch(items.ALARM, "CW:AlarmMonitorUsage", "Alarms"),
    _cloudwatch(items.METRIC, "CW:MetricMonitorUsage", "Metrics"),
    Product(items.TRACES, "AWSXRay", ("XRay-TracesStored",), ("Traces",)),
    Product(items.KMS_REQUESTS, "awskms", ("KMS-Requests",), ("Requests",)),
    Product(items.KMS_KEY, "awskms", ("KMS-Keys",), ("Keys",)),
    Product(
        items.SECRET,
        "AWSSecretsManager",
        ("AWSSecretsManager-Secrets", "AWSSecretsManager-Secret"),
        ("Secrets",),
    ),
    Product(
        items.SECRET_REQUESTS,
        "AWSSecretsManager",
        ("AWSSecretsManager-APIRequests", "AWSSecretsManagerAPIRequest"),
        ("API Requests", "Requests"),
    ),
    Product(
        items.QUEUE_REQUESTS,
        "AWSQueueService",
        ("Requests-RBP", "Requests-Tier1"),
        ("Requests",),
        attributes={"queueType": "Standard"},
    ),
    _waf(items.WEB_ACL, ("WebACLV2",), "Month"),
    _waf(items.WAF_RULE, ("RuleV2",), "Month", "Rule"),
    _waf(items.WAF_REQUESTS, ("RequestV2-Tier0", "RequestV2-Tier1"), "Requests"),
    Product(items.CDN_REQUESTS, CLOUDFRONT, ("Requests-Tier2-HTTPS",), ("Requests",), Where.EDGE),
    Product(items.CDN_TRANSFER, CLOUDFRONT, ("DataTransfer-Out-Bytes",), ("GB",), Where.EDGE),
)
"""Every item of a bill, once."""
