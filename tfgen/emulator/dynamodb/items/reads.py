"""GetItem and BatchGetItem."""

from __future__ import annotations

from typing import Any

from tfgen.emulator.dynamodb.errors import invalid
from tfgen.emulator.dynamodb.expressions.evaluation import project
from tfgen.emulator.dynamodb.expressions.nodes import Path
from tfgen.emulator.dynamodb.expressions.values import Item, size_of_item
from tfgen.emulator.dynamodb.items import keys, request, storage
from tfgen.emulator.dynamodb.items.capacity import Consumed, read_units
from tfgen.emulator.dynamodb.items.changes import check_distinct
from tfgen.emulator.dynamodb.items.request import Body

_MOST_KEYS = 100
_MOST_BYTES = 16 * 1024 * 1024


def read_projection(body: Body) -> list[Path] | None:
    """The projection of a request that has no other expression."""
    names = request.scope(body)
    paths = request.projection(body, names)
    names.finish()
    return paths


def get_item(handler: Any) -> dict[str, Any]:
    """GetItem."""
    body = handler.body
    paths = read_projection(body)
    table = handler.dynamodb_backend.get_table(body["TableName"])
    item = storage.find(table, keys.key_of_request(table, body["Key"]))
    consumed = Consumed(body.get("ReturnConsumedCapacity"))
    consumed.read(table, read_units(size_of_item(item or {}), body.get("ConsistentRead", False)))
    if item is None:
        return consumed.tell({})
    return consumed.tell({"Item": item if paths is None else project(item, paths)})


def batch_get_item(handler: Any) -> dict[str, Any]:
    """BatchGetItem: what is beyond 16 MB is left for another request."""
    requests = handler.body.get("RequestItems")
    if not requests:
        raise invalid("The requestItems parameter is required for BatchGetItem")
    for name, said in requests.items():
        if len(said["Keys"]) > _MOST_KEYS:
            raise invalid(
                f"1 validation error detected: Value at 'RequestItems.{name}.member.Keys' failed to satisfy "
                f"constraint: Member must have length less than or equal to {_MOST_KEYS}"
            )
    if sum(len(said["Keys"]) for said in requests.values()) > _MOST_KEYS:
        raise invalid("Too many items requested for the BatchGetItem call")
    request.scope({name: value for said in requests.values() for name, value in said.items()})
    projections = {name: read_projection(said) for name, said in requests.items()}
    consumed = Consumed(handler.body.get("ReturnConsumedCapacity"))
    responses: dict[str, list[Item]] = {}
    left: dict[str, Any] = {}
    total = 0
    found = [(name, handler.dynamodb_backend.get_table(name)) for name in requests]
    wanted = {name: _keys(table, requests[name]) for name, table in found}
    for name, table in found:
        said, paths = requests[name], projections[name]
        responses[name] = []
        for key in wanted[name]:
            item = storage.find(table, key)
            size = size_of_item(item or {})
            if total + size > _MOST_BYTES:
                left.setdefault(name, {**said, "Keys": []})["Keys"].append(key)
                continue
            total += size
            consumed.read(table, read_units(size, said.get("ConsistentRead", False)))
            if item is not None:
                responses[name].append(item if paths is None else project(item, paths))
    return consumed.tell_all({"Responses": responses, "UnprocessedKeys": left})


def _keys(table: Any, said: Body) -> list[Item]:
    found = [keys.key_of_request(table, key) for key in said["Keys"]]
    check_distinct(found, "Provided list of item keys contains duplicates")
    return found
