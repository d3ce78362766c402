"""Plans that no terraform of here makes: written after its documents, or made of recorded ones.

Source of forms: https://developer.hashicorp.com/terraform/internals/json-format
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

import yaml

from tests.plans.kept import FOLDER, Plan, content
from tests.specs import dump
from tfgen.world.places import REGIONS

_ADDED = "ap-southeast-2"


def _change(address: str, kind: str, actions: list[str], **more: Any) -> Plan:
    name = address.rpartition(".")[2]
    before = None if actions == ["create"] else {"name": name}
    after = None if actions in (["delete"], ["forget"]) else {"name": name, "size": 2}
    change = {"actions": actions, "before": before, "after": after, "after_unknown": {}}
    return {"address": address, "mode": "managed", "type": kind, "name": name, "change": change, **more}


def _plan(*changes: Plan, **more: Any) -> Plan:
    return {"format_version": "1.2", "terraform_version": "1.14.0", "resource_changes": [*changes], **more}


_UPDATED = _change("aws_instance.web", "aws_instance", ["update"])
_GONE = _change("aws_instance.old", "aws_instance", ["delete"])
_FIRST = _plan(_UPDATED, _GONE, format_version="0.1", terraform_version="0.13.7")
"""Of 0.12 to 1.0.4, without `action_reason`, `before_sensitive` and drift."""

WRITTEN: dict[str, Plan] = {
    "format-0.1": _FIRST,
    "format-0.2": {**_FIRST, "format_version": "0.2", "terraform_version": "1.0.11"},
    "format-of-tomorrow": _plan(
        _change("aws_instance.web", "aws_instance", ["hibernate"]), format_version="1.9"
    ),
    "deferred": _plan(
        _UPDATED,
        complete=False,
        deferred_changes=[
            {
                "reason": "provider_config_unknown",
                "resource_change": _change("aws_eks_addon.dns", "x", ["create"]),
            },
            {
                "reason": "instance_count_unknown",
                "resource_change": _change("aws_instance.more", "x", ["create"]),
            },
        ],
    ),
    "invokes-actions": _plan(
        _UPDATED,
        action_invocations=[
            {
                "address": "action.aws_lambda_invoke.warm",
                "type": "aws_lambda_invoke",
                "name": "warm",
                "lifecycle_action_trigger": {"triggering_resource_address": "aws_instance.web"},
            }
        ],
    ),
    "created-and-forgotten": _plan(_change("aws_instance.web", "aws_instance", ["create", "forget"])),
}


def _provider_6(name: str) -> Plan:
    """A recorded plan as provider 6 has it: one configuration, and the region in an attribute of each resource."""
    plan: Plan = json.loads(content(name))
    for each in plan["resource_changes"]:
        region = "us-east-1" if each["type"].startswith("aws_db_") else "eu-west-1"
        for side in ("before", "after"):
            if each["change"].get(side):
                each["change"][side]["region"] = region
    return plan


def _in_thirty_regions(name: str) -> tuple[Plan, str]:
    """What a recorded plan adds in a region, added in all of thirty but for those that stood; with its spec."""
    plan, spec = json.loads(content(name)), yaml.safe_load((FOLDER / f"{name}.yaml").read_text("utf-8"))
    added = [each for each in plan["resource_changes"] if _ADDED.replace("-", "_") in each["address"]]
    assert len(added) > 10
    others = [each for each in plan["resource_changes"] if each not in added]
    more = [each for each in REGIONS if each not in spec["regions"]][: 30 - len(spec["regions"])]
    for region in (_ADDED, *more):
        told = json.dumps(added).replace(_ADDED, region)
        others += json.loads(told.replace(_ADDED.replace("-", "_"), region.replace("-", "_")))
    return {**plan, "resource_changes": others}, dump({**spec, "regions": [*spec["regions"], *more]})


def _many() -> Plan:
    """Five thousand changes, of which twenty delete something."""
    changes = []
    for number in range(5000):
        action = ["delete"] if number % 250 == 0 else ["update"] if number % 3 else ["create"]
        kind = ("aws_sqs_queue", "aws_ssm_parameter", "aws_s3_bucket")[number % 3]
        changes.append(_change(f'module.app["{number // 50}"].{kind}.item_{number}', kind, action))
    return _plan(*changes)


def record() -> Iterator[tuple[str, Plan, str]]:
    """Every plan, with its spec if it has one."""
    yield from ((name, copy.deepcopy(plan), "") for name, plan in WRITTEN.items())
    yield "provider-6-new", _provider_6("vpc-and-database-new"), ""
    yield "provider-6-replaced", _provider_6("vpc-replaced"), ""
    yield "thirty-regions", *_in_thirty_regions("spec-region-added")
    yield "five-thousand", _many(), ""
