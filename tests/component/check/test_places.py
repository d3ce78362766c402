"""Where findings in rendered files are told: in every format, in a folder, and of a folder that is not there."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.specs import EXAMPLES

TERRAFORM = """\
#!/bin/sh
# stands for a terraform that refuses a line of a module, and one of main.tf that the spec says nothing of
case "$1" in
validate) cat <<'JSON'
{"diagnostics": [
 {"severity": "%s", "summary": "A", "range": {"filename": "modules/region/api.tf",
  "start": {"line": 3, "column": 1}, "end": {"line": 3, "column": 4}}},
 {"severity": "%s", "summary": "B", "range": {"filename": "main.tf",
  "start": {"line": 3, "column": 1}, "end": {"line": 3, "column": 4}}}
]}
JSON
;;
plan) printf '\\n│ Error: gone\\n│ \\n│   with module.eu_west_1.aws_x.y,\\n│   on main.tf line 3, in terraform:\\n' >&2; exit 1 ;;
esac
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The spec `hello` in a folder of its own of a repository, and terraform that is none."""
    folder = tmp_path / "repo/services/hello"
    (folder / "src").mkdir(parents=True)
    (tmp_path / "repo/.git").mkdir()
    for path in (EXAMPLES / "hello").rglob("src/*.py"):
        (folder / "src" / path.name).write_bytes(path.read_bytes())
    (folder / "spec.yaml").write_bytes((EXAMPLES / "hello/spec.yaml").read_bytes())
    _stand_in(tmp_path, monkeypatch, "error")
    return folder


def _stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, severity: str) -> None:
    program = tmp_path / f"terraform-{severity}"
    program.write_text(TERRAFORM % (severity, severity))
    program.chmod(0o755)
    monkeypatch.setenv("TFGEN_TERRAFORM", str(program))


def run(cwd: Path, *words: str) -> str:
    command = [sys.executable, "-m", "tfgen", *words]
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def test_a_finding_in_what_is_only_rendered_keeps_its_place(project: Path) -> None:
    words = ("validate", "spec.yaml", "--only", "terraform")
    text = run(project, *words)
    for place in ("main.tf:3:1", "modules/region/api.tf:3:1"):
        assert f"--> {place}" in text
    assert "A (in the rendered files)" in text and str(project) not in text
    rendered = run(project, "render", "spec.yaml").splitlines()
    assert f"3 | {rendered[2]}" in text
    found = json.loads(run(project, *words, "-f", "json"))["diagnostics"]
    assert [it["span"]["file"] for it in found] == ["main.tf", "modules/region/api.tf"]
    junit = run(project, *words, "-f", "junit")
    assert 'name="main.tf:3:1 B' in junit and 'name="modules/region/api.tf:3:1 A' in junit


def test_github_is_told_of_files_of_the_repository_alone(project: Path) -> None:
    words = ("validate", "spec.yaml", "--only", "terraform")
    told = run(project, *words, "-f", "github")
    assert told.count("file=services/hello/spec.yaml,line=1,") == 2
    assert "A (modules/region/api.tf:3 of the rendered files)" in told
    (report,) = json.loads(run(project, *words, "-f", "sarif"))["runs"]
    places = [it["locations"][0]["physicalLocation"] for it in report["results"]]
    assert {it["artifactLocation"]["uri"] for it in places} == {"services/hello/spec.yaml"}


def test_a_finding_in_a_folder_stands_there(project: Path) -> None:
    run(project, "render", "spec.yaml", "-o", "build/x")
    words = ("validate", "build/x", "--only", "terraform")
    assert "--> build/x/modules/region/api.tf:3:1" in run(project, *words)
    assert "--> x/main.tf:3:1" in run(project / "build", "validate", "x", "--only", "terraform")
    told = run(project, *words, "-f", "github")
    assert "file=services/hello/build/x/main.tf,line=3," in told
    (report,) = json.loads(run(project, *words, "-f", "sarif"))["runs"]
    places = [it["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for it in report["results"]]
    assert places == [f"services/hello/build/x/{name}" for name in ("main.tf", "modules/region/api.tf")]


def test_a_plan_tells_the_folder_that_it_writes(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ("plan", "spec.yaml", "-o", "build/y", "--skip", "checkov")
    told = run(project, *words)
    assert "--> main.tf:3:1" in told and not (project / "build/y").exists()
    _stand_in(tmp_path, monkeypatch, "warning")
    told = run(project, *words)
    assert "--> build/y/modules/region/api.tf:3:1" in told
    assert (project / "build/y/main.tf").exists()
    assert "error[TFG401]: gone" in told and "--> build/y/main.tf:3:1" in told
