"""What instances are made over is a plain value: scanners follow it, and see each instance under its key."""

from __future__ import annotations

import re

import pytest

from tests.specs import ROOT

MODULES = sorted(path.name for path in (ROOT / "modules").iterdir() if path.is_dir())
PLAIN = re.compile(r"(var|each\.value)\.\w+")
ONE_OR_NONE = re.compile(r"var\.role == null \? ")
"""A role of one's own, whose address without its key scanners see."""
_BLOCK = re.compile(r"^(?:resource|module|data) [^{]*\{\n(.*?)^\}", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("name", MODULES)
def test_every_instance_is_made_over_a_plain_value(name: str) -> None:
    blocks = [
        body
        for path in sorted((ROOT / "modules" / name).glob("*.tf"))
        for body in _BLOCK.findall(path.read_text("utf-8"))
    ]
    assert blocks
    over = [
        found
        for body in blocks
        for found in re.findall(r"^  (?:for_each|count) *= (.*)$", body, re.MULTILINE)
    ]
    assert [value for value in over if not (PLAIN.fullmatch(value) or ONE_OR_NONE.match(value))] == []
