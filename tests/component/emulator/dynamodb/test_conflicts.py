"""Replication that is stopped between two regions, and writes that knew nothing of each other."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest

from tests.component.emulator.dynamodb.conftest import EAST, HOME, REGIONS, WEST, Dynamo
from tfgen.emulator.dynamodb.conflicts import Conflict
from tfgen.emulator.dynamodb.replication import Lane


@pytest.fixture
def found(dynamo: Dynamo) -> Iterator[list[Conflict]]:
    told: list[Conflict] = []
    dynamo.tables.replicator.conflicts.tell = told.append
    yield told
    dynamo.tables.replicator.hold(())
    dynamo.tables.replicator.conflicts.tell = lambda _: None


def _hold(dynamo: Dynamo, *pairs: tuple[str, str]) -> None:
    dynamo.tables.replicator.hold(pairs)


def test_what_is_held_waits_and_everything_else_goes_on(dynamo: Dynamo, found: list[Conflict]) -> None:
    name = dynamo.create_global_table()
    _hold(dynamo, (HOME, WEST))
    dynamo.put(name, HOME, "a")
    dynamo.put(name, WEST, "b")
    dynamo.settle()
    assert [set(dynamo.items(name, region)) for region in (HOME, EAST, WEST)] == [
        {"a", "b"},
        {"a", "b"},
        {"b"},
    ]
    traffic = dynamo.tables.replicator.traffic()
    assert traffic[Lane(name, HOME, WEST)].pending == 1
    assert traffic[Lane(name, HOME, WEST)].lag is None
    assert traffic[Lane(name, WEST, HOME)].pending == 0
    assert (traffic[Lane(name, WEST, HOME)].lag or 0) > 0
    _hold(dynamo)
    dynamo.settle()
    assert set(dynamo.items(name, WEST)) == {"a", "b"}
    assert dynamo.tables.replicator.traffic()[Lane(name, HOME, WEST)].pending == 0
    assert found == []


def test_two_writes_that_knew_nothing_of_each_other_are_told_once(
    dynamo: Dynamo, found: list[Conflict]
) -> None:
    name = dynamo.create_global_table()
    dynamo.put(name, HOME, "k", value="old")
    dynamo.settle()
    _hold(dynamo, *itertools.permutations(REGIONS, 2))
    dynamo.put(name, HOME, "k", value="first")
    dynamo.put(name, WEST, "k", value="last")
    _hold(dynamo)
    dynamo.settle()
    assert len(found) == 1
    kept, lost = found[0].kept, found[0].lost
    assert (kept.stamp.region, lost.stamp.region) == (WEST, HOME)
    assert [each.item.to_json()["Attributes"]["value"] for each in (kept, lost)] == [
        {"S": "last"},
        {"S": "first"},
    ]
    assert {dynamo.items(name, region)["k"]["value"]["S"] for region in REGIONS} == {"last"}


def test_a_deletion_conflicts_with_a_write(dynamo: Dynamo, found: list[Conflict]) -> None:
    name = dynamo.create_global_table()
    dynamo.put(name, HOME, "k")
    dynamo.settle()
    _hold(dynamo, (HOME, WEST), (WEST, HOME))
    dynamo.put(name, WEST, "k", value="new")
    dynamo.delete(name, HOME, "k")
    _hold(dynamo)
    dynamo.settle()
    assert [(each.kept.item, each.kept.stamp.region) for each in found] == [(None, HOME)]
    assert [dynamo.items(name, region) for region in REGIONS] == [{}, {}, {}]


def test_a_write_that_knew_the_other_is_no_conflict_whatever_arrives_first(
    dynamo: Dynamo, found: list[Conflict]
) -> None:
    """EAST changes what HOME wrote; WEST hears of the change before it hears of what was changed."""
    name = dynamo.create_global_table()
    _hold(dynamo, (HOME, WEST))
    dynamo.put(name, HOME, "k", value="1")
    dynamo.put(name, HOME, "k", value="2")
    dynamo.settle()
    dynamo.put(name, EAST, "k", value="3")
    dynamo.settle()
    assert dynamo.items(name, WEST)["k"]["value"] == {"S": "3"}
    dynamo.put(name, WEST, "k", value="4")
    _hold(dynamo)
    dynamo.settle()
    assert found == []
    assert {dynamo.items(name, region)["k"]["value"]["S"] for region in REGIONS} == {"4"}
