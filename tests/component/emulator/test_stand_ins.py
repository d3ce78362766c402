"""What a spec adopts is there before the first apply, as somebody's hand would have made it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import boto3
import pytest

from tests.specs import stack_of
from tfgen.emulator.server import emulated
from tfgen.stack.given_file import Given, Texts

HOME, OTHER = BOTH = ["eu-west-1", "us-east-1"]
_RANGES = {"read": {"min": 1, "max": 10}, "write": {"min": 1, "max": 10}}
_ORDERS = {
    "key": {"id": "S", "at": "N"},
    "indexes": {
        "by-day": {"key": {"day": "S"}, "project": ["total"]},
        "by-state": {"local": True, "key": {"id": "S", "state": "S"}, "project": "keys"},
    },
}
SPEC: dict[str, Any] = {
    "tfgen": 1,
    "service": "shop",
    "domain": "api.example.com",
    "regions": BOTH,
    "defaults": {"code": "src", "runtime": "python3.13"},
    "api": {"adopt": {"logs": [OTHER]}},
    "routing": {"adopt": {"domain": [OTHER], "records": ["A", "AAAA"]}},
    "tables": {
        "orders": {**_ORDERS, "adopt": BOTH},
        "audit": {**_ORDERS, "capacity": _RANGES, "adopt": BOTH},
        "legacy": {"key": {"id": "S"}, "global_table": "2017.11.29", "adopt": BOTH},
        "new": {"key": {"id": "S"}},
        "customers": {
            "existing": "crm-customers",
            "key": {"id": "S"},
            "indexes": {"by-mail": {"key": {"mail": "S"}}},
        },
        "carts": {"existing": "carts-{region}", "key": {"id": "S"}, "replicate": False},
    },
    "queues": {"jobs": {"adopt": [OTHER]}, "mails": {}, "others": {"existing": "crm.fifo"}},
    "functions": {
        "get": {"handler": "get.main", "http": "GET /health", "adopt": {"logs": [OTHER]}},
        "put": {"handler": "put.main", "adopt": {"function": [HOME]}},
        "work": {"handler": "work.main", "timeout": 40, "events": [{"queue": "others"}]},
        "charge": {"existing": "billing-charge"},
    },
}


_OUTSIDE = {
    "LIMIT": {"parameter": {"name": "/shop/{region}/limit", "read": "deploy"}},
    "EXPORT": {"export": "net-thing"},
    "VPC": {"stack": {"name": "net", "output": "VpcId"}},
    "STATE": {
        "state": {"bucket": "acme", "key": "{region}.tfstate", "region": "eu-west-1", "output": "thing"}
    },
}
SPEC["functions"]["put"]["env"] = _OUTSIDE
_GIVEN = Given(
    texts=Texts(
        parameters={"/shop/{region}/limit": "10"},
        exports={"net-thing": "a"},
        states={"acme/{region}.tfstate": {"thing": "b"}},
    ),
    regions={OTHER: Texts(parameters={"/shop/{region}/limit": "20"})},
)


@pytest.mark.parametrize(("region", "limit"), [(HOME, "10"), (OTHER, "20")])
def test_values_from_outside_are_in_every_region_as_they_are_given(
    endpoint: str, region: str, limit: str
) -> None:
    ssm, cloudformation = _client("ssm", region, endpoint), _client("cloudformation", region, endpoint)
    assert ssm.get_parameter(Name=f"/shop/{region}/limit")["Parameter"]["Value"] == limit
    assert [(each["Name"], each["Value"]) for each in cloudformation.list_exports()["Exports"]] == [
        ("net-thing", "a")
    ]
    (stack,) = cloudformation.describe_stacks(StackName="net")["Stacks"]
    assert stack["Outputs"][0]["OutputValue"] == "vpc-0123456789abcdef0"
    state = _client("s3", HOME, endpoint).get_object(Bucket="acme", Key=f"{region}.tfstate")["Body"].read()
    assert json.loads(state)["outputs"]["thing"]["value"] == "b"


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    with emulated(stack_of(SPEC), _GIVEN) as address:
        yield address


def _client(service: str, region: str, endpoint: str) -> Any:
    return boto3.Session("id", "secret").client(service, region_name=region, endpoint_url=endpoint)  # type: ignore[call-overload]


def test_tables_have_the_keys_and_indexes_of_the_spec(endpoint: str) -> None:
    dynamodb = _client("dynamodb", HOME, endpoint)
    ours = [name for name in dynamodb.list_tables()["TableNames"] if name.startswith("shop-")]
    assert sorted(ours) == ["shop-audit", "shop-legacy", "shop-orders"]
    told = dynamodb.describe_table(TableName="shop-audit")["Table"]
    assert [key["AttributeName"] for key in told["KeySchema"]] == ["id", "at"]
    assert told["GlobalSecondaryIndexes"][0]["Projection"]["NonKeyAttributes"] == ["total"]
    assert told["LocalSecondaryIndexes"][0]["IndexName"] == "by-state"
    assert told["ProvisionedThroughput"]["WriteCapacityUnits"] == 5
    assert told["DeletionProtectionEnabled"]
    recovery = dynamodb.describe_continuous_backups(TableName="shop-audit")["ContinuousBackupsDescription"]
    assert recovery["PointInTimeRecoveryDescription"]["PointInTimeRecoveryStatus"] == "DISABLED"


def test_tables_are_replicated_to_the_regions_that_are_told(endpoint: str) -> None:
    dynamodb = _client("dynamodb", HOME, endpoint)
    for name in ("shop-orders", "shop-audit"):
        told = dynamodb.describe_table(TableName=name)["Table"]
        assert [replica["RegionName"] for replica in told["Replicas"]] == [OTHER]
    legacy = dynamodb.describe_global_table(GlobalTableName="shop-legacy")["GlobalTableDescription"]
    assert sorted(replica["RegionName"] for replica in legacy["ReplicationGroup"]) == BOTH


def test_everything_else_stands_where_the_spec_says(endpoint: str) -> None:
    for region, groups, functions, queues, domains in (
        (HOME, [], ["billing-charge", "shop-put"], ["crm.fifo"], []),
        (
            OTHER,
            ["/aws/lambda/shop-get", "/aws/vendedlogs/apigateway/shop"],
            ["billing-charge"],
            ["crm.fifo", "shop-jobs"],
            ["api.example.com"],
        ),
    ):
        logs = _client("logs", region, endpoint).describe_log_groups()["logGroups"]
        assert [group["logGroupName"] for group in logs] == groups
        assert not any("retentionInDays" in group for group in logs)
        named = _client("lambda", region, endpoint).list_functions()["Functions"]
        assert sorted(function["FunctionName"] for function in named) == functions
        urls = _client("sqs", region, endpoint).list_queues().get("QueueUrls", [])
        assert sorted(url.rpartition("/")[2] for url in urls) == queues
        names = _client("apigatewayv2", region, endpoint).get_domain_names()["Items"]
        assert [name["DomainName"] for name in names] == domains


def test_records_have_no_routing_policy_and_a_validation_record_goes_where_none_is_adopted(
    endpoint: str,
) -> None:
    route53 = _client("route53", HOME, endpoint)
    (zone,) = route53.list_hosted_zones()["HostedZones"]
    sets = route53.list_resource_record_sets(HostedZoneId=zone["Id"])["ResourceRecordSets"]
    made = {each["Type"]: each for each in sets if each["Name"] == "api.example.com."}
    assert sorted(made) == ["A", "AAAA"]
    assert not any("SetIdentifier" in each for each in made.values())
    assert not any(each["Type"] == "CNAME" for each in sets)


def test_what_somebody_else_made_is_in_every_region(endpoint: str) -> None:
    """A global table, or a table of each region for itself; a queue; a function that answers."""
    for region, other in (BOTH, BOTH[::-1]):
        dynamodb = _client("dynamodb", region, endpoint)
        customers = dynamodb.describe_table(TableName="crm-customers")["Table"]
        assert other in [replica["RegionName"] for replica in customers["Replicas"]]
        assert customers["GlobalSecondaryIndexes"][0]["IndexName"] == "by-mail"
        assert "Replicas" not in dynamodb.describe_table(TableName=f"carts-{region}")["Table"]
        sqs = _client("sqs", region, endpoint)
        url = sqs.get_queue_url(QueueName="crm.fifo")["QueueUrl"]
        told = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
        assert told["VisibilityTimeout"] == "240"
        answer = _client("lambda", region, endpoint).invoke(
            FunctionName="billing-charge", Payload=b'{"a": 1}'
        )
        assert answer["Payload"].read() == b'{"a": 1}'
