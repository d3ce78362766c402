"""A region leaves in two steps, which every rehearsal takes, because it cannot leave in one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.planning import succeed, write_tree
from tests.specs import dump, example
from tfgen.check.terraform import Terraform, initialise
from tfgen.emulator.server import CREDENTIALS, emulated

pytestmark = pytest.mark.terraform


def test_a_region_that_vanishes_at_once_cannot_be_planned(
    tmp_path: Path, terraform: Path, terraform_env: dict[str, str]
) -> None:
    """Terraform needs the region's provider once more than its module."""
    spec = example("hello")
    home, leaving = spec["regions"]
    stack = write_tree(tmp_path, dump(spec))
    with emulated(stack) as endpoint:
        runner = Terraform(
            terraform, tmp_path, {**terraform_env, **CREDENTIALS, "AWS_ENDPOINT_URL": endpoint}
        )
        succeed(initialise(runner))
        target = f"-target=aws_acm_certificate.{leaving.replace('-', '_')}"
        succeed(runner.run("apply", "-auto-approve", "-input=false", "-no-color", target))
        write_tree(tmp_path, dump({**spec, "regions": [home]}))
        planned = runner.run("plan", "-input=false", "-no-color")
    assert planned.status != 0
    assert "Provider configuration not present" in planned.stderr
