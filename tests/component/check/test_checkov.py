"""A checkov that does not do what it should."""

from __future__ import annotations

from pathlib import Path

import pytest

from tfgen.check.checkov import check_checkov


@pytest.mark.parametrize("script", ["exit 3", "echo '[]' > $4", "echo '{' > $4"])
def test_a_checkov_that_fails_is_told_and_no_finding_is_made_up(tmp_path: Path, script: str) -> None:
    python = tmp_path / "python"
    python.write_text(f"#!/bin/sh\n{script}\n")
    python.chmod(0o755)
    program = tmp_path / "checkov"
    program.write_text(f"#!{python}\n")
    found = check_checkov(program, {"main.tf": ""}, None, None)
    assert [item.code for item in found] == ["TFG904"]
