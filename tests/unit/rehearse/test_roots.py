"""Terraform in several roots: in which order it runs, and what is put together of what each says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.unit.stack.test_root import parted
from tfgen import process
from tfgen.check.terraform import Terraform
from tfgen.rehearse import roots as under_test
from tfgen.rehearse.roots import TerraformInRoots

GLOBAL, HOME, HOME_DATA, EAST, EAST_DATA = (
    "global",
    "eu-west-1",
    "data-eu-west-1",
    "us-east-1",
    "data-us-east-1",
)


def terraform(monkeypatch: pytest.MonkeyPatch, failing: str = "") -> tuple[TerraformInRoots, list[str]]:
    """Terraform, whose program is stood in for, and the roots in which it ran."""
    ran: list[str] = []

    def run(self: Terraform, *arguments: str) -> process.Finished:
        ran.append(self.folder.name)
        if self.folder.name == failing:
            return process.Finished(1, "", "no")
        if arguments[0] == "show":
            return process.Finished(0, json.dumps({"resource_changes": [self.folder.name]}), "")
        return process.Finished(0, f"{self.folder.name}\n", "")

    monkeypatch.setattr(Terraform, "run", run)
    monkeypatch.setattr(under_test, "_AT_ONCE", 1)
    found = TerraformInRoots(Path("terraform"), Path("stack"), {})
    found.turn_to(parted(regions=[HOME, EAST]))
    return found, ran


def test_an_apply_comes_after_what_it_needs_and_a_destroy_before(monkeypatch: pytest.MonkeyPatch) -> None:
    found, ran = terraform(monkeypatch)
    assert found.run("apply", "tfplan").status == 0
    assert [ran.index(each) < ran.index(EAST) for each in (GLOBAL, HOME_DATA, EAST_DATA)] == [True] * 3
    assert ran.index(HOME_DATA) < ran.index(EAST_DATA)
    ran.clear()
    found.run("apply", "-destroy")
    assert ran.index(EAST) < ran.index(EAST_DATA) < ran.index(HOME_DATA)


def test_what_needs_a_root_that_failed_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    found, ran = terraform(monkeypatch, failing=HOME_DATA)
    said = found.run("apply", "tfplan")
    assert (said.status, said.stderr) == (1, "no")
    assert set(ran) == {GLOBAL, HOME_DATA}


def test_what_each_says_is_put_together(monkeypatch: pytest.MonkeyPatch) -> None:
    found, ran = terraform(monkeypatch)
    changes = json.loads(found.run("show", "-json", "tfplan").stdout)["resource_changes"]
    assert sorted(changes) == sorted([GLOBAL, HOME, HOME_DATA, EAST, EAST_DATA])
    ran.clear()
    found.run("output", "region_urls")
    assert sorted(ran) == [HOME, EAST], "data and what is global have no address"
