"""DynamoDB's own condition keys of IAM, of a request for one table or index.

https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.dynamodb.models import dynamodb_backends

Keys = dict[str, str | list[str]]

_EXPRESSIONS = (
    "ConditionExpression",
    "FilterExpression",
    "KeyConditionExpression",
    "ProjectionExpression",
    "UpdateExpression",
)
_PLAIN = ("ReturnConsumedCapacity", "ReturnValues")
"""Parameters that are condition keys as they are."""
_PATH = re.compile(r"(?<![\w:#.-])[#A-Za-z_][\w#-]*(?![\w(#-]|\s*\()")
_WORDS = frozenset(["add", "all_old", "and", "between", "delete", "in", "none", "not", "or", "remove", "set"])
_READS = ("GetItem", "BatchGetItem", "Query", "Scan")


def condition_keys(region: str, operation: str, request: Mapping[str, Any]) -> Keys:
    """By the key in lower case; the request is PutItem's, or in the form of it, of one table."""
    table = _table(region, str(request.get("TableName", "")))
    values = list(_leading(request, _partition_key(table, request.get("IndexName"))))
    attributes = sorted(set(_attributes(request)))
    found: Keys = {f"dynamodb:{name.lower()}": str(request[name]) for name in _PLAIN if name in request}
    if values:
        found["dynamodb:leadingkeys"] = values
    if attributes:
        found["dynamodb:attributes"] = attributes
    if operation in _READS:
        found["dynamodb:select"] = _select(request)
    for tag in table.tags if table is not None else ():
        found[f"aws:resourcetag/{str(tag['Key']).lower()}"] = str(tag["Value"])
    return found


def _table(region: str, name: str) -> Any:
    return dynamodb_backends[DEFAULT_ACCOUNT_ID][region].tables.get(name.rpartition("/")[2])


def _partition_key(table: Any, index: str | None) -> str | None:
    if table is None:
        return None
    if index is None:
        return str(table.hash_key_attr)
    schemas = [each.schema for each in (*table.global_indexes, *table.indexes) if each.name == index]
    return next((str(key["AttributeName"]) for schema in schemas for key in schema), None)


def _items(request: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Keys and items that a request names: one, or those of a batch."""
    for member in ("Key", "Item"):
        if member in request:
            yield request[member]
    yield from request.get("Keys", ())
    for write in request.get("Writes", ()):
        for one in write.values():
            yield from _items(one)


def _leading(request: Mapping[str, Any], name: str | None) -> Iterator[str]:
    if name is None:
        return
    for item in _items(request):
        yield from _text(item.get(name))
    legacy = request.get("KeyConditions", {}).get(name, {})
    for value in legacy.get("AttributeValueList", ()):
        yield from _text(value)
    names = request.get("ExpressionAttributeNames", {})
    for said, value in re.findall(r"([#\w.-]+)\s*=\s*(:\w+)", request.get("KeyConditionExpression", "")):
        if names.get(said, said) == name:
            yield from _text(request.get("ExpressionAttributeValues", {}).get(value))


def _text(value: Any) -> Iterable[str]:
    return [str(each) for each in value.values()] if isinstance(value, Mapping) else ()


def _attributes(request: Mapping[str, Any]) -> Iterator[str]:
    names = request.get("ExpressionAttributeNames", {})
    for item in _items(request):
        yield from item
    for member in _EXPRESSIONS:
        for said in _PATH.findall(str(request.get(member, ""))):
            if said.lower() not in _WORDS:
                yield names.get(said, said)
    yield from request.get("AttributesToGet", ())
    for member in ("AttributeUpdates", "Expected", "KeyConditions", "QueryFilter", "ScanFilter"):
        yield from request.get(member, {})


def _select(request: Mapping[str, Any]) -> str:
    if "Select" in request:
        return str(request["Select"])
    if "ProjectionExpression" in request or "AttributesToGet" in request:
        return "SPECIFIC_ATTRIBUTES"
    return "ALL_PROJECTED_ATTRIBUTES" if "IndexName" in request else "ALL_ATTRIBUTES"
