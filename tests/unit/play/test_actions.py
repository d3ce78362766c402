"""The page about playing tells programs every action."""

from __future__ import annotations

import re

from tests.specs import ROOT
from tfgen.emulator.chaos import Part
from tfgen.play.actions import _DOING

PAGE = (ROOT / "docs/play.md").read_text("utf-8")


def test_every_action_is_told_with_what_it_takes() -> None:
    rows = [re.findall(r"`([a-z-]+)`", row) for row in PAGE.splitlines() if row.startswith("| `")]
    for name, (_, takes) in _DOING.items():
        (row,) = [row for row in rows if name in row]
        assert set(takes) <= set(row), name
    assert {told for row in rows for told in row} == {
        *_DOING,
        *(each for _, takes in _DOING.values() for each in takes),
        "do",
        "at",
    }


def test_every_part_that_can_be_lost_is_told() -> None:
    (row,) = [line for line in PAGE.splitlines() if line.startswith("| lose a region")]
    assert all(part.value in row.lower() for part in Part), row
