"""docs/gitops.md says what its commands do."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from tests.draws import PROFILES
from tests.walk.walk import PAGE, walk

pytestmark = [pytest.mark.terraform, pytest.mark.slow, pytest.mark.drawn]


def test_the_walk_comes_to_what_the_page_shows(terraform: Path, tmp_path: Path) -> None:
    if settings().max_examples < PROFILES["long"]:
        pytest.skip("walked by make test-long")
    assert walk(tmp_path) == PAGE.read_text("utf-8")
