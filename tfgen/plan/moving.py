"""States from one layout to the other: which resource goes where. Addresses stay; what AWS has is not touched.

The form is version 4 of Terraform's state, which `terraform state pull` gives and `terraform state push` takes.
Source: https://developer.hashicorp.com/terraform/internals/json-format (the plan's form; that of states is told by
internal/states/statefile/version4.go in hashicorp/terraform).
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator, Mapping
from typing import Any

from tfgen.diagnostics import Code, Diagnostic
from tfgen.frozen import frozen
from tfgen.render.made import made, of_own
from tfgen.render.main_tf import render
from tfgen.stack.region import label
from tfgen.stack.root import Root, roots
from tfgen.stack.stack import Stack

State = dict[str, Any]

NOT_MOVED = Code(
    "TFG215",
    "states that cannot be moved to another layout",
    finds="""a state that cannot be read, or holds what the spec does not make; a state at the place to move to, with
something else in it; or states that are where the spec says already.""",
    why="""a move puts every resource into the state whose root makes it. One that no root makes would be forgotten, and
one that is in two states would be changed by both.""",
    example="tfgen state move spec.yaml -o terraform     # where a region was taken out of the spec as well",
    instead="""a change of the layout alone: first apply what else has changed, or take it back.""",
)

CODES = (NOT_MOVED,)

_KEY = re.compile(r'\["(?:[^"\\]|\\.)*"\]$|\[\d+\]$')
_OUTPUT = re.compile(r'^output "([\w-]+)"', re.MULTILINE)
_ALIAS = re.compile(r"(?<=\])\.\w+$")


@frozen
class Moved:
    """States after a move."""

    states: Mapping[str, State]
    """By the names of roots to which something is moved."""
    forgotten: tuple[str, ...]
    """Addresses of what the new layout does without, and which stays in the account."""


def moved(before: Mapping[str, State], stack: Stack, spec_name: str) -> Moved | Diagnostic:
    """The states of a stack, from those of its other layout, by the names of roots."""
    places = {_KEY.sub("", each.address): each.root for each in made(stack)}
    regions = [region.name for region in stack.regions]
    found: dict[str, list[dict[str, Any]]] = {root.name: [] for root in roots(stack)}
    strange, forgotten = [], []
    for resource in _resources(before):
        address = address_of(resource)
        own = of_own(address, regions)
        place = places.get(address, (own.region if stack.is_apart else "") if own else None)
        if place is not None:
            found[place].append(resource)
        elif address == ANCHOR:
            forgotten.append(address)
        else:
            strange.append(address)
    if strange:
        more = f", and {len(strange) - 3} more" if len(strange) > 3 else ""
        message = f"the state holds what the spec does not make: {', '.join(sorted(strange)[:3])}{more}"
        return NOT_MOVED(message, hint="apply or retire what goes first; move with no other change")
    version = next((state.get("terraform_version", "") for state in before.values()), "")
    states = {
        root.name: {
            "version": 4,
            "terraform_version": version,
            "serial": 1,
            "lineage": str(uuid.uuid4()),
            "outputs": _outputs(before, stack, root, spec_name),
            "resources": [_provided(each, root, stack) for each in found[root.name]],
            "check_results": None,
        }
        for root in roots(stack)
        if found[root.name]
    }
    return Moved(states, tuple(forgotten))


ANCHOR = "aws_acm_certificate.anchor"
"""What one state for all does without: another certificate tells it the record."""


def emptied(state: State) -> State:
    """What is left of a state when all was moved: its serial tells whoever planned before that it changed."""
    return {
        **state,
        "serial": int(state["serial"]) + 1,
        "outputs": {},
        "resources": [],
        "check_results": None,
    }


def address_of(resource: Mapping[str, Any]) -> str:
    """The address of a resource of a state, without the keys of its instances."""
    module = f"{resource['module']}." if resource.get("module") else ""
    return f"{module}{resource['type']}.{resource['name']}"


def wrong_with(state: State) -> str:
    """Why a state cannot be moved; empty if it can."""
    if state.get("version") != 4:
        return f"has version {state.get('version')!r}, and 4 is known"
    resources = state.get("resources")
    if not isinstance(resources, list) or not isinstance(state.get("serial"), int):
        return "is not as Terraform writes it"
    for each in resources:
        is_whole = isinstance(each, dict) and all(
            isinstance(each.get(key), str) for key in ("mode", "type", "name")
        )
        if not is_whole or not isinstance(each.get("instances"), list):
            return "is not as Terraform writes it"
        if any(isinstance(it, dict) and it.get("deposed") for it in each["instances"]):
            return f"has a deposed object of {address_of(each)}: apply first"
    return ""


def _resources(states: Mapping[str, State]) -> Iterator[dict[str, Any]]:
    """What is managed. Data sources are read anew by each plan."""
    for state in states.values():
        yield from (each for each in state["resources"] if each["mode"] == "managed" and each["instances"])


def _provided(resource: dict[str, Any], root: Root, stack: Stack) -> dict[str, Any]:
    """A resource with the provider that makes it there: the root's one, or the one of its region."""
    plain = _ALIAS.sub("", str(resource.get("provider", "")))
    if root.name:
        return {**resource, "provider": plain}
    region = next(
        (each.region for each in made(stack) if _KEY.sub("", each.address) == address_of(resource)), ""
    )
    is_regional = region in {each.name for each in stack.regions} and resource["type"] != "aws_route53_record"
    return {**resource, "provider": f"{plain}.{label(region)}" if is_regional else plain}


def _outputs(before: Mapping[str, State], stack: Stack, root: Root, spec_name: str) -> dict[str, Any]:
    """The outputs that a root has, of what was known: those of its region, or of all."""
    names = set(_OUTPUT.findall(render(stack, spec_name, root=root)))
    regions = {region.name for region in stack.regions}
    found: dict[str, Any] = {}
    for state in before.values():
        for name, output in (state.get("outputs") or {}).items():
            if name in names and isinstance(output, dict):
                kept = _narrowed(output, root.region, regions) if root.name else output
                found[name] = _joined(found[name], kept) if name in found else kept
    return found


def _narrowed(value: Any, region: str | None, regions: set[str]) -> Any:
    """A value without what it holds by the names of other regions."""
    if isinstance(value, list):
        return [_narrowed(each, region, regions) for each in value]
    if not isinstance(value, dict):
        return value
    others = regions - {region}
    return {name: _narrowed(each, region, regions) for name, each in value.items() if name not in others}


def _joined(one: Any, other: Any) -> Any:
    """Two values of which mappings hold what either does."""
    if isinstance(one, dict) and isinstance(other, dict):
        return {**one, **{name: _joined(one[name], it) if name in one else it for name, it in other.items()}}
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        return [_joined(*pair) for pair in zip(one, other, strict=True)]
    return other
