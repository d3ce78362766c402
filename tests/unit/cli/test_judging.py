"""Where the command line finds checkov's file, and what baselines call files."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.specs import EXAMPLES
from tfgen.cli import judging
from tfgen.cli.judging import Said, judge_of_spec
from tfgen.stack.loaded import Readable, loaded
from tfgen.suppress.judge import Judge

SKIPS = "skip-check: [CKV_AWS_50]\n"


def judge_in(folder: Path, *checks: str) -> Judge:
    found = loaded((EXAMPLES / "hello/spec.yaml").read_bytes(), str(folder / "spec.yaml"), folder)
    assert isinstance(found, Readable)
    return judge_of_spec(found, Said(checks=frozenset(checks)))


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("project", "elsewhere"):
        (tmp_path / name).mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    return tmp_path / "project"


def test_checkovs_file_lies_beside_the_spec_or_in_the_working_directory(project: Path) -> None:
    assert not judge_in(project, "checkov").wishes.checkov.file
    Path(".checkov.yml").write_text("skip-check: [CKV_AWS_51]\n")
    assert judge_in(project, "checkov").wishes.checkov.leaves_out("CKV_AWS_51")
    (project / ".checkov.yaml").write_text(SKIPS)
    assert judge_in(project, "checkov").wishes.checkov.leaves_out("CKV_AWS_50")
    assert not judge_in(project, "checkov").wishes.checkov.leaves_out("CKV_AWS_51")
    assert not judge_in(project, "rules").wishes.checkov.file, "where checkov does not run, it says nothing"


def test_a_link_out_of_the_project_is_not_followed(project: Path, tmp_path: Path) -> None:
    (tmp_path / "secrets").write_text("TOKEN: s3cret\n")
    (project / ".checkov.yaml").symlink_to(tmp_path / "secrets")
    judge = judge_in(project, "checkov")
    (problem,) = judge.problems
    assert problem.code == "TFG169" and "s3cret" not in problem.message and not judge.wishes.checkov.file


def test_a_baseline_calls_files_as_seen_from_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    baseline = tmp_path / "known.json"
    monkeypatch.chdir(tmp_path)
    assert judging._named(baseline)("specs/spec.yaml") == "specs/spec.yaml"
    (tmp_path / "specs").mkdir()
    monkeypatch.chdir(tmp_path / "specs")
    assert judging._named(Path("../known.json"))("spec.yaml") == "specs/spec.yaml"
