"""The examples' trees are what their specs render: documentation and golden test at once."""

from __future__ import annotations

import difflib

import pytest

from tests.golden import example_files, tree
from tests.specs import EXAMPLE_NAMES, EXAMPLES
from tfgen.diagnostics import has_errors
from tfgen.render.write import compare


@pytest.mark.parametrize("name", EXAMPLE_NAMES)
def test_an_example_is_rendered(name: str) -> None:
    changes, diagnostics = compare(tree(name), example_files(name))
    assert not has_errors(diagnostics)
    assert not changes, "run `make golden` to write it anew:\n" + "".join(change.diff() for change in changes)


def test_the_two_versions_of_keyvalue_differ_by_few_lines() -> None:
    new, old = (
        (EXAMPLES / name / "spec.yaml").read_text("utf-8").splitlines()
        for name in ("keyvalue", "keyvalue-2017")
    )
    changed = [line for line in difflib.ndiff(new, old) if line[0] in "+-"]
    assert sorted(changed) == [
        '+     global_table: "2017.11.29"',
        "+ routing: {record: cname}",
        "- ",
        '- routing: {regional: "{region}.keyvalue.example.com"} # each region\'s own name, beside the shared one',
        "- site: {folder: web, domain: map.keyvalue.example.com} # shows which region wrote and which read",
    ]


def test_the_two_versions_of_keyvalue_run_the_same_code() -> None:
    new, old = (
        {path.name: path.read_bytes() for path in (EXAMPLES / name / "src").glob("*.py")}
        for name in ("keyvalue", "keyvalue-2017")
    )
    assert new == old
