"""What requests to DynamoDB need."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

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
        ("BatchGetItem", {"RequestItems": {"t": {}, "u": {}}}, [("BatchGetItem", [T, U])]),
        ("BatchWriteItem", {"RequestItems": {"t": [], "u": []}}, [("BatchWriteItem", [T, U])]),
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
    assert needs(operation, body) == [(f"dynamodb:{action}", resources) for action, resources in expected]


def test_streams_have_resources_of_their_own() -> None:
    assert needs("DescribeStream", {"StreamArn": STREAM}, "DynamoDBStreams_20120810") == [
        ("dynamodb:DescribeStream", [STREAM])
    ]
