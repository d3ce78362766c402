"""A region leaves in two steps, which every rehearsal takes, because it cannot leave in one; and what a plan says of it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.component.test_cli import run
from tests.e2e.planning import succeed
from tests.specs import EXAMPLES, dump, example, stack_of
from tfgen.check.terraform import Terraform, initialise
from tfgen.emulator.server import CREDENTIALS, emulated

pytestmark = pytest.mark.terraform


def test_what_terraform_refuses_is_told_at_the_line_of_the_spec(
    tmp_path: Path, terraform: Path, terraform_env: dict[str, str]
) -> None:
    """Terraform needs a region's provider once more than its module; and a zone of the name that is looked up."""
    spec = example("hello")
    home, leaving = spec["regions"]
    out = tmp_path / "out"
    shutil.copytree(EXAMPLES / "hello/src", tmp_path / "src")

    def told(endpoint: str, **changes: Any) -> subprocess.CompletedProcess[str]:
        (tmp_path / "spec.yaml").write_text(dump({**spec, **changes}), "utf-8")
        words = ("plan", tmp_path / "spec.yaml", "-o", out, "--skip", "checkov,terraform")
        return run(*words, cwd=tmp_path, stdin="", **CREDENTIALS, AWS_ENDPOINT_URL=endpoint)

    (tmp_path / "spec.yaml").write_text(dump(spec), "utf-8")
    assert run("render", tmp_path / "spec.yaml", "-o", out).returncode == 0
    with emulated(stack_of(spec)) as endpoint:
        runner = Terraform(terraform, out, {**terraform_env, **CREDENTIALS, "AWS_ENDPOINT_URL": endpoint})
        succeed(initialise(runner))
        target = f"-target=aws_acm_certificate.{leaving.replace('-', '_')}"
        succeed(runner.run("apply", "-auto-approve", "-input=false", "-no-color", target))
        gone = told(endpoint, regions=[home])
        elsewhere = told(endpoint, zone="example.org", domain="hello.example.org")
        planned = told(endpoint)
    assert (gone.returncode, gone.stderr.count("error[")) == (1, 1)
    assert f"error[TFG414]: {leaving} is gone" in gone.stderr and f"`retiring: [{leaving}]`" in gone.stderr
    assert "spec.yaml:4:1\n" in gone.stderr, "the line of `regions`"
    assert (elsewhere.returncode, elsewhere.stderr.count("error[")) == (1, 1)
    assert "error[TFG415]" in elsewhere.stderr and "zone: example.org" in elsewhere.stderr
    # what is planned in a copy is planned with the state of the folder, and so can be applied there
    assert planned.returncode == 0, planned.stderr
    ended = Terraform(terraform, out, {**runner.environment, "AWS_MAX_ATTEMPTS": "1"})
    applied = ended.run("apply", "-input=false", "-no-color", "tfplan")
    assert "connection refused" in applied.stderr, "all that stands against it is that AWS has gone"
