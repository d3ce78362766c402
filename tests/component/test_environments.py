"""Environments on the command line: every command names one, `validate` looks at all."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.component.test_cli import run
from tests.specs import EXAMPLES, dump, example

QUICK = ("validate", "--only", "spec,rules,syntax,schema")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The key-value service in staging and prod."""
    data = example("keyvalue")
    staging = {"domain": "staging.example.com", "regions": ["eu-west-1"]}
    data["api"]["auth"] = "none"
    del data["site"]
    data["environments"] = {"staging": staging, "prod": {"account": {"id": "210987654321"}}}
    data["ignore"] = [{"code": "TFG245", "at": "environments.staging", "reason": "an account of its own"}]
    (tmp_path / "spec.yaml").write_text(dump(data))
    shutil.copytree(EXAMPLES / "keyvalue/src", tmp_path / "src")
    return tmp_path


@pytest.mark.parametrize("words", [["render"], ["cost"], ["usage", "init"], ["package", "-o", "zips"]])
def test_commands_take_the_environment_that_is_named(project: Path, words: list[str]) -> None:
    assert run(*words, "--env", "prod", cwd=project).returncode == 0
    done = run(*words, cwd=project)
    assert (
        done.returncode == 1 and "TFG195" in done.stderr and "`--env staging` or `--env prod`" in done.stderr
    )
    done = run(*words, "--env", "prd", cwd=project)
    assert done.returncode == 1 and "did you mean `prod`?" in done.stderr


def test_all_are_checked_at_once_and_each_finding_is_told_once(project: Path) -> None:
    found = json.loads(run(*QUICK, "--format", "json", cwd=project).stdout)["diagnostics"]
    assert [(each["code"], each["environments"]) for each in found] == [("TFG209", ["staging"])]
    assert run(*QUICK, "--env", "prod", cwd=project).stderr == "no findings\n"


def test_a_baseline_of_all_serves_each(project: Path) -> None:
    assert "1 finding went into it" in run(*QUICK, "--write-baseline", "known.json", cwd=project).stderr
    for words in ([], ["--env", "staging"], ["--env", "prod"]):
        done = run(*QUICK, "--baseline", "known.json", *words, cwd=project)
        assert (done.returncode, done.stdout) == (0, "")


def test_a_folder_is_one_environments_alone(project: Path) -> None:
    assert run("render", "--env", "prod", "-o", "out/{env}", cwd=project).returncode == 0
    assert 'allowed_account_ids = ["210987654321"]' in (project / "out/prod/main.tf").read_text()
    done = run("render", "--env", "staging", "-o", "out/prod", cwd=project)
    assert done.returncode == 1 and "TFG161" in done.stderr
    assert run("render", "--env", "prod", "-o", "out/prod", "--check", cwd=project).returncode == 0


def test_a_bill_is_held_against_another_environments(project: Path) -> None:
    done = run("cost", "--env", "staging", "--compare", "prod", cwd=project)
    assert done.returncode == 0 and "a month against prod" in done.stdout
    assert done.stdout.startswith("keyvalue-staging: staging.example.com")
