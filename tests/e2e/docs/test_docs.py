"""What README.md and docs/ say of plans, rehearsals and whole validations is run."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.component.docs.markdown import Block
from tests.component.docs.running import check, needs_tools, runnable

pytestmark = [pytest.mark.terraform, pytest.mark.checkov]


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One cache for all blocks: a check of the same files runs once."""
    return tmp_path_factory.mktemp("docs-cache")


@pytest.mark.parametrize("block", [block for block in runnable() if needs_tools(block)], ids=str)
def test_a_block_runs_and_tells_what_the_page_shows(
    block: Block, tmp_path: Path, cache: Path, terraform: Path, checkov: Path
) -> None:
    check(block, tmp_path, cache)
