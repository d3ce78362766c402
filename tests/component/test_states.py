"""Commands that are of states per region, on specs that have them and on such as have not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.component.render.test_parted_folder import project
from tests.component.test_cli import run

ONE = {"layout": "single"}


@pytest.mark.parametrize(
    ("changes", "words", "told"),
    [
        ({}, ["plan", "--emulated", "--state", "eu-north-1"], "--state eu-north-1 is not there: global, "),
        ({}, ["plan", "--lost", "eu-north-1"], "--lost eu-north-1 is not there: eu-central-1, "),
        ({}, ["plan", "--emulated", "--lost", "eu-west-1"], "has lost no region"),
        ({"state": ONE}, ["plan", "--state", "global"], "the spec has one"),
        ({"state": {"layout": "per-region", "bucket": "acme-{region}"}}, ["state", "move"], "--base REV"),
    ],
)
def test_what_is_not_there_is_told(
    tmp_path: Path, changes: dict[str, object], words: list[str], told: str
) -> None:
    found = run(*words, project(tmp_path, **changes), "-o", tmp_path / "out")
    assert (found.returncode, found.stdout) == (2, "")
    assert told in found.stderr


def test_where_nothing_is_nothing_is_moved(tmp_path: Path) -> None:
    found = run("state", "move", project(tmp_path), "-o", tmp_path / "out")
    assert found.returncode == 0
    assert "nothing is left to move" in found.stdout
