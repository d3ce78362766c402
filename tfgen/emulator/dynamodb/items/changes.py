"""PutItem, UpdateItem, DeleteItem and BatchWriteItem."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from moto.dynamodb.exceptions import ConditionalCheckFailed

from tfgen.emulator.dynamodb.errors import invalid, invalid_value
from tfgen.emulator.dynamodb.expressions.evaluation import holds, project
from tfgen.emulator.dynamodb.expressions.nodes import Action, Condition
from tfgen.emulator.dynamodb.expressions.parser import parse_update
from tfgen.emulator.dynamodb.expressions.tokens import Scope
from tfgen.emulator.dynamodb.expressions.updates import updated
from tfgen.emulator.dynamodb.expressions.values import MOST_BYTES, Item, checked_item, size_of_item
from tfgen.emulator.dynamodb.items import keys, legacy, request, storage
from tfgen.emulator.dynamodb.items.capacity import Consumed
from tfgen.emulator.dynamodb.items.request import Body

_MOST_REQUESTS = 25
_REMOVING = ("REMOVE", "DELETE")


@dataclass(frozen=True)
class Change:
    """An item as it was, and as it is to be."""

    table: Any
    key: Item
    old: Item | None
    new: Item | None

    def apply(self) -> None:
        """Stores it."""
        if self.new is not None:
            storage.put(self.table, self.new)
        elif self.old is not None:
            storage.delete(self.table, self.key)


@dataclass(frozen=True)
class Write:
    """A write, read from its request: everything that can be known without the table."""

    kind: str
    """Put, Delete, Update or ConditionCheck."""
    body: Body
    condition: Condition | None
    item: Item | None = None
    """What is put."""
    actions: tuple[Action, ...] = ()
    """Of an update."""

    def change(self, table: Any) -> Change:
        """What it comes to. Raises a ValidationException, or that its condition does not hold."""
        if self.item is not None:
            key = keys.key_of_item(table, self.item)
        else:
            key = keys.key_of_request(table, self.body["Key"])
        self._check_actions(key)
        old = storage.find(table, key)
        self._check_condition(old)
        if self.kind == "Update":
            return Change(table, key, old, self._updated(table, key, old))
        return Change(table, key, old, old if self.kind == "ConditionCheck" else self.item)

    def _check_actions(self, key: Item) -> None:
        for action in self.actions:
            if action.path.elements[0] in key:
                raise invalid_value(
                    f"Cannot update attribute {action.path.elements[0]}. This attribute is part of the key"
                )

    def _check_condition(self, old: Item | None) -> None:
        if self.condition and not holds(self.condition, old or {}):
            told = old if self.body.get("ReturnValuesOnConditionCheckFailure") == "ALL_OLD" else None
            raise ConditionalCheckFailed(item=told)

    def _updated(self, table: Any, key: Item, old: Item | None) -> Item | None:
        """The item after an update, which makes it if there is none, unless it only removes."""
        if old is None and self.actions and all(action.clause in _REMOVING for action in self.actions):
            return None
        item = updated(old or key, self.actions)
        written = {action.path.elements[0] for action in self.actions}
        changed = {name: value for name, value in item.items() if name in written}
        keys.check_empty_updates(table, changed)
        keys.check_indexes(table, changed)
        if size_of_item(item) > MOST_BYTES:
            raise invalid("Item size to update has exceeded the maximum allowed size")
        return item


def read_put(body: Body) -> Write:
    """A put, as PutItem and transactions say it."""
    names = request.scope(body)
    condition = request.condition(body, names)
    item = checked_item(body["Item"])
    names.finish()
    return Write("Put", body, condition, item)


def check_size(item: Item | None) -> None:
    """Raises a ValidationException if an item that is put is too large."""
    if item is not None and size_of_item(item) > MOST_BYTES:
        raise invalid("Item size has exceeded the maximum allowed size")


def read_deletion(body: Body) -> Write:
    """A deletion, as DeleteItem and transactions say it."""
    return Write("Delete", body, _condition(body))


def read_check(body: Body) -> Write:
    """A ConditionCheck of a transaction."""
    return Write("ConditionCheck", body, _condition(body))


def _condition(body: Body) -> Condition | None:
    names = request.scope(body)
    condition = request.condition(body, names)
    names.finish()
    return condition


def read_update(body: Body) -> Write:
    """An update, as UpdateItem and transactions say it."""
    names = request.scope(body)
    actions = _actions(body, names)
    condition = request.condition(body, names)
    names.finish()
    return Write("Update", body, condition, None, tuple(actions))


def _actions(body: Body, names: Scope) -> Iterable[Action]:
    text = body.get("UpdateExpression")
    if text is not None:
        return parse_update(text, names)
    return legacy.updates(body.get("AttributeUpdates") or {})


def put_item(handler: Any) -> dict[str, Any]:
    """PutItem."""
    body = handler.body
    _check_return_values(body)
    with request.counted():
        write = read_put(body)
    table = handler.dynamodb_backend.get_table(body["TableName"])
    check_size(write.item)
    return _written(body, write.change(table))


def delete_item(handler: Any) -> dict[str, Any]:
    """DeleteItem."""
    body = handler.body
    _check_return_values(body)
    with request.counted():
        write = read_deletion(body)
    return _written(body, write.change(handler.dynamodb_backend.get_table(body["TableName"])))


def _check_return_values(body: Body) -> None:
    if body.get("ReturnValues", "NONE") not in ("NONE", "ALL_OLD"):
        raise invalid("ReturnValues can only be ALL_OLD or NONE")


def update_item(handler: Any) -> dict[str, Any]:
    """UpdateItem."""
    body = handler.body
    with request.counted():
        write = read_update(body)
    change = write.change(handler.dynamodb_backend.get_table(body["TableName"]))
    answer = _written(body, change)
    said = body.get("ReturnValues", "NONE")
    item = change.old if said.endswith("_OLD") else change.new
    if item and said.startswith("UPDATED"):
        item = project(item, [action.path for action in write.actions])
    if item and said != "NONE":
        answer["Attributes"] = item
    return answer


def _written(body: Body, change: Change) -> dict[str, Any]:
    change.apply()
    answer: dict[str, Any] = {}
    if body.get("ReturnValues") == "ALL_OLD" and change.old:
        answer["Attributes"] = change.old
    if body.get("ReturnItemCollectionMetrics") == "SIZE" and change.table.indexes:
        answer["ItemCollectionMetrics"] = collection(change)
    consumed = Consumed(body.get("ReturnConsumedCapacity"))
    consumed.written(change.table, change.old, change.new)
    return consumed.tell(answer)


def collection(change: Change) -> dict[str, Any]:
    """What is told of the items of a partition key in a table with local secondary indexes."""
    partition = change.table.hash_key_attr
    return {"ItemCollectionKey": {partition: change.key[partition]}, "SizeEstimateRangeGB": [0.0, 1.0]}


def batch_write_item(handler: Any) -> dict[str, Any]:
    """BatchWriteItem: all that is wrong is found before anything is written."""
    requests = handler.body.get("RequestItems")
    if not requests:
        raise invalid("The requestItems parameter is required for BatchWriteItem")
    for name, each in requests.items():
        if not 1 <= len(each) <= _MOST_REQUESTS:
            told = ", ".join("com.amazonaws.dynamodb.v20120810.WriteRequest" for _ in each)
            raise invalid(
                f"1 validation error detected: Value '{{{name}=[{told}]}}' at 'requestItems' failed to satisfy "
                "constraint: Map value must satisfy constraint: [Member must have length less than or equal to "
                f"{_MOST_REQUESTS}, Member must have length greater than or equal to 1]"
            )
    if sum(map(len, requests.values())) > _MOST_REQUESTS:
        raise invalid("Too many items requested for the BatchWriteItem call")
    changes = [
        change
        for name, each in requests.items()
        for change in _batched(handler.dynamodb_backend.get_table(name), each)
    ]
    consumed = Consumed(handler.body.get("ReturnConsumedCapacity"))
    for change in changes:
        change.apply()
        consumed.written(change.table, change.old, change.new)
    return consumed.tell_all({"UnprocessedItems": {}, **collections(handler.body, changes)})


def collections(body: Body, changes: list[Change]) -> dict[str, Any]:
    """The item collections that changes met, by table, if the request asks for them."""
    if body.get("ReturnItemCollectionMetrics") != "SIZE":
        return {}
    found: dict[str, list[Any]] = {}
    for change in changes:
        if change.table.indexes:
            found.setdefault(change.table.name, []).append(collection(change))
    return {"ItemCollectionMetrics": found}


def _batched(table: Any, requests: list[Body]) -> list[Change]:
    changes = []
    for each in requests:
        if len(each) != 1:
            raise invalid(
                "Supplied AttributeValue has more than one datatypes set, "
                "must contain exactly one of the supported datatypes"
            )
        if "PutRequest" in each:
            item = checked_item(each["PutRequest"]["Item"])
            check_size(item)
            key = keys.key_of_item(table, item, keys.MISMATCH)
            changes.append(Change(table, key, storage.find(table, key), item))
        else:
            key = keys.key_of_request(table, each["DeleteRequest"]["Key"])
            changes.append(Change(table, key, storage.find(table, key), None))
    check_distinct([change.key for change in changes], "Provided list of item keys contains duplicates")
    return changes


def check_distinct(found: list[Item], message: str) -> None:
    """Raises a ValidationException if two keys are the same."""
    if len({repr(sorted(key.items())) for key in found}) < len(found):
        raise invalid(message)
