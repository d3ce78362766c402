"""What a plan would do, by region."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from tfgen.stack.region import label
from tfgen.stack.stack import Stack

GLOBAL = "global"


@dataclass(frozen=True, slots=True)
class Summary:
    """Numbers of resources by place (a region, or `global`) and by what happens to them."""

    actions: dict[str, Counter[str]]
    resources: dict[str, Counter[str]]
    """Numbers of resources by place and type, of all that will be there."""

    def total(self, action: str) -> int:
        """How many resources an action takes, over all places."""
        return sum(counts[action] for counts in self.actions.values())


def summarise(plan: dict[str, Any], stack: Stack) -> Summary:
    """The summary of a plan, as `terraform show -json` gives it (format_version 1.x).

    Source: https://developer.hashicorp.com/terraform/internals/json-format
    """
    places = [GLOBAL, *_regions(stack)]
    actions: dict[str, Counter[str]] = {place: Counter() for place in places}
    resources: dict[str, Counter[str]] = {place: Counter() for place in places}
    for change in plan.get("resource_changes", []):
        if change["mode"] != "managed":
            continue
        place = place_of(change["address"], stack)
        action = _ACTIONS.get(tuple(change["change"]["actions"]), "change")
        actions.setdefault(place, Counter())[action] += 1
        if action != "destroy":
            resources.setdefault(place, Counter())[change["type"]] += 1
    return Summary(actions, resources)


_ACTIONS = {
    ("no-op",): "keep",
    ("create",): "add",
    ("update",): "change",
    ("delete",): "destroy",
    ("delete", "create"): "replace",
    ("create", "delete"): "replace",
}


def place_of(address: str, stack: Stack) -> str:
    """The region that a resource belongs to, by its address, retiring ones included; `global` for the rest."""
    kind, name = address.split("[")[0].split(".")[:2]
    for region in _regions(stack):
        if kind == "module" and (name == label(region) or name.endswith(f"_{label(region)}")):
            return region
        if kind in ("aws_acm_certificate", "aws_route53_record") and name == label(region):
            return region
    return GLOBAL


def _regions(stack: Stack) -> list[str]:
    return [*(region.name for region in stack.regions), *stack.retiring]
