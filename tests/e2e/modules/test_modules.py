"""The modules' own tests, as anybody who uses a module by hand would run them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.specs import ROOT
from tfgen.check.terraform import Terraform, initialise

MODULES = sorted(path.name for path in (ROOT / "modules").iterdir() if path.is_dir())


@pytest.mark.terraform
@pytest.mark.slow
@pytest.mark.parametrize("name", MODULES)
def test_a_module_passes_its_own_tests(
    name: str, tmp_path: Path, terraform: Path, terraform_env: dict[str, str]
) -> None:
    shutil.copytree(ROOT / "modules", tmp_path, dirs_exist_ok=True)  # one module may call another
    runner = Terraform(terraform, tmp_path / name, terraform_env)
    started = initialise(runner)
    assert started.status == 0, started.stderr
    tested = runner.run("test", "-no-color")
    assert tested.status == 0, tested.stdout + tested.stderr
    assert " 0 passed" not in tested.stdout
