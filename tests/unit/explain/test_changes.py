"""docs/changes.md: every setting is tried, every trial is told, and what goes wrong has a finding."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.changes.changes import ALONE, THINGS, changes
from tests.changes.page import KEPT, PAGE, page
from tests.specs import ROOT, dump, stack_of
from tfgen.spec.record import fields
from tfgen.stack.kinds import KINDS
from tfgen.stack.spec import SPEC

OUTCOMES: dict[str, Any] = json.loads(KEPT.read_text("utf-8"))
_OF_THE_SPEC = {
    "service",
    "domain",
    "zone",
    "zone_id",
    "regions",
    "joining",
    "leaving",
    "home_was",
    "retiring",
    "tags",
    "state",
    "inputs",
    "account",
}
_NOT_OF_TERRAFORM = {"tfgen", "defaults", "ignore", "environments", "waves", "frozen"}
"""Settings that render nothing by themselves."""
_SAME_AS = {"zone_id": "zone"}
"""Settings that say another's value in another way."""


def _settings(section: str) -> set[str]:
    return {change.setting.partition(".")[0] for change in changes() if change.section == section}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: str(kind.one))
def test_every_setting_of_a_kind_is_changed(kind: Any) -> None:
    assert set(fields(kind.record)) <= _settings(kind.key)


def test_every_setting_of_the_spec_is_changed() -> None:
    own = set(SPEC.fields) - {kind.key for kind in KINDS} - _NOT_OF_TERRAFORM
    assert own <= _OF_THE_SPEC
    assert {_SAME_AS.get(name, name) for name in own} <= _settings("the spec")


def test_every_section_is_tried() -> None:
    assert {kind.key for kind in KINDS} | {"the spec"} == {*THINGS, *ALONE}


@pytest.mark.parametrize("change", changes(), ids=lambda change: str(change.title))
def test_what_goes_wrong_has_a_finding(change: Any) -> None:
    """What fails, needs a second apply or deletes a table is told before it is applied."""
    outcome = OUTCOMES[change.title]
    deletes_table = any(
        kind in action and not action.startswith(("make", "change"))
        for action in outcome["actions"]
        for kind in ("aws_dynamodb_table", "aws_sqs_queue")
    )
    wrong = outcome["errors"] or outcome["left"] or deletes_table
    meant = change.after is None or "retiring" in change.how or "drained before" in change.how
    assert outcome["found"] or not wrong or (meant and not outcome["errors"])


def test_the_changes_of_a_whole_spec_have_no_mistakes() -> None:
    for change in changes():
        if change.section in ALONE:
            for spec in (change.before, change.after):
                assert spec and stack_of(dump(spec))


def test_the_committed_page_is_fresh() -> None:
    assert (ROOT / PAGE).read_text("utf-8") == page()
