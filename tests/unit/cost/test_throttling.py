"""Loads that a table's capacity cannot serve."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.specs import example, stack_of
from tests.unit.cost.used import used
from tfgen.cost.scene import Scene
from tfgen.cost.throttling import throttled
from tfgen.cost.usage.tables import TableUsage

UNIT = Decimal(730 * 3600)
"""Writes of 1 KB, or half of the reads of 4 KB, that one unit serves in a month."""


def _messages(usage: TableUsage, **changes: Any) -> list[str]:
    stack = stack_of({**example("keyvalue"), "regions": ["us-east-1", "us-east-2"], **changes})
    return [found.message for found in throttled(Scene(stack, used(tables={"keyvalues": usage})))]


@pytest.mark.parametrize(
    ("reads", "writes", "expected"),
    [
        (0, 100, []),
        (0, 101, ["write units a second than its maximum: 101 of 100 in us-east-1, 101 of 100 in us-east-2"]),
        (200, 0, []),
        (204, 0, ["read units a second than its maximum: 51 of 50 in us-east-1, 51 of 50 in us-east-2"]),
    ],
)
def test_the_maximum_of_each_region(reads: int, writes: int, expected: list[str]) -> None:
    """Of 204 reads a second each region answers half, and two that may be stale take one unit."""
    usage = TableUsage(reads=reads * UNIT, writes=writes * UNIT, item=Decimal(1))
    found = _messages(usage)
    assert len(found) == len(expected)
    assert all(words in message for words, message in zip(expected, found, strict=True))


def test_2017_writes_twice() -> None:
    table = {**example("keyvalue")["tables"]["keyvalues"], "global_table": "2017.11.29"}
    usage = TableUsage(reads=Decimal(0), writes=60 * UNIT, item=Decimal(1))
    assert not _messages(usage)
    assert "120 of 100 in us-east-1" in _messages(usage, tables={"keyvalues": table})[0]


def test_what_is_on_demand_or_not_known_is_served() -> None:
    usage = TableUsage(reads=Decimal(10**12), writes=Decimal(10**12), item=Decimal(1))
    assert not _messages(usage, tables={"keyvalues": {"key": {"key": "S"}}})
    assert not _messages(TableUsage())
