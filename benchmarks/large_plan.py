"""A plan as large as stacks get, made of what a spec makes and of the provider's schema, in the size that Terraform writes.

Every function gets more memory; all else stays as it is, and is written with all its values.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from benchmarks.large_spec import large_spec
from tfgen.check.hcl.schema_data import MODES, shipped
from tfgen.render.made import made
from tfgen.spec.source import parse
from tfgen.stack.resolve import build


def large_plan(regions: int, functions: int) -> str:
    """The JSON of a plan: `resource_changes`, and the values before and after once more, as Terraform repeats them."""
    source, _ = parse(large_spec(regions, functions), "spec.yaml")
    stack = build(source)[0] if source else None
    assert stack
    changes = [_change(each.address, each.region) for each in made(stack)]
    values = [{**_told(change), "values": change["change"]["after"]} for change in changes]
    module = {"root_module": {"resources": values}}
    plan = {
        "format_version": "1.2",
        "terraform_version": "1.11.4",
        "planned_values": module,
        "resource_changes": changes,
        "prior_state": {"format_version": "1.0", "values": module},
        "configuration": {},
    }
    return json.dumps(plan)


def _told(change: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in change.items() if name != "change"}


def _change(address: str, region: str) -> dict[str, Any]:
    kind = address.split(".")[-2]
    before = dict(_values(kind, address, region))
    after = {**before, "memory_size": 512} if kind == "aws_lambda_function" else before
    return {
        "address": address,
        "module_address": address.rpartition(f".{kind}.")[0],
        "mode": "managed",
        "type": kind,
        "name": "this",
        "provider_name": "registry.terraform.io/hashicorp/aws",
        "change": {
            "actions": ["no-op" if after is before else "update"],
            "before": before,
            "after": after,
            "after_unknown": {} if after is before else {"qualified_arn": True, "version": True},
            "before_sensitive": {"tags_all": {}, "environment": [{"variables": {}}]},
            "after_sensitive": {"tags_all": {}, "environment": [{"variables": {}}]},
        },
    }


def _values(kind: str, address: str, region: str) -> Iterator[tuple[str, Any]]:
    schema = shipped(5)["resource"][kind]
    for mode in MODES:
        for name, type_ in schema[mode].items():
            yield name, _value(name, type_, address, region) if mode != "optional" or name in _SET else None
    for name in schema["blocks"]:
        yield (
            name,
            [{"variables": {"LOG_LEVEL": "info", "TABLE_ITEMS": "large-items"}}]
            if name == "environment"
            else [],
        )


_SET = (
    "architectures",
    "memory_size",
    "tags_all",
    "timeout",
    "handler",
    "runtime",
    "filename",
    "source_code_hash",
)


def _value(name: str, type_: Any, address: str, region: str) -> Any:
    if name == "tags_all":
        return {"managed-by": "tfgen", "service": "large"}
    if type_ == "number":
        return 128
    if type_ == "bool":
        return False
    if isinstance(type_, list):
        return []
    return f"arn:aws:x:{region}:123456789012:{address}" if "arn" in name or "id" in name else f"large-{name}"
