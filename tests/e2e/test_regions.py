"""A stack walks up and down through numbers of regions; each step is applied, and leaves nothing to change."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from tests.draws import PROFILES
from tests.e2e.planning import plan_again, succeed, write_tree
from tests.specs import dump
from tfgen.check.terraform import Terraform, initialise
from tfgen.emulator.server import CREDENTIALS, emulated
from tfgen.plan.change import changes
from tfgen.plan.codes import REPLICA_COPIED
from tfgen.stack.kinds.table import V2017
from tfgen.stack.stack import Stack

pytestmark = [pytest.mark.terraform, pytest.mark.slow, pytest.mark.drawn]

HOME, EAST, WEST = "eu-west-1", "us-east-1", "us-west-2"

SPEC: dict[str, Any] = {
    "tfgen": 1,
    "service": "walk",
    "domain": "api.example.com",
    "zone": "example.com",
    "defaults": {"code": "src", "runtime": "python3.13"},
    "functions": {"health": {"handler": "health.main", "http": "GET /health"}},
    "tables": {
        "free": {"key": {"id": "S"}, "protect": False},
        "scaled": {
            "key": {"id": "S"},
            "protect": False,
            "capacity": {"read": {"min": 5, "max": 50}, "write": {"min": 5, "max": 20}},
            "indexes": {"by-day": {"key": {"day": "S"}}},
        },
        "old": {"key": {"id": "S"}, "protect": False, "global_table": V2017},
    },
}

Words = dict[str, Any]
WALK: tuple[Words, ...] = (
    {"regions": [HOME]},
    {"regions": [HOME, EAST]},
    {"regions": [HOME, EAST], "joining": [WEST]},
    {"regions": [EAST, HOME, WEST], "home_was": HOME},
    {"regions": [EAST, HOME, WEST]},
    {"regions": [EAST, HOME], "retiring": [WEST]},
    {"regions": [HOME, EAST], "home_was": EAST},
    {"regions": [HOME], "retiring": [EAST]},
    {"regions": [HOME]},
)
"""What each step says of regions. Home moves to one that all others were copied to from it, and back."""
LONGER: tuple[Words, ...] = (
    {"regions": [HOME, EAST, WEST]},
    {"regions": [HOME, WEST], "retiring": [EAST]},
    {"regions": [HOME, EAST], "retiring": [WEST]},
    {"regions": [HOME, EAST, WEST]},
    {"regions": [HOME], "retiring": [EAST, WEST]},
    {"regions": [HOME]},
)
"""One comes back while another retires; two retire at once."""

_OF_TABLES = (
    "terraform {",
    "provider ",
    "locals {",
    "data ",
    "import ",
    "removed ",
    'module "table_',
    'resource "aws_dynamodb_global_table"',
)


_AT_ONCE = ("-auto-approve", "-refresh=false")
"""What the plan after the step before has just read, nobody else changes."""


def test_regions_come_and_go(tmp_path: Path, terraform: Path, terraform_env: dict[str, str]) -> None:
    steps = WALK + (LONGER if settings().max_examples >= PROFILES["long"] else ())
    stack = _write(tmp_path, WALK[0])
    with emulated(stack) as endpoint:
        environment = {"GOGC": "400", **terraform_env, **CREDENTIALS, "AWS_ENDPOINT_URL": endpoint}
        runner = Terraform(terraform, tmp_path, environment)
        for words in steps:
            _write(tmp_path, words)
            if "retiring" not in words:
                succeed(initialise(runner))
            moves = "home_was" in words or words == WALK[4]
            _settles(runner, *(_planned_to_change_nothing(runner) if moves else _AT_ONCE))
            if words == WALK[2]:
                _adopts_what_an_apply_left(runner, tmp_path)


def _write(folder: Path, words: Words) -> Stack:
    """Renders the tables alone: all else takes minutes."""
    stack = write_tree(folder, dump({**SPEC, **words}))
    main = folder / "main.tf"
    blocks = main.read_text("utf-8").split("\n}\n")
    kept = [block for block in blocks if _first_line(block).startswith(_OF_TABLES)]
    main.write_text("".join(f"{block}\n}}\n" for block in kept), "utf-8")
    return stack


def _planned_to_change_nothing(runner: Terraform) -> tuple[str]:
    """A plan by which resources are forgotten, imported and moved, and no more: nothing is made, changed or deleted."""
    found = {tuple(each.actions) for each in changes(plan_again(runner))}
    assert found <= {("no-op",), ("forget",)}, found
    return ("tfplan",)


def _first_line(block: str) -> str:
    return next(
        line for line in [*block.splitlines(), ""] if not line.startswith("#") and (line or not block)
    )


def _settles(runner: Terraform, *how: str) -> None:
    succeed(runner.run("apply", "-input=false", "-no-color", "-parallelism=30", *(how or _AT_ONCE)))
    planned = runner.run("plan", "-detailed-exitcode", "-input=false", "-no-color")
    assert planned.status == 0, planned.stdout + planned.stderr


def _adopts_what_an_apply_left(runner: Terraform, folder: Path) -> None:
    """An apply that is stopped while a replica is copied leaves it, unknown to the state."""
    address = "module.table_free_us_east_1.aws_dynamodb_table_replica.this"
    succeed(runner.run("state", "rm", address))
    adopting = folder / "adopt.tf"
    block = REPLICA_COPIED.example.replace(
        "module.table_orders_us_east_1.aws_dynamodb_table_replica.this", address
    )
    adopting.write_text(block.replace("shop-orders:eu-west-1", f"walk-free:{HOME}"), "utf-8")
    _settles(runner)
    adopting.unlink()
