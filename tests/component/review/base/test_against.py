"""A spec against its base, as far as that goes without terraform."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.component.test_cli import run
from tests.specs import EXAMPLES
from tfgen.check import tools
from tfgen.cli.reviewing import Asked, Compared, against
from tfgen.cost.codes import UNKNOWN_PRICE
from tfgen.review.base import codes, planned
from tfgen.review.base.planned import Side
from tfgen.review.document import Document

REMOVED: dict[str, object] = {
    "resource_changes": [
        {
            "address": "aws_sqs_queue.a",
            "type": "aws_sqs_queue",
            "mode": "managed",
            "change": {"actions": ["delete"], "before": {}, "after": None},
        }
    ]
}


def _git(*words: str) -> None:
    who = ("-c", "user.name=t", "-c", "user.email=t@example.com")
    subprocess.run(["git", *who, *words], check=True, capture_output=True)


@pytest.fixture(autouse=True)
def _repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The work tree of a repository, in which terraform is missing."""
    shutil.copytree(EXAMPLES / "hello", tmp_path / "repo", ignore=shutil.ignore_patterns("terraform"))
    monkeypatch.chdir(tmp_path / "repo")
    _git("init", "-q", "-b", "main")
    _git("add", "-A")
    _git("commit", "-q", "-m", "base")
    monkeypatch.setattr(tools, "find_terraform", lambda: None)


def _edit(old: str, new: str) -> None:
    text = Path("spec.yaml").read_text("utf-8")
    assert old in text
    Path("spec.yaml").write_text(text.replace(old, new), "utf-8")


def _against(spec: str = "spec.yaml", plans: tuple[Document, ...] = ()) -> Compared:
    return against(spec, None, Asked("main", None), plans)


def _codes(found: Compared) -> list[str]:
    return [each.code for each in found.review.findings]


def test_what_the_specs_say_is_told_without_terraform() -> None:
    _edit("[eu-west-1, us-east-1]", "[eu-west-1, us-west-2]")
    found = _against()
    assert codes.NOT_PLANNED_HERE.id in _codes(found)
    assert "TFG266" in _codes(found), "a region left without retiring"
    assert len(found.review.base) == 40
    assert not found.review.states and not found.review.notes
    assert found.review.cost and found.review.latency
    assert UNKNOWN_PRICE.id not in _codes(found)


def test_a_plan_that_is_given_is_taken() -> None:
    _edit("service: hello", "service: hallo")
    found = _against(plans=(Document("", REMOVED),))
    assert codes.NOT_PLANNED_HERE.id not in _codes(found)
    assert [item.actions for item in found.review.items] == [("destroy",)]
    assert found.review.fingerprint, "it is of the account's values"


def test_a_new_spec_is_said_to_be_new() -> None:
    shutil.copy("spec.yaml", "other.yaml")
    Path("other.yaml").write_text(
        Path("other.yaml").read_text("utf-8").replace("service: hello", "service: other")
    )
    found = _against("other.yaml")
    assert _codes(found)[0] == "TFG264"
    assert found.review.cost[0].before == 0


def test_a_spec_that_is_removed_stands_on() -> None:
    Path("spec.yaml").unlink()
    found = _against()
    assert _codes(found) == [codes.SPEC_REMOVED.id]
    assert "hello" in found.review.findings[0].message
    assert found.review.cost[0].after == 0


def test_a_spec_that_is_renamed_is_compared_all_the_same() -> None:
    Path("spec.yaml").rename("api.yaml")
    found = _against("api.yaml")
    assert found.review.findings[0].code == "TFG264"
    assert "spec.yaml" in found.review.findings[0].message
    assert not found.review.cost and not found.review.latency


def test_a_base_with_errors_is_told_and_nothing_is_planned_on_it() -> None:
    good = Path("spec.yaml").read_text("utf-8")
    _edit("functions:", "functoins:")
    _git("commit", "-q", "-a", "-m", "broken")
    Path("spec.yaml").write_text(good, "utf-8")
    found = _against()
    (told,) = found.review.findings
    assert told.code == "TFG264"
    assert "functoins" in told.message
    assert not found.review.states
    assert not found.review.cost


def test_a_revision_that_is_not_there_is_an_error() -> None:
    found = against("spec.yaml", None, Asked("origin/main", None), ())
    assert _codes(found) == ["TFG906"]
    assert not found.review.cost


def test_what_the_base_branch_got_meanwhile_must_not_go() -> None:
    text = Path("spec.yaml").read_text("utf-8")
    _git("checkout", "-q", "-b", "change")
    _git("commit", "-q", "--allow-empty", "-m", "mine")
    _git("checkout", "-q", "main")
    Path("spec.yaml").write_text(f"{text}\ntables: {{invoices: {{key: {{id: S}}}}}}\n", "utf-8")
    _git("commit", "-q", "-am", "theirs")
    _git("checkout", "-q", "change")
    address = "module.table_invoices_eu_west_1.aws_dynamodb_table.this"
    change = {"actions": ["delete"], "before": {"name": "hello-invoices"}, "after": None}
    deleted = {"address": address, "type": "aws_dynamodb_table", "mode": "managed", "change": change}
    found = _against(plans=(Document("", {"resource_changes": [deleted]}),)).review.findings
    assert {each.code: each.place for each in found} == {"TFG402": "", "TFG436": "tables.invoices"}


def test_a_review_grants_no_exception_that_the_base_does_not_have(tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    plan.write_text(json.dumps({"format_version": "1.2", "terraform_version": "1.11.4", **REMOVED}), "utf-8")
    text = Path("spec.yaml").read_text("utf-8")
    entry = "ignore: [{code: TFG404, at: aws_sqs_queue.a, reason: empty, until: 2099-01-31}]"
    Path("spec.yaml").write_text(f"{text}\n{entry}\n", "utf-8")

    def codes_of(*words: str) -> list[str]:
        told = run("review", plan, "--spec", "spec.yaml", "-f", "json", *words, cwd=Path.cwd())
        return sorted(each["code"] for each in json.loads(told.stdout)["findings"])

    assert codes_of() == codes_of("--base", "main") == ["TFG404", "TFG460"]
    _git("commit", "-q", "-am", "an exception")
    assert codes_of() == ["TFG404", "TFG460"], "without a base, none counts"
    assert codes_of("--base", "main") == []


def test_states_of_regions_are_planned_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Which the review says, and that they are laid out in another way."""
    seen = []

    def plan(base: Side | None, head: Side, *_: object) -> dict[str, object]:
        seen.append((base, head))
        return REMOVED

    monkeypatch.setattr(tools, "find_terraform", lambda: Path("terraform"))
    monkeypatch.setattr(planned, "planned_on", plan)
    _edit("domain:", "state: {layout: per-region}\nwaves: [[eu-west-1], [us-east-1]]\ndomain:")
    found = _against()
    ((base, head),) = seen
    assert base and "main.tf" in base.files
    assert "main.tf" in head.files and not head.stack.waves
    assert any("as if everything were in one state" in note for note in found.review.notes)
    assert any("laid out in another way" in note for note in found.review.notes)
    assert not found.review.fingerprint
