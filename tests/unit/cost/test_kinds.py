"""Kinds by row: what is told of each, and that nothing else names one."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.draws import draws
from tests.specs import ROOT, example, stack_of
from tests.strategies import specs
from tests.unit.cost.strategies import usages
from tests.unit.cost.used import used
from tfgen.cost.expression import Input
from tfgen.cost.hints.suggestion import Case
from tfgen.cost.items import ITEMS, SERVICES
from tfgen.cost.kinds import COSTS
from tfgen.cost.prices import shipped
from tfgen.cost.usage.beside import Beside, Cdn
from tfgen.cost.usage.entry import inputs
from tfgen.cost.usage.file import ENTRIES, completed
from tfgen.cost.usage.shares import SHARES
from tfgen.cost.usage.usage import FREE_TIER
from tfgen.stack.kinds import KINDS
from tfgen.stack.stack import Stack

COST = ROOT / "tfgen/cost"
GENERAL = [
    *(
        COST / f"{name}.py"
        for name in ("bill", "calculator", "comparison", "expression", "kind", "run", "scene", "survey")
    ),
    *(
        COST / "page" / f"{name}.py"
        for name in ("assumptions", "inputs", "model", "numbered", "rows", "variants")
    ),
    *(COST / "usage" / f"{name}.py" for name in ("blank", "entry", "file", "measured", "stand_in", "usage")),
    *(COST / "formats").glob("*.py"),
]
SCRIPTS = [COST / "page" / name for name in ("bill.js", "expression.js")]
KIND_MODULES = ("tfgen.stack.kinds.", "tfgen.cost.kinds.", "tfgen.cost.usage.")
NEUTRAL = {"entry", "file", "usage", "shares", "stand_in", "blank", "measuring", "readings", "sums"}
"""Modules of `usage` that are of no kind."""


@pytest.mark.parametrize("path", GENERAL, ids=lambda path: path.relative_to(COST).as_posix())
def test_what_all_kinds_share_names_none(path: Path) -> None:
    named = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith(KIND_MODULES):
            of_kind = node.module.rpartition(".")[2] not in NEUTRAL
            named |= {alias.name for alias in node.names if of_kind}
    assert named <= {"is_drained"}, "a region that answers nothing is a fact of the whole stack"


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_the_page_knows_no_service_no_kind_and_no_item(path: Path) -> None:
    words = set(re.findall(r"[\w.]+", path.read_text("utf-8")))
    kinds = {kind.key for kind in KINDS} | {kind.one for kind in KINDS} - {"function"}
    entries = {entry.key for entry in ENTRIES if entry not in (SHARES, FREE_TIER)}
    assert not words & (kinds | entries | set(ITEMS) | set(SERVICES))


def test_every_kind_says_what_it_costs() -> None:
    """A file for each, and what is beside the spec."""
    files = {path.stem for path in (COST / "kinds").glob("*.py")} - {"__init__"}
    assert files == {kind.one for kind in KINDS} | {"beside"}
    assert len(COSTS) == len(files)


def _numbers(stack: Stack, case: Case) -> set[Input]:
    every = completed(stack, case.usage)
    return {number for entry in ENTRIES for number, _ in inputs(entry, every.get(entry))}


@given(st.data())
@draws(2, shrink=False)
def test_what_a_bill_asks_for_can_be_said(data: st.DataObject) -> None:
    """Every number that is lacked has its place in the usage file, a unit, and an example."""
    stack = stack_of(data.draw(specs()))
    case = Case(stack, data.draw(usages(stack)), shipped())
    lacks = {said for line in case.now.open for said in line.lacks}
    assert lacks <= _numbers(stack, case)
    units = {(entry.key, what) for entry in ENTRIES for what in entry.units}
    assert {(said.key, said.what) for said in lacks} <= units
    assert not case.example.open


def test_every_unit_and_every_move_is_of_a_number() -> None:
    data = example("keyvalue")
    data["queues"] = {"jobs": {}}
    data["cdn"] = {"cache": {"GET /catalog": 60}}
    data["functions"]["get-key"]["http"] = ["GET /catalog"]
    data["auth"] = {"checker": {"function": "get-key"}}
    usage = completed(stack_of(data), used(beside=Beside(cdn=Cdn())))
    for entry in ENTRIES:
        there = {number.what for number, _ in inputs(entry, usage.get(entry))}
        assert {*entry.units, *entry.moves} <= there
