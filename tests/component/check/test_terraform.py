"""A terraform that does not do what it should."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.component.test_cli import HELLO, run

CRASHES = (
    "kill -9 $$",
    "echo 'panic: nil' >&2; exit 2",
    "echo 'Error: Plugin did not respond' >&2; exit 1",
    "echo 'no space left on device' >&2; exit 1",
)


@pytest.mark.parametrize("script", CRASHES)
def test_a_terraform_that_crashes_is_a_failed_tool(tmp_path: Path, script: str) -> None:
    terraform = tmp_path / "terraform"
    terraform.write_text(f"#!/bin/sh\n[ $1 = fmt ] && exit 0\n{script}\n")
    terraform.chmod(0o755)
    told = run("validate", HELLO, "--only", "terraform", "--no-cache", TFGEN_TERRAFORM=str(terraform))
    assert told.returncode == 2, told.stdout
    assert "error[TFG904]: terraform: `init` " in told.stdout
