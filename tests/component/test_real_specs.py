"""What public projects do can be said: each of their specs is without errors, in every environment."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.component.test_cli import run
from tests.real import FOLDER, SPECS

_NAMES = [spec.stem for spec in SPECS]


@pytest.mark.parametrize("spec", SPECS, ids=_NAMES)
def test_a_real_spec_has_no_errors(spec: Path) -> None:
    told = run("validate", spec, "--skip", "checkov,terraform")
    assert told.returncode == 0, told.stdout + told.stderr


def test_each_says_where_it_comes_from() -> None:
    page = (FOLDER / "README.md").read_text("utf-8")
    assert re.findall(r"^\| \[([a-z-]+)\]\(\1\.yaml\) \|", page, re.MULTILINE) == _NAMES
