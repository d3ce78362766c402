"""Plans with drift, as small as they show it. Their values are those that real ones had."""

from __future__ import annotations

from typing import Any

from tests.specs import dump, read
from tests.unit.gate.aws import HERE, SPEC, THERE
from tfgen.drift.found import Found, found
from tfgen.drift.places import where_of
from tfgen.stack.root import Root

Json = dict[str, Any]
SOURCE, STACK = read(dump(SPEC))


def function(region: str, name: str = "put") -> str:
    """The address of a function."""
    return f'module.{region.replace("-", "_")}.module.function["{name}"].aws_lambda_function.this'


def changed(
    address: str, before: Json, after: Json | None, actions: list[str] | None = None, **more: Any
) -> Json:
    """A change, of drift or of a plan; without values afterwards the resource goes."""
    kind = address.split(".")[-2]
    does = actions or (["update"] if after else ["delete"])
    return {
        "address": address,
        "mode": "managed",
        "type": kind,
        "change": {"actions": does, "before": before, "after": after, **more},
    }


def plan(
    drift: list[Json], asked: list[Json] | None = None, state: list[tuple[str, Json]] | None = None
) -> Json:
    """A plan as `terraform show -json` gives it. Of `-refresh-only` there is no change that is asked for."""
    resources = [
        {"mode": "managed", "type": kind, "values": values} for kind, values in state or [("x_y", {})]
    ]
    made: Json = {"format_version": "1.2", "resource_drift": drift}
    made["prior_state"] = {"values": {"root_module": {"child_modules": [{"resources": resources}]}}}
    return made if asked is None else {**made, "resource_changes": asked}


def memory(region: str, before: int = 256, after: int = 512, name: str = "put") -> Json:
    """The memory of a function, changed by hand."""
    tags: tuple[Json, Json] = {"tags": None}, {"tags": {}}
    return changed(
        function(region, name), {"memory_size": before, **tags[0]}, {"memory_size": after, **tags[1]}
    )


def of(made: Json) -> Found:
    """What is found in a plan of the stack."""
    return found(made, where_of(STACK, Root("")))


__all__ = ["HERE", "SOURCE", "STACK", "THERE"]
