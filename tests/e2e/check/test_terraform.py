"""What the real terraform says, as findings."""

from __future__ import annotations

from pathlib import Path

import pytest

from tfgen.check.terraform import check_terraform

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
