"""Which tier a test stands in: what it needs says so."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.specs import ROOT

UNIT, COMPONENT = ROOT / "tests/unit", ROOT / "tests/component"
STARTS_OR_EMULATES = {
    "subprocess",
    "multiprocessing",
    "moto",
    "boto3",
    "botocore",
    "playwright",
    "matplotlib",
}
"""What makes a test take seconds; a unit test takes milliseconds."""
TOOLS = {"terraform", "terraform_env", "checkov"}


def _imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def _parameters(tree: ast.AST) -> set[str]:
    functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
    return {argument.arg for function in functions for argument in function.args.args}


def _trees(*tiers: Path) -> Iterator[tuple[str, ast.AST]]:
    for path in (path for tier in tiers for path in sorted(tier.rglob("*.py"))):
        yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text("utf-8"))


def test_a_unit_test_starts_no_program_and_emulates_nothing() -> None:
    found = {
        path: needed
        for path, tree in _trees(UNIT)
        if (needed := {name.split(".")[0] for name in _imported(tree)} & STARTS_OR_EMULATES)
    }
    assert not found, "a test that needs it belongs to component/"


def test_what_asks_terraform_or_checkov_is_a_test_of_the_whole() -> None:
    found = {path: asked for path, tree in _trees(UNIT, COMPONENT) if (asked := _parameters(tree) & TOOLS)}
    assert not found, "a test that asks the real one belongs to e2e/"


@pytest.mark.parametrize(
    ("tier", "above"), [(UNIT, ("tests.component", "tests.e2e")), (COMPONENT, ("tests.e2e",))]
)
def test_no_tier_takes_from_one_above(tier: Path, above: tuple[str, ...]) -> None:
    found = {
        path: taken
        for path, tree in _trees(tier)
        if (taken := [name for name in _imported(tree) if name.startswith(above)])
    }
    assert not found
