"""What CreateTable and UpdateTable refuse, TTL, tags: where moto takes what DynamoDB does not, or answers with a bug.

moto takes any form of indexes, forgets attribute definitions that an update does not repeat, and raises a
ValueError for an index that is not there. Sources:
https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html and API_UpdateTable.html; messages
recorded in https://github.com/nubo-db/dynamodb-conformance (tests/tier1/createTable, tests/tier3/error-messages) and
https://github.com/architect/dynalite (validations/).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from moto.dynamodb.exceptions import ResourceNotFoundException
from moto.dynamodb.models import DynamoDBBackend
from moto.dynamodb.models.table import Table
from moto.dynamodb.responses import DynamoHandler, DynamoResult

from tfgen.emulator.dynamodb.errors import invalid, invalid_value, refused
from tfgen.emulator.patching import replaced

Body = Mapping[str, Any]

_INDEXES = ("LocalSecondaryIndexes", "GlobalSecondaryIndexes")
_ON_DEMAND = "PAY_PER_REQUEST"
_LEAST_CHANGE = (
    "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates or "
    "SSESpecification or ReplicaUpdates is required"
)


@contextmanager
def patched() -> Iterator[None]:
    """Patches moto, before what replicates."""
    handler, backend = DynamoHandler, DynamoDBBackend
    with (
        replaced(
            handler,
            create_table=_create_table(handler.create_table),
            update_table=_update_table(handler.update_table),
            delete_table=_named(handler.delete_table),
            tag_resource=_tagging(handler.tag_resource),
            untag_resource=_tagging(handler.untag_resource),
            list_tags_of_resource=_tagging(handler.list_tags_of_resource),
            describe_time_to_live=_named(handler.describe_time_to_live),
            update_time_to_live=_named(handler.update_time_to_live),
        ),
        replaced(backend, update_time_to_live=_update_time_to_live, tag_resource=_tag_resource),
        replaced(Table, describe=_describe(Table.describe)),
    ):
        yield


def _create_table(original: Any) -> Any:
    def create_table(handler: Any) -> Any:
        check_table(handler.body)
        original(handler)
        table = handler.dynamodb_backend.get_table(handler.body["TableName"])
        if "TableClass" in handler.body:
            table.table_class = handler.body["TableClass"]
        return DynamoResult(table.describe())

    return create_table


def check_table(body: Body) -> None:
    """Raises a ValidationException if there can be no such table."""
    defined = [each["AttributeName"] for each in body["AttributeDefinitions"]]
    _check_schema(body["KeySchema"], defined)
    indexes = [(kind, index) for kind in _INDEXES for index in body.get(kind) or ()]
    for kind, index in indexes:
        _check_index(kind, index, body, defined)
    names = [index["IndexName"] for _, index in indexes]
    for name in names:
        if names.count(name) > 1:
            raise invalid_value(f"Duplicate index name: {name}")
    stream = body.get("StreamSpecification") or {}
    if bool(stream.get("StreamEnabled")) is not ("StreamViewType" in stream):
        raise invalid_value("StreamViewType has to be specified if StreamEnabled is true, and only then")


def _check_schema(schema: list[dict[str, str]], defined: list[str]) -> None:
    keys = [each["AttributeName"] for each in schema]
    if len(keys) > len(defined):
        raise invalid("Invalid KeySchema: Some index key attribute have no definition")
    missing = [key for key in keys if key not in defined]
    if missing:
        raise invalid_value(
            "Some index key attributes are not defined in AttributeDefinitions. "
            f"Keys: [{', '.join(keys)}], AttributeDefinitions: [{', '.join(defined)}]"
        )
    if len(set(keys)) < len(keys):
        raise invalid("Both the Hash Key and the Range Key element in the KeySchema have the same name")
    if schema[0]["KeyType"] != "HASH":
        raise invalid("Invalid KeySchema: The first KeySchemaElement is not a HASH key type")
    if len(schema) == 2 and schema[1]["KeyType"] != "RANGE":
        raise invalid("Invalid KeySchema: The second KeySchemaElement is not a RANGE key type")


def _check_index(kind: str, index: Body, body: Body, defined: list[str]) -> None:
    schema, name = index["KeySchema"], index["IndexName"]
    if kind == "LocalSecondaryIndexes":
        if len(body["KeySchema"]) < 2:
            raise invalid_value(
                "Table KeySchema does not have a range key, which is required when specifying a "
                "LocalSecondaryIndex"
            )
        _check_schema(schema, defined)
        hashes = [each[0]["AttributeName"] for each in (schema, body["KeySchema"])]
        if len(schema) < 2:
            raise invalid_value(f"Index KeySchema does not have a range key for index: {name}")
        if hashes[0] != hashes[1]:
            raise invalid_value(
                "Index KeySchema does not have the same leading hash key as table KeySchema for index: "
                f"{name}. index hash key: {hashes[0]}, table hash key: {hashes[1]}"
            )
    elif len(schema) <= 2:  # those of several attributes have rules of their own
        _check_schema(schema, defined)
    if kind == "GlobalSecondaryIndexes":
        _check_capacity(index, body.get("BillingMode", "PROVISIONED"))
    _check_projection(index.get("Projection") or {})


def _check_capacity(index: Body, billing: str) -> None:
    said = "ProvisionedThroughput" in index
    if billing == _ON_DEMAND and said:
        raise invalid_value(
            f"ProvisionedThroughput should not be specified for index: {index['IndexName']} when BillingMode is "
            f"{_ON_DEMAND}"
        )
    if billing != _ON_DEMAND and not said:
        raise invalid_value(f"ProvisionedThroughput must be specified for index: {index['IndexName']}")


def _check_projection(projection: Body) -> None:
    kind, has_attributes = projection.get("ProjectionType"), "NonKeyAttributes" in projection
    if kind is None:
        raise invalid_value("Unknown ProjectionType: null")
    if has_attributes and kind != "INCLUDE":
        raise invalid_value(f"ProjectionType is {kind}, but NonKeyAttributes is specified")
    if kind == "INCLUDE" and not has_attributes:
        raise invalid_value(f"ProjectionType is {kind}, but NonKeyAttributes is not specified")


def _update_table(original: Any) -> Any:
    def update_table(handler: Any) -> Any:
        body = handler.body
        table = _table(handler, body["TableName"])
        if not body.keys() - {"TableName", "AttributeDefinitions"}:
            raise invalid(_LEAST_CHANGE)
        if body.get("BillingMode") == _ON_DEMAND and "ProvisionedThroughput" in body:
            raise invalid_value(
                "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is "
                f"{_ON_DEMAND}"
            )
        defined = {
            each["AttributeName"]: each for each in (*table.attr, *body.get("AttributeDefinitions", ()))
        }
        _check_updates(table, body, list(defined))
        original(handler)
        schemas = [table.schema, *(index.schema for index in (*table.indexes, *table.global_indexes))]
        used = {each["AttributeName"] for schema in schemas for each in schema}
        table.attr = [each for name, each in defined.items() if name in used]
        return DynamoResult(table.describe())

    return update_table


def _check_updates(table: Any, body: Body, defined: list[str]) -> None:
    known = [index.name for index in table.global_indexes]
    billing = body.get("BillingMode", table.billing_mode)
    for update in body.get("GlobalSecondaryIndexUpdates") or ():
        created = update.get("Create")
        if created:
            name = created["IndexName"]
            if name in (*known, *(index.name for index in table.indexes)):
                raise invalid(f"Attempting to create an index which already exists: {name}")
            if len(created["KeySchema"]) <= 2:
                _check_schema(created["KeySchema"], defined)
            _check_capacity(created, billing)
            _check_projection(created.get("Projection") or {})
            known.append(name)
        for kind in ("Update", "Delete"):
            if kind in update and update[kind]["IndexName"] not in known:
                raise refused("ResourceNotFoundException", "Requested resource not found")


def _table(handler: Any, name: str) -> Any:
    try:
        return handler.dynamodb_backend.get_table(name)
    except ResourceNotFoundException:
        raise ResourceNotFoundException(table_name=name) from None


def _named(original: Any) -> Any:
    """Refuses a table that is not there by its name."""

    def action(handler: Any) -> Any:
        _table(handler, handler.body["TableName"])
        return original(handler)

    return action


def _tagging(original: Callable[[Any], Any]) -> Any:
    """Refuses tags of what is no table, or is not there."""

    def action(handler: Any) -> Any:
        arn = handler.body["ResourceArn"]
        if not arn.startswith("arn:"):
            raise invalid(f"Invalid TableArn: Invalid ResourceArn provided as input {arn}")
        tables = handler.dynamodb_backend.tables.values()
        if arn not in (table.table_arn for table in tables):
            raise refused(
                "ResourceNotFoundException", f"Requested resource not found: ResourcArn: {arn} not found"
            )
        return original(handler)

    return action


def _tag_resource(backend: Any, arn: str, tags: Mapping[str, str]) -> None:
    """A tag of a key that is there is another value of it; moto keeps both."""
    for table in backend.tables.values():
        if table.table_arn == arn:
            kept = {tag["Key"]: tag["Value"] for tag in table.tags}
            table.tags = [{"Key": key, "Value": value} for key, value in {**kept, **tags}.items()]


def _update_time_to_live(backend: Any, table_name: str, specification: Body) -> None:
    table = backend.get_table(table_name)
    name, enabled = specification["AttributeName"], specification["Enabled"]
    now = table.ttl.get("AttributeName") if table.ttl["TimeToLiveStatus"] == "ENABLED" else None
    if enabled and now == name:
        raise invalid("TimeToLive is already enabled")
    if enabled and now:
        raise invalid(f"TimeToLive is active on a different AttributeName: current AttributeName is {now}")
    if not enabled and not now:
        raise invalid("TimeToLive is already disabled")
    if not enabled and now != name:
        raise invalid(f"TimeToLive is active on a different AttributeName: current AttributeName is {now}")
    table.ttl = (
        {"TimeToLiveStatus": "ENABLED", "AttributeName": name}
        if enabled
        else {"TimeToLiveStatus": "DISABLED"}
    )


def _describe(original: Any) -> Any:
    """Leaves out the indexes of a table that has none."""

    def describe(table: Any, base_key: str = "TableDescription") -> Any:
        answer = original(table, base_key)
        for kind in _INDEXES:
            if not answer[base_key].get(kind, True):
                del answer[base_key][kind]
        return answer

    return describe
