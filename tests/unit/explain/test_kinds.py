"""docs/kinds.md: no kind lacks anything on a floor without an excuse, and no excuse outlives what it excuses."""

from __future__ import annotations

import pytest

from tfgen.explain import kinds
from tfgen.stack.kinds import KINDS


def test_every_cell_is_filled_or_excused() -> None:
    page = kinds.page()
    for kind in KINDS:
        assert f"| {kind.one} | [`{kind.key}`](spec.md#" in page


def test_an_empty_cell_without_an_excuse_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "EXCUSES", {})
    with pytest.raises(ValueError, match="has no tfgen/"):
        kinds.page()


def test_an_excuse_for_what_is_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "EXCUSES", {**kinds.EXCUSES, ("table", "stack"): "none"})
    with pytest.raises(ValueError, match=r"table has an excuse for and tfgen/stack/kinds/table\.py"):
        kinds.page()
