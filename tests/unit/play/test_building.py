"""How far terraform is, by what it says of itself."""

from __future__ import annotations

from typing import Any

from tfgen.play.building import Counting


def _planned(action: str) -> dict[str, Any]:
    return {"type": "planned_change", "change": {"action": action}}


def _completed(address: str, action: str) -> dict[str, Any]:
    return {"type": "apply_complete", "hook": {"resource": {"addr": address}, "action": action}}


def test_data_sources_that_are_read_late_are_not_counted_as_made() -> None:
    said: list[tuple[str, int, int]] = []
    counting = Counting(lambda *told: said.append(told))
    lines = [_planned("create"), _planned("read"), _planned("create")]
    lines += [{"type": "change_summary", "changes": {"operation": "plan"}}]
    lines += [_completed("a", "create"), _completed("data.b", "read"), _completed("c", "create")]
    for line in lines:
        counting.hear(line)
    assert said == [("2 resources to make", 0, 2), ("a", 1, 2), ("c", 2, 2)]
