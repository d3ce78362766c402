"""An AWS that answers what a gate asks, as a test says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.specs import stack_of
from tfgen.gate.report import Report
from tfgen.gate.run import Plan, gate
from tfgen.gate.scene import Limits
from tfgen.stack.stack import Stack

HERE, THERE = "eu-west-1", "us-east-1"
SPEC: dict[str, Any] = {
    "tfgen": 1,
    "service": "notes",
    "domain": "notes.example.com",
    "regions": [HERE, THERE],
    "defaults": {"code": "src", "runtime": "python3.13"},
    "tables": {"notes": {"key": {"id": "S"}}},
    "functions": {
        "put": {"handler": "app.put", "http": "POST /notes", "access": {"notes": "write"}},
        "health": {"handler": "app.health", "http": "GET /health"},
    },
}
QUEUE: dict[str, Any] = {"queues": {"jobs": {}}}
SUCCESS, FAILURE = "Success: HTTP Status Code 200, OK", "Failure: HTTP Status Code 502, Bad Gateway"


class _MissingError(Exception):
    pass


class Aws:
    """What is measured, and what health checkers say. What is not said has no data."""

    def __init__(self) -> None:
        self.metrics: dict[tuple[str, str, str], list[tuple[datetime, float]]] = {}
        """By region, metric, and the values of its dimensions."""
        self.checkers = {HERE: [SUCCESS] * 16, THERE: [SUCCESS] * 16}
        self.queues: dict[str, int] = {}
        self.alarms: list[dict[str, str]] = []
        self.asked: Counter[str] = Counter()

    def send(self, region: str, name: str, of: str, value: float, ago: float = 0) -> None:
        """A value of some minutes ago."""
        time = datetime.now(UTC).replace(second=0, microsecond=0) - timedelta(minutes=ago)
        self.metrics.setdefault((region, name, of), []).append((time, value))

    def call(
        self, region: str, function: str, ran: float, failed: float = 0, throttled: float = 0, ago: float = 0
    ) -> None:
        """Calls of a function, and as many requests of its API."""
        for name, value in (("Invocations", ran), ("Errors", failed), ("Throttles", throttled)):
            self.send(region, name, f"notes-{function}", value, ago)
        self.send(region, "Count", "api1", ran + throttled, ago)
        self.send(region, "5xx", "api1", failed + throttled, ago)

    def write(self, source: str, target: str, seconds: float) -> None:
        """Writes that took so long."""
        self.send(source, "ReplicationLatency", f"notes-notes {target}", seconds * 1000)

    def clients(self, _: str, region: str) -> Any:
        """One for all services."""
        return _Client(self, region)


class _Client:
    class exceptions:  # noqa: N801  # as boto3 has it
        QueueDoesNotExist = _MissingError

    def __init__(self, aws: Aws, region: str) -> None:
        self._aws, self._region = aws, region

    def get_paginator(self, name: str) -> Any:
        self._aws.asked[name] += 1
        return _Paginator(getattr(self, f"_{name}"))

    def _get_metric_data(self, MetricDataQueries: list[Any], StartTime: datetime, **_: Any) -> Any:  # noqa: N803
        found = []
        for query in MetricDataQueries:
            metric = query["MetricStat"]["Metric"]
            of = " ".join(each["Value"] for each in metric["Dimensions"])
            points = self._aws.metrics.get((self._region, metric["MetricName"], of), [])
            points = [each for each in points if each[0] >= StartTime]
            times, values = [time for time, _ in points], [value for _, value in points]
            found.append({"Id": query["Id"], "Timestamps": times, "Values": values, "StatusCode": "Complete"})
        return {"MetricDataResults": found}

    def _get_apis(self) -> Any:
        return {"Items": [{"ApiId": "api1", "Name": "notes", "ProtocolType": "HTTP"}]}

    def _list_resource_record_sets(self, **_: Any) -> Any:
        names = [
            *(("notes.example.com.", region) for region in (HERE, THERE)),
            ("other.example.com.", "eu-west-2"),
        ]
        records = [{"Name": name, "Region": region, "HealthCheckId": region} for name, region in names]
        return {"ResourceRecordSets": records}

    def _describe_alarms(self, AlarmNamePrefix: str = "", AlarmNames: Any = (), **_: Any) -> Any:  # noqa: N803
        return {
            "MetricAlarms": [
                each
                for each in self._aws.alarms
                if (AlarmNamePrefix and each["AlarmName"].startswith(AlarmNamePrefix))
                or each["AlarmName"] in AlarmNames
            ]
        }

    def list_hosted_zones_by_name(self, **_: Any) -> Any:
        return {"HostedZones": [{"Id": "/hostedzone/Z1", "Name": "example.com."}]}

    def get_health_check_status(self, HealthCheckId: str) -> Any:  # noqa: N803
        seen = self._aws.checkers[HealthCheckId]
        return {"HealthCheckObservations": [{"StatusReport": {"Status": each}} for each in seen]}

    def get_queue_url(self, QueueName: str) -> Any:  # noqa: N803
        if QueueName not in self._aws.queues:
            raise _MissingError
        return {"QueueUrl": QueueName}

    def get_queue_attributes(self, QueueUrl: str, **_: Any) -> Any:  # noqa: N803
        return {"Attributes": {"ApproximateNumberOfMessages": str(self._aws.queues[QueueUrl])}}


class _Paginator:
    def __init__(self, answer: Any) -> None:
        self._answer = answer

    def paginate(self, **asked: Any) -> Iterator[Any]:
        yield self._answer(**asked)


def spec(**changes: Any) -> Stack:
    """The stack of which these are the metrics, changed."""
    return stack_of({**SPEC, **changes})


def healthy() -> Aws:
    """All is well, and was before."""
    aws = Aws()
    for region, other in ((HERE, THERE), (THERE, HERE)):
        for ago in (1, 15):
            aws.call(region, "put", 200, ago=ago)
            aws.call(region, "health", 40, ago=ago)
        aws.write(region, other, 0.9)
    return aws


def report(
    aws: Aws,
    stack: Stack | None = None,
    limits: Limits | None = None,
    regions: tuple[str, ...] = (HERE,),
    allowed: tuple[str, ...] = (),
    **waits: Any,
) -> Report:
    """What a gate of one look says."""
    stack = stack or spec()
    asked = tuple(region for region in stack.regions if region.name in regions)
    since = datetime.now(UTC) - timedelta(minutes=10)
    plan = Plan(stack, asked, limits or Limits(), since, allowed=frozenset(allowed), **waits)
    found = gate(plan, aws.clients, lambda _: None, sleep=lambda _: None)
    assert isinstance(found, Report)
    return found
