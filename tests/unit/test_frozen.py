"""Frozen classes behave as frozen dataclasses do."""

from __future__ import annotations

import copy
import dataclasses
import pickle

import pytest

from tfgen.frozen import frozen, unique


@frozen
class Point:
    """A place."""

    x: int
    y: int = 0
    tags: dict[str, str] = dataclasses.field(default_factory=dict)


@frozen
class Other(Point):
    """Another, with a field more."""

    z: int = 0


@frozen
class Nothing:
    """No field."""


@unique
class Row:
    """Equal to itself alone."""

    title: str = ""
    name: str


def test_fields_are_given_by_position_by_name_and_by_default() -> None:
    assert Point(1, y=2) == Point(1, 2) == Point(x=1, y=2, tags={})
    assert Other(1, z=3).z == 3
    assert Nothing() == Nothing()
    assert Row(name="a").title == ""


def test_each_instance_has_a_default_of_its_own() -> None:
    assert Point(1).tags is not Point(1).tags


@pytest.mark.parametrize(
    ("values", "named", "problem"),
    [
        ((), {}, "Point lacks x"),
        ((1,), {"z": 1}, "Point has no z"),
        ((), {"z": 1}, "Point has no z; Point lacks x"),
        ((1,), {"x": 1}, "Point was given twice x"),
        ((1, 2, {}, 4), {}, "Point takes 3 values, and was given 4"),
    ],
)
def test_other_arguments_are_refused(
    values: tuple[object, ...], named: dict[str, object], problem: str
) -> None:
    with pytest.raises(TypeError, match=f"^{problem}$"):
        Point(*values, **named)  # type: ignore[arg-type]


def test_equality_and_hash_are_of_the_class_and_its_fields() -> None:
    assert Point(1, 2) != Point(2, 1)
    assert Point(1) != Other(1)
    assert Point(1).__eq__(1) is NotImplemented
    assert hash(Point(1, 2, tags=())) == hash(Point(x=1, y=2, tags=()))  # type: ignore[arg-type]
    assert len({Nothing(), Nothing()}) == 1


def test_unique_ones_equal_themselves_alone() -> None:
    row = Row(name="a")
    assert row != Row(name="a")
    assert {row: 1}[row] == 1


def test_nothing_changes() -> None:
    point = Point(1)
    with pytest.raises(dataclasses.FrozenInstanceError):
        point.x = 2  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        del point.x
    assert point.x == 1


def test_they_are_dataclasses() -> None:
    point = Point(1, tags={"a": "b"})
    assert dataclasses.replace(point, y=3) == Point(1, 3, {"a": "b"})
    assert dataclasses.asdict(point) == {"x": 1, "y": 0, "tags": {"a": "b"}}
    assert [field.name for field in dataclasses.fields(Other)] == ["x", "y", "tags", "z"]


def test_they_are_copied_and_pickled() -> None:
    point = Point(1, tags={"a": "b"})
    assert copy.deepcopy(point) == copy.copy(point) == pickle.loads(pickle.dumps(point)) == point  # noqa: S301


def test_they_are_shown_with_their_fields() -> None:
    assert repr(Point(1)) == "Point(x=1, y=0, tags={})"
    assert repr(Nothing()) == "Nothing()"
