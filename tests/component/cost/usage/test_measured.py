"""Usage measured on an emulated AWS, and what is told where it cannot be measured."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import boto3
import pytest
from botocore import exceptions
from botocore.stub import Stubber
from moto import mock_aws

from tests.specs import example, stack_of
from tests.unit.cost.used import said
from tfgen.cost.expression import Evaluator, Input
from tfgen.cost.scene import Scene
from tfgen.cost.units import HOURS
from tfgen.cost.usage.blank import filled
from tfgen.cost.usage.entry import inputs
from tfgen.cost.usage.file import ENTRIES, read
from tfgen.cost.usage.measured import MOST_DAYS, measure
from tfgen.cost.usage.readings import GLOBAL_REGION, Clients, sdk_clients
from tfgen.cost.usage.tables import read_units, write_units
from tfgen.cost.usage.usage import Usage
from tfgen.diagnostics import Diagnostic
from tfgen.stack.kinds.function import FUNCTION
from tfgen.stack.stack import Stack

pytestmark = pytest.mark.slow

HOME, WEST, US = REGIONS = ("eu-central-1", "eu-west-1", "us-west-2")
END = datetime(2026, 11, 20, 13, 45, tzinfo=UTC)
MIDNIGHT = END.replace(hour=0, minute=0)
DAYS = 10
MONTH = HOURS / (24 * DAYS)
CHECKED = Decimal(DAYS * 24 * 3600) / 30 * 15
"""Requests of one region's health check in these days."""


def _stack(**changes: Any) -> Stack:
    data = example("keyvalue")
    data["tables"]["keyvalues"] = {
        "key": {"key": "S", "sort": "S"},
        "indexes": {
            "by-day": {"key": {"day": "S"}},
            "by-size": {"local": True, "key": {"key": "S", "size": "N"}},
        },
    }
    return stack_of({**data, **changes})


STACK = _stack()
TABLE_NAME = "keyvalue-keyvalues"


def _client(service: str, region: str) -> Any:
    return boto3.client(service, region_name=region)  # type: ignore[call-overload]


_shared = cache(_client)


class Aws:
    """moto, with metrics at will, and tables of a size at will: moto's own are empty."""

    def __init__(self) -> None:
        self.tables: dict[str, dict[str, Any]] = {}

    def client(self, service: str, region: str) -> Any:
        """One for all tests: it takes longer to make than most of them."""
        return _shared(service, region)

    def clients(self, service: str, region: str) -> Any:
        client = self.client(service, region)
        if service == "dynamodb" and region in self.tables:
            described = {"Table": self.tables[region]}
            stubbed = _client(service, region)
            stubber = Stubber(stubbed)
            stubber.add_response("describe_table", described, {"TableName": TABLE_NAME})
            stubber.activate()
            return stubbed
        return client

    def send(self, region: str, namespace: str, name: str, value: float, **dimensions: str) -> None:
        """A metric, half of it in the first hour measured and half in the last."""
        for time in (MIDNIGHT - timedelta(days=DAYS), MIDNIGHT - timedelta(hours=1)):
            self.send_at(time, region, namespace, name, value / 2, **dimensions)

    def send_at(
        self, time: datetime, region: str, namespace: str, name: str, value: float, **dimensions: str
    ) -> None:
        """A metric at some time."""
        of = [{"Name": key, "Value": text} for key, text in dimensions.items()]
        data = [{"MetricName": name, "Dimensions": of, "Timestamp": time, "Value": value}]
        self.client("cloudwatch", region).put_metric_data(Namespace=namespace, MetricData=data)

    def call(self, region: str, function: str, calls: float, milliseconds: float, logged: float) -> None:
        """Calls of a function, each as long and as talkative as the others."""
        name = f"keyvalue-{function}"
        self.send(region, "AWS/Lambda", "Invocations", calls, FunctionName=name)
        for time in (MIDNIGHT - timedelta(days=DAYS), MIDNIGHT - timedelta(hours=1)):
            each = {"SampleCount": calls / 2, "Sum": calls * milliseconds / 2, "Minimum": 1, "Maximum": 9}
            data = [
                {
                    "MetricName": "Duration",
                    "Dimensions": [{"Name": "FunctionName", "Value": name}],
                    "Timestamp": time,
                    "StatisticValues": each,
                }
            ]
            self.client("cloudwatch", region).put_metric_data(Namespace="AWS/Lambda", MetricData=data)
        self.send(region, "AWS/Logs", "IncomingBytes", calls * logged, LogGroupName=f"/aws/lambda/{name}")

    def consume(self, region: str, reads: float, writes: float, **index: str) -> None:
        """Units of the table or its index."""
        for name, units in (("ConsumedReadCapacityUnits", reads), ("ConsumedWriteCapacityUnits", writes)):
            if units:
                self.send(region, "AWS/DynamoDB", name, units, TableName=TABLE_NAME, **index)

    def api(self, region: str, name: str = "keyvalue", kind: str = "HTTP") -> str:
        """The id of a new API."""
        options = {"RouteSelectionExpression": "$request.body.action"} if kind == "WEBSOCKET" else {}
        made = self.client("apigatewayv2", region).create_api(Name=name, ProtocolType=kind, **options)
        return str(made["ApiId"])

    def zone(self, name: str = "example.com", **options: Any) -> str:
        """The id of a new hosted zone."""
        route53 = self.client("route53", GLOBAL_REGION)
        made = route53.create_hosted_zone(Name=name, CallerReference=f"{name}{options}", **options)
        return str(made["HostedZone"]["Id"]).rpartition("/")[2]


