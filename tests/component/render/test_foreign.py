"""What others put into a rendered folder is told, wherever the folder is met."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.component.test_cli import run
from tests.hostile import cases, plant
from tests.specs import EXAMPLES, example, stack_of
from tfgen.diagnostics import Severity
from tfgen.render.foreign import foreign_files, foreign_in
from tfgen.render.tree import configuration
from tfgen.render.write import compare, write

CASES = cases("rendered")
HELLO = {path: text.encode() for path, text in configuration(stack_of(example("hello")), "spec.yaml").items()}


def _rendered(folder: Path) -> Path:
    folder.mkdir()
    assert write(folder, HELLO, compare(folder, HELLO)[0]) == []
    return folder


@pytest.mark.parametrize("name", CASES)
def test_what_others_add_is_told(tmp_path: Path, name: str) -> None:
    folder = _rendered(tmp_path / "out")
    plant(folder, CASES[name])
    changes, told = compare(folder, HELLO)
    told += foreign_files(folder, {*HELLO, *(change.path for change in changes)})
    assert [each.code for each in told] == CASES[name]["codes"]
    if not CASES[name].get("remove"):
        assert foreign_in(folder) == told, "without the spec the same is told"


def test_a_folder_of_somebody_elses_terraform_has_none(tmp_path: Path) -> None:
    plant(tmp_path, {"files": {"main.tf": "", "extra.tf": "", "terraform.tfvars": ""}})
    assert foreign_in(tmp_path) == []


def test_what_init_keeps_is_foreign_when_it_is_committed(tmp_path: Path) -> None:
    folder = _rendered(tmp_path / "out")
    plant(folder, {"files": {".terraform/providers/x": ""}})
    assert [each.severity for each in foreign_files(folder, HELLO)] == [Severity.NOTE]
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    assert foreign_files(folder, HELLO) == []
    subprocess.run(["git", "add", "out/.terraform"], cwd=tmp_path, check=True)
    assert [each.severity for each in foreign_files(folder, HELLO)] == [Severity.ERROR]


@pytest.mark.parametrize(
    "command",
    [
        ["render", "-o"],
        ["render", "--check", "-o"],
        ["plan", "--emulated", "--skip", "checkov,terraform", "-o"],
    ],
)
def test_every_command_that_meets_the_folder_tells_it(tmp_path: Path, command: list[str]) -> None:
    shutil.copytree(EXAMPLES / "hello", tmp_path / "hello")
    (tmp_path / "hello/terraform/extra.tf").write_text("")
    name, *options = command
    told = run(name, "hello/spec.yaml", *options, "hello/terraform", cwd=tmp_path)
    assert told.returncode == 1
    assert "error[TFG323]: hello/terraform/extra.tf" in told.stderr
