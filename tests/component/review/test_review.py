"""`tfgen review` as jobs run it: what it is given, where it writes, how it ends."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.specs import EXAMPLES
from tests.unit.review.plans import change, in_regions, plan
from tfgen.cli.plan import plan as run_plan
from tfgen.cli.review import review
from tfgen.plan.run import Planned
from tfgen.review.formats.formats import Format

QUEUE, TABLE = "aws_sqs_queue.jobs", "aws_dynamodb_table.orders"
CHANGED = plan(change(QUEUE, "update", before={"delay_seconds": 1}, after={"delay_seconds": 2}))
ODD = plan(change(QUEUE, "archive"))


@pytest.fixture(autouse=True)
def _no_ci(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "GITHUB_EVENT_PATH", "GITHUB_SHA", "CI_COMMIT_SHA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


def _given(**plans: Any) -> list[str]:
    for name, found in plans.items():
        Path(f"{name}.json").write_text(found if isinstance(found, str) else json.dumps(found))
    return [f"{name}.json" for name in plans]


def _status(*words: str, **options: Any) -> Any:
    with pytest.raises(SystemExit) as ended:
        review(list(words), **options)
    return ended.value.code


@pytest.mark.parametrize(
    ("found", "plain", "detailed"),
    [(plan(), 0, 0), (CHANGED, 0, 2), (plan(change(TABLE, "delete")), 1, 1), (ODD, 1, 1), ("<html>", 2, 1)],
)
def test_it_ends_as_terraform_does_where_that_is_asked_for(found: Any, plain: int, detailed: int) -> None:
    given = _given(plan=found)
    assert _status(*given) == plain
    assert _status(*given, detailed_exitcode=True) == detailed


def test_wrong_use_ends_so() -> None:
    assert _status() == 2
    assert _status(*_given(plan=CHANGED), output=["comment.docx"]) == 2
    assert _status(*_given(plan=CHANGED), max_cost="little") == 2
    assert _status("nowhere.json") == 2


def test_several_outputs_are_written_by_their_names(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    outputs = ["comment.md", "review.json", "report.xml", "gitlab=quality.json", "github=-"]
    assert _status(*_given(plan=CHANGED), output=outputs) == 0
    assert Path("comment.md").read_text("utf-8").startswith("<!-- tfgen:review ")
    assert json.loads(Path("review.json").read_bytes())["verdict"] == "pass"
    assert "<testsuites" in Path("report.xml").read_text("utf-8")
    assert json.loads(Path("quality.json").read_bytes()) == []
    assert capsysbinary.readouterr().out.startswith(b"::notice title=tfgen review::pass")


def test_workflows_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY"):
        monkeypatch.setenv(name, name)
    Path("GITHUB_OUTPUT").write_text("before=1\n")
    assert _status(*_given(plan=CHANGED), output=["github=annotations"], dotenv=Path("verdict.env")) == 0
    assert (
        Path("GITHUB_OUTPUT")
        .read_text()
        .startswith("before=1\nverdict=pass\nhas_changes=true\nfingerprint=1-")
    )
    assert "TFGEN_VERDICT=pass\nTFGEN_HAS_CHANGES=true\n" in Path("verdict.env").read_text()
    assert "### ✅ Ready" in Path("GITHUB_STEP_SUMMARY").read_text("utf-8")


def test_the_head_of_the_pull_request_is_shown_and_not_the_merge_commit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Path("event.json").write_text(json.dumps({"pull_request": {"head": {"sha": "a" * 40}}}))
    monkeypatch.setenv("GITHUB_EVENT_PATH", "event.json")
    monkeypatch.setenv("GITHUB_SHA", "b" * 40)
    assert _status(*_given(plan=CHANGED), output=["comment.md"]) == 0
    assert f"Commit `{'a' * 12}`." in Path("comment.md").read_text("utf-8")


def test_the_results_of_several_jobs_become_one_comment() -> None:
    given = _given(first=in_regions("eu-west-1"), second=in_regions("us-east-1"))
    for name in given:
        assert _status(f"{Path(name).stem}={name}", output=[f"{name}.review.json"], head="abcdef1") == 0
    results = [f"{name}.review.json" for name in given]
    assert _status(*results, output=["comment.md", "all.json"]) == 0
    assert "in eu-west-1 and us-east-1" in Path("comment.md").read_text("utf-8")
    whole = json.loads(Path("all.json").read_bytes())
    assert [state["name"] for state in whole["states"]] == ["first", "second"]
    assert (
        _status(*(f"{Path(name).stem}={name}" for name in given), output=["direct.json"], head="abcdef1") == 0
    )
    assert json.loads(Path("direct.json").read_bytes())["fingerprint"] == whole["fingerprint"]
    assert _status("first=first.json", output=["other.json"], head="1234567") == 0
    assert _status("other.json", results[1]) == 1


def test_a_folder_stands_for_the_plan_files_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("global", "eu-west-1"):
        Path("build", name).mkdir(parents=True)
        with zipfile.ZipFile(Path("build", name, "tfplan"), "w") as archive:
            archive.writestr("tfplan", "")
    terraform = Path("terraform")
    terraform.write_text(
        f"#!/bin/sh\ntest \"$*\" = 'show -json -no-color tfplan' || exit 3\necho '{json.dumps(CHANGED)}'\n"
    )
    terraform.chmod(0o755)
    monkeypatch.setenv("TFGEN_TERRAFORM", str(terraform.resolve()))
    assert _status("build", output=["review.json"]) == 0
    assert [each["name"] for each in json.loads(Path("review.json").read_bytes())["states"]] == [
        "eu-west-1",
        "global",
    ]
    terraform.write_text("#!/bin/sh\necho 'Error: no providers' >&2\nexit 1\n")
    assert _status("build") == 2
    monkeypatch.setenv("TFGEN_TERRAFORM", str(Path("nowhere").resolve()))
    assert _status("build/global/tfplan") == 2


def test_a_strangers_plan_file_starts_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Terraform would start the providers that lie beside it: what a fork's run left is not shown by terraform."""
    terraform, started = Path("terraform"), Path("started")
    terraform.write_text(f"#!/bin/sh\ntouch {started.resolve()}\n")
    terraform.chmod(0o755)
    monkeypatch.setenv("TFGEN_TERRAFORM", str(terraform.resolve()))
    for name in ("review.json", "tfplan"):
        with zipfile.ZipFile(name, "w") as archive:
            archive.writestr("tfplan", "")
    assert _status("review.json") == 2
    monkeypatch.setenv("GITHUB_EVENT_NAME", "workflow_run")
    assert _status("tfplan") == 2
    assert not started.exists()
    monkeypatch.setenv("GITHUB_EVENT_NAME", "pull_request")
    assert _status("tfplan") == 2
    assert started.exists()