def _description(items: int, size: int, index_items: int = 0, index_size: int = 0) -> dict[str, Any]:
    return {
        "ItemCount": items,
        "TableSizeBytes": size,
        "GlobalSecondaryIndexes": [
            {"IndexName": "by-day", "ItemCount": index_items, "IndexSizeBytes": index_size}
        ],
        "LocalSecondaryIndexes": [{"IndexName": "by-size", "ItemCount": items, "IndexSizeBytes": size // 2}],
    }


@pytest.fixture
def aws() -> Iterator[Aws]:
    with mock_aws():
        found = Aws()
        for region in REGIONS:
            found.tables[region] = _description(1000, 5_000_000)
        yield found


def _measure(aws: Aws, stack: Stack = STACK, days: int = DAYS) -> tuple[Usage, list[Diagnostic]]:
    return measure(stack, days, END, aws.clients)


def _numbers(usage: Usage) -> dict[Input, Decimal | None]:
    """Every number that a usage file of the stack has room for."""
    return dict(
        number for entry in ENTRIES for number in inputs(entry, entry.complete(STACK, usage.get(entry)))
    )


def _codes(diagnostics: list[Diagnostic]) -> list[str]:
    return [diagnostic.code for diagnostic in diagnostics]


def test_calls_are_added_up_and_made_those_of_a_month(aws: Aws) -> None:
    aws.call(HOME, "get-key", 1000, milliseconds=10, logged=512)
    aws.call(US, "get-key", 3000, milliseconds=30, logged=1536)
    usage, _ = _measure(aws)
    found = said(usage, "functions")["get-key"]
    assert found.requests == round(4000 * MONTH)
    assert found.duration == 25
    assert found.logs == Decimal("1.25")
    assert said(usage, "shares") == {HOME: 25, WEST: 0, US: 75}


def test_what_was_before_and_after_is_not_counted(aws: Aws) -> None:
    aws.call(HOME, "get-key", 1000, 10, 512)
    for time in (MIDNIGHT - timedelta(days=DAYS, minutes=1), MIDNIGHT, END):
        aws.send_at(time, HOME, "AWS/Lambda", "Invocations", 7, FunctionName="keyvalue-get-key")
    assert said(_measure(aws)[0], "functions")["get-key"].requests == round(1000 * MONTH)


def test_the_end_is_the_same_moment_in_every_time_zone(aws: Aws) -> None:
    aws.call(HOME, "get-key", 1000, 10, 512)
    there = END.astimezone(ZoneInfo("Asia/Tokyo"))
    assert measure(STACK, DAYS, there, aws.clients) == _measure(aws)


def test_health_checks_are_no_calls_of_clients(aws: Aws) -> None:
    assert Scene(STACK, Usage()).view(STACK.home).checks * DAYS * 24 / HOURS == CHECKED
    aws.call(HOME, "health", float(CHECKED) + 100, 10, 512)
    aws.call(US, "health", float(CHECKED) - 50, 10, 512)
    usage, diagnostics = _measure(aws)
    assert said(usage, "functions")["health"].requests == round(100 * MONTH)
    assert said(usage, "shares") == {HOME: 100, WEST: 0, US: 0}
    assert "3,942,000 calls of health a month are taken for those of health checks" in [
        diagnostic.message for diagnostic in diagnostics
    ]


def test_a_drained_region_has_no_share_whatever_it_answered_before(aws: Aws) -> None:
    stack = _stack(routing={"drained": [US]})
    for region in REGIONS:
        aws.call(region, "get-key", 1000, 10, 512)
    usage, _ = _measure(aws, stack)
    assert said(usage, "shares") == {HOME: 50, WEST: 50, US: 0}
    assert said(usage, "functions")["get-key"].requests == round(3000 * MONTH)
    assert read(filled(stack, usage), "usage.yaml", stack)[1] == []


def test_shares_add_up_however_they_are_rounded(aws: Aws) -> None:
    for region in REGIONS:
        aws.call(region, "get-key", 7, 10, 512)
    usage, _ = _measure(aws)
    assert sorted(said(usage, "shares").values()) == [Decimal("33.33"), Decimal("33.33"), Decimal("33.34")]


@pytest.mark.parametrize("items", [1, 3, 1000])
def test_units_of_a_table_come_out_as_they_were_measured(aws: Aws, items: int) -> None:
    for region in REGIONS:
        aws.tables[region] = _description(items, 5_000 * items, items, 900 * items)
        aws.consume(region, 50_000, 60_000)
        aws.consume(region, 7_000, 2_000, GlobalSecondaryIndexName="by-day")
    usage, _ = _measure(aws)
    table = said(usage, "tables")["keyvalues"]
    assert (table.item, table.indexes["by-day"].item) == (Decimal("4.883"), Decimal("0.879"))
    evaluator = Evaluator(usage.numbers)
    for expression, units in (
        (read_units(("keyvalues",)), 3 * 50_000),
        (write_units(("keyvalues",)), 60_000),
        (read_units(("keyvalues", "by-day")), 3 * 7_000),
        (write_units(("keyvalues", "by-day")), 2_000),
    ):
        found = evaluator.value(expression)
        assert found is not None
        assert abs(found - units * MONTH) <= 5, units


def test_a_replica_without_data_does_not_lower_the_mean_of_writes(aws: Aws) -> None:
    for region in (HOME, WEST):
        aws.consume(region, 0, 60_000)
    found = Evaluator(_measure(aws)[0].numbers).value(write_units(("keyvalues",)))
    assert found is not None
    assert abs(found - 60_000 * MONTH) <= 5


@pytest.mark.parametrize(("units", "doubtful"), [(60_000, False), (10_000, True)])
def test_how_far_regions_agree_on_the_writes_is_told(aws: Aws, units: int, doubtful: bool) -> None:
    for region, written in ((HOME, 60_000), (WEST, 60_000), (US, units)):
        aws.consume(region, 0, written)
    (note,) = (diagnostic for diagnostic in _measure(aws)[1] if diagnostic.code == "TFG707")
    assert note.message.endswith(f"{round(units * MONTH):,} to {round(60_000 * MONTH):,} units a month")
    assert bool(note.hint) is doubtful


def test_a_write_of_an_old_global_table_is_counted_once(aws: Aws) -> None:
    data = {"keyvalues": {"key": {"key": "S"}, "global_table": "2017.11.29"}}
    old = _stack(tables=data)
    for region in REGIONS:
        aws.consume(region, 0, 60_000)
    new, _ = _measure(aws)
    found, _ = _measure(aws, old)
    assert said(found, "tables")["keyvalues"].writes == (said(new, "tables")["keyvalues"].writes or 0) / 2


def test_storage_is_what_a_region_is_billed_for(aws: Aws) -> None:
    gigabyte, items = 1024**3, 10**7
    for region in REGIONS:
        aws.tables[region] = _description(items, 8 * gigabyte, items // 2, gigabyte)
    table = said(_measure(aws)[0], "tables")["keyvalues"]
    overhead = Decimal(100 * items) / gigabyte
    assert table.storage == round(12 + 2 * overhead, 6)
    assert table.indexes["by-day"].storage == round(1 + overhead / 2, 6)


def test_an_empty_table_holds_nothing_and_its_items_have_no_size(aws: Aws) -> None:
    for region in REGIONS:
        aws.tables[region] = _description(0, 0)
        aws.consume(region, 50_000, 60_000)
    usage, diagnostics = _measure(aws)
    table = said(usage, "tables")["keyvalues"]
    assert table.storage == 0
    assert {table.item, table.reads, table.writes} == {None}
    assert any("table `keyvalues` is empty" in diagnostic.message for diagnostic in diagnostics)


def _with_queue(**worker: Any) -> Stack:
    data = example("keyvalue")
    function = {"handler": "worker.main", "events": [{"queue": "jobs"}], **worker}
    return _stack(queues={"jobs": {}}, functions={**data["functions"], "worker": function})


def test_messages_are_added_up_and_the_calls_that_handle_them_are_batches(aws: Aws) -> None:
    for region, messages in ((HOME, 1000), (US, 3000)):
        aws.send(region, "AWS/SQS", "NumberOfMessagesSent", messages, QueueName="keyvalue-jobs")
        aws.send(region, "AWS/SQS", "SentMessageSize", 2048, QueueName="keyvalue-jobs")
        aws.call(region, "worker", messages / 4, milliseconds=10, logged=512)
    usage, _ = _measure(aws, _with_queue())
    queue, worker = said(usage, "queues")["jobs"], said(usage, "functions")["worker"]
    assert (queue.messages, queue.batches) == (round(4000 * MONTH), round(1000 * MONTH))
    assert queue.size == 1, "each of the two halves of a metric is a message"
    assert (worker.requests, worker.duration) == (0, 10), "nothing else calls it"


def test_calls_for_messages_are_no_requests_of_a_function_that_answers_both(aws: Aws) -> None:
    aws.send(HOME, "AWS/SQS", "NumberOfMessagesSent", 1000, QueueName="keyvalue-jobs")
    aws.call(HOME, "worker", 1500, milliseconds=10, logged=512)
    usage, diagnostics = _measure(aws, _with_queue(http="POST /jobs"))
    assert said(usage, "functions")["worker"].requests == round(500 * MONTH)
    assert said(usage, "queues")["jobs"].batches is None
    assert any("calls of worker are taken for requests" in each.message for each in diagnostics)


def test_the_api_is_found_by_its_name(aws: Aws) -> None:
    for region, requests in ((HOME, 100), (WEST, 300), (US, 0)):
        api = aws.api(region)
        aws.api(region, "another")
        aws.api(region, kind="WEBSOCKET")
        if requests:
            aws.send(region, "AWS/ApiGateway", "Count", requests, ApiId=api)
            aws.send(region, "AWS/ApiGateway", "DataProcessed", requests * 2048, ApiId=api)
    usage, diagnostics = _measure(aws)
    assert {function.response for function in said(usage, "functions").values()} == {Decimal(2)}
    assert any("`response` is 2 KB for every function" in diagnostic.message for diagnostic in diagnostics)


@pytest.mark.parametrize(("apis", "why"), [(0, "there is none"), (2, "there are 2 of them")])
def test_an_api_that_is_not_clear_leaves_its_answers_unknown(aws: Aws, apis: int, why: str) -> None:
    for region in (HOME, WEST):
        aws.send(region, "AWS/ApiGateway", "Count", 1, ApiId=aws.api(region))
    for _ in range(apis):
        aws.api(US)
    usage, diagnostics = _measure(aws)
    assert said(usage, "functions")["get-key"].response is None
    assert f"which HTTP API `keyvalue` in {US} is meant is not known: {why}" in [
        diagnostic.message for diagnostic in diagnostics
    ]


def test_what_a_rest_api_sends_is_not_known(aws: Aws) -> None:
    data = example("keyvalue")
    stack = stack_of({**data, "api": {"kind": "rest"}})
    usage, diagnostics = _measure(aws, stack)
    assert said(usage, "functions")["get-key"].response is None
    assert "nothing measures what a REST API sends" in [diagnostic.message for diagnostic in diagnostics]


def test_queries_are_those_of_the_public_zone(aws: Aws) -> None:
    zone = aws.zone()
    aws.zone("more.example.com")
    aws.zone(VPC={"VPCRegion": HOME, "VPCId": "vpc-1"}, HostedZoneConfig={"PrivateZone": True})
    aws.send(GLOBAL_REGION, "AWS/Route53", "DNSQueries", 900, HostedZoneId=zone)
    usage, diagnostics = _measure(aws)
    assert said(usage, "queries") == round(900 * MONTH)
    assert any("the whole zone example.com" in diagnostic.message for diagnostic in diagnostics)


def test_a_zone_that_the_spec_names_by_its_id_is_not_looked_up(aws: Aws) -> None:
    stack = _stack(zone_id="Z0123456789")
    aws.send(GLOBAL_REGION, "AWS/Route53", "DNSQueries", 900, HostedZoneId="Z0123456789")
    assert said(_measure(aws, stack)[0], "queries") == round(900 * MONTH)


def test_nothing_measured_is_nothing_known(aws: Aws) -> None:
    del aws.tables[US]
    usage, diagnostics = _measure(aws)
    known = {number.what for number, value in _numbers(usage).items() if value is not None}
    assert known == {"consistent", "stream reads"}, "what is 0 unless somebody says more"
    assert (said(usage, "shares"), said(usage, "queries")) == ({}, None)
    told = {diagnostic.message for diagnostic in diagnostics}
    assert f"table `{TABLE_NAME}` is not there in {US}" in told
    (gaps,) = (message for message in told if message.startswith("AWS has no data of these 10 days: "))
    assert gaps.removeprefix("AWS has no data of these 10 days: ").split(", ") == [
        "calls of get-key",
        "calls of health",
        "calls of set-key",
        "reads of keyvalues",
        "writes of keyvalues",
        "reads of keyvalues/by-day",
        "writes of keyvalues/by-day",
    ]
    assert set(_codes(diagnostics)) == {"TFG706"}


def test_days_before_the_first_use_are_told(aws: Aws) -> None:
    aws.send_at(
        MIDNIGHT - timedelta(days=3), HOME, "AWS/Lambda", "Invocations", 8, FunctionName="keyvalue-get-key"
    )
    _, diagnostics = _measure(aws)
    assert "the first 7 of 10 days have no data, and count as days without use" in [
        diagnostic.message for diagnostic in diagnostics
    ]


def test_more_metrics_than_one_call_takes_are_asked_for_in_several(aws: Aws) -> None:
    names = [f"f{number}" for number in range(150)]
    stack = stack_of(
        {
            **example("keyvalue"),
            "functions": {name: {"handler": "a.b", "http": f"GET /{name}"} for name in names},
        }
    )
    aws.call(HOME, "f0", 10, 10, 1024)
    aws.call(HOME, "f149", 30, 10, 1024)
    usage, _ = _measure(aws, stack)
    assert [name for name, found in said(usage, "functions").items() if found.requests] == ["f0", "f149"]
    assert said(usage, "functions")["f149"].logs == 1


def test_pages_of_one_answer_are_added_up(aws: Aws) -> None:
    pages = [
        {"MetricDataResults": [_result(1, "PartialData")], "NextToken": "more"},
        {"MetricDataResults": [_result(2, "Complete")]},
    ]
    stack = stack_of(
        {**example("keyvalue"), "functions": {"f": {"handler": "a.b", "http": "GET /f"}}, "regions": [HOME]}
    )
    with _stubbed("cloudwatch", HOME, aws, *(("get_metric_data", page) for page in pages)) as clients:
        usage, _ = measure(stack, DAYS, END, clients)
    assert said(usage, "functions")["f"].requests == round(3 * MONTH)


def _result(value: float, status: str) -> dict[str, Any]:
    return {"Id": "m0", "Timestamps": [MIDNIGHT], "Values": [value], "StatusCode": status}


class _stubbed:  # noqa: N801  # reads as a function
    """Clients of which one answers what it is told to; all others are moto's."""

    def __init__(self, service: str, region: str, aws: Aws, *answers: tuple[str, Any]) -> None:
        self.of, self.aws = (service, region), aws
        self.client = _client(service, region)
        self.stubber = Stubber(self.client)
        for method, answer in answers:
            if isinstance(answer, str):
                self.stubber.add_client_error(method, answer, "because")
            else:
                self.stubber.add_response(method, answer)

    def __enter__(self) -> Clients:
        self.stubber.activate()
        return lambda service, region: (
            self.client if (service, region) == self.of else self.aws.clients(service, region)
        )

    def __exit__(self, *_: object) -> None:
        self.stubber.deactivate()


@pytest.fixture
def busy(aws: Aws) -> Aws:
    """An AWS in which everything has data."""
    zone = aws.zone()
    aws.send(GLOBAL_REGION, "AWS/Route53", "DNSQueries", 900, HostedZoneId=zone)
    for region in REGIONS:
        for function in STACK.all(FUNCTION):
            aws.call(region, function, 1_000_000, 10, 512)
        aws.consume(region, 50_000, 60_000)
        aws.consume(region, 50_000, 60_000, GlobalSecondaryIndexName="by-day")
        aws.tables[region] = _description(1000, 5_000_000, 1000, 1_000_000)
        api = aws.api(region)
        aws.send(region, "AWS/ApiGateway", "Count", 10, ApiId=api)
        aws.send(region, "AWS/ApiGateway", "DataProcessed", 2048, ApiId=api)
    return aws


def test_a_stack_in_use_is_known_altogether(busy: Aws) -> None:
    usage, diagnostics = _measure(busy)
    assert set(_codes(diagnostics)) == {"TFG707"}
    lacking = {number.what for number, value in _numbers(usage).items() if value is None}
    beside = {"key requests", "secret requests", "queue requests"}
    assert lacking == beside | {"requests", "transfer"}, "what is beside the spec, and the site's"
    assert read(filled(STACK, usage), "usage.yaml", STACK) == (usage, [])


def test_half_a_sum_is_no_sum(busy: Aws) -> None:
    answers = [("get_metric_data", "InternalServiceFault")]
    with _stubbed("cloudwatch", US, busy, *answers) as clients:
        usage, diagnostics = measure(STACK, DAYS, END, clients)
    assert {function.requests for function in said(usage, "functions").values()} == {None}
    assert said(usage, "tables")["keyvalues"].writes is None
    assert said(usage, "shares") == {}
    assert said(usage, "queries") == round(900 * MONTH)
    (error,) = (diagnostic for diagnostic in diagnostics if diagnostic.code == "TFG704")
    assert error.message == (
        f"{US} cannot be read: cloudwatch:GetMetricData answers InternalServiceFault: because"
    )


def test_a_metric_that_cloudwatch_fails_at_is_a_region_unread(busy: Aws) -> None:
    page = {"MetricDataResults": [_result(1, "InternalError")]}
    with _stubbed("cloudwatch", WEST, busy, ("get_metric_data", page)) as clients:
        usage, diagnostics = measure(STACK, DAYS, END, clients)
    assert said(usage, "functions")["get-key"].requests is None
    assert f"{WEST} cannot be read: CloudWatch answers InternalError" in [
        diagnostic.message for diagnostic in diagnostics
    ]


@pytest.mark.parametrize(
    ("service", "region", "method", "action", "unknown"),
    [
        ("cloudwatch", HOME, "get_metric_data", "cloudwatch:GetMetricData", {"requests", "response"}),
        ("dynamodb", HOME, "describe_table", "dynamodb:DescribeTable", {"storage"}),
        ("apigatewayv2", HOME, "get_apis", "apigateway:GET", {"response"}),
        ("route53", GLOBAL_REGION, "list_hosted_zones_by_name", "route53:ListHostedZonesByName", {"queries"}),
    ],
)
def test_what_is_refused_is_named(
    busy: Aws, service: str, region: str, method: str, action: str, unknown: set[str]
) -> None:
    with _stubbed(service, region, busy, (method, "AccessDeniedException")) as clients:
        usage, diagnostics = measure(STACK, DAYS, END, clients)
    (error,) = (diagnostic for diagnostic in diagnostics if diagnostic.code == "TFG703")
    assert error.message == f"AWS refuses {action} in {region}"
    assert error.hint == f"a role that allows `{action}`"
    known = {
        "requests": said(usage, "functions")["get-key"].requests,
        "response": said(usage, "functions")["get-key"].response,
        "storage": said(usage, "tables")["keyvalues"].storage,
        "queries": said(usage, "queries"),
    }
    assert {name for name, value in known.items() if value is None} == unknown


def _raising(error: Exception) -> Clients:
    def client(service: str, region: str) -> Any:
        raise error

    return client


@pytest.mark.parametrize(
    "error",
    [
        exceptions.NoCredentialsError(),
        exceptions.PartialCredentialsError(provider="env", cred_var="secret"),
        exceptions.ProfileNotFound(profile="production"),
        exceptions.UnauthorizedSSOTokenError(),
        exceptions.TokenRetrievalError(provider="sso", error_msg="expired"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_without_credentials_nothing_else_is_tried(error: Exception) -> None:
    asked = []

    def clients(service: str, region: str) -> Any:
        asked.append((service, region))
        raise error

    usage, diagnostics = measure(STACK, DAYS, END, clients)
    assert (_codes(diagnostics), len(asked)) == (["TFG702"], 1)
    assert str(error) in diagnostics[0].message
    assert set(_numbers(usage).values()) == {None, Decimal(0)}


@pytest.mark.parametrize("code", ["ExpiredToken", "InvalidClientTokenId", "UnrecognizedClientException"])
def test_credentials_that_aws_does_not_accept_are_one_finding(aws: Aws, code: str) -> None:
    with _stubbed("apigatewayv2", HOME, aws, ("get_apis", code)) as clients:
        _, diagnostics = measure(STACK, DAYS, END, clients)
    assert [(diagnostic.code, diagnostic.message) for diagnostic in diagnostics] == [
        ("TFG702", f"AWS does not accept the credentials ({code})")
    ]


def test_a_region_that_is_not_enabled_is_told_alone(aws: Aws) -> None:
    region = "eu-south-2"
    stack = _stack(regions=[HOME, region])
    with _stubbed("apigatewayv2", region, aws, ("get_apis", "UnrecognizedClientException")) as clients:
        _, diagnostics = measure(stack, DAYS, END, clients)
    (error,) = (diagnostic for diagnostic in diagnostics if diagnostic.code == "TFG702")
    assert region in error.message
    assert error.hint == "enable the region for the account first"


def test_a_region_out_of_reach_is_asked_once() -> None:
    asked = []

    def clients(service: str, region: str) -> Any:
        asked.append(region)
        raise exceptions.EndpointConnectionError(endpoint_url=f"https://{service}.{region}.example.com")

    _, diagnostics = measure(STACK, DAYS, END, clients)
    assert sorted(asked) == sorted({*REGIONS, GLOBAL_REGION})
    assert _codes(diagnostics) == ["TFG704"] * 4


@pytest.mark.parametrize("days", [0, MOST_DAYS + 1])
def test_days_that_cloudwatch_does_not_keep_are_a_bug_of_the_caller(days: int) -> None:
    with pytest.raises(ValueError, match="1 to 455"):
        measure(STACK, days, END, _raising(AssertionError()))


def test_clients_are_made_once_with_the_users_credentials(aws: Aws) -> None:
    clients = sdk_clients()
    assert not isinstance(clients, Diagnostic)
    assert clients("cloudwatch", HOME) is clients("cloudwatch", HOME)
    usage, _ = measure(STACK, DAYS, END, clients)
    assert said(usage, "queries") is None


def test_without_boto3_it_is_said_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "boto3", None)
    found = sdk_clients()
    assert isinstance(found, Diagnostic)
    assert found.code == "TFG702"
