"""docs/security.md promises what tests hold, and nothing else."""

from __future__ import annotations

import ast
import re

import pytest

from tests.specs import ROOT

TEXT = (ROOT / "docs/security.md").read_text("utf-8")
_HELD_BY = "held by"
_TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
_PROMISE = re.compile(
    r"\b(never|nothing|always|nobody|none|cannot|guarantee\w*|impossible|any more)\b", re.IGNORECASE
)


def _rows() -> list[list[str]]:
    lines = [line for line in TEXT.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]


def _promises() -> dict[str, str]:
    """What is promised, with the tests that are said to hold it."""
    found, is_table = {}, False
    for row in _rows():
        if set("".join(row)) <= {"-", " "}:
            continue
        if row[-1] == _HELD_BY:
            is_table = True
        elif is_table:
            found[row[0]] = row[-1]
    return found


PROMISES = _promises()


def test_every_table_says_what_holds_it() -> None:
    heads = [
        above for above, below in zip(_rows(), _rows()[1:], strict=False) if set("".join(below)) <= {"-"}
    ]
    assert len(heads) > 2
    assert {head[-1] for head in heads} == {_HELD_BY}


@pytest.mark.parametrize("promise", PROMISES)
def test_a_promise_names_tests_that_exist(promise: str) -> None:
    tests = _TEST.findall(PROMISES[promise])
    assert tests, "name a test, or take the promise away"
    assert PROMISES[promise] == ", ".join(f"`{file}::{name}`" for file, name in tests)
    for file, name in tests:
        tree = ast.parse((ROOT / file).read_text("utf-8"))
        names = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
        assert name in names, file


def test_what_is_no_table_promises_nothing() -> None:
    prose = [line for line in TEXT.splitlines() if not line.startswith("|")]
    assert not [line for line in prose if _PROMISE.search(line)], "make it a row, with what holds it"


def test_no_program_is_started_by_a_shell() -> None:
    for path in sorted((ROOT / "tfgen").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func)
                assert called not in ("os.system", "os.popen", "subprocess.getoutput"), path
                assert not any(keyword.arg == "shell" for keyword in node.keywords), path