def test_nothing_of_what_was_there_stays_when_a_plan_cannot_be_read(
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    given = _given(good=CHANGED, bad="", worse="[command]x\n{}")
    assert _status(*given, output=["comment.md"]) == 2
    told = capsysbinary.readouterr().err.decode()
    assert "bad.json is no plan: it is empty" in told and "terraform_wrapper: false" in told
    assert not Path("comment.md").exists()


def test_codes_may_be_left_out_where_there_is_no_spec() -> None:
    given = _given(plan=plan(change(TABLE, "delete", before={"name": "jobs"})))
    assert _status(*given) == 1
    assert _status(*given, ignore=["TFG406"]) == 0


def test_a_plan_ends_with_its_review_in_any_format(
    monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    address = 'module.eu_west_1.module.function["hello"].aws_lambda_function.this'
    made = plan(change(address, "update", before={"memory_size": 128}, after={"memory_size": 256}))
    monkeypatch.setattr("tfgen.cli.plan.plans_of", lambda *_: [("", Planned(None, made))])
    monkeypatch.setattr("tfgen.cli.plan.find_terraform", lambda _: Path("terraform"))
    spec = str(EXAMPLES / "hello/spec.yaml")
    skipped = ["rules,syntax,schema,checkov,terraform"]
    run_plan(Path("out"), spec, skip=skipped, format_=Format.json)
    told = json.loads(capsysbinary.readouterr().out)
    assert told["states"][0]["changes"][0]["attributes"] == [
        {"name": "memory_size", "before": "128", "after": "256"}
    ]
    assert told["fingerprint"]
    run_plan(Path("out"), spec, skip=skipped)
    text = capsysbinary.readouterr().out.decode()
    assert "1 to change" in text and "review  pass" in text and "memory_size: 128 -> 256" in text
