"""Which IAM permissions a request to DynamoDB needs.

https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from moto.core.models import DEFAULT_ACCOUNT_ID

from tfgen.emulator.dynamodb.condition_keys import condition_keys
from tfgen.emulator.service import Access, Call

_IN_TRANSACTION = {
    "ConditionCheck": "ConditionCheckItem",
    "Delete": "DeleteItem",
    "Get": "GetItem",
    "Put": "PutItem",
    "Update": "UpdateItem",
}
"""https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html"""

_ENCLOSING = "dynamodb:enclosingoperation"

_STATEMENT = re.compile(
    r'\s*(select\b.*?\bfrom|insert\s+into|update|delete\s+from)\s+"?([\w.-]+)"?(?:\."?([\w.-]+)"?)?',
    re.IGNORECASE | re.DOTALL,
)


def table_access(call: Call) -> list[Access]:
    """What a request needs."""
    operation, request = call.action, call.parameters

    def table(name: str, index: str | None = None) -> str:
        arn = (
            name
            if name.startswith("arn:")
            else f"arn:aws:dynamodb:{call.region}:{DEFAULT_ACCOUNT_ID}:table/{name}"
        )
        return f"{arn}/index/{index}" if index else arn

    def access(action: str, resource: str, said: Mapping[str, Any], **keys: str) -> Access:
        context = {**condition_keys(call.region, action, said), **keys}
        return Access(f"dynamodb:{action}", [resource], context)

    if operation in ("BatchGetItem", "BatchWriteItem"):
        return [
            access(operation, table(name), {**_of_batch(said), "TableName": name})
            for name, said in request.get("RequestItems", {}).items()
        ]
    if operation in ("TransactGetItems", "TransactWriteItems"):
        return [
            access(_IN_TRANSACTION[kind], table(item["TableName"]), item, **{_ENCLOSING: operation})
            for member in request.get("TransactItems", [])
            for kind, item in member.items()
        ]
    if operation in ("ExecuteStatement", "BatchExecuteStatement", "ExecuteTransaction"):
        return [_partiql(statement, table) for statement in _statements(request)]
    return [access(operation, _resource(request, table), request)]


def _of_batch(said: Any) -> Mapping[str, Any]:
    """What a batch says of a table: keys with a projection, or writes."""
    return said if isinstance(said, Mapping) else {"Writes": said}


def _resource(request: Mapping[str, Any], table: Any) -> str:
    for member in ("StreamArn", "ResourceArn", "TableArn"):
        if member in request:
            return str(request[member])
    return str(table(request["TableName"], request.get("IndexName"))) if "TableName" in request else "*"


def _statements(request: Mapping[str, Any]) -> list[str]:
    members = request.get("Statements") or request.get("TransactStatements") or [request]
    return [member["Statement"] for member in members]


def _partiql(statement: str, table: Any) -> Access:
    found = _STATEMENT.match(statement)
    if found is None:  # which DynamoDB will refuse to parse
        return Access("dynamodb:PartiQLSelect", ["*"])
    words, name, index = found.groups()
    return Access(f"dynamodb:PartiQL{words.split()[0].capitalize()}", [table(name, index)])
