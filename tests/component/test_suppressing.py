"""What commands ignore, as a user says it."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.component.test_cli import run
from tests.specs import EXAMPLES

FREE = ("--only", "spec,rules,syntax,schema")
OLD = "    runtime: python3.9\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of one function on a deprecated runtime."""
    shutil.copytree(EXAMPLES / "hello/src", tmp_path / "src")
    text = (EXAMPLES / "hello/spec.yaml").read_text("utf-8")
    (tmp_path / "spec.yaml").write_text(text.replace("    runtime: python3.13\n", OLD), "utf-8")
    return tmp_path


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def told(finished: subprocess.CompletedProcess[str]) -> tuple[int, str]:
    """The exit status, and the last line."""
    return finished.returncode, (finished.stdout + finished.stderr).splitlines()[-1]


def test_findings_are_ignored_counted_and_told_in_formats(project: Path) -> None:
    assert told(run("validate", "spec.yaml", *FREE, cwd=project)) == (0, "1 warning")
    assert told(run("validate", "spec.yaml", *FREE, "--strict", cwd=project)) == (1, "1 error")
    entry = "ignore: [{code: TFG204, at: functions.hello, reason: until the move}]\n"
    edit(project / "spec.yaml", "functions:\n", f"{entry}functions:\n")
    assert told(run("validate", "spec.yaml", *FREE, "--strict", cwd=project)) == (
        0,
        "no findings (1 ignored)",
    )
    sarif = json.loads(run("validate", "spec.yaml", *FREE, "--format", "sarif", cwd=project).stdout)
    (result,) = sarif["runs"][0]["results"]
    assert result["suppressions"] == [
        {"kind": "inSource", "status": "accepted", "justification": "until the move"}
    ]
    junit = run("validate", "spec.yaml", *FREE, "--format", "junit", cwd=project).stdout
    assert 'skipped="1"' in junit and '<skipped message="until the move" />' in junit
    summary = json.loads(run("validate", "spec.yaml", *FREE, "--format", "json", cwd=project).stdout)[
        "summary"
    ]
    assert summary == {"errors": 0, "warnings": 0, "notes": 0, "ignored": 1}
    assert run("render", "spec.yaml", cwd=project).stdout == run(
        "render", "-", cwd=project, stdin=(project / "spec.yaml").read_text("utf-8").replace(entry, "")
    ).stdout.replace("standard input", "spec.yaml"), "it changes nothing that is rendered"
    edit(project / "spec.yaml", OLD, "    runtime: python3.13\n")
    assert "TFG166" in run("validate", "spec.yaml", *FREE, cwd=project).stdout
    assert told(run("validate", "spec.yaml", "--only", "schema", cwd=project)) == (0, "no findings")


def test_a_comment_ignores_in_a_folder_of_terraform(project: Path) -> None:
    run("render", "spec.yaml", "-o", "out", cwd=project)
    edit(project / "out/main.tf", "  validation_method", "  # tfgen:ignore TFG311 ours\n  validation_methd")
    finished = run("validate", "out", "--only", "syntax,schema", cwd=project)
    assert told(finished) == (0, "no findings (2 ignored)"), "one for each region's certificate"


def test_a_baseline_hides_what_is_known_from_wherever_it_is_asked(project: Path) -> None:
    written = run("validate", project / "spec.yaml", *FREE, "--write-baseline", project / "known.json")
    assert written.returncode == 0
    assert "1 finding went into it" in written.stderr
    assert told(run("validate", "spec.yaml", *FREE, "--baseline", "known.json", "--strict", cwd=project)) == (
        0,
        "no findings (1 ignored)",
    )
    assert told(run("validate", "spec.yaml", *FREE, "--ignore", "tfg204", cwd=project)) == (
        0,
        "no findings (1 ignored)",
    )
    edit(project / "spec.yaml", "    runtime: python3.9\n", "    runtime: python3.13\n    timeout: 900\n")
    finished = run("validate", "spec.yaml", *FREE, "--baseline", "known.json", cwd=project)
    assert (
        "TFG210" in finished.stdout and "note[TFG168]: TFG204 at `functions.hello.runtime`" in finished.stdout
    )
    again = run("validate", "spec.yaml", *FREE, "--write-baseline", "known.json", cwd=project)
    assert told(again) == (0, "no findings")
    assert [row["code"] for row in json.loads((project / "known.json").read_text())["findings"]] == ["TFG210"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--ignore", "TFG104"), "cannot be ignored"),
        (("--select", "TFG999"), "is none"),
        (("--baseline", "a", "--write-baseline", "b"), "give one"),
        (("--baseline", "missing.json"), "No such file"),
    ],
)
def test_wrong_use_is_told(project: Path, words: tuple[str, ...], said: str) -> None:
    status, last = told(run("validate", "spec.yaml", *FREE, *words, cwd=project))
    assert status == 2 and said in last


def test_a_bill_is_written_whatever_weighs_as_an_error(project: Path) -> None:
    finished = run("cost", "spec.yaml", "--prices", "2018-01", "--strict", cwd=project)
    assert finished.returncode == 1 and "error[TFG504]" in finished.stderr and finished.stdout
    finished = run("cost", "spec.yaml", "--prices", "2018-01", "--strict", "--ignore", "TFG5", cwd=project)
    assert told(finished)[0] == 0 and "no findings (1 ignored)" in finished.stderr


def test_a_region_that_leaves_at_once_is_told_of_when_its_folder_is_rendered(project: Path) -> None:
    assert "TFG414" not in run("render", "spec.yaml", "-o", "out", cwd=project).stderr
    edit(project / "spec.yaml", "regions: [eu-west-1, us-east-1]", "regions: [eu-west-1]")
    finished = run("render", "spec.yaml", "-o", "out", "--check", cwd=project)
    assert finished.returncode == 1 and "warning[TFG414]: us-east-1 is gone" in finished.stderr
    edit(project / "spec.yaml", "regions: [eu-west-1]", "regions: [eu-west-1]\nretiring: [us-east-1]")
    assert "TFG414" not in run("render", "spec.yaml", "-o", "out", cwd=project).stderr
    edit(project / "spec.yaml", "retiring: [us-east-1]\n", "")
    assert "TFG414" not in run("render", "spec.yaml", "-o", "out", cwd=project).stderr
