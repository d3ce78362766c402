"""What a gate asks AWS, all of which only reads. What cannot be had is None; why, `why` tells.

Sources: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
https://docs.aws.amazon.com/Route53/latest/APIReference/API_GetHealthCheckStatus.html
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, TypeVar

from tfgen.cost.usage.readings import GLOBAL_REGION, MOST_METRICS, Clients, Metric, Readings
from tfgen.diagnostics import Diagnostic, Severity
from tfgen.gate.codes import DENIED
from tfgen.spec.shape import short

T = TypeVar("T")

MINUTE = 60
_THROTTLED = frozenset(
    {"RequestLimitExceeded", "Throttling", "ThrottlingException", "TooManyRequestsException"}
)

Point = tuple[datetime, float]
"""The minute that a value is of, and the value."""


class Asking(Readings):
    """Asks for what was in a stretch of time. A region that does not answer is asked no more."""

    denied = DENIED

    def __init__(self, clients: Clients, start: datetime, end: datetime) -> None:
        super().__init__(clients, start, end)
        self.lost: dict[str, str] = {}
        """Why regions do not answer."""
        self._throttled: set[str] = set()
        self._unclear = ""
        self._points: dict[tuple[str, Metric], list[Point]] = {}
        self._found: dict[tuple[str, ...], Any] = {}

    def why(self, region: str) -> str:
        """Why something of a region is not known."""
        if region in self._throttled:
            return "AWS throttles the questions"
        return self.lost.get(region) or self._unclear or "AWS does not say"

    def report(self, diagnostic: Diagnostic) -> None:
        """Adds a diagnostic that ends a gate; any other is a reason why something is not known."""
        if diagnostic.severity is Severity.ERROR:
            super().report(diagnostic)
        else:
            self._unclear = diagnostic.message

    def api(self, region: str, name: str) -> str | None:
        return self._once(super().api, region, name)

    def zone(self, name: str) -> str | None:
        return self._once(super().zone, name)

    def gather(self, wanted: Iterable[tuple[str, Metric]]) -> None:
        """Asks for metrics by region, as many at once as one call takes."""
        by_region: dict[str, list[Metric]] = {}
        for region, metric in dict.fromkeys(wanted):
            by_region.setdefault(region, []).append(metric)
        for region, metrics in by_region.items():
            for number in range(0, len(metrics), MOST_METRICS):
                self._gather(region, metrics[number : number + MOST_METRICS])

    def points(self, region: str, metric: Metric) -> list[Point] | None:
        """A metric's values by minute; None if the region could not be asked."""
        return self._points.get((region, metric))

    def _gather(self, region: str, metrics: list[Metric]) -> None:
        queries = [_query(index, metric) for index, metric in enumerate(metrics)]
        results = self._ask("cloudwatch", region, "cloudwatch:GetMetricData", self._data(queries))
        if results is None:
            return
        for metric in metrics:
            self._points[region, metric] = []
        for result in results:
            found = self._points[region, metrics[int(result["Id"][1:])]]
            found += zip(result["Timestamps"], map(float, result["Values"]), strict=True)

    def health_checks(self, zone: str, name: str) -> Mapping[str, str] | None:
        """The health checks of a name's latency records, by region."""

        def listed(client: Any) -> dict[str, str]:
            pages = client.get_paginator("list_resource_record_sets").paginate(
                HostedZoneId=zone, StartRecordName=name
            )
            return dict(_checked(pages, name))

        action = "route53:ListResourceRecordSets"
        return self._once(lambda *_: self._ask("route53", GLOBAL_REGION, action, listed), zone, name)

    def observations(self, health_check: str) -> list[str] | None:
        """What each of a health check's checkers last saw: `Success: HTTP Status Code 200, OK`."""

        def observed(client: Any) -> list[str]:
            seen = client.get_health_check_status(HealthCheckId=health_check)["HealthCheckObservations"]
            return [str(each.get("StatusReport", {}).get("Status", "")) for each in seen]

        return self._ask("route53", GLOBAL_REGION, "route53:GetHealthCheckStatus", observed)

    def depth(self, region: str, queue: str) -> int | None:
        """How many messages a queue holds that can be received; -1 if there is no such queue."""

        def counted(client: Any) -> int:
            try:
                url = client.get_queue_url(QueueName=queue)["QueueUrl"]
            except client.exceptions.QueueDoesNotExist:
                return -1
            name = "ApproximateNumberOfMessages"
            found = client.get_queue_attributes(QueueUrl=url, AttributeNames=[name])
            return int(found["Attributes"][name])

        return self._ask("sqs", region, "sqs:GetQueueAttributes", counted)

    def alarms(self, region: str, **which: Any) -> list[Mapping[str, Any]] | None:
        """Alarms on metrics, and on alarms, as DescribeAlarms tells them."""

        def described(client: Any) -> list[Mapping[str, Any]]:
            pages = client.get_paginator("describe_alarms").paginate(
                AlarmTypes=["MetricAlarm", "CompositeAlarm"], **which
            )
            return [
                each
                for page in pages
                for each in (*page.get("MetricAlarms", ()), *page.get("CompositeAlarms", ()))
            ]

        return self._ask("cloudwatch", region, "cloudwatch:DescribeAlarms", described)

    def _once(self, ask: Callable[..., T], *of: str) -> T:
        """Answers as before what is asked again."""
        if of not in self._found:
            self._found[of] = ask(*of)
        found: T = self._found[of]
        return found

    def _refused(self, code: str, message: str, region: str, action: str) -> None:
        if code in _THROTTLED:
            self._throttled.add(region)
            self._silent.add(region)
        else:
            super()._refused(code, message, region, action)

    def _give_up(self, region: str, why: str) -> None:
        self._silent.add(region)
        self.lost[region] = short(why)


def _checked(pages: Iterable[Mapping[str, Any]], name: str) -> Iterator[tuple[str, str]]:
    """Of records that begin with those of a name."""
    for page in pages:
        for record in page["ResourceRecordSets"]:
            if record["Name"].rstrip(".") != name:
                return
            if "Region" in record and "HealthCheckId" in record:
                yield record["Region"], record["HealthCheckId"]


def _query(index: int, metric: Metric) -> dict[str, Any]:
    dimensions = [{"Name": name, "Value": value} for name, value in metric.dimensions]
    named = {"Namespace": metric.namespace, "MetricName": metric.name, "Dimensions": dimensions}
    return {"Id": f"m{index}", "MetricStat": {"Metric": named, "Period": MINUTE, "Stat": metric.stat}}
