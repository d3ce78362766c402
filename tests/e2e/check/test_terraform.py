"""What the real terraform says, as findings."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.component.test_cli import run
from tests.hostile import plant
from tests.specs import ROOT
from tfgen.check.terraform import check_terraform
from tfgen.check.untrusted.sources import Trust, foreign_locked

pytestmark = pytest.mark.terraform


def test_terraform_tells_what_it_finds(terraform: Path) -> None:
    mistaken = {
        "main.tf": 'resource  "aws_route53_zone" "a" {\n  nam = "x"\n}\nlocals {\n  x = timestmp()\n}\n'
    }
    found = check_terraform(terraform, mistaken)
    assert {item.code for item in found} == {"TFG320", "TFG322"}
    assert ("main.tf", 5) in {(item.span.file, item.span.line) for item in found if item.span}


def test_a_provider_that_cannot_be_had_is_told(terraform: Path) -> None:
    files = {
        "main.tf": 'terraform {\n  required_providers {\n    aws = {\n      source  = "hashicorp/aws"\n      version = "0.0.1"\n    }\n  }\n}\n'
    }
    found = check_terraform(terraform, files)
    assert [item.code for item in found] == ["TFG321"]
    assert "0.0.1" in found[0].message


def test_a_provider_that_was_not_found_before_is_fetched_and_not_run(terraform: Path, tmp_path: Path) -> None:
    """The last look is at the lock file that init wrote; plugins and tests that lie beside the files are not there."""
    plugin = (
        "terraform.d/plugins/registry.terraform.io/hashicorp/aws/5.101.0/linux_amd64/terraform-provider-aws"
    )
    case = {
        "main.tf": 'resource "aws_sqs_queue" "q" {}\n',
        plugin: "",
        "tests/x.tftest.hcl": 'provider "null" {}\n',
    }
    plant(tmp_path, {"files": case})
    files = {(tmp_path / "main.tf").as_posix(): case["main.tf"]}
    nobody = Trust(providers=frozenset())
    assert check_terraform(terraform, files, (tmp_path.as_posix(),), tmp_path, nobody) == []
    (told,) = foreign_locked('provider "registry.terraform.io/evil/aws" {\n}\n', nobody)
    assert told.code == "TFG325"


def test_a_folder_of_ones_own_may_read_what_lies_elsewhere(terraform: Path, tmp_path: Path) -> None:
    text = 'locals {\n  x = jsondecode(file("../elsewhere.json"))\n}\n'
    plant(tmp_path / "stack", {"files": {"main.tf": text, "../elsewhere.json": "{}"}})
    told = run("validate", "stack", "--only", "terraform", cwd=tmp_path, PYTHONPATH=str(ROOT))
    assert (told.returncode, "TFG326" in told.stdout) == (1, True)
    told = run("validate", "stack", "--only", "terraform", "--trust", cwd=tmp_path, PYTHONPATH=str(ROOT))
    assert (told.returncode, told.stderr) == (0, "no findings\n")
