"""Which states are planned, and what is left in a folder of another layout."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.unit.stack.test_root import parted
from tfgen.diagnostics import Diagnostic, Severity, Span
from tfgen.plan.kept import kept
from tfgen.plan.layout import of_another_layout
from tfgen.plan.roots import choice, in_root, root_of, together
from tfgen.plan.run import Planned
from tfgen.stack.variations import in_one_state

APART = parted()


def test_all_states_are_planned_or_those_that_are_named() -> None:
    assert list(choice(in_one_state(APART)).options) == [""]
    assert len(choice(APART).options) == 7
    assert list(choice(APART, ["us-west-2", "global"]).options) == ["global", "us-west-2"]


def test_a_lost_region_is_left_out_and_data_of_others_is_planned_as_known() -> None:
    found = choice(APART, lost=["eu-west-1"])
    assert found.left_out == dict.fromkeys(["data-eu-west-1", "eu-west-1"], "eu-west-1 is lost")
    assert found.options["data-us-west-2"] == ("-refresh=false",)
    assert found.options["us-west-2"] == found.options["global"] == ()
    assert "global" in choice(APART, lost=["us-east-1"]).left_out


def test_plans_are_seen_together() -> None:
    plans = {name: Planned(None, {"resource_changes": [name]}) for name in ("a", "b")}
    assert together(plans).json["resource_changes"] == ["a", "b"]


def test_places_in_a_root_are_told_as_they_lie_in_the_folder() -> None:
    def told(file: str) -> str:
        found = Diagnostic("TFG401", Severity.ERROR, "", Span(file, 1, 1, 1, 1))
        moved = in_root(found, "us-west-2").span
        assert moved
        return moved.file

    assert told("main.tf") == "us-west-2/main.tf"
    assert told("../modules/table/table.tf") == "modules/table/table.tf"


def test_a_state_of_another_layout_is_told(tmp_path: Path) -> None:
    assert of_another_layout(tmp_path, APART) == []
    held = json.dumps({"resources": [{"instances": [{}, {}]}]})
    (tmp_path / "terraform.tfstate").write_text(held)
    (tmp_path / "us-west-2").mkdir()
    (tmp_path / "us-west-2/terraform.tfstate").write_text(held)
    assert ["2 resources" in each.message for each in of_another_layout(tmp_path, APART)] == [True]
    other = of_another_layout(tmp_path, in_one_state(APART))
    assert [each.code for each in other] == ["TFG214"] and "us-west-2" in other[0].message
    (tmp_path / "terraform.tfstate").write_text("{")
    assert of_another_layout(tmp_path, APART) == []
    record = tmp_path / ".terraform/terraform.tfstate"
    record.parent.mkdir()
    record.write_text('{"backend": {"type": "s3"}}')
    assert "'s3'" in of_another_layout(tmp_path, APART)[0].message


@pytest.mark.parametrize(
    ("state", "backend", "is_good"),
    [
        (
            {"bucket": "b-{region}"},
            {"type": "s3", "config": {"bucket": "b-us-west-2", "key": "keyvalue/us-west-2.tfstate"}},
            True,
        ),
        (
            {"bucket": "b-{region}"},
            {"type": "s3", "config": {"bucket": "b-us-west-2", "key": "keyvalue/terraform.tfstate"}},
            False,
        ),
        ({}, {"type": "local"}, True),
        (
            {"cloud": {"organization": "acme"}},
            {
                "type": "cloud",
                "config": {"organization": "acme", "workspaces": {"name": "keyvalue-us-west-2"}},
            },
            True,
        ),
        (
            {"cloud": {"organization": "acme"}},
            {"type": "cloud", "config": {"organization": "acme", "workspaces": {"name": "keyvalue"}}},
            False,
        ),
    ],
)
def test_a_root_keeps_its_own_state(
    tmp_path: Path, state: dict[str, object], backend: object, is_good: bool
) -> None:
    stack = parted(state)
    record = tmp_path / ".terraform/terraform.tfstate"
    record.parent.mkdir()
    record.write_text(json.dumps({"backend": backend}))
    found = kept(tmp_path, stack, "", root_of(stack, "us-west-2"))
    assert isinstance(found, Diagnostic) is not is_good
