"""Query and Scan: which items, in which order, and how many at once.

moto keeps no order of partitions, ends pages of a filter elsewhere, and reads what an index does not have.
Sources: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Query.html and API_Scan.html
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tfgen.emulator.dynamodb.errors import invalid, invalid_value
from tfgen.emulator.dynamodb.expressions.evaluation import holds, project
from tfgen.emulator.dynamodb.expressions.nodes import Condition, Path
from tfgen.emulator.dynamodb.expressions.values import Item, checked_item, size_of_item, type_of
from tfgen.emulator.dynamodb.items import capacity, keys, request, storage
from tfgen.emulator.dynamodb.items.conditions import filter_of, key_conditions, values_of
from tfgen.emulator.dynamodb.items.request import Body

_MOST_BYTES = 1024 * 1024


@dataclass(frozen=True)
class Source:
    """A table, or an index of it."""

    table: Any
    index: Any

    @property
    def schema(self) -> list[dict[str, str]]:
        """Its key."""
        found: list[dict[str, str]] = (self.index or self.table).schema
        return found

    @property
    def is_global(self) -> bool:
        """Whether it is a global secondary index."""
        return self.index is not None and self.index in self.table.global_indexes

    @property
    def key_names(self) -> list[str]:
        """What a key to start from has."""
        return list(dict.fromkeys([*keys.names(self.schema), *keys.names(self.table.schema)]))

    def place(self, item: Item) -> tuple[Any, ...]:
        """Where an item stands."""
        own = storage.place(item, keys.names(self.schema, "HASH"), keys.names(self.schema, "RANGE"))
        if not self.index:
            return own
        of_table = self.table.schema
        return own + storage.place(item, keys.names(of_table, "HASH"), keys.names(of_table, "RANGE"))

    def has(self, item: Item) -> bool:
        """Whether an item is in it: an index has those that have its keys."""
        return not self.index or all(name in item for name in keys.names(self.schema))

    def view(self, item: Item) -> Item:
        """What it has of an item."""
        return capacity.projected(self.table, self.index, item) if self.index else item


def _source(handler: Any) -> Source:
    body = handler.body
    table = handler.dynamodb_backend.get_table(body["TableName"])
    name = body.get("IndexName")
    if name is None:
        return Source(table, None)
    for index in keys.indexes(table):
        if index.name == name:
            found = Source(table, index)
            if found.is_global and body.get("ConsistentRead"):
                raise invalid("Consistent reads are not supported on global secondary indexes")
            return found
    raise invalid(f"The table does not have the specified index: {name}")


def query(handler: Any) -> dict[str, Any]:
    """Query."""
    body = handler.body
    names = request.scope(body)
    paths = request.projection(body, names)
    source = _source(handler)
    conditions = key_conditions(body, names, source.schema, source.table)
    filtered = filter_of(body, names, "QueryFilter", source.schema)
    names.finish()
    _check_select(body, source, paths)
    start = _start(body, source)
    if start and not all(holds(conditions[name], start) for name in keys.names(source.schema, "HASH")):
        raise invalid("The provided starting key is outside query boundaries based on provided conditions")
    items = _partition(source, conditions)
    items.sort(key=source.place, reverse=body.get("ScanIndexForward") is False)
    return _page(body, source, items, start, filtered, paths)


def _partition(source: Source, conditions: dict[str, Condition]) -> list[Item]:
    if source.is_global:
        candidates = storage.all_items(source.table)
    else:
        candidates = storage.partition_of(source.table, values_of(conditions[source.table.hash_key_attr])[0])
    return [
        item
        for item in candidates
        if source.has(item) and all(holds(condition, item) for condition in conditions.values())
    ]


def scan(handler: Any) -> dict[str, Any]:
    """Scan."""
    body = handler.body
    names = request.scope(body)
    paths = request.projection(body, names)
    filtered = filter_of(body, names, "ScanFilter", None)
    names.finish()
    is_in_segment = _segment(body)
    source = _source(handler)
    _check_select(body, source, paths)
    start = _start(body, source)
    hashes = keys.names(source.schema, "HASH")
    items = [
        item
        for item in storage.all_items(source.table)
        if source.has(item) and (not is_in_segment or is_in_segment(storage.hash_of(item, hashes)))
    ]
    items.sort(key=source.place)
    return _page(body, source, items, start, filtered, paths)


def _segment(body: Body) -> Callable[[int], bool] | None:
    segment, total = body.get("Segment"), body.get("TotalSegments")
    required = "The {} parameter is required but was not present in the request when {} is present"
    if segment is None and total is None:
        return None
    if total is None or segment is None:
        missing = (
            ("TotalSegments", "Segment parameter")
            if total is None
            else ("Segment", "parameter TotalSegments")
        )
        raise invalid(required.format(*missing))
    if segment >= total:
        raise invalid(
            "The Segment parameter is zero-based and must be less than parameter TotalSegments: "
            f"Segment: {segment} is not less than TotalSegments: {total}"
        )
    return lambda place: place * total >> 128 == segment


def _start(body: Body, source: Source) -> Item | None:
    said = body.get("ExclusiveStartKey")
    if said is None:
        return None
    key, expected = checked_item(said), keys.types(source.table)
    if key.keys() != set(source.key_names):
        raise invalid("The provided starting key is invalid")
    if any(type_of(value) != expected[name] for name, value in key.items()):
        raise invalid(f"The provided starting key is invalid: {keys.MISMATCH}")
    return key


def _check_select(body: Body, source: Source, paths: list[Path] | None) -> None:
    select = body.get("Select")
    said = "ProjectionExpression" if "ProjectionExpression" in body else "AttributesToGet"
    if select == "SPECIFIC_ATTRIBUTES" and paths is None:
        raise invalid(
            "Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES"
        )
    if select not in (None, "SPECIFIC_ATTRIBUTES") and paths is not None:
        told = "only the Count" if select == "COUNT" else select
        raise invalid(f"Cannot specify the {said} when choosing to get {told}")
    if select == "ALL_PROJECTED_ATTRIBUTES" and not source.index:
        raise invalid("ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName")
    held = capacity.attributes(source.table, source.index) if source.is_global else None
    if held is None:
        return
    if select == "ALL_ATTRIBUTES":
        raise invalid_value(
            f"Select type ALL_ATTRIBUTES is not supported for global secondary index {source.index.name} "
            "because its projection type is not ALL"
        )
    missing = [str(path.elements[0]) for path in paths or () if path.elements[0] not in held]
    if missing:
        raise invalid_value(
            f"Global secondary index {source.index.name} does not project [{', '.join(missing)}]"
        )


def _page(
    body: Body,
    source: Source,
    items: list[Item],
    start: Item | None,
    filtered: Condition | None,
    paths: list[Path] | None,
) -> dict[str, Any]:
    if start:
        first, backwards = source.place(start), body.get("ScanIndexForward") is False
        items = [
            item
            for item in items
            if (source.place(item) < first if backwards else source.place(item) > first)
        ]
    limit = body.get("Limit", len(items) + 1)
    read: list[Item] = []
    size = 0
    last = None
    for item in items:
        own = size_of_item(source.view(item))
        if size + own > _MOST_BYTES:
            last = read[-1]
            break
        size += own
        read.append(item)
        if len(read) == limit:
            last = item
            break
    whole = paths is not None or body.get("Select") == "ALL_ATTRIBUTES"
    seen = read if whole and not source.is_global else [source.view(item) for item in read]
    found = [item for item in seen if not filtered or holds(filtered, item)]
    answer: dict[str, Any] = {"Count": len(found), "ScannedCount": len(read)}
    if body.get("Select") != "COUNT":
        answer["Items"] = found if paths is None else [project(item, paths) for item in found]
    if last:
        answer["LastEvaluatedKey"] = {name: last[name] for name in source.key_names}
    consumed = capacity.Consumed(body.get("ReturnConsumedCapacity"))
    consumed.read(source.table, capacity.read_units(size, body.get("ConsistentRead", False)), source.index)
    return consumed.tell(answer)
