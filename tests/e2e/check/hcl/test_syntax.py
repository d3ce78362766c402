"""What we refuse, Terraform refuses; what we pass, it passes."""

from __future__ import annotations

import json
import posixpath
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from tests.unit.check.hcl.golden import CASES, CHECKS, bad_cases, main, public_cases, tree
from tfgen.check.hcl.parse import parse
from tfgen.check.hcl.scope import Scope, target_of

pytestmark = pytest.mark.terraform

# These fail in `terraform init`, which looks for modules and providers.
_REFUSED_BY_INIT = ("TFG307_missing", "TFG307_outside", "TFG309_provider", "TFG309_other")
_REFUSED_BY_PLAN = ("TFG308_itself",)
# An import has to stand in a root, and these cases are called as modules of one.
_ROOTS = ("TFG303_import", "TFG303_import_in_module", "TFG310_import_in_module")
# An empty folder is a module that makes nothing; what is not covered may be right.
_ACCEPTED = ("TFG307_empty", "TFG316_not_covered", "TFG332_only_passed")
_IMPORTING = ("imports",)
# What needs a provider that no mirror of ours has, or a registry, or is OpenTofu's or a newer Terraform's.
_OUT_OF_REACH = ("actions", "opentofu", "other_providers", "registry_modules")
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
    return {
        path.name.partition(".")[0]: path
        for path in sorted(path for check in CHECKS for path in bad_cases(check))
    }


def _copy(case: Path, target: Path) -> None:
    if case.is_dir():
        shutil.copytree(case, target, symlinks=True)
    else:
        target.mkdir(parents=True)
        shutil.copy(case, target / main(case))


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


def _validate(
    cases: Mapping[str, Path], folder: Path, run: Run, root: Path | None = None
) -> list[dict[str, Any]]:
    """The errors in a root that calls every case as a module, whose installation it writes itself.

    `root` is the case that was copied into it, if it is one.

    One `terraform init` for all: it would stop at the first module that does not parse.
    """
    manifest = list(_installed("", "", ".", ".", _scopes(root) if root else {}))
    calls_text = ""
    for name, case in cases.items():
        scopes = _scopes(case)
        for start in sorted(scopes.keys() - _called(scopes)):
            key = name if start == "." else f"{name}-{start.replace('/', '-')}"
            source = f"./{posixpath.normpath(f'cases/{name}/{start}')}"
            manifest += _installed(key, source, start, f"cases/{name}", scopes)
            needed = [
                it for it, block in scopes[start].variables.items() if "default" not in block.attributes
            ]
            values = "".join(f"  {it} = null\n" for it in needed)
            calls_text += f'module "{key}" {{\n  source = "{source}"\n{values}}}\n'
    (folder / ".terraform/modules").mkdir(exist_ok=True)
    (folder / ".terraform/modules/modules.json").write_text(json.dumps({"Modules": manifest}))
    (folder / "modules.tf").write_text(calls_text)
    answer = json.loads(run("validate", "-json", folder=folder).stdout)
    return [it for it in answer["diagnostics"] if it["severity"] == "error"]


def _scopes(case: Path) -> dict[str, Scope]:
    return {directory: Scope.of(module) for directory, module in parse(tree(case))[0].items()}


def _called(scopes: Mapping[str, Scope]) -> set[str | None]:
    return {target_of(caller, call) for caller, scope in scopes.items() for call in scope.calls.values()}


def _installed(
    key: str, source: str, directory: str, case: str, scopes: Mapping[str, Scope]
) -> Iterator[dict[str, str]]:
    """The rows of a module and all that it calls, as `terraform init` writes them."""
    yield {"Key": key, "Source": source, "Dir": posixpath.normpath(f"{case}/{directory}")}
    for call in scopes[directory].calls.values() if directory in scopes else ():
        target = target_of(directory, call)
        if target in scopes:
            written = posixpath.normpath(str(call.literal("source")))
            local = written if written.startswith("..") else f"./{written}"
            yield from _installed(f"{key}.{call.labels[0]}".lstrip("."), local, target or "", case, scopes)


def _blamed(error: dict[str, Any], cases: dict[str, Path]) -> set[str]:
    text = error.get("range", {}).get("filename", "") + error["summary"] + error["detail"]
    return {name for name in cases if f"cases/{name}/" in text or f"module.{name}." in text}


def test_terraform_refuses_every_bad_case(run: Run, tmp_path: Path) -> None:
    folder = _provider(tmp_path / "root")
    assert run("init", "-backend=false", folder=folder).returncode == 0
    left = {
        name: path
        for name, path in _cases().items()
        if name not in (*_REFUSED_BY_INIT, *_REFUSED_BY_PLAN, *_ROOTS, *_ACCEPTED)
    }
    for name, path in left.items():
        _copy(path, folder / "cases" / name)
    while left:
        # Terraform reports what does not parse before what is undeclared, and that before what a provider says:
        # the cases that are proven make room for the next stage.
        errors = _validate(left, folder, run)
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


def test_terraform_accepts_every_good_case(run: Run, tmp_path: Path) -> None:
    """Those of public styles are modules of the other one."""
    root = tmp_path / "root"
    _copy(CASES / "good", root)
    public = {path.name: path for path in public_cases() if path.name not in (*_OUT_OF_REACH, *_IMPORTING)}
    for name, path in public.items():
        _copy(path, root / "cases" / name)
    done = run("init", "-backend=false", folder=_provider(tmp_path / "provider"))
    assert done.returncode == 0, done.stderr
    for name in (".terraform", ".terraform.lock.hcl"):
        (tmp_path / "provider" / name).rename(root / name)
    assert _validate(public, root, run, CASES / "good") == []


@pytest.mark.parametrize("name", _IMPORTING)
def test_terraform_accepts_a_good_root(name: str, run: Run, tmp_path: Path) -> None:
    _copy(CASES / "public" / name, tmp_path / "case")
    for words in (("init", "-backend=false"), ("validate", "-no-color")):
        done = run(*words, folder=tmp_path / "case")
        assert done.returncode == 0, done.stderr


def _provider(folder: Path) -> Path:
    folder.mkdir()
    (folder / "main.tf").write_text(
        'terraform {\n  required_providers {\n    aws = { source = "hashicorp/aws" }\n  }\n}\n'
    )
    return folder
