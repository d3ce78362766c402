"""What a plan would do, by region."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tfgen.plan.change import Change, changes
from tfgen.render.made import every_made, of_own
from tfgen.render.part import GLOBAL
from tfgen.stack.region import Region, label
from tfgen.stack.stack import Stack
from tfgen.stack.variations import with_regions

_STEP = re.compile(r'[^.\["]+(?:\["(?:[^"\\]|\\.)*"\]|\[\d+\])?')
"""A part of an address, with its key if it has one."""


@dataclass(frozen=True, slots=True)
class Summary:
    """Numbers of resources by place (a region, or `global`) and by what happens to them."""

    actions: dict[str, Counter[str]]
    """What is imported counts by what else happens to it as well, as Terraform counts it."""
    resources: dict[str, Counter[str]]
    """Numbers of resources by place and type, of all that will be there."""

    def total(self, action: str) -> int:
        """How many resources an action takes, over all places."""
        return sum(counts[action] for counts in self.actions.values())


def summarise(plan: dict[str, Any], stack: Stack) -> Summary:
    """The summary of a plan, as `terraform show -json` gives it (format_version 1.x).

    Source: https://developer.hashicorp.com/terraform/internals/json-format
    """
    places = Places(stack)
    actions: dict[str, Counter[str]] = {place: Counter() for place in (GLOBAL, *places.regions)}
    resources: dict[str, Counter[str]] = {place: Counter() for place in (GLOBAL, *places.regions)}
    for change in changes(plan):
        place = places.of(change)
        action = action_of(change)
        actions[place]["import"] += change.imports
        actions[place][action] += 1
        if action != "destroy":
            resources[place][change.type] += 1
    return Summary(actions, resources)


_ACTIONS = {
    ("no-op",): "keep",
    ("create",): "add",
    ("update",): "change",
    ("delete",): "destroy",
    ("delete", "create"): "replace",
    ("create", "delete"): "replace",
}


def action_of(change: Change) -> str:
    """What a plan's summary calls a change."""
    return _ACTIONS.get(change.actions, "change")


class Places:
    """Where the resources of a plan are: in a region, retiring ones included, or `global`."""

    def __init__(self, stack: Stack) -> None:
        self.regions = (*(region.name for region in stack.holding), *stack.retiring)
        retiring = tuple(Region(name) for name in stack.retiring)
        every = with_regions(stack, (*stack.regions, *retiring)) if retiring else stack
        self._made = {each.address: each.region for each in every_made(every)}
        self._modules = {f"module.{label(name)}": name for name in self.regions}

    def of(self, change: Change) -> str:
        """The place of a change. What the spec does not make any more is found by its region's module or its ARN."""
        if change.address in self._made:
            return self._made[change.address]
        own = of_own(change.address, self.regions)
        if own:
            return own.region
        module = ".".join(_STEP.findall(change.address)[:2])
        return self._modules.get(module) or self._of_arn(change.before)

    def _of_arn(self, before: Mapping[str, Any]) -> str:
        parts = str(before.get("arn", "")).split(":")
        return parts[3] if len(parts) > 3 and parts[3] in self.regions else GLOBAL
