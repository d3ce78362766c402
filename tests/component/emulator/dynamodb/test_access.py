"""What requests to DynamoDB need."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from moto import mock_aws
from moto.dynamodb.models import dynamodb_backends

from tests.component.emulator.functions.aws import ACCOUNT, REGION
from tfgen.emulator.dynamodb.access import table_access
from tfgen.emulator.service import Access, call_of

T = f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/t"
U = f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/u"
STREAM = f"{T}/stream/2026-01-01T00:00:00.000"


def needs(operation: str, body: dict[str, Any], service: str = "DynamoDB_20120810") -> list[Access]:
    """Of a request that botocore would send."""
    sent = json.dumps(body).encode()
    environ = {
        "HTTP_X_AMZ_TARGET": f"{service}.{operation}",
        "CONTENT_LENGTH": str(len(sent)),
        "wsgi.input": io.BytesIO(sent),
    }
    return table_access(call_of(environ, REGION))


@pytest.mark.parametrize(
    ("operation", "body", "expected"),
    [
        ("GetItem", {"TableName": "t"}, [("GetItem", [T])]),
        ("GetItem", {"TableName": U}, [("GetItem", [U])]),
        ("PutItem", {"TableName": "t"}, [("PutItem", [T])]),
        ("DescribeTable", {"TableName": "t"}, [("DescribeTable", [T])]),
        ("Query", {"TableName": "t"}, [("Query", [T])]),
        ("Query", {"TableName": "t", "IndexName": "i"}, [("Query", [f"{T}/index/i"])]),
        ("Scan", {"TableName": "t", "IndexName": "i"}, [("Scan", [f"{T}/index/i"])]),
        (
            "BatchGetItem",
            {"RequestItems": {"t": {}, "u": {}}},
            [("BatchGetItem", [T]), ("BatchGetItem", [U])],
        ),
        (
            "BatchWriteItem",
            {"RequestItems": {"t": [], "u": []}},
            [("BatchWriteItem", [T]), ("BatchWriteItem", [U])],
        ),
        (
            "TransactWriteItems",
            {
                "TransactItems": [
                    {"Put": {"TableName": "t"}},
                    {"Update": {"TableName": "u"}},
                    {"Delete": {"TableName": "t"}},
                    {"ConditionCheck": {"TableName": "u"}},
                ]
            },
            [("PutItem", [T]), ("UpdateItem", [U]), ("DeleteItem", [T]), ("ConditionCheckItem", [U])],
        ),
        (
            "TransactGetItems",
            {"TransactItems": [{"Get": {"TableName": "t"}}, {"Get": {"TableName": "u"}}]},
            [("GetItem", [T]), ("GetItem", [U])],
        ),
        ("ListTables", {}, [("ListTables", ["*"])]),
        ("TagResource", {"ResourceArn": T, "Tags": []}, [("TagResource", [T])]),
        ("ExecuteStatement", {"Statement": 'SELECT * FROM "t" WHERE x = 1'}, [("PartiQLSelect", [T])]),
        (
            "ExecuteStatement",
            {"Statement": 'select a from "t"."i"'},
            [("PartiQLSelect", [f"{T}/index/i"])],
        ),
        ("ExecuteStatement", {"Statement": "INSERT INTO t VALUE {'a': 1}"}, [("PartiQLInsert", [T])]),
        ("ExecuteStatement", {"Statement": 'UPDATE "t" SET a = 1'}, [("PartiQLUpdate", [T])]),
        (
            "BatchExecuteStatement",
            {"Statements": [{"Statement": "DELETE FROM t WHERE a = 1"}, {"Statement": "SELECT * FROM u"}]},
            [("PartiQLDelete", [T]), ("PartiQLSelect", [U])],
        ),
        (
            "ExecuteTransaction",
            {"TransactStatements": [{"Statement": "DELETE FROM t WHERE a = 1"}]},
            [("PartiQLDelete", [T])],
        ),
    ],
)
def test_actions_and_resources(
    operation: str, body: dict[str, Any], expected: list[tuple[str, list[str]]]
) -> None:
    found = [(each.action, each.resources) for each in needs(operation, body)]
    assert found == [(f"dynamodb:{action}", resources) for action, resources in expected]


def test_streams_have_resources_of_their_own() -> None:
    assert needs("DescribeStream", {"StreamArn": STREAM}, "DynamoDBStreams_20120810") == [
        Access("dynamodb:DescribeStream", [STREAM])
    ]


def _table(name: str) -> None:
    dynamodb_backends[ACCOUNT][REGION].create_table(
        name,
        schema=[{"AttributeName": "id", "KeyType": "HASH"}],
        throughput=None,
        attr=[{"AttributeName": name, "AttributeType": "S"} for name in ("id", "team")],
        global_indexes=[
            {
                "IndexName": "by-team",
                "KeySchema": [{"AttributeName": "team", "KeyType": "HASH"}],
                "Projection": {"ProjectionType": "ALL"},
            }
        ],
        indexes=None,
        streams=None,
        billing_mode="PAY_PER_REQUEST",
        sse_specification=None,
        tags=[{"Key": "Stage", "Value": "test"}],
        deletion_protection_enabled=None,
        warm_throughput=None,
    )


@mock_aws
@pytest.mark.parametrize(
    ("operation", "body", "expected"),
    [
        ("GetItem", {"Key": {"id": {"S": "1"}}}, {"leadingkeys": ["1"], "attributes": ["id"]}),
        (
            "GetItem",
            {
                "Key": {"id": {"S": "1"}},
                "ProjectionExpression": "a.b, #n[0]",
                "ExpressionAttributeNames": {"#n": "c"},
            },
            {"attributes": ["a", "c", "id"], "select": "SPECIFIC_ATTRIBUTES"},
        ),
        ("GetItem", {"Key": {"id": {"N": "1"}}}, {"select": "ALL_ATTRIBUTES"}),
        (
            "UpdateItem",
            {
                "Key": {"id": {"S": "1"}},
                "UpdateExpression": "SET a = if_not_exists(b, :v) REMOVE c",
                "ConditionExpression": "attribute_exists(d) AND e BETWEEN :x AND :y",
                "ReturnValues": "ALL_NEW",
            },
            {"leadingkeys": ["1"], "attributes": ["a", "b", "c", "d", "e", "id"], "returnvalues": "ALL_NEW"},
        ),
        (
            "Query",
            {
                "KeyConditionExpression": "#i = :i",
                "ExpressionAttributeNames": {"#i": "id"},
                "ExpressionAttributeValues": {":i": {"S": "7"}},
            },
            {"leadingkeys": ["7"], "attributes": ["id"], "select": "ALL_ATTRIBUTES"},
        ),
        (
            "Query",
            {
                "IndexName": "by-team",
                "KeyConditionExpression": "team = :t",
                "ExpressionAttributeValues": {":t": {"S": "red"}},
            },
            {"leadingkeys": ["red"], "select": "ALL_PROJECTED_ATTRIBUTES"},
        ),
        ("Scan", {"Select": "COUNT"}, {"leadingkeys": None, "select": "COUNT"}),
    ],
)
def test_condition_keys(operation: str, body: dict[str, Any], expected: dict[str, Any]) -> None:
    _table("t")
    (access,) = needs(operation, {"TableName": "t", **body})
    assert {name: access.context.get(f"dynamodb:{name}") for name in expected} == expected
    assert access.context["aws:resourcetag/stage"] == "test"


@mock_aws
def test_condition_keys_of_batches_and_transactions() -> None:
    _table("t")
    keys = [{"id": {"S": "1"}}, {"id": {"S": "2"}}]
    (got,) = needs("BatchGetItem", {"RequestItems": {"t": {"Keys": keys}}})
    writes = [{"PutRequest": {"Item": {"id": {"S": "3"}}}}, {"DeleteRequest": {"Key": {"id": {"S": "4"}}}}]
    (written,) = needs("BatchWriteItem", {"RequestItems": {"t": writes}})
    (put,) = needs(
        "TransactWriteItems", {"TransactItems": [{"Put": {"TableName": "t", "Item": {"id": {"S": "5"}}}}]}
    )
    found = [each.context["dynamodb:leadingkeys"] for each in (got, written, put)]
    assert found == [["1", "2"], ["3", "4"], ["5"]]
    assert put.context["dynamodb:enclosingoperation"] == "TransactWriteItems"
