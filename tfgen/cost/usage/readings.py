"""What AWS says of a running stack: its metrics, tables, API and zone. Every failure becomes one diagnostic.

Sources: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTable.html
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar

from tfgen.cost import codes
from tfgen.diagnostics import Diagnostic
from tfgen.frozen import frozen
from tfgen.spec.shape import short
from tfgen.stack.region_name import OPT_IN

T = TypeVar("T")
Clients = Callable[[str, str], Any]
"""Makes boto3's client of a service in a region."""

GLOBAL_REGION = "us-east-1"
"""Where Route 53 is asked, and where its metrics are.
Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-hosted-zones-with-cloudwatch.html"""
DAY_SECONDS = 86_400
MOST_METRICS = 500
"""That one call of GetMetricData takes."""

_EXPIRED = frozenset({"ExpiredToken", "ExpiredTokenException", "RequestExpired"})
_UNKNOWN = frozenset(
    {
        "AuthFailure",
        "InvalidAccessKeyId",
        "InvalidClientTokenId",
        "InvalidSignatureException",
        "OptInRequired",
        "SignatureDoesNotMatch",
        "UnrecognizedClientException",
    }
)
_DENIED = frozenset({"AccessDenied", "AccessDeniedException", "AuthorizationError", "UnauthorizedOperation"})
_SIGN_IN = "sign in, for instance with `aws sso login` and AWS_PROFILE"


@frozen
class Metric:
    """A statistic, Sum or SampleCount, of a metric of CloudWatch."""

    namespace: str
    name: str
    dimensions: tuple[tuple[str, str], ...]
    stat: str = "Sum"


def sdk_clients() -> Clients | Diagnostic:
    """Clients with the user's own credentials, or that boto3 is not installed."""
    try:
        import boto3
        from botocore.config import Config
    except ImportError:
        return codes.CANNOT_ASK("boto3 is not installed", hint='`pip install "boto3>=1.40"` installs it')

    config = Config(
        connect_timeout=10, read_timeout=60, retries={"mode": "standard"}, user_agent_extra="tfgen"
    )

    @cache
    def session() -> Any:
        return boto3.Session()  # at the first question: a profile that is not there is an answer to it

    @cache
    def client(service: str, region: str) -> Any:
        return session().client(service, region_name=region, config=config)

    return client


