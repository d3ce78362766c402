"""Which IAM permissions a request to DynamoDB needs.

https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from moto.core.models import DEFAULT_ACCOUNT_ID


class Access(NamedTuple):
    """An action, on every one of some resources."""

    action: str
    resources: list[str]


_IN_TRANSACTION = {
    "ConditionCheck": "ConditionCheckItem",
    "Delete": "DeleteItem",
    "Get": "GetItem",
    "Put": "PutItem",
    "Update": "UpdateItem",
}
"""https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html"""

_STATEMENT = re.compile(
    r'\s*(select\b.*?\bfrom|insert\s+into|update|delete\s+from)\s+"?([\w.-]+)"?(?:\."?([\w.-]+)"?)?',
    re.IGNORECASE | re.DOTALL,
)


def table_access(headers: Mapping[str, str], body: bytes) -> list[Access]:
    """What a request needs; nothing if it is not for DynamoDB.

    Names of headers are compared by the mapping, which should not mind their case.
    """
    service, _, operation = headers.get("X-Amz-Target", "").partition(".")
    if not service.startswith("DynamoDB"):
        return []
    region = headers.get("Authorization", "").partition("Credential=")[2].split("/")[2]
    request = json.loads(body or b"{}")

    def table(name: str, index: str | None = None) -> str:
        arn = (
            name
            if name.startswith("arn:")
            else f"arn:aws:dynamodb:{region}:{DEFAULT_ACCOUNT_ID}:table/{name}"
        )
        return f"{arn}/index/{index}" if index else arn

    if operation in ("BatchGetItem", "BatchWriteItem"):
        return [Access(f"dynamodb:{operation}", [table(name) for name in request.get("RequestItems", {})])]
    if operation in ("TransactGetItems", "TransactWriteItems"):
        return [
            Access(f"dynamodb:{_IN_TRANSACTION[kind]}", [table(item["TableName"])])
            for member in request.get("TransactItems", [])
            for kind, item in member.items()
        ]
    if operation in ("ExecuteStatement", "BatchExecuteStatement", "ExecuteTransaction"):
        return [_partiql(statement, table) for statement in _statements(request)]
    return [Access(f"dynamodb:{operation}", [_resource(request, table)])]


def _resource(request: dict[str, Any], table: Any) -> str:
    for member in ("StreamArn", "ResourceArn", "TableArn"):
        if member in request:
            return str(request[member])
    return str(table(request["TableName"], request.get("IndexName"))) if "TableName" in request else "*"


def _statements(request: dict[str, Any]) -> list[str]:
    members = request.get("Statements") or request.get("TransactStatements") or [request]
    return [member["Statement"] for member in members]


def _partiql(statement: str, table: Any) -> Access:
    found = _STATEMENT.match(statement)
    if found is None:  # which DynamoDB will refuse to parse
        return Access("dynamodb:PartiQLSelect", ["*"])
    words, name, index = found.groups()
    return Access(f"dynamodb:PartiQL{words.split()[0].capitalize()}", [table(name, index)])
