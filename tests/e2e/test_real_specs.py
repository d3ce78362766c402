"""What public projects do: some of it is planned in each run, all of it planned and rehearsed in `make test-long`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import settings

from tests.component.test_cli import run
from tests.draws import PROFILES
from tests.real import REHEARSED, SPECS, environment, named

pytestmark = [pytest.mark.terraform, pytest.mark.slow, pytest.mark.drawn]

_PLANNED = ("oauth", "traker")
"""Those that have most words."""


def _is_long() -> bool:
    return settings().max_examples >= PROFILES["long"]


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.stem)
def test_it_is_planned(spec: Path, terraform: Path, tmp_path: Path) -> None:
    if spec.stem not in _PLANNED and not _is_long():
        pytest.skip("planned by make test-long")
    told = run("plan", spec, *environment(spec), "-o", tmp_path, "--emulated", "--skip", "checkov,terraform")
    assert told.returncode == 0, told.stdout + told.stderr


@pytest.mark.parametrize("name", REHEARSED)
def test_it_lives_its_whole_life(name: str, terraform: Path) -> None:
    if not _is_long():
        pytest.skip("rehearsed by make test-long")
    told = run("rehearse", named(name), *environment(named(name)), "--format", "json")
    assert told.returncode in (0, 3), told.stdout + told.stderr
    assert {step["status"] for step in json.loads(told.stdout)["steps"]} <= {"passed", "skipped"}