class Readings:
    """Asks AWS for what was between two midnights. What cannot be had is None, with its reason in `diagnostics`."""

    denied = codes.ACCESS_DENIED

    def __init__(self, clients: Clients, start: datetime, end: datetime) -> None:
        self.start, self.end = start, end
        self.first: datetime | None = None
        """The first day of which any metric has data."""
        self._clients = clients
        self._diagnostics: dict[Diagnostic, None] = {}
        self._silent: set[str] = set()
        """Regions that are asked no more; an empty name stands for all."""

    @property
    def diagnostics(self) -> list[Diagnostic]:
        """The diagnostics, each once, in the order met."""
        return list(self._diagnostics)

    def report(self, diagnostic: Diagnostic) -> None:
        """Adds a diagnostic."""
        self._diagnostics[diagnostic] = None

    def metrics(self, region: str, wanted: Mapping[T, Metric]) -> dict[T, Decimal] | None:
        """Each metric's sum over the whole time; a metric without data is left out."""
        found: dict[T, Decimal] = {}
        keys = list(wanted)
        for number in range(0, len(keys), MOST_METRICS):
            part = keys[number : number + MOST_METRICS]
            queries = [_query(index, wanted[key]) for index, key in enumerate(part)]
            results = self._ask("cloudwatch", region, "cloudwatch:GetMetricData", self._data(queries))
            if results is None:
                return None
            for result in results:
                if result["StatusCode"] not in ("Complete", "PartialData"):
                    self._give_up(region, f"CloudWatch answers {short(result['StatusCode'])}")
                    return None
                self._add(found, part[int(result["Id"][1:])], result)
        return found

    def table(self, region: str, name: str) -> Mapping[str, Any] | None:
        """What DescribeTable says of a table."""

        def described(client: Any) -> dict[str, Any]:
            try:
                found: dict[str, Any] = client.describe_table(TableName=name)["Table"]
            except client.exceptions.ResourceNotFoundException:
                return {}
            return found

        found = self._ask("dynamodb", region, "dynamodb:DescribeTable", described)
        if found == {}:
            self.report(codes.NOT_MEASURED(f"table `{name}` is not there in {region}"))
        return found or None

    def api(self, region: str, name: str) -> str | None:
        """The id of the one HTTP API of this name."""

        def named(client: Any) -> list[str]:
            pages = client.get_paginator("get_apis").paginate()
            apis = [api for page in pages for api in page["Items"]]
            return [api["ApiId"] for api in apis if api["Name"] == name and api["ProtocolType"] == "HTTP"]

        found = self._ask("apigatewayv2", region, "apigateway:GET", named)
        return self._only(found, f"HTTP API `{name}` in {region}")

    def zone(self, name: str) -> str | None:
        """The id of the one public hosted zone of this name."""

        def named(client: Any) -> list[str]:
            zones = client.list_hosted_zones_by_name(DNSName=name)["HostedZones"]
            public = [zone for zone in zones if not zone.get("Config", {}).get("PrivateZone")]
            return [zone["Id"].rpartition("/")[2] for zone in public if zone["Name"] == f"{name}."]

        found = self._ask("route53", GLOBAL_REGION, "route53:ListHostedZonesByName", named)
        return self._only(found, f"public hosted zone `{name}`")

    def _only(self, found: list[str] | None, what: str) -> str | None:
        if found is not None and len(found) != 1:
            count = f"there are {len(found)} of them" if found else "there is none"
            self.report(codes.NOT_MEASURED(f"which {what} is meant is not known: {count}"))
        return found[0] if found and len(found) == 1 else None

    def _data(self, queries: list[dict[str, Any]]) -> Callable[[Any], list[dict[str, Any]]]:
        def ask(client: Any) -> list[dict[str, Any]]:
            pages = client.get_paginator("get_metric_data").paginate(
                MetricDataQueries=queries, StartTime=self.start, EndTime=self.end
            )
            return [result for page in pages for result in page["MetricDataResults"]]

        return ask

    def _add(self, found: dict[T, Decimal], key: T, result: Mapping[str, Any]) -> None:
        """A metric with much data comes in several results, on several pages."""
        for time, value in zip(result["Timestamps"], result["Values"], strict=True):
            found[key] = found.get(key, Decimal(0)) + Decimal(str(value))
            self.first = min(time, self.first or time)

    def _ask(self, service: str, region: str, action: str, question: Callable[[Any], T]) -> T | None:
        from botocore.exceptions import BotoCoreError, ClientError

        if {"", region} & self._silent:
            return None
        try:
            return question(self._clients(service, region))
        except ClientError as error:
            answer = error.response.get("Error", {})
            self._refused(answer.get("Code", ""), answer.get("Message", ""), region, action)
        except BotoCoreError as error:
            self._failed(error, region)
        return None

    def _refused(self, code: str, message: str, region: str, action: str) -> None:
        if code in _DENIED:
            diagnostic = f"AWS refuses {action} in {region}"
            self.report(self.denied(diagnostic, hint=f"a role that allows `{action}`"))
        elif code in _UNKNOWN and region in OPT_IN:
            self._silent.add(region)
            diagnostic = f"AWS does not accept the credentials in {region} ({code})"
            self.report(codes.CANNOT_ASK(diagnostic, hint="enable the region for the account first"))
        elif code in _EXPIRED | _UNKNOWN:
            self._silent.add("")
            self.report(codes.CANNOT_ASK(f"AWS does not accept the credentials ({code})", hint=_SIGN_IN))
        else:
            self._give_up(region, f"{action} answers {short(code)}: {short(message)}")

    def _failed(self, error: Exception, region: str) -> None:
        """Of what never reached AWS: only the network differs by region, all else is set up for all."""
        from botocore.exceptions import ConnectionError as NoConnectionError
        from botocore.exceptions import HTTPClientError

        if isinstance(error, HTTPClientError | NoConnectionError):
            self._give_up(region, short(str(error)))
        else:
            self._silent.add("")
            self.report(codes.CANNOT_ASK(f"AWS cannot be asked: {error}", hint=_SIGN_IN))

    def _give_up(self, region: str, why: str) -> None:
        self._silent.add(region)
        hint = "what is summed over the regions is left unknown"
        self.report(codes.REGION_UNREAD(f"{region} cannot be read: {why}", hint=hint))


def _query(index: int, metric: Metric) -> dict[str, Any]:
    dimensions = [{"Name": name, "Value": value} for name, value in metric.dimensions]
    named = {"Namespace": metric.namespace, "MetricName": metric.name, "Dimensions": dimensions}
    return {
        "Id": f"m{index}",
        "MetricStat": {"Metric": named, "Period": DAY_SECONDS, "Stat": metric.stat},
    }
