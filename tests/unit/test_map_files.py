"""The page of examples/keyvalue has the map as it is."""

from __future__ import annotations

import pytest

from tests.map_files import WEB, map_files


@pytest.mark.parametrize(("name", "text"), map_files().items(), ids=lambda value: value[:20])
def test_the_example_has_the_map_as_it_is(name: str, text: str) -> None:
    assert (WEB / name).read_text("utf-8") == text, "make golden"
