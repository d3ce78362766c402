"""What the emulated services measure."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import boto3
import pytest

from tfgen.emulator import server
from tfgen.emulator.cloudwatch import metrics as module
from tfgen.emulator.cloudwatch.metrics import Metrics
from tfgen.emulator.emulator import Emulator, Options, emulator

pytestmark = pytest.mark.slow

HOME, OTHER = "eu-west-1", "us-east-1"


@pytest.fixture(scope="module")
def aws() -> Iterator[Emulator]:
    with server.undisturbed(), emulator(Options()) as running:
        yield running


def _client(aws: Emulator, service: str, region: str = HOME) -> Any:
    return boto3.client(service, region_name=region, endpoint_url=aws.endpoint)  # type: ignore[call-overload]


def _values(aws: Emulator, stat: str, name: str, region: str = HOME, **of: str) -> list[float]:
    dimensions = [{"Name": key, "Value": value} for key, value in of.items()]
    metric = {"Namespace": "AWS/DynamoDB", "MetricName": name, "Dimensions": dimensions}
    query = {"Id": "m0", "MetricStat": {"Metric": metric, "Period": 60, "Stat": stat}}
    now = datetime.now(UTC).replace(second=0, microsecond=0)
    start, end = now - timedelta(minutes=3), now + timedelta(minutes=1)
    asked = _client(aws, "cloudwatch", region)
    found = asked.get_metric_data(MetricDataQueries=[query], StartTime=start, EndTime=end)
    values: list[float] = found["MetricDataResults"][0]["Values"]
    return values


def test_the_region_that_sends_measures_how_long_writes_take(aws: Emulator) -> None:
    tables = _client(aws, "dynamodb")
    tables.create_table(
        TableName="orders",
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"},
    )
    tables.update_table(TableName="orders", ReplicaUpdates=[{"Create": {"RegionName": OTHER}}])
    of = {"TableName": "orders", "ReceivingRegion": OTHER}
    while tables.describe_table(TableName="orders")["Table"]["Replicas"][0]["ReplicaStatus"] != "ACTIVE":
        time.sleep(0.05)
    assert _values(aws, "Average", "ReplicationLatency", **of) == []
    for number in range(2):
        tables.put_item(TableName="orders", Item={"id": {"S": str(number)}})
    aws.tables.wait_until_quiet(5)
    assert sum(_values(aws, "SampleCount", "ReplicationLatency", **of)) == 2
    assert 200 <= _values(aws, "Average", "ReplicationLatency", **of)[-1] < 2000, "milliseconds"
    assert _values(aws, "Average", "ReplicationLatency", OTHER, **of) == []
    assert _values(aws, "Average", "ReplicationLatency", TableName="orders", ReceivingRegion=HOME) == []


def test_of_many_minutes_the_oldest_go_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST_KEPT", 3)
    metrics = Metrics()
    for number in range(5):
        metrics.send(HOME, "AWS/Lambda", {"Invocations": 1}, FunctionName=str(number))
    assert [each.dimensions[0].value for each in metrics._of(HOME)] == ["2", "3", "4"]
