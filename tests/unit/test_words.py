"""The glossary in docs/contributing.md: every word is where it says."""

from __future__ import annotations

import ast
import re

import pytest

from tests.specs import ROOT

PAGE = (ROOT / "docs/contributing.md").read_text("utf-8")
ROWS = re.findall(
    r"^\| (.+?) \| (.+?) \| `(\S+?)` \|$", PAGE.partition("## Words\n")[2].partition("\n## ")[0], re.MULTILINE
)


def _defined(path: str) -> set[str]:
    found = set()
    for node in ast.parse((ROOT / path).read_text("utf-8")).body:
        if isinstance(node, ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Assign):
            found |= {target.id for target in node.targets if isinstance(target, ast.Name)}
    return found


def test_the_glossary_is_read() -> None:
    assert len(ROWS) > 30
    assert len({word for word, _, _ in ROWS}) == len(ROWS)


@pytest.mark.parametrize(
    ("word", "where"), [(word, where) for word, _, where in ROWS], ids=[row[0] for row in ROWS]
)
def test_a_word_is_where_the_glossary_says(word: str, where: str) -> None:
    assert (ROOT / where).is_file()
    names = set(re.findall(r"`(\w+)`", word))
    assert not names or names <= _defined(where)
