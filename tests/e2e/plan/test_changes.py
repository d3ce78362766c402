"""Changes of a stack that stands do what docs/changes.md tells, and what goes wrong is told by the plan's review."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import strategies as st

from tests.changes.changes import Change, base, changes, pairs, valid
from tests.changes.page import KEPT
from tests.changes.trial import standing, try_together
from tests.draws import sample

pytestmark = [pytest.mark.terraform, pytest.mark.slow, pytest.mark.drawn]

_TOGETHER = ("tables", "queues")
"""What hides nothing of one another when it fails."""


def _drawn() -> tuple[list[Change], list[Change]]:
    singles = [change for change in changes() if change.section in _TOGETHER]
    both = [pair for pair in pairs("tables") if valid(pair)]
    return _once(sample(st.sampled_from(singles), 6)), _once(sample(st.sampled_from(both), 3))


def _once(drawn: list[Change]) -> list[Change]:
    return list({change.title: change for change in drawn}.values())


def test_what_changes_do_is_told_before(
    tmp_path: Path, terraform: Path, terraform_env: dict[str, str]
) -> None:
    singles, both = _drawn()
    kept = json.loads(KEPT.read_text("utf-8"))
    with standing(tmp_path / "stack", terraform, terraform_env, base()) as stood:
        found = try_together([*singles, *both], stood)
    for change in singles:
        outcome, told = found[change.title].as_json(), kept[change.title]
        assert (outcome["actions"], outcome["found"]) == (told["actions"], told["found"]), change.title
    for change in (*singles, *both):
        outcome = found[change.title].as_json()
        # whether AWS refuses may be chance: what is made and what is deleted know nothing of one another
        assert outcome["found"] or not (outcome["errors"] or outcome["left"]), (change.title, outcome)
