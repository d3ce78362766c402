"""What exists already is taken over by the first apply, stays as it is, and needs no word in the spec afterwards."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.planning import Json, actions, plan_again, succeed, write_tree
from tests.specs import dump, read
from tfgen.check.terraform import Terraform, initialise
from tfgen.emulator.server import CREDENTIALS, emulated
from tfgen.plan.review import findings
from tfgen.render.made import made
from tfgen.stack.stack import Stack

pytestmark = pytest.mark.terraform

_HERE = ["eu-west-1"]
_INDEX = {"local": True, "key": {"id": "S", "day": "S"}, "project": "keys"}
_ORDERS = {"key": {"id": "S", "at": "S"}, "indexes": {"by-day": _INDEX}}


def _spec(adopts: bool, queues: bool = False, orders: Any = _ORDERS) -> str:
    def adopt(value: Any) -> dict[str, Any]:
        return {"adopt": value} if adopts else {}

    access = {"orders": "read", **({"jobs": "send"} if queues else {})}
    spec: dict[str, Any] = {
        "tfgen": 1,
        "service": "shop",
        "domain": "api.example.com",
        "regions": _HERE,
        "defaults": {"code": "src", "runtime": "python3.13", **adopt({"function": _HERE, "logs": _HERE})},
        "api": adopt({"logs": _HERE}),
        "routing": adopt({"validation": True, "domain": _HERE, "records": ["A"]}),
        "tables": {"orders": {**orders, **adopt(_HERE)}},
        "queues": {"jobs": adopt(_HERE)} if queues else {},
        "functions": {"get": {"handler": "get.main", "http": "GET /health", "access": access}},
    }
    return dump(spec)


ADOPTING, AFTERWARDS = _spec(True), _spec(False)
WRONG = _spec(True, queues=True, orders={"key": {"number": "S"}})
"""Its table has another key. Queues stand here alone: after each the provider waits 25 seconds."""


def _imported(planned: Json) -> set[str]:
    return {c["address"] for c in planned["resource_changes"] if c["change"].get("importing")}


def _to_adopt(stack: Stack) -> set[str]:
    return {each.address for each in made(stack) if each.import_id}


def _variables(planned: Json) -> list[str]:
    """What the function is to be told, as far as the plan knows it."""
    (function,) = (c for c in planned["resource_changes"] if c["type"] == "aws_lambda_function")
    return sorted(function["change"]["after"]["environment"][0]["variables"])


def test_what_exists_is_taken_over(tmp_path: Path, terraform: Path, terraform_env: dict[str, str]) -> None:
    stack, wrong = (read(text)[1] for text in (ADOPTING, WRONG))
    there = dataclasses.replace(wrong, things={**wrong.things, "tables": stack.things["tables"]})
    with emulated(there) as endpoint:
        runner = Terraform(
            terraform, tmp_path, {**terraform_env, **CREDENTIALS, "AWS_ENDPOINT_URL": endpoint}
        )
        write_tree(tmp_path, WRONG)
        succeed(initialise(runner))
        planned = plan_again(runner)
        assert _imported(planned) == _to_adopt(wrong)
        assert _variables(planned) == ["QUEUE_JOBS", "TABLE_ORDERS"]
        assert [each.code.id for each in findings(planned, wrong)] == ["TFG412"]

        write_tree(tmp_path, ADOPTING)
        planned = plan_again(runner)
        assert _imported(planned) == _to_adopt(stack)
        assert set(actions(planned)) == {"create", "update"}
        assert findings(planned, stack) == []
        succeed(runner.run("apply", "-input=false", "-no-color", "-parallelism=30", "tfplan"))

        assert set(actions(plan_again(runner))) == {"no-op"}
        write_tree(tmp_path, AFTERWARDS)
        assert set(actions(plan_again(runner))) == {"no-op"}
