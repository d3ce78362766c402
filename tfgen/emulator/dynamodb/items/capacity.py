"""Units of capacity that a request takes.

https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from tfgen.emulator.dynamodb.expressions.values import Item, size_of_item
from tfgen.emulator.dynamodb.items.keys import names


def read_units(size: int, consistent: bool) -> float:
    """Of reading some bytes: whole units of 4 KB, or halves."""
    return max(1, -(-size // 4096)) * (1.0 if consistent else 0.5)


def _write_units(*items: Item | None) -> float:
    return float(max((-(-size_of_item(item) // 1024) for item in items if item), default=1))


class Consumed:
    """What a request takes, by table and index."""

    def __init__(self, said: str | None) -> None:
        self.is_asked = said in ("TOTAL", "INDEXES")
        self._by_index = said == "INDEXES"
        self._tables: dict[str, float] = defaultdict(float)
        self._indexes: dict[tuple[str, str, str], float] = defaultdict(float)
        self._unit = ""

    def read(self, table: Any, units: float, index: Any = None) -> None:
        """Adds a read of a table, or of an index."""
        if index:
            self._tables[table.name] += 0
            self._indexes[table.name, _kind(table, index), index.name] += units
        else:
            self._tables[table.name] += units

    def transacted(self, unit: str) -> None:
        """Has answers tell the kind of the units, as those to transactions do: Read or Write."""
        self._unit = unit

    def written(self, table: Any, old: Item | None, new: Item | None, times: int = 1) -> None:
        """Adds a write of an item, and of each index that it changes."""
        if not self.is_asked:
            return
        self._tables[table.name] += _write_units(old, new) * times
        for index in (*table.global_indexes, *table.indexes):
            before, after = (_projected(table, index, item) for item in (old, new))
            moved = before and after and any(before[name] != after[name] for name in names(index.schema))
            for changed in (before, after) if moved else (after or before,):
                if changed and before != after:
                    key = (table.name, _kind(table, index), index.name)
                    self._indexes[key] += _write_units(changed) * times

    def answers(self) -> list[dict[str, Any]]:
        """One for each table."""
        return [self._answer(name) for name in self._tables]

    def _answer(self, name: str) -> dict[str, Any]:
        of_table = {key: units for key, units in self._indexes.items() if key[0] == name}
        answer = {"TableName": name, **self._units(self._tables[name] + sum(of_table.values()))}
        if self._by_index:
            answer["Table"] = self._units(self._tables[name])
            for (_, kind, index), units in of_table.items():
                answer.setdefault(kind, {})[index] = self._units(units)
        return answer

    def _units(self, units: float) -> dict[str, Any]:
        return {"CapacityUnits": units, **({f"{self._unit}CapacityUnits": units} if self._unit else {})}

    def tell(self, answer: dict[str, Any]) -> dict[str, Any]:
        """Adds it to an answer of one table, if it is asked for."""
        if self.is_asked:
            answer["ConsumedCapacity"] = self.answers()[0]
        return answer

    def tell_all(self, answer: dict[str, Any]) -> dict[str, Any]:
        """Adds it to an answer of many tables, if it is asked for."""
        if self.is_asked:
            answer["ConsumedCapacity"] = self.answers()
        return answer


def _kind(table: Any, index: Any) -> str:
    return "GlobalSecondaryIndexes" if index in table.global_indexes else "LocalSecondaryIndexes"


def _projected(table: Any, index: Any, item: Item | None) -> Item | None:
    if item is None or not set(names(index.schema)) <= item.keys():
        return None
    return projected(table, index, item)


def projected(table: Any, index: Any, item: Item) -> Item:
    """What an index has of an item."""
    held = attributes(table, index)
    return item if held is None else {name: value for name, value in item.items() if name in held}


def attributes(table: Any, index: Any) -> set[str] | None:
    """The attributes that an index has; None if it has all."""
    said: Mapping[str, Any] = index.projection or {}
    if said.get("ProjectionType", "ALL") == "ALL":
        return None
    return {*names(table.schema), *names(index.schema), *said.get("NonKeyAttributes", ())}
