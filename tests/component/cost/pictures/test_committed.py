"""The pictures of the docs show what is drawn today."""

from __future__ import annotations

import pytest

from tests.component.cost.pictures.committed import pictures
from tests.specs import ROOT

pytestmark = pytest.mark.slow


def test_the_committed_pictures_are_fresh() -> None:
    stale = [path for path, content in pictures().items() if (ROOT / path).read_bytes() != content]
    assert not stale, f"stale: {', '.join(stale)}; run `make golden`"
