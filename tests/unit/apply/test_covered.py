"""What may be left of what was reviewed."""

from __future__ import annotations

from typing import Any

import pytest

from tfgen.apply.covered import uncovered
from tfgen.plan.fingerprint import canonical


def _line(*actions: str, before: Any = None, after: Any = None, **more: Any) -> dict[str, Any]:
    outer: dict[str, Any] = {
        key: more.pop(key) for key in ("address", "deposed", "previous_address") if key in more
    }
    change = {"actions": list(actions), "before": before, "after": after, **more}
    return {"mode": "managed", "type": "aws_x", "address": "aws_x.a", **outer, "change": change}


def _is_covered(reviewed: list[dict[str, Any]], rest: list[dict[str, Any]]) -> bool:
    a, b = canonical({"resource_changes": reviewed}), canonical({"resource_changes": rest})
    return not list(uncovered(b, a))


CREATE = _line("create", after={"name": "a", "size": 1}, after_unknown={"arn": True, "rule": True})
UPDATE = _line("update", before={"size": 1, "name": "a"}, after={"size": 2, "name": "b"})


@pytest.mark.parametrize(
    ("reviewed", "rest"),
    [
        (CREATE, CREATE),
        (UPDATE, UPDATE),
        (CREATE, _line("create", after={"name": "a", "size": 1, "arn": "arn:a", "rule": [{"b": 1}]})),
        (
            CREATE,
            _line(
                "create", after={"name": "a", "size": 1, "rule": [{}]}, after_unknown={"rule": [{"b": True}]}
            ),
        ),
        (CREATE, _line("update", before={"name": "a", "size": 9}, after={"name": "a", "size": 1})),
        (
            CREATE,
            _line("update", before={"name": "a", "size": 1, "note": "x"}, after={"name": "a", "size": 1}),
        ),
        (UPDATE, _line("update", before={"size": 1, "name": "b"}, after={"size": 2, "name": "b"})),
        (
            _line("delete", "create", before={"id": "1"}, after={"name": "b"}),
            _line("create", after={"name": "b"}),
        ),
        (
            _line("create", "delete", before={"id": "1"}, after={"name": "b"}),
            _line("delete", before={"id": "1"}, deposed="abc"),
        ),
        (_line("delete", before={"id": "1"}), _line("delete", before={"id": "1", "size": 3})),
        (
            _line("update", before={"size": 1}, after={"size": 2}, previous_address="aws_x.b"),
            _line("update", before={"size": 1}, after={"size": 2}),
        ),
    ],
)
def test_a_rest_is_covered(reviewed: dict[str, Any], rest: dict[str, Any]) -> None:
    assert _is_covered([reviewed, _line("create", address="aws_x.other", after={"name": "o"})], [rest])


@pytest.mark.parametrize(
    ("reviewed", "rest"),
    [
        (CREATE, _line("create", after={"name": "a", "size": 2})),
        (CREATE, _line("create", after={"name": "a"})),
        (CREATE, _line("create", after={"name": "a", "size": 1, "note": "x"})),
        (CREATE, _line("delete", before={"id": "1"})),
        (CREATE, _line("delete", "create", before={"id": "1"}, after={"name": "a", "size": 1})),
        (CREATE, _line("update", before={"name": "a", "size": 1}, after={"name": "a", "size": 3})),
        (CREATE, {**CREATE, "address": "aws_x.another"}),
        (CREATE, _line("no-op", before={"name": "a"}, after={"name": "a"}, importing={"id": "else"})),
        (UPDATE, _line("update", before={"size": 1}, after={"size": 3})),
        (UPDATE, _line("update", before={"size": 1, "note": "x"}, after={"size": 2})),
        (UPDATE, _line("update", before={"size": 1}, after={}, after_unknown={"size": True})),
        (UPDATE, _line("delete", before={"id": "1"})),
        (_line("delete", before={"id": "1"}), _line("delete", before={"id": "2"})),
        (_line("delete", before={"id": "1"}), _line("delete", before={"id": "1"}, address="aws_x.b")),
        (
            _line("delete", "create", before={"id": "1"}, after={"name": "b"}),
            _line("delete", before={"id": "1"}),
        ),
        (UPDATE, _line("update", before={"size": 1}, after={"size": 2}, previous_address="aws_x.b")),
    ],
)
def test_anything_else_is_not(reviewed: dict[str, Any], rest: dict[str, Any]) -> None:
    assert not _is_covered([reviewed], [rest])


def test_outputs_may_be_known_now() -> None:
    def of(after: Any, unknown: bool, action: str) -> Any:
        told = {"actions": [action], "before": None, "after": after, "after_unknown": unknown}
        return canonical({"output_changes": {"url": told}})

    assert not list(uncovered(of("a", False, "update"), of(None, True, "create")))
    assert list(uncovered(of("a", False, "create"), of("b", False, "create")))


def test_what_was_made_in_part_may_be_made_anew() -> None:
    anew = _line(
        "create",
        "delete",
        before={"id": "1"},
        after={"name": "a", "size": 1, "arn": "x"},
        after_unknown={"id": True},
    )
    reviewed, rest = (
        canonical({"resource_changes": [each]})
        for each in (
            _line("create", after={"name": "a", "size": 1}, after_unknown={"arn": True, "id": True}),
            anew,
        )
    )
    assert list(uncovered(rest, reviewed))
    assert not list(uncovered(rest, reviewed, {"aws_x.a"}))
    other = canonical({"resource_changes": [_line("update", before={"size": 3}, after={"size": 1})]})
    assert list(uncovered(rest, other, {"aws_x.a"}))


def test_parts_of_a_value_may_be_known_now() -> None:
    def of(action: str, before: Any, after: Any, unknown: Any) -> Any:
        change = {"actions": [action], "before": before, "after": after, "after_unknown": unknown}
        return canonical({"output_changes": {"urls": change}})

    reviewed = of("update", {"eu": "a"}, {"eu": "a"}, {"us": True})
    assert not list(uncovered(of("update", {"eu": "a"}, {"eu": "a", "us": "b"}, {"us": False}), reviewed))
    assert list(uncovered(of("update", {"eu": "a"}, {"eu": "c", "us": "b"}, {"us": False}), reviewed))
