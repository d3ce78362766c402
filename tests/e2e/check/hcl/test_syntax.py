"""What we refuse, Terraform refuses; what we pass, it passes."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from tests.unit.check.hcl.golden import CASES, CHECKS, bad_cases

pytestmark = pytest.mark.terraform

# These fail in `terraform init`, which looks for modules and providers.
_REFUSED_BY_INIT = ("TFG307_missing", "TFG307_outside", "TFG309_provider")
_REFUSED_BY_PLAN = ("TFG308_itself",)
# An import has to stand in a root, and these cases are called as modules of one.
_ROOTS = ("TFG303_import", "TFG303_import_in_module", "TFG310_import_in_module")
# An empty folder is a module that makes nothing; what is not covered may be right.
_ACCEPTED = ("TFG307_empty", "TFG316_not_covered")
_OFFLINE = """\
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "mock"
  secret_key                  = "mock"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}
"""


def _cases() -> dict[str, Path]:
    return {path.stem: path for path in sorted(path for check in CHECKS for path in bad_cases(check))}


def _copy(case: Path, target: Path) -> None:
    if case.is_dir():
        shutil.copytree(case, target)
    else:
        target.mkdir(parents=True)
        shutil.copy(case, target / "main.tf")


Run: TypeAlias = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(terraform: Path, terraform_env: dict[str, str]) -> Run:
    """Runs terraform with arguments in a `folder`."""

    def run(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
        command = [str(terraform), *arguments]
        return subprocess.run(
            command, cwd=folder, env=terraform_env, capture_output=True, text=True, check=False
        )

    return run


def _validate(cases: dict[str, Path], folder: Path, run: Run) -> list[dict[str, Any]]:
    """The errors in a root that calls every case as a module, whose installation it writes itself.

    One `terraform init` for all: it would stop at the first module that does not parse.
    """
    manifest = [{"Key": "", "Source": "", "Dir": "."}]
    for name, case in cases.items():
        manifest.append({"Key": name, "Source": f"./cases/{name}", "Dir": f"cases/{name}"})
        inner = sorted(it.name for it in (case / "modules").iterdir()) if (case / "modules").is_dir() else []
        calls = {"region": "eu_west_1", "empty": "a"}
        calls |= {"region": "eu_west_2"} if name == "TFG304_providers" else {}
        manifest += [
            {"Key": f"{name}.{calls[it]}", "Source": f"./modules/{it}", "Dir": f"cases/{name}/modules/{it}"}
            for it in inner
        ]
    (folder / ".terraform/modules").mkdir(exist_ok=True)
    (folder / ".terraform/modules/modules.json").write_text(json.dumps({"Modules": manifest}))
    calls_text = "".join(f'module "{name}" {{\n  source = "./cases/{name}"\n}}\n' for name in cases)
    (folder / "modules.tf").write_text(calls_text)
    answer = json.loads(run("validate", "-json", folder=folder).stdout)
    return [it for it in answer["diagnostics"] if it["severity"] == "error"]


def _blamed(error: dict[str, Any], cases: dict[str, Path]) -> set[str]:
    text = error.get("range", {}).get("filename", "") + error["summary"] + error["detail"]
    return {name for name in cases if f"cases/{name}/" in text or f"module.{name}." in text}


def test_terraform_refuses_every_bad_case(run: Run, tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(
        'terraform {\n  required_providers {\n    aws = { source = "hashicorp/aws" }\n  }\n}\n'
    )
    assert run("init", "-backend=false", folder=tmp_path).returncode == 0
    left = {
        name: path
        for name, path in _cases().items()
        if name not in (*_REFUSED_BY_INIT, *_REFUSED_BY_PLAN, *_ROOTS, *_ACCEPTED)
    }
    for name, path in left.items():
        _copy(path, tmp_path / "cases" / name)
    while left:
        # Terraform reports what does not parse before what is undeclared, and that before what a provider says:
        # the cases that are proven make room for the next stage.
        errors = _validate(left, tmp_path, run)
        proven = {name for error in errors for name in _blamed(error, left)}
        assert proven, f"Terraform accepts {sorted(left)}"
        left = {name: path for name, path in left.items() if name not in proven}


@pytest.mark.parametrize("name", _REFUSED_BY_INIT)
def test_terraform_init_refuses(name: str, run: Run, tmp_path: Path) -> None:
    _copy(_cases()[name], tmp_path / "case")
    done = run("init", "-backend=false", folder=tmp_path / "case")
    assert done.returncode == 1, done.stdout


@pytest.mark.parametrize("name", _ROOTS)
def test_terraform_refuses_a_root(name: str, run: Run, tmp_path: Path) -> None:
    _copy(_cases()[name], tmp_path / "case")
    (tmp_path / "case" / "provider.tf").write_text(_OFFLINE)
    started = run("init", "-backend=false", folder=tmp_path / "case")
    done = run("plan", "-no-color", folder=tmp_path / "case") if started.returncode == 0 else started
    assert done.returncode == 1, done.stdout


@pytest.mark.parametrize("name", _REFUSED_BY_PLAN)
def test_terraform_plan_refuses(name: str, run: Run, tmp_path: Path) -> None:
    _copy(_cases()[name], tmp_path / "case")
    (tmp_path / "case" / "provider.tf").write_text(_OFFLINE)
    assert run("init", "-backend=false", folder=tmp_path / "case").returncode == 0
    done = run("plan", "-no-color", folder=tmp_path / "case")
    assert done.returncode == 1, done.stdout


def test_terraform_accepts_the_good_case(run: Run, tmp_path: Path) -> None:
    _copy(CASES / "good", tmp_path / "case")
    done = run("init", "-backend=false", folder=tmp_path / "case")
    assert done.returncode == 0, done.stderr
    done = run("validate", "-no-color", folder=tmp_path / "case")
    assert done.returncode == 0, done.stderr
