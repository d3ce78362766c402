"""In which region the resources of any Terraform are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from tfgen.plan.change import Change
from tfgen.render.part import GLOBAL

ELSEWHERE = "elsewhere"
"""The place of what nothing tells a region of, such as another cloud's."""
_REGION = re.compile(r"[a-z0-9-]{2,32}")
_WORLDWIDE = ("aws_iam_", "aws_route53_", "aws_cloudfront_", "aws_organizations_", "aws_globalaccelerator_")
_ARNS = ("arn", "function_arn", "global_table_arn", "resource_arn", "invoke_arn")


class Providers:
    """What a plan's configuration says of regions: those of its providers, by the address of a resource without keys."""

    def __init__(self, plan: Mapping[str, Any]) -> None:
        configuration = _mapping(plan.get("configuration"))
        given = {name: _mapping(each).get("value") for name, each in _mapping(plan.get("variables")).items()}
        self._regions = {
            name: _region(_mapping(each), given)
            for name, each in _mapping(configuration.get("provider_config")).items()
        }
        self._providers = dict(_resources(_mapping(configuration.get("root_module")), "", 0))

    def place(self, change: Change) -> str:
        """Where a change is. What a resource itself says weighs more than its provider; Route 53 and the like are global."""
        if change.type.startswith(_WORLDWIDE):
            return GLOBAL
        sides = (change.after, change.before)
        said = [side.get("region") for side in sides]
        said += [_of_arn(side.get(name)) for side in sides for name in _ARNS]
        said.append(self._regions.get(self._providers.get(without_keys(change.address), "")))
        return next((each for each in said if isinstance(each, str) and _REGION.fullmatch(each)), ELSEWHERE)


def without_keys(address: str) -> str:
    """An address without the keys of `count` and `for_each`."""
    if "[" not in address:
        return address
    found, depth, quoted, escaped = [], 0, False, False
    for char in address:
        if depth:
            if escaped:
                escaped = False
            elif char == "\\":
                escaped = True
            elif char == '"':
                quoted = not quoted
            elif char == "]" and not quoted:
                depth = 0
        elif char == "[":
            depth = 1
        else:
            found.append(char)
    return "".join(found)


def _region(provider: Mapping[str, Any], given: Mapping[str, Any]) -> str:
    told = _mapping(_mapping(provider.get("expressions")).get("region"))
    value = told.get("constant_value")
    if isinstance(value, str):
        return value
    for reference in told.get("references") or () if isinstance(told.get("references"), list) else ():
        found = given.get(str(reference).removeprefix("var.")) if str(reference).startswith("var.") else None
        if isinstance(found, str):
            return found
    return ""


_DEEPEST = 50
"""Modules in modules, of which nobody has so many."""


def _resources(module: Mapping[str, Any], path: str, depth: int) -> Iterator[tuple[str, str]]:
    for each in module.get("resources") or ():
        told = _mapping(each)
        yield f"{path}{told.get('address', '')}", str(told.get("provider_config_key", ""))
    for name, call in _mapping(module.get("module_calls")).items() if depth < _DEEPEST else ():
        yield from _resources(_mapping(_mapping(call).get("module")), f"{path}module.{name}.", depth + 1)


def _of_arn(arn: Any) -> str:
    parts = arn.split(":") if isinstance(arn, str) and arn.startswith("arn:") else ()
    return parts[3] if len(parts) > 3 else ""


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
